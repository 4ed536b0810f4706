#include "record/feed_claims.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/try.h"
#include "record/feed_column.h"
#include "record/mention.h"
#include "record/whose_fact.h"

namespace hearth::record {

using formats::Declared;

namespace {

/// { code = "factor", other = ["factor", "factor"], another = "" }: an empty text is known to say nothing.
Result<std::vector<std::pair<std::string, std::string>>> read_pairs(const Declared& table) {
  std::vector<std::pair<std::string, std::string>> out;
  HEARTH_CHECK(need_table(table, "values", "{ \"CODE\" = \"FACTOR\", ... }"));
  for (const auto& key : table.keys()) {
    // Not by get(): a code may have dots, which get() takes for a path.
    HEARTH_TRY(value, table.need(key));
    HEARTH_TRY(factors, value.texts());
    if (factors.empty()) factors.emplace_back();
    for (auto& factor : factors) out.emplace_back(key, std::move(factor));
  }
  return out;
}

/// Of the shared phrases those that the claim does not say otherwise.
void add_shared(std::vector<std::pair<std::string, std::string>>& own, const std::vector<std::pair<std::string, std::string>>& shared) {
  const auto own_count = static_cast<std::ptrdiff_t>(own.size());
  for (const auto& entry : shared) {
    const auto same = [&](const auto& known) { return in_one_line(known.first) == in_one_line(entry.first); };
    if (std::none_of(own.begin(), own.begin() + own_count, same)) own.push_back(entry);
  }
}

/// Two ways to read one claim: one of them would be passed over.
Result<Done> refuse_mixed(const Declared& node) {
  static constexpr std::array<std::string_view, 7> ways{"always", "value", "values", "contains", "contains_file", "true", "born"};
  std::string_view first;
  for (const auto way : ways) {
    if (!node.has(way) || (way == "values" && first == "value") || (way == "contains_file" && first == "contains")) continue;
    if (!first.empty())
      return node.refuse("feed.claim", "\"" + std::string{first} + "\" and \"" + std::string{way} + "\" do not go together. Expected one way to read the claim; make two claims of it.");
    first = way;
  }
  if (node.has("of") && !first.empty() && first != "true")
    return node.refuse("feed.claim", "\"of\" says whose a letter of a column is, and goes with no \"" + std::string{first} + "\". Expected FACTOR = { column = \"...\", of = { M = \"tenant\", J = \"joint\" } }.");
  for (const char* way : {"contains", "contains_file", "born", "due", "of"})
    if (node.has("whose") && node.has(way))
      return node.refuse("feed.claim", "\"whose\" and \"" + std::string{way} + "\" do not go together. Expected FACTOR = { column = \"...\", whose = \"COLUMN\" }, or whose beside values.");
  for (const char* way : {"split", "width"})
    if (node.has(way) && !node.has("values"))
      return node.refuse("feed.claim", "\"" + std::string{way} + "\" without \"values\". Expected values = { \"CODE\" = \"FACTOR\", ... }.");
  return Done{};
}

Result<std::size_t> read_width(const Declared& node) {
  constexpr std::int64_t longest = 20;
  const auto width = node.get("width");
  if (!width) return 0;
  HEARTH_TRY(letters, width->integer());
  if (letters < 1 || letters > longest) return width->refuse("feed.width", "expected how many letters each code has, for example width = 2.");
  return static_cast<std::size_t>(letters);
}

/// until = "Ends on", or until = { column = "Ends on", format = "%d/%m/%Y" }; and so is date.
struct DaySource {
  std::string column{}, format{};
};
Result<DaySource> read_day(const Declared& node, const std::string& key, const std::string& format) {
  DaySource out{.format = format};
  const auto day = node.get(key);
  if (!day) return out;
  if (!day->is_table()) {
    HEARTH_TRY(column, day->text());
    out.column = std::move(column);
    return out;
  }
  if (auto known = day->unknown_keys({"column", "format"}); !known) return fail(known.error());
  HEARTH_TRY(column, day->need_text("column"));
  HEARTH_TRY(own, read_format(*day));
  out.column = std::move(column);
  if (!own.empty()) out.format = std::move(own);
  return out;
}

/// has_infant = { born = ["DEP1_DOB", "DEP2_DOB"], under = 2 }
Result<ClaimSource> read_born(const Declared& node, ClaimSource out) {
  constexpr std::int64_t oldest = 25;
  HEARTH_TRY(columns, node.texts_if("born"));
  HEARTH_TRY(under_node, node.need("under"));
  HEARTH_TRY(under, under_node.integer());
  if (columns.empty() || node.has("column")) return node.refuse("feed.claim", "expected the columns with births: { born = [\"DEP1_DOB\", \"DEP2_DOB\"], under = 2 }.");
  if (under < 1 || under > oldest) return under_node.refuse("feed.claim", "expected an age in years, for example under = 2.");
  out.kind = ClaimSource::Kind::born;
  out.birth_columns = std::move(columns);
  out.under = static_cast<int>(under);
  return out;
}

/// pregnant = { due = "EDD" }
Result<ClaimSource> read_due(const Declared& node, ClaimSource out) {
  HEARTH_TRY(column, node.need_text("due"));
  if (node.has("column")) return node.refuse("feed.claim", "expected the column with due dates alone: { due = \"EDD\" }.");
  out.kind = ClaimSource::Kind::due;
  out.column = std::move(column);
  return out;
}

/// whose = "NEED_FOR", or whose = { column = "NEED_FOR", of = { C = "other" } } where the column has words of its own.
Result<Done> read_whose(const Declared& node, ClaimSource& out) {
  const auto whose = node.get("whose");
  if (!whose) return Done{};
  if (!whose->is_table()) {
    HEARTH_TRY(column, whose->text());
    out.whose_column = std::move(column);
    return Done{};
  }
  if (auto known = whose->unknown_keys({"column", "of"}); !known) return fail(known.error());
  HEARTH_TRY(column, whose->need_text("column"));
  out.whose_column = std::move(column);
  const auto of = whose->get("of");
  if (!of) return Done{};
  HEARTH_TRY(pairs, read_pairs(*of));
  for (auto& [word, person] : pairs) out.whose.emplace_back(fold(trim(word)), std::move(person));
  return Done{};
}

Result<ClaimSource> read_claim(const Declared& node, const std::string& name, const std::string& person, SharedPhrases& shared) {
  ClaimSource out{.name = name, .person = person};
  if (!node.is_table()) {
    HEARTH_TRY(column, node.text());
    out.column = std::move(column);
    return out;
  }
  if (auto known = node.unknown_keys({"column", "of", "true", "false", "date", "until", "ends_behind", "split", "width", "values", "contains", "type", "value", "format", "person", "always", "born", "under", "contains_file", "due", "whose"});
      !known)
    return fail(known.error());
  HEARTH_CHECK(refuse_mixed(node));
  HEARTH_TRY(column, node.text_if("column"));
  HEARTH_TRY(always, node.boolean_or("always", false));
  HEARTH_TRY(value, node.text_if("value"));
  HEARTH_TRY(of_person, node.text_if("person"));
  HEARTH_TRY(format, read_format(node));
  HEARTH_TRY(date, read_day(node, "date", {}));
  HEARTH_TRY(until, read_day(node, "until", format));
  HEARTH_TRY(ends_behind, node.boolean_or("ends_behind", false));
  if (ends_behind && !node.has("values"))
    return node.refuse("feed.claim", "\"ends_behind\" without \"values\": a day behind a code ends the code. Expected values = { \"CODE\" = \"FACTOR\", ... }.");
  const bool has_own_format = !date.format.empty();
  const std::string day_format = has_own_format ? date.format : format;
  out.date_column = std::move(date.column);
  out.until_column = std::move(until.column);
  out.until_format = std::move(until.format);
  out.ends_behind = ends_behind;
  out.format = std::move(format);
  if (of_person) out.person = *of_person;
  HEARTH_CHECK(read_whose(node, out));
  if (node.has("always")) {
    if (!always) return node.get("always")->refuse("feed.claim", "always is false: no row has the fact. Leave the claim out.");
    if (column) return node.refuse("feed.claim", "every row has the fact, so no column says it. Leave column out, or always.");
    out.kind = ClaimSource::Kind::always;
    out.date_format = day_format;
    return out;
  }
  if (node.has("born")) return read_born(node, std::move(out));
  const bool of_words = node.has("contains") || node.has("contains_file");
  if (node.has("due") && !of_words) return read_due(node, std::move(out));
  if (value) {
    HEARTH_TRY(type_column, node.need_text("type"));
    out.kind = ClaimSource::Kind::attribute;
    out.type_column = std::move(type_column);
    out.value_column = *value;
    out.date_format = day_format;
    if (const auto names = node.get("values")) {
      HEARTH_TRY(pairs, read_pairs(*names));
      out.values = std::move(pairs);
    }
    return out;
  }
  if (!column) return node.refuse("feed.claim", "a claim needs a column. Expected { column = \"...\", ... }.");
  out.column = *column;
  if (const auto values = node.get("values")) {
    HEARTH_TRY(split, node.text_if("split"));
    HEARTH_TRY(width, read_width(node));
    if (split && std::ranges::any_of(*split, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }))
      return node.get("split")->refuse("feed.split", "codes are parted by marks, and a letter or a figure is none. Expected for example \";\" or \",/\"; for codes that run together say width = 2.");
    HEARTH_TRY(pairs, read_pairs(*values));
    out.kind = ClaimSource::Kind::codes;
    out.split = split.value_or(width > 0 ? "" : ",");
    out.width = width;
    out.date_format = day_format;
    out.values = std::move(pairs);
    return out;
  }
  const auto contains = node.get("contains");
  HEARTH_TRY(contains_file, node.text_if("contains_file"));
  if (contains || contains_file) {
    if (contains) {
      HEARTH_TRY(pairs, read_pairs(*contains));
      out.values = std::move(pairs);
    }
    if (contains_file) {
      HEARTH_TRY(pairs, shared.read(*contains_file));
      add_shared(out.values, pairs);
    }
    HEARTH_TRY(due, node.text_if("due"));
    out.due_factor = due.value_or("");
    if (due && std::ranges::none_of(out.values, [&](const auto& entry) { return entry.second == *due; }))
      return node.get("due")->refuse("feed.claim", "no words of this claim mean that fact. Expected one that stands in contains, for example due = \"pregnant\".");
    out.kind = ClaimSource::Kind::words;
    out.date_format = day_format;
    return out;
  }
  HEARTH_TRY(type, read_type(node));
  HEARTH_TRY(true_values, node.texts_if("true"));
  HEARTH_TRY(false_values, node.texts_if("false"));
  out.type = type;
  if (const auto of = node.get("of")) {
    HEARTH_TRY(pairs, read_pairs(*of));
    for (auto& [letter, whose] : pairs) out.of.emplace_back(fold(trim(letter)), std::move(whose));
  }
  if (type != ColumnSource::Type::date || has_own_format) out.date_format = day_format;
  for (const auto& text : true_values) out.true_values.push_back(fold(trim(text)));
  for (const auto& text : false_values) out.false_values.push_back(fold(trim(text)));
  return out;
}

}  // namespace

Result<std::vector<std::pair<std::string, std::string>>> SharedPhrases::read(const std::string& name) {
  HEARTH_TRY(file, formats::DeclarationFile::read(files_, declaration_.beside(name)));
  const auto root = file.root();
  if (auto known = root.unknown_keys({"contains"}); !known) return fail(known.error());
  HEARTH_TRY(table, root.need("contains"));
  versions_ += "/" + file.version();
  return read_pairs(table);
}

Result<Done> read_claims(const Declared& table, const std::string& person, SharedPhrases& shared, std::vector<ClaimSource>& claims) {
  HEARTH_CHECK(need_table(table, "claims", "[claims] with FACTOR = { column = \"THEIR COLUMN\" }"));
  for (const auto& name : table.keys()) {
    HEARTH_TRY(node, table.need(name));
    HEARTH_TRY(claim, read_claim(node, name, person, shared));
    claims.push_back(std::move(claim));
  }
  return Done{};
}

Result<Done> check_people_of_claims(const Declared& root, const Feed& feed) {
  const auto is_described = [&](const std::string& name) { return std::ranges::any_of(feed.persons, [&](const auto& p) { return p.name == name; }); };
  for (const auto& claim : feed.claims) {
    if (!claim.person.empty() && !is_described(claim.person))
      return root.refuse("feed.claim_person", "the claim \"" + claim.name + "\" names a person that no [person.NAME] describes.");
    for (const auto& of : claim.of)
      if (of.second != "other" && !is_described(of.second))
        return root.refuse("feed.claim_person", "the claim \"" + claim.name + "\" gives a letter to \"" + of.second + "\", whom no [person.NAME] describes. Expected the name of one of them, or \"other\" for somebody else at the home.");
    for (const auto& of : claim.whose)
      if (!is_described(of.second) && !whose_by_word(of.second))
        return root.refuse("feed.claim_person", "the claim \"" + claim.name + "\" gives the word \"" + of.first + "\" to \"" + of.second + "\". Expected the name of a [person.NAME], or one of self, spouse, child, parent, other and both.");
  }
  return Done{};
}

}  // namespace hearth::record
