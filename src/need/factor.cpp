#include "need/factor.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/declaration.h"

namespace hearth::need {
namespace {

// Where somebody lives says nothing about what they need; a list made from it would be a list of a people.
constexpr std::array<std::string_view, 14> kinds_of_place{"traveller", "travellers", "gypsy",   "gypsies", "roma",
                                                          "hostel",    "hostels",    "refuge",  "refuges", "asylum",
                                                          "caravan",   "encampment", "prison", "shelter"};

Result<FactorKind> kind_at(const formats::Declared& table) {
  HEARTH_TRY(text, table.need_text("kind"));
  for (const auto kind : {FactorKind::yes_no, FactorKind::number, FactorKind::date})
    if (name_of(kind) == text) return kind;
  return table.refuse("factor.kind", "kind must be yes_no, number or date.");
}

Result<About> about_at(const formats::Declared& table) {
  HEARTH_TRY(text, table.need_text("about"));
  for (const auto about : {About::person, About::household, About::property})
    if (name_of(about) == text) return about;
  return table.refuse("factor.about", "about must be person, household or property.");
}

Result<std::optional<int>> days_at(const formats::Declared& table) {
  const auto given = table.get("valid_for_days");
  if (!given) return std::optional<int>{};
  HEARTH_TRY(days, given->integer());
  if (days < 1 || days > 36'500) return given->refuse("factor.valid_for_days", "valid_for_days must be from 1 to 36500.");
  return std::optional<int>{static_cast<int>(days)};
}

Result<Factor> read_factor(const formats::Declared& table) {
  HEARTH_CHECK(table.unknown_keys({"id", "words", "not_words", "question", "kind", "about", "unit", "valid_for_days",
                                   "savvi_term", "special_category", "derived", "synonyms", "certain", "false_friends", "child_under", "id_is_spoken", "words_alone", "due_date"}));
  HEARTH_TRY(synonyms, table.texts_if("synonyms"));
  std::optional<int> child_under;
  if (const auto given = table.get("child_under")) {
    HEARTH_TRY(years, given->integer());
    if (years < 1 || years > 18) return given->refuse("factor.child_under", "child_under must be from 1 to 18.");
    child_under = static_cast<int>(years);
  }
  HEARTH_TRY(certain, table.texts_if("certain"));
  HEARTH_TRY(false_friends, table.texts_if("false_friends"));
  HEARTH_TRY(id, table.need_text("id"));
  HEARTH_TRY(words, table.need_text("words"));
  HEARTH_TRY(not_words, table.text_if("not_words"));
  HEARTH_TRY(question, table.need_text("question"));
  HEARTH_TRY(kind, kind_at(table));
  HEARTH_TRY(about, about_at(table));
  HEARTH_TRY(unit, table.text_if("unit"));
  HEARTH_TRY(days, days_at(table));
  HEARTH_TRY(savvi, table.text_if("savvi_term"));
  HEARTH_TRY(special, table.boolean_or("special_category", false));
  HEARTH_TRY(id_is_spoken, table.boolean_or("id_is_spoken", true));
  HEARTH_TRY(derived, table.boolean_or("derived", false));
  HEARTH_TRY(words_alone, table.text_if("words_alone"));
  HEARTH_TRY(due_date, table.boolean_or("due_date", false));
  if (trim(words).empty() || trim(question).empty())
    return table.refuse("factor.no_words", "words and question must say something that an officer understands.");
  if (names_a_kind_of_place(id))
    return table.refuse("factor.place_class", "Being at a kind of place is never a factor. Leave it out.");
  Factor factor;
  factor.id = FactorId{id};
  factor.not_words = not_words ? *not_words : "not: " + words;
  factor.words = std::move(words);
  factor.question = std::move(question);
  factor.kind = kind;
  factor.about = about;
  factor.unit = unit.value_or("");
  factor.valid_for_days = days;
  factor.savvi_term = savvi.value_or("");
  factor.synonyms = std::move(synonyms);
  factor.child_under = child_under;
  factor.words_alone = words_alone.value_or("");
  factor.has_due_date = due_date;
  factor.certain = std::move(certain);
  factor.false_friends = std::move(false_friends);
  factor.special_category = special;
  factor.id_is_spoken = id_is_spoken;
  factor.derived = derived;
  return factor;
}

}  // namespace

std::string_view name_of(FactorKind kind) noexcept {
  constexpr std::array<std::string_view, 3> names{"yes_no", "number", "date"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(About about) noexcept {
  constexpr std::array<std::string_view, 3> names{"person", "household", "property"};
  return names[static_cast<std::size_t>(about)];
}

bool names_a_kind_of_place(std::string_view id) {
  const std::string folded = fold(id);
  for (const auto word : words(folded))
    if (std::ranges::find(kinds_of_place, word) != kinds_of_place.end()) return true;
  for (const auto part : split(folded, '_'))
    if (std::ranges::find(kinds_of_place, part) != kinds_of_place.end()) return true;
  return false;
}

Result<Vocabulary> Vocabulary::read(Files& files, const Path& path) {
  HEARTH_TRY(text, files.read_all(path, limits::toml_bytes_max));
  return parse(text, path.string());
}

Result<Vocabulary> Vocabulary::parse(std::string_view text, std::string file) {
  HEARTH_TRY(declaration, formats::DeclarationFile::parse(text, std::move(file)));
  const auto root = declaration.root();
  HEARTH_CHECK(root.unknown_keys({"factor"}));
  HEARTH_TRY(list, root.need("factor"));
  Vocabulary out;
  for (const auto& table : list.items()) {
    HEARTH_TRY(factor, read_factor(table));
    if (out.factors_.size() == 0xFFFF) return table.refuse("factor.too_many", "At most 65535 factors.");
    const auto index = static_cast<FactorIndex>(out.factors_.size());
    if (!out.by_id_.emplace(factor.id.text(), index).second)
      return table.refuse("factor.repeated", "A factor with this id is already there. Ids are given once.");
    if (!factor.savvi_term.empty() && !out.by_savvi_.emplace(fold(factor.savvi_term), index).second)
      return table.refuse("factor.repeated", "Another factor has this savvi_term. A term means one factor.");
    out.factors_.push_back(std::move(factor));
  }
  out.version_ = ContentHash::of(text).text();
  return out;
}

std::optional<FactorIndex> Vocabulary::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? std::nullopt : std::optional<FactorIndex>{found->second};
}

std::string Vocabulary::nearest(std::string_view id) const {
  std::vector<std::string> known;
  for (const auto& factor : factors_) known.push_back(factor.id.text());
  return base::nearest(id, known);
}

std::string Vocabulary::advice(std::string_view id) const {
  std::string meant;
  const auto add = [&](const std::string& factor, const std::string& says) {
    if (meant.find(factor + " (") == std::string::npos) meant += (meant.empty() ? "" : ", ") + factor + " (" + says + ")";
  };
  if (const auto near = nearest(id); !near.empty()) add(near, (*this)[*find(near)].words);
  const auto known = words();
  for (const auto* factor : record::factors_near(id, known)) add(factor->id, factor->words);
  return (meant.empty() ? std::string{} : "Did you mean " + meant + "? ") + "All of them: hearth factors.";
}

std::vector<record::FactorWords> Vocabulary::words() const {
  std::vector<record::FactorWords> out;
  for (const auto& factor : factors_) {
    record::FactorWords known{.id = factor.id.text(), .words = factor.words, .kind = static_cast<record::FactorWords::Kind>(factor.kind), .derived = factor.derived, .child_under = factor.child_under.value_or(0), .has_due_date = factor.has_due_date};
    std::string spoken = known.id;
    std::ranges::replace(spoken, '_', ' ');
    if (factor.id_is_spoken) known.phrases.push_back(spoken);
    if (!factor.savvi_term.empty()) known.phrases.push_back(fold(factor.savvi_term));
    for (const auto& synonym : factor.synonyms) known.phrases.push_back(fold(synonym));
    for (const auto& word : factor.certain) known.phrases.push_back(fold(word)), known.certain.push_back(fold(word));
    for (const auto& phrase : factor.false_friends) known.false_friends.push_back(fold(phrase));
    out.push_back(std::move(known));
  }
  return out;
}

std::optional<FactorIndex> Vocabulary::find_savvi(std::string_view term) const {
  if (!is_text(term)) return std::nullopt;
  if (const auto found = by_savvi_.find(fold(trim(term))); found != by_savvi_.end()) return found->second;
  return find(trim(term));
}

}  // namespace hearth::need
