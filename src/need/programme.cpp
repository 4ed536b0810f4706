#include "need/programme.h"

#include <array>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "need/category_verb.h"

namespace hearth::need {
namespace {

using formats::Declared;

constexpr std::array<std::string_view, 4> always_forbidden{"sanction", "fraud", "enforcement", "immigration"};
constexpr int retention_days_max = 3650;

Result<Done> read_uses(const Declared& root, Programme& out) {
  HEARTH_TRY(uses, root.texts_if("never_used_for"));
  for (const auto use : always_forbidden)
    if (std::ranges::find(uses, use) == uses.end())
      return root.refuse("programme.never_used_for", "never_used_for must name sanction, fraud, enforcement and immigration. Missing: " + std::string{use} + ".");
  out.never_used_for = std::move(uses);
  return Done{};
}

Result<Done> read_legal(const Declared& root, const Vocabulary& vocabulary, Programme& out) {
  const auto legal = root.get("legal");
  if (!legal) return root.refuse("programme.no_power", "Without a legal power or duty nothing is joined. Add [legal] with power or duty.");
  HEARTH_CHECK(legal->unknown_keys({"power", "duty", "lawful_basis", "condition"}));
  HEARTH_TRY(power, legal->text_if("power"));
  HEARTH_TRY(duty, legal->text_if("duty"));
  HEARTH_TRY(basis, legal->text_if("lawful_basis"));
  HEARTH_TRY(condition, legal->text_if("condition"));
  out.legal = {power.value_or(""), duty.value_or(""), basis.value_or(""), condition.value_or("")};
  if (trim(out.legal.power).empty() && trim(out.legal.duty).empty())
    return legal->refuse("programme.no_power", "Without a legal power or duty nothing is joined. Name the Act and section under power or duty.");
  if (trim(out.legal.lawful_basis).empty())
    return legal->refuse("programme.no_basis", "Name the lawful basis: a point of UK GDPR Article 6(1).");
  for (const auto factor : out.factors)
    if (vocabulary[factor].special_category && trim(out.legal.condition).empty())
      return legal->refuse("programme.no_basis", "\"" + vocabulary[factor].id.text() + "\" is about health. Name the condition: UK GDPR Article 9(2) and DPA 2018 Schedule 1.");
  return Done{};
}

Result<Done> read_factors(const Declared& root, const Vocabulary& vocabulary, Programme& out) {
  HEARTH_TRY(list, root.need("factors"));
  for (const auto& item : list.items()) {
    HEARTH_TRY(id, item.text());
    const auto index = vocabulary.find(id);
    if (!index && names_a_kind_of_place(id))
      return item.refuse("rule.place_class", "Being at a kind of place is never a factor. Take it out.");
    if (!index) {
      const auto near = vocabulary.nearest(id);
      return item.refuse("rule.unknown_factor", "\"" + id + "\" is no factor. " + (near.empty() ? "Known factors are in programmes/factors.toml." : "Did you mean " + near + "?"));
    }
    out.factors.push_back(*index);
  }
  std::ranges::sort(out.factors);
  if (std::adjacent_find(out.factors.begin(), out.factors.end()) != out.factors.end())
    return list.refuse("programme.factor_repeated", "A factor is listed twice.");
  return Done{};
}

Result<Done> read_keeping(const Declared& root, Programme& out) {
  const auto retention = root.get("retention_days");
  if (!retention) return root.refuse("programme.retention", "Say how many days a result is kept: retention_days, 1 to 3650.");
  HEARTH_TRY(days, retention->integer());
  if (days < 1 || days > retention_days_max) return retention->refuse("programme.retention", "retention_days must be from 1 to 3650.");
  out.retention_days = static_cast<int>(days);
  const auto review = root.get("review_on");
  if (!review) return root.refuse("programme.no_review", "Say when somebody looks at this programme again: review_on, a date.");
  HEARTH_TRY(text, review->date_text());
  const auto date = Date::parse_iso(text);
  if (!date || !date->whole()) return review->refuse("programme.no_review", "review_on must be a date, YYYY-MM-DD.");
  out.review_on = *date;
  return Done{};
}

Result<Done> read_roles(const Declared& root, Programme& out) {
  const auto list = root.get("role");
  if (!list) return root.refuse("programme.no_role", "Say who may use this programme: [[role]] with name and words.");
  for (const auto& table : list->items()) {
    HEARTH_CHECK(table.unknown_keys({"name", "words"}));
    HEARTH_TRY(name, table.need_text("name"));
    HEARTH_TRY(words, table.need_text("words"));
    out.roles.push_back({std::move(name), std::move(words)});
  }
  return Done{};
}

Result<Done> read_conditions(const Declared& root, std::string_view key, RuleReader& reader, std::vector<NodeIndex>& into) {
  const auto list = root.get(key);
  if (!list) return Done{};
  for (const auto& condition : list->items()) {
    HEARTH_TRY(node, reader.add(condition));
    into.push_back(node);
  }
  return Done{};
}

Result<Done> read_categories(const Declared& root, RuleReader& reader, Programme& out) {
  const auto list = root.get("category");
  if (!list || list->items().empty()) return root.refuse("programme.no_category", "Say what staff do: at least one [[category]].");
  for (const auto& table : list->items()) {
    HEARTH_CHECK(table.unknown_keys({"verb", "words", "when"}));
    HEARTH_TRY(verb, table.need_text("verb"));
    HEARTH_TRY(words, table.need_text("words"));
    HEARTH_TRY(when, table.need("when"));
    if (const auto fault = fault_of_verb(verb)) return table.get("verb")->refuse("programme.category_noun", *fault);
    if (out.category_of(verb)) return table.get("verb")->refuse("programme.category_repeated", "Another category has this name.");
    HEARTH_TRY(rule, reader.add(when));
    if (!reader.rules().always_tells(rule))
      return when.refuse("rule.nothing_told", "Somebody could be in this category without a reason that may be told: take told = false from a condition that may hold alone.");
    out.categories.push_back({std::move(verb), std::move(words), rule});
  }
  return Done{};
}

Result<Done> read_rules(const Declared& root, const Vocabulary& vocabulary, Programme& out) {
  HEARTH_TRY(reader, RuleReader::open(root.get("rules"), {&vocabulary, out.factors, out.estimate.has_value()}));
  HEARTH_CHECK(read_conditions(root, "only_if", reader, out.only_if));
  HEARTH_CHECK(read_conditions(root, "left_out_if", reader, out.left_out_if));
  HEARTH_CHECK(read_categories(root, reader, out));
  HEARTH_TRY(rules, reader.finish());
  out.rules = std::move(rules);
  return Done{};
}

Result<Done> read_estimate(const Declared& root, const Vocabulary& vocabulary, Programme& out) {
  const auto table = root.get("estimate");
  if (!table) return Done{};
  HEARTH_TRY(estimate, Estimate::read(*table, vocabulary));
  for (const auto factor : estimate.factors())
    if (!std::ranges::binary_search(out.factors, factor))
      return table->refuse("rule.not_listed", "\"" + vocabulary[factor].id.text() + "\" is not in `factors` of this programme. List there what its purpose needs.");
  out.estimate = std::move(estimate);
  return Done{};
}

Result<Done> read_letters(const Declared& root, Files* files, const Path& folder, Programme& out) {
  const auto list = root.get("letter");
  if (!list) return Done{};
  for (const auto& table : list->items()) {
    HEARTH_CHECK(table.unknown_keys({"name", "kind", "file"}));
    HEARTH_TRY(name, table.need_text("name"));
    HEARTH_TRY(kind, table.need_text("kind"));
    HEARTH_TRY(file, table.need_text("file"));
    if (kind != "letter" && kind != "script") return table.refuse("letter.kind", "kind must be letter or script.");
    Path path = folder / file;
    if (files != nullptr && !files->exists(path)) return table.get("file")->refuse("letter.missing", "There is no such file in the programme's folder.");
    out.letters.push_back({std::move(name), std::move(kind), std::move(path)});
  }
  return Done{};
}

/// [transport] seats = [...], wheelchairs = [...]: of what [crew] may be told.
Result<Done> read_transport(const Declared& root, const Vocabulary& vocabulary, Programme& out) {
  const auto table = root.get("transport");
  if (!table) return Done{};
  HEARTH_CHECK(table->unknown_keys({"seats", "wheelchairs"}));
  for (const auto& [key, factors] : {std::pair{"seats", &out.transport.seats}, std::pair{"wheelchairs", &out.transport.wheelchairs}}) {
    HEARTH_TRY(names, table->texts_if(key));
    for (const auto& name : names) {
      const auto factor = vocabulary.find(name);
      if (!factor || std::ranges::find(out.crew, *factor, &CrewWords::factor) == out.crew.end())
        return table->get(key)->refuse("transport.not_told", "\"" + name + "\" is no fact that [crew] tells of: whoever reads the number could not see whom it counts. Expected one of [crew].");
      factors->push_back(*factor);
    }
  }
  return Done{};
}

Result<Programme> read_programme(std::string_view text, std::string file, std::string id, const Vocabulary& vocabulary, Files* files,
                                 const Path& folder) {
  HEARTH_TRY(declaration, formats::DeclarationFile::parse(text, std::move(file)));
  const auto root = declaration.root();
  HEARTH_CHECK(root.unknown_keys({"purpose", "task", "words", "lead", "legal", "never_used_for", "role", "factors", "rules", "only_if",
                                  "left_out_if", "leave_out_moved", "category", "retention_days", "review_on", "estimate", "letter", "crew", "transport"}));
  Programme out;
  HEARTH_TRY(purpose, root.need_text("purpose"));
  HEARTH_TRY(words, root.need_text("words"));
  HEARTH_TRY(task, root.text_if("task"));
  HEARTH_TRY(lead, root.need_text("lead"));
  HEARTH_TRY(leave_out_moved, root.boolean_or("leave_out_moved", false));
  out.id = ProgrammeId{std::move(id)};
  out.purpose = PurposeId{std::move(purpose)};
  out.task = task.value_or(words);
  out.words = std::move(words);
  out.lead = OrganisationId{std::move(lead)};
  out.leave_out_moved = leave_out_moved;
  HEARTH_CHECK(read_factors(root, vocabulary, out));
  HEARTH_CHECK(read_legal(root, vocabulary, out));
  HEARTH_CHECK(read_uses(root, out));
  HEARTH_CHECK(read_keeping(root, out));
  HEARTH_CHECK(read_roles(root, out));
  HEARTH_CHECK(read_estimate(root, vocabulary, out));
  HEARTH_CHECK(read_rules(root, vocabulary, out));
  HEARTH_CHECK(read_letters(root, files, folder, out));
  if (const auto table = root.get("crew")) {
    HEARTH_TRY(crew, read_crew_words(*table, vocabulary, out.factors));
    out.crew = std::move(crew);
  }
  HEARTH_CHECK(read_transport(root, vocabulary, out));
  out.version = ContentHash::of(std::string{text} + '\n' + vocabulary.version()).text();
  return out;
}

}  // namespace

Result<Programme> Programme::read(Files& files, const Path& folder, const Vocabulary& vocabulary) {
  const Path path = folder / "programme.toml";
  auto text = files.read_all(path, limits::toml_bytes_max);
  if (!text) {
    text.error().exit = Exit::wrong_use;
    return fail(text.error());
  }
  const Path named = folder.filename().empty() ? folder.parent_path() : folder;
  return read_programme(*text, path.string(), named.filename().string(), vocabulary, &files, folder);
}

Result<Programme> Programme::parse(std::string_view text, std::string file, std::string id, const Vocabulary& vocabulary) {
  return read_programme(text, std::move(file), std::move(id), vocabulary, nullptr, Path{});
}

bool Programme::writes_letters() const {
  return std::ranges::any_of(letters, [](const Letter& letter) { return letter.kind == "letter" && letter.name == "first-letter"; });
}

std::optional<std::size_t> Programme::category_of(std::string_view verb) const {
  for (std::size_t i = 0; i < categories.size(); ++i)
    if (categories[i].verb == verb) return i;
  return std::nullopt;
}

}  // namespace hearth::need
