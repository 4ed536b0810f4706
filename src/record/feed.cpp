#include "record/feed.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/try.h"
#include "record/feed_claims.h"
#include "record/feed_column.h"

namespace hearth::record {
namespace {

using formats::Declared;

// Raise it when the reader makes other records of the same file: everything is then read again.
constexpr std::string_view reader_version = "8";

const std::vector<std::string> feed_keys{"name",      "files",    "format",       "key",       "null",
                                         "encoding",  "separator", "organisation", "agreement", "contact",
                                         "protected", "protect_by_words", "heading_row", "leave_out",  "kind",      "deduplicated",
                                         "received",  "retention", "known_as",     "expected_every", "rows"};

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
  const auto lowered = to_lower_ascii(text);
  const auto parts = words(lowered);
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
  HEARTH_CHECK(check_people_of_claims(root, feed));
  if (const auto truth = root.get("truth")) {
    HEARTH_TRY(source, read_truth(*truth, file));
    // Of the same file: else the heading may stand there for something else.
    const auto used = feed.columns_compared();
    if (!source.file && std::ranges::find(used, source.column) != used.end())
      return truth->refuse("feed.truth_is_used", "the column \"" + source.column + "\" is the truth and stands under [columns], too: what is compared with it would be given away. "
                                                 "Take it out of one of them.");
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

namespace {

void add_once(const std::string& column, std::vector<std::string>& out) {
  if (!column.empty() && std::ranges::find(out, column) == out.end()) out.push_back(column);
}

}  // namespace

std::vector<std::string> Feed::columns_compared() const {
  std::vector<std::string> out;
  const auto add_source = [&out](const ColumnSource& source) {
    for (const auto& column : source.columns) add_once(column, out);
  };
  for (const auto& person : persons) {
    for (const auto& [field, source] : person.fields) add_source(source);
    for (const auto* part : {&person.birth_year, &person.birth_month, &person.birth_day})
      if (*part) add_source(**part);
    for (const auto& [name, source] : person.extras) add_source(source);
  }
  return out;
}

std::vector<std::string> Feed::columns() const {
  std::vector<std::string> out{key};
  const auto add = [&out](const std::string& column) { add_once(column, out); };
  std::ranges::for_each(columns_compared(), add);
  for (const auto& person : persons)
    for (const auto* flags : {&person.protected_flags, &person.deceased_flags, &person.row_deceased_flags, &person.home_flags})
      for (const auto& source : *flags) std::ranges::for_each(source.columns, add);
  for (const auto& claim : claims) std::ranges::for_each(claim.birth_columns, add);
  for (const auto& claim : claims)
    for (const auto* column : {&claim.column, &claim.date_column, &claim.until_column, &claim.type_column, &claim.value_column, &claim.whose_column}) add(*column);
  return out;
}

}  // namespace hearth::record
