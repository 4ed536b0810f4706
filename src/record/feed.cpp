#include "record/feed.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/try.h"
#include "record/mention.h"

namespace hearth::record {
namespace {

using formats::Declared;

// Raise it when the reader makes other records of the same file: everything is then read again.
constexpr std::string_view reader_version = "7";

const std::vector<std::string> feed_keys{"name",      "files",    "format",       "key",       "null",
                                         "encoding",  "separator", "organisation", "agreement", "contact",
                                         "protected", "protect_by_words", "heading_row", "leave_out",  "kind",      "deduplicated",
                                         "received",  "retention", "known_as",     "expected_every", "rows"};


Result<ColumnSource::Type> read_type(const Declared& table) {
  HEARTH_TRY(text, table.text_if("type"));
  if (!text || *text == "text") return ColumnSource::Type::text;
  if (*text == "number") return ColumnSource::Type::number;
  if (*text == "date") return ColumnSource::Type::date;
  return table.get("type")->refuse("feed.type", "\"" + *text + "\" is no type. Expected text, number or date.");
}

/// A list of tables, or a text where a table belongs, is refused: it would be passed over.
Result<Done> need_table(const Declared& node, const std::string& name, const std::string& example) {
  if (node.is_table()) return Done{};
  const auto what = node.is_array() ? "[[" + name + "]] is a list" : "\"" + name + "\" is a single value";
  return node.refuse("feed.shape", what + ". Expected a table: " + example + ".");
}

/// One day, one month and one year at most, all of them known: "(%y)" behind a whole date would take an age for the year.
bool is_date_format(std::string_view format) {
  constexpr std::string_view known = "aAbBhdejmyYHIMSTRpFD% ";
  int years = 0, months = 0, days = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    const char c = ++i < format.size() ? format[i] : '\0';
    if (c == '\0' || known.find(c) == std::string_view::npos) return false;
    const bool whole = c == 'F' || c == 'D';
    years += whole || c == 'y' || c == 'Y';
    months += whole || c == 'm' || c == 'b' || c == 'B' || c == 'h';
    days += whole || c == 'd' || c == 'e';
  }
  return years == 1 && months <= 1 && days <= 1;
}

/// format = "%d/%m/%Y", or several: ["%d/%m/%Y", "%d-%b-%y"]; empty without one.
Result<std::string> read_format(const Declared& table) {
  HEARTH_TRY(formats, table.texts_if("format"));
  const auto turned = [](std::string text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
      if (text[i] == '%' && (text[i + 1] == 'd' || text[i + 1] == 'm')) text[i + 1] = text[i + 1] == 'd' ? 'm' : 'd';
    return text;
  };
  std::string out;
  for (const auto& format : formats) {
    if (format.find('|') != std::string::npos || !is_date_format(format))
      return table.get("format")->refuse("feed.format", "\"" + format + "\" is no form of a date: it has one year, and at most one month and one day. Expected for example \"%d/%m/%Y\", or several: "
                                                        "[\"%d/%m/%Y\", \"%d-%b-%y\"]. An age in brackets behind a date is passed over by itself.");
    if (turned(format) != format && std::ranges::find(formats, turned(format)) != formats.end())
      return table.get("format")->refuse("feed.format", "day first and month first in one column: nobody can tell 03/04/1950 apart. Expected one of \"" + format + "\" and \"" + turned(format) + "\".");
    out.append(out.empty() ? "" : "|").append(format);
  }
  return out;
}

/// "COLUMN", ["A", "B"] or { column = ..., format = ..., type = ..., split = "joint" }; `protected` and `deceased` also with true = [...].
Result<ColumnSource> read_source(const Declared& node, bool is_flag = false) {
  ColumnSource out;
  if (!node.is_table()) {
    HEARTH_TRY(columns, node.texts());
    out.columns = std::move(columns);
  } else {
    std::vector<std::string> keys{"column", "format", "type", "split"};
    if (is_flag) keys.insert(keys.end(), {"true", "false", "contains"});
    if (auto known = node.unknown_keys(keys); !known) return fail(known.error());
    HEARTH_TRY(yes, node.texts_if("true"));
    for (const auto& text : yes) out.true_values.push_back(fold(trim(text)));
    HEARTH_TRY(no, node.texts_if("false"));
    for (const auto& text : no) out.false_values.push_back(fold(trim(text)));
    HEARTH_TRY(contains, node.texts_if("contains"));
    for (const auto& text : contains)
      if (auto phrase = in_one_line(text); !phrase.empty()) out.contains.push_back(std::move(phrase));
    if (!out.contains.empty() && !(out.true_values.empty() && out.false_values.empty()))
      return node.refuse("feed.flag", "\"true\" and \"contains\" do not go together: the first compares the whole cell. Make two entries: [{ column = ..., true = [...] }, { column = ..., contains = [...] }].");
    HEARTH_TRY(column, node.need("column"));
    HEARTH_TRY(columns, column.texts());
    HEARTH_TRY(format, read_format(node));
    HEARTH_TRY(type, read_type(node));
    HEARTH_TRY(split, node.text_if("split"));
    out.columns = std::move(columns);
    out.format = std::move(format);
    out.type = out.format.empty() ? type : ColumnSource::Type::date;
    out.joint = split == "joint";
    if (split && !out.joint) return node.get("split")->refuse("feed.split", "\"" + *split + "\" is no way to split a column. Expected \"joint\".");
  }
  if (out.columns.empty()) return node.refuse("feed.column", "no column named. Expected the heading of a column.");
  return out;
}

/// One source, or a list of them of which any may say yes.
Result<std::vector<ColumnSource>> read_flags(const Declared& node) {
  const auto items = node.items();
  const bool several = node.is_array() && std::ranges::any_of(items, [](const Declared& item) { return item.is_table(); });
  std::vector<ColumnSource> out;
  for (const auto& item : several ? items : std::vector<Declared>{node}) {
    HEARTH_TRY(source, read_source(item, true));
    out.push_back(std::move(source));
  }
  return out;
}

std::vector<std::string> person_keys() {
  std::vector<std::string> keys{"birth_year", "birth_month", "birth_day", "protected", "deceased", "lives_there", "extra"};
  for (std::size_t i = 0; i < field_count; ++i)
    if (is_mapped(static_cast<Field>(i))) keys.emplace_back(name_of(static_cast<Field>(i)));
  return keys;
}

Result<Done> read_column(const Declared& table, const std::string& key, PersonSource& person) {
  HEARTH_TRY(node, table.need(key));
  if (key == "extra") {  // written as a dotted key: extra.NAME = ...
    HEARTH_CHECK(need_table(node, key, "extra.NAME = \"THEIR COLUMN\""));
    for (const auto& name : node.keys()) {
      HEARTH_TRY(member, node.need(name));
      HEARTH_TRY(source, read_source(member));
      person.extras.emplace_back(name, std::move(source));
    }
    return Done{};
  }
  if (key == "protected" || key == "deceased" || key == "lives_there") {
    HEARTH_TRY(flags, read_flags(node));
    (key == "protected" ? person.protected_flags : key == "deceased" ? person.deceased_flags : person.home_flags) = std::move(flags);
    return Done{};
  }
  HEARTH_TRY(source, read_source(node));
  if (key.starts_with("extra.")) person.extras.emplace_back(key.substr(6), std::move(source));
  else if (key == "birth_year") person.birth_year = std::move(source);
  else if (key == "birth_month") person.birth_month = std::move(source);
  else if (key == "birth_day") person.birth_day = std::move(source);
  else if (const auto field = field_of(key)) person.fields.emplace(*field, std::move(source));
  else return table.unknown_keys(person_keys());
  return Done{};
}

Result<PersonSource> read_person(const Declared& table, std::string name) {
  PersonSource person{.name = std::move(name)};
  for (const auto& key : table.keys()) {
    if (key == "claims") continue;
    if (auto read = read_column(table, key, person); !read) return fail(read.error());
  }
  std::ranges::sort(person.extras, {}, [](const auto& extra) { return extra.first; });
  return person;
}

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

/// Phrases of notes in a file beside the declaration, [contains] "wheelchair" = "wheelchair": several feeds share them.
class SharedPhrases {
 public:
  SharedPhrases(Files& files, const formats::DeclarationFile& declaration) : files_{files}, declaration_{declaration} {}
  Result<std::vector<std::pair<std::string, std::string>>> read(const std::string& name) {
    HEARTH_TRY(file, formats::DeclarationFile::read(files_, declaration_.beside(name)));
    const auto root = file.root();
    if (auto known = root.unknown_keys({"contains"}); !known) return fail(known.error());
    HEARTH_TRY(table, root.need("contains"));
    versions_ += "/" + file.version();
    return read_pairs(table);
  }
  /// Of the files read: a feed is read again when one of them changes.
  [[nodiscard]] const std::string& versions() const noexcept { return versions_; }

 private:
  Files& files_;
  const formats::DeclarationFile& declaration_;
  std::string versions_;
};

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

Result<ClaimSource> read_claim(const Declared& node, const std::string& name, const std::string& person, SharedPhrases& shared) {
  ClaimSource out{.name = name, .person = person};
  if (!node.is_table()) {
    HEARTH_TRY(column, node.text());
    out.column = std::move(column);
    return out;
  }
  if (auto known = node.unknown_keys({"column", "of", "true", "false", "date", "until", "ends_behind", "split", "width", "values", "contains", "type", "value", "format", "person", "always", "born", "under", "contains_file", "due"});
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

Result<Done> read_claims(const Declared& table, const std::string& person, SharedPhrases& shared, std::vector<ClaimSource>& claims) {
  HEARTH_CHECK(need_table(table, "claims", "[claims] with FACTOR = { column = \"THEIR COLUMN\" }"));
  for (const auto& name : table.keys()) {
    HEARTH_TRY(node, table.need(name));
    HEARTH_TRY(claim, read_claim(node, name, person, shared));
    claims.push_back(std::move(claim));
  }
  return Done{};
}

bool names_somebody(const PersonSource& person) {
  return std::ranges::any_of(person.fields, [](const auto& entry) {
    return entry.first == Field::full_name || entry.first == Field::given_name || entry.first == Field::surname;
  });
}

/// What the people of one row share, when the row itself names somebody.
bool shared_field(Field field) {
  switch (field) {
    case Field::address: case Field::address_from: case Field::address_to: case Field::postcode: case Field::uprn:
    case Field::town: case Field::updated: case Field::known_team: case Field::known_phone: return true;
    default: return false;
  }
}

void inherit(const PersonSource& row, PersonSource& person, bool everything) {
  for (const auto& [field, source] : row.fields)
    if (everything || shared_field(field)) person.fields.try_emplace(field, source);
  if (person.protected_flags.empty()) person.protected_flags = row.protected_flags;
  if (person.home_flags.empty()) person.home_flags = row.home_flags;
  // A flag of the row is of whom the row is about, and where that is nobody, of one of its people; a note may tell of anybody in it.
  if (everything)
    std::ranges::copy_if(row.deceased_flags, std::back_inserter(person.row_deceased_flags), [](const ColumnSource& source) { return source.contains.empty(); });
  if (std::ranges::none_of(person.deceased_flags, [](const ColumnSource& source) { return !source.contains.empty(); }))
    std::ranges::copy_if(row.deceased_flags, std::back_inserter(person.deceased_flags), [](const ColumnSource& source) { return !source.contains.empty(); });
  if (everything && person.extras.empty()) person.extras = row.extras;
}

Result<std::vector<PersonSource>> read_persons(const Declared& root, SharedPhrases& shared, std::vector<ClaimSource>& claims) {
  std::vector<PersonSource> out;
  PersonSource row;
  if (const auto columns = root.get("columns")) {
    HEARTH_CHECK(need_table(*columns, "columns", "[columns] with surname = \"THEIR COLUMN\""));
    HEARTH_TRY(read, read_person(*columns, ""));
    row = std::move(read);
  }
  const auto people = root.get("person");
  if (!people) {
    out.push_back(std::move(row));
    return out;
  }
  HEARTH_CHECK(need_table(*people, "person", "[person.NAME], for example [person.partner]"));
  const bool row_is_person = names_somebody(row);
  if (row_is_person) out.push_back(row);
  for (const auto& name : people->keys()) {
    HEARTH_TRY(table, people->need(name));
    HEARTH_CHECK(need_table(table, "person." + name, "[person.partner] with surname = \"THEIR COLUMN\""));
    HEARTH_TRY(person, read_person(table, name));
    inherit(row, person, !row_is_person);
    if (const auto own = table.get("claims"))
      if (auto read = read_claims(*own, name, shared, claims); !read) return fail(read.error());
    out.push_back(std::move(person));
  }
  return out;
}

Result<TruthSource> read_truth(const Declared& table, const formats::DeclarationFile& file) {
  HEARTH_CHECK(need_table(table, "truth", "[truth] with column = \"THEIR COLUMN\""));
  if (auto known = table.unknown_keys({"column", "pattern", "file", "on"}); !known) return fail(known.error());
  TruthSource out;
  HEARTH_TRY(column, table.need_text("column"));
  HEARTH_TRY(pattern, table.text_if("pattern"));
  HEARTH_TRY(other, table.text_if("file"));
  HEARTH_TRY(on, table.texts_if("on"));
  out.column = std::move(column);
  out.pattern = pattern.value_or("");
  if (other) out.file = file.beside(*other);
  out.on = std::move(on);
  return out;
}

Result<formats::CsvForm> read_form(const Declared& table) {
  formats::CsvForm form;
  HEARTH_TRY(format, table.text_if("format"));
  if (format && *format != "csv") return table.get("format")->refuse("feed.format", "\"" + *format + "\" is no format that is read. Expected \"csv\".");
  HEARTH_TRY(encoding, table.text_if("encoding"));
  if (encoding) {
    auto parsed = formats::parse_encoding(*encoding);
    if (!parsed) return table.get("encoding")->refuse("feed.encoding", parsed.error().message);
    form.encoding = *parsed;
  }
  HEARTH_TRY(separator, table.text_if("separator"));
  if (separator) {
    const std::string text = *separator == "\\t" || *separator == "tab" ? "\t" : *separator;
    if (text.size() != 1) return table.get("separator")->refuse("feed.separator", "a separator is one character, for example \";\" or \"\\t\".");
    form.separator = text[0];
  }
  if (const auto row = table.get("heading_row")) {
    HEARTH_TRY(number, row->integer());
    if (number < 1) return row->refuse("feed.heading_row", "rows are counted from 1.");
    form.heading_row = static_cast<std::uint64_t>(number);
  }
  return form;
}

Result<KnownAs> read_known_as(const Declared& table) {
  HEARTH_TRY(text, table.text_if("known_as"));
  if (!text || *text == "hidden") return KnownAs::hidden;
  if (*text == "council care contact") return KnownAs::council_care_contact;
  if (*text == "named") return KnownAs::named;
  return table.get("known_as")->refuse("feed.known_as", "known_as = \"" + *text + "\": no such word. Expected \"hidden\", \"council care contact\" or \"named\".");
}

/// "400 days", "2 years", 400.
Result<std::optional<int>> read_days(const Declared& table, const std::string& key) {
  const auto node = table.get(key);
  if (!node) return std::optional<int>{};
  if (!node->is_text()) {
    HEARTH_TRY(days, node->integer());
    return std::optional<int>{static_cast<int>(std::clamp<std::int64_t>(days, 1, 40'000))};
  }
  HEARTH_TRY(text, node->text());
  const auto parts = words(to_lower_ascii(text));
  int number = 0;
  if (parts.size() == 2 && parts[0].size() <= 5)
    for (const char c : parts[0]) number = c >= '0' && c <= '9' && number >= 0 ? number * 10 + (c - '0') : -1;
  if (number > 0 && parts[1].starts_with("day")) return std::optional<int>{number};
  if (number > 0 && parts[1].starts_with("month")) return std::optional<int>{number * 31};
  if (number > 0 && parts[1].starts_with("year")) return std::optional<int>{number * 366};
  return node->refuse("feed." + key, "expected for example \"400 days\", \"18 months\" or \"2 years\".");
}

Result<Done> read_feed_table(const Declared& table, const formats::DeclarationFile& file, Feed& feed) {
  if (auto known = table.unknown_keys(feed_keys); !known) return known;
  HEARTH_TRY(name, table.need_text("name"));
  HEARTH_TRY(names, table.texts_if("files"));
  HEARTH_TRY(form, read_form(table));
  HEARTH_TRY(key_node, table.need("key"));
  HEARTH_TRY(key, key_node.texts());
  if (key.empty() || std::ranges::any_of(key, [](const auto& column) { return trim(column).empty(); }))
    return key_node.refuse("feed.key", "no column named. Expected the heading of the column that names a row, or of two: key = [\"A\", \"B\"].");
  HEARTH_TRY(nulls, table.texts_if("null"));
  HEARTH_TRY(organisation, table.text_if("organisation"));
  HEARTH_TRY(agreement, table.text_if("agreement"));
  HEARTH_TRY(contact, table.text_if("contact"));
  HEARTH_TRY(is_protected, table.boolean_or("protected", false));
  HEARTH_TRY(protect_by_words, table.boolean_or("protect_by_words", true));
  HEARTH_TRY(leave_out, table.text_if("leave_out"));
  HEARTH_TRY(kind, table.text_if("kind"));
  HEARTH_TRY(rows, table.text_if("rows"));
  if (rows && *rows != "one per key" && *rows != "several per key")
    return table.get("rows")->refuse("feed.rows", "rows = \"" + *rows + "\": no such words. Expected \"one per key\" or \"several per key\".");
  HEARTH_TRY(deduplicated, table.boolean_or("deduplicated", false));
  HEARTH_TRY(known_as, read_known_as(table));
  HEARTH_TRY(retention, read_days(table, "retention"));
  HEARTH_TRY(expected_every, read_days(table, "expected_every"));
  if (name.empty() || name.find('/') != std::string::npos)
    return table.refuse("feed.name", "a feed needs a name without \"/\".");
  if (kind && *kind != "snapshot" && *kind != "changes")
    return table.get("kind")->refuse("feed.kind", "kind = \"" + *kind + "\": no such kind. Expected \"snapshot\" or \"changes\".");
  if (const auto received = table.get("received")) {
    HEARTH_TRY(text, received->date_text());
    const auto date = Date::parse_iso(text);
    if (!date || !date->whole()) return received->refuse("feed.received", "not a calendar date. Expected for example received = 2026-03-31.");
    feed.received = *date;
  }
  if (leave_out) {
    try {
      feed.leave_out.emplace(*leave_out, std::regex::ECMAScript | std::regex::optimize);
    } catch (const std::regex_error&) {
      return table.get("leave_out")->refuse("feed.leave_out", "not a regular expression (ECMAScript).");
    }
  }
  feed.name = FeedName{name};
  for (const auto& path : names) feed.files.push_back(file.beside(path));
  feed.form = form;
  feed.key = std::move(key);
  for (const auto& text : nulls) feed.nulls.emplace_back(trim(text));
  feed.organisation = OrganisationId{organisation.value_or("")};
  feed.agreement = AgreementId{agreement.value_or("")};
  feed.contact = contact.value_or("");
  feed.is_protected = is_protected;
  feed.protect_by_words = protect_by_words;
  feed.snapshot = kind != "changes";
  feed.deduplicated = deduplicated;
  feed.several_per_key = rows == "several per key";
  feed.known_as = known_as;
  feed.retention_days = retention;
  feed.expected_every_days = expected_every.value_or(feed.expected_every_days);
  return Done{};
}

}  // namespace

Result<Feed> Feed::read(Files& files, const Path& declaration, const std::vector<Path>& instead) {
  HEARTH_TRY(file, formats::DeclarationFile::read(files, declaration));
  const auto root = file.root();
  if (auto known = root.unknown_keys({"feed", "columns", "person", "claims", "truth"}); !known) return fail(known.error());
  Feed feed;
  HEARTH_TRY(table, root.need("feed"));
  HEARTH_CHECK(need_table(table, "feed", "[feed] with name, files and key"));
  if (auto read = read_feed_table(table, file, feed); !read) return fail(read.error());
  if (!instead.empty()) feed.files = instead;
  if (feed.files.empty()) return table.refuse("feed.files", "no file named. Expected files = [\"FILE.csv\"].");
  SharedPhrases shared{files, file};
  if (const auto claims = root.get("claims"))
    if (auto read = read_claims(*claims, "", shared, feed.claims); !read) return fail(read.error());
  HEARTH_TRY(persons, read_persons(root, shared, feed.claims));
  feed.persons = std::move(persons);
  for (const auto& claim : feed.claims)
    if (!claim.person.empty() && std::ranges::none_of(feed.persons, [&](const auto& p) { return p.name == claim.person; }))
      return root.refuse("feed.claim_person", "the claim \"" + claim.name + "\" names a person that no [person.NAME] describes.");
  for (const auto& claim : feed.claims)
    for (const auto& of : claim.of)
      if (of.second != "other" && std::ranges::none_of(feed.persons, [&](const auto& p) { return p.name == of.second; }))
        return root.refuse("feed.claim_person", "the claim \"" + claim.name + "\" gives a letter to \"" + of.second + "\", whom no [person.NAME] describes. Expected the name of one of them, or \"other\" for somebody else at the home.");
  if (const auto truth = root.get("truth")) {
    HEARTH_TRY(source, read_truth(*truth, file));
    feed.truth = std::move(source);
  }
  feed.version = file.version() + shared.versions() + "/" + std::string{reader_version};
  return feed;
}

std::string Feed::key_in_words() const {
  std::string out;
  for (const auto& column : key) out.append(out.empty() ? "" : ", ").append(column);
  return out;
}

std::string Feed::key_of(const formats::CsvRow& row, const std::vector<std::size_t>& columns) {
  std::string out;
  bool blank = true;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto part = columns[i] < row.fields.size() ? trim(row.fields[columns[i]]) : std::string_view{};
    if (!part.empty()) blank = false;
    out.append(i == 0 ? "" : "|").append(part);
  }
  return blank ? std::string{} : out;
}

Feed::KeyParts Feed::parts_of(std::string_view key) const {
  const auto slash = key.rfind('/');
  if (slash == std::string_view::npos) return {key, {}};
  const auto last = key.substr(slash + 1);
  const bool numbered = !last.empty() && last.find_first_not_of("0123456789") == std::string_view::npos;
  const bool is_person = last == "other" || std::ranges::any_of(persons, [&](const PersonSource& person) {
    if (!last.starts_with(person.name)) return false;
    const auto number = last.substr(person.name.size());
    if (number.empty()) return !person.name.empty();
    const bool joint = std::ranges::any_of(person.fields, [](const auto& field) { return field.second.joint; });
    return joint && (person.name.empty() ? numbered : number.find_first_not_of("0123456789") == std::string_view::npos);
  });
  return is_person ? KeyParts{key.substr(0, slash), last} : KeyParts{key, {}};
}

std::vector<std::string> Feed::factors() const {
  std::vector<std::string> out;
  for (const auto& claim : claims) {
    if (claim.kind == ClaimSource::Kind::column || claim.kind == ClaimSource::Kind::always || claim.kind == ClaimSource::Kind::born || claim.kind == ClaimSource::Kind::due) out.push_back(claim.name);
    for (const auto& [code, factor] : claim.values)
      if (!factor.empty()) out.push_back(factor);
  }
  return out;
}

std::vector<std::string> Feed::columns() const {
  std::vector<std::string> out{key};
  const auto add = [&out](const std::string& column) {
    if (!column.empty() && std::ranges::find(out, column) == out.end()) out.push_back(column);
  };
  const auto add_source = [&add](const ColumnSource& source) { std::ranges::for_each(source.columns, add); };
  for (const auto& person : persons) {
    for (const auto& [field, source] : person.fields) add_source(source);
    for (const auto* part : {&person.birth_year, &person.birth_month, &person.birth_day})
      if (*part) add_source(**part);
    for (const auto* flags : {&person.protected_flags, &person.deceased_flags, &person.row_deceased_flags, &person.home_flags}) std::ranges::for_each(*flags, add_source);
    for (const auto& [name, source] : person.extras) add_source(source);
  }
  for (const auto& claim : claims) std::ranges::for_each(claim.birth_columns, add);
  for (const auto& claim : claims)
    for (const auto* column : {&claim.column, &claim.date_column, &claim.until_column, &claim.type_column, &claim.value_column}) add(*column);
  return out;
}

}  // namespace hearth::record
