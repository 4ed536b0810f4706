#include "record/feed.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"

namespace hearth::record {
namespace {

using formats::Declared;

// Raise it when the reader makes other records of the same file: everything is then read again.
constexpr std::string_view reader_version = "1";

const std::vector<std::string> feed_keys{"name",      "files",    "format",       "key",       "null",
                                         "encoding",  "separator", "organisation", "agreement", "contact",
                                         "protected", "heading_row", "leave_out",  "kind",      "deduplicated",
                                         "received",  "retention", "known_as"};


Result<ColumnSource::Type> read_type(const Declared& table) {
  HEARTH_TRY(text, table.text_if("type"));
  if (!text || *text == "text") return ColumnSource::Type::text;
  if (*text == "number") return ColumnSource::Type::number;
  if (*text == "date") return ColumnSource::Type::date;
  return table.refuse("feed.type", "unknown type. Expected text, number or date.");
}

/// "COLUMN", ["A", "B"] or { column = ..., format = ..., type = ..., split = "joint" }.
Result<ColumnSource> read_source(const Declared& node) {
  ColumnSource out;
  if (!node.is_table()) {
    HEARTH_TRY(columns, node.texts());
    out.columns = std::move(columns);
  } else {
    if (auto known = node.unknown_keys({"column", "format", "type", "split"}); !known) return fail(known.error());
    HEARTH_TRY(column, node.need("column"));
    HEARTH_TRY(columns, column.texts());
    HEARTH_TRY(format, node.text_if("format"));
    HEARTH_TRY(type, read_type(node));
    HEARTH_TRY(split, node.text_if("split"));
    out.columns = std::move(columns);
    out.format = format.value_or("");
    out.type = out.format.empty() ? type : ColumnSource::Type::date;
    out.joint = split == "joint";
    if (split && !out.joint) return node.refuse("feed.split", "unknown split. Expected \"joint\".");
  }
  if (out.columns.empty()) return node.refuse("feed.column", "no column named. Expected the heading of a column.");
  return out;
}

std::vector<std::string> person_keys() {
  std::vector<std::string> keys{"birth_year", "birth_month", "birth_day", "protected", "extra"};
  for (std::size_t i = 0; i < field_count; ++i) keys.emplace_back(name_of(static_cast<Field>(i)));
  return keys;
}

Result<Done> read_column(const Declared& table, const std::string& key, PersonSource& person) {
  HEARTH_TRY(node, table.need(key));
  if (key == "extra") {  // written as a dotted key: extra.NAME = ...
    for (const auto& name : node.keys()) {
      HEARTH_TRY(member, node.need(name));
      HEARTH_TRY(source, read_source(member));
      person.extras.emplace_back(name, std::move(source));
    }
    return Done{};
  }
  HEARTH_TRY(source, read_source(node));
  if (key.starts_with("extra.")) person.extras.emplace_back(key.substr(6), std::move(source));
  else if (key == "birth_year") person.birth_year = std::move(source);
  else if (key == "birth_month") person.birth_month = std::move(source);
  else if (key == "birth_day") person.birth_day = std::move(source);
  else if (key == "protected") person.protected_flag = std::move(source);
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

Result<std::vector<std::pair<std::string, std::string>>> read_pairs(const Declared& table) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& key : table.keys()) {
    HEARTH_TRY(value, table.need_text(key));
    out.emplace_back(key, std::move(value));
  }
  return out;
}

Result<ClaimSource> read_claim(const Declared& node, const std::string& name, const std::string& person) {
  ClaimSource out{.name = name, .person = person};
  if (!node.is_table()) {
    HEARTH_TRY(column, node.text());
    out.column = std::move(column);
    return out;
  }
  if (auto known = node.unknown_keys({"column", "true", "date", "split", "values", "contains", "type", "value", "format", "person"});
      !known)
    return fail(known.error());
  HEARTH_TRY(column, node.text_if("column"));
  HEARTH_TRY(date, node.text_if("date"));
  HEARTH_TRY(value, node.text_if("value"));
  HEARTH_TRY(of_person, node.text_if("person"));
  HEARTH_TRY(format, node.text_if("format"));
  out.date_column = date.value_or("");
  out.format = format.value_or("");
  if (of_person) out.person = *of_person;
  if (value) {
    HEARTH_TRY(type_column, node.need_text("type"));
    out.kind = ClaimSource::Kind::attribute;
    out.type_column = std::move(type_column);
    out.value_column = *value;
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
    HEARTH_TRY(pairs, read_pairs(*values));
    out.kind = ClaimSource::Kind::codes;
    out.split = split.value_or(",");
    out.values = std::move(pairs);
    return out;
  }
  if (const auto contains = node.get("contains")) {
    HEARTH_TRY(pairs, read_pairs(*contains));
    out.kind = ClaimSource::Kind::words;
    out.values = std::move(pairs);
    return out;
  }
  HEARTH_TRY(type, read_type(node));
  HEARTH_TRY(true_values, node.texts_if("true"));
  out.type = type;
  for (const auto& text : true_values) out.true_values.push_back(fold(trim(text)));
  return out;
}

Result<Done> read_claims(const Declared& table, const std::string& person, std::vector<ClaimSource>& claims) {
  for (const auto& name : table.keys()) {
    HEARTH_TRY(node, table.need(name));
    HEARTH_TRY(claim, read_claim(node, name, person));
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
  if (!person.protected_flag) person.protected_flag = row.protected_flag;
  if (everything && person.extras.empty()) person.extras = row.extras;
}

Result<std::vector<PersonSource>> read_persons(const Declared& root, std::vector<ClaimSource>& claims) {
  std::vector<PersonSource> out;
  PersonSource row;
  if (const auto columns = root.get("columns")) {
    HEARTH_TRY(read, read_person(*columns, ""));
    row = std::move(read);
  }
  const auto people = root.get("person");
  if (!people) {
    out.push_back(std::move(row));
    return out;
  }
  const bool row_is_person = names_somebody(row);
  if (row_is_person) out.push_back(row);
  for (const auto& name : people->keys()) {
    HEARTH_TRY(table, people->need(name));
    HEARTH_TRY(person, read_person(table, name));
    inherit(row, person, !row_is_person);
    if (const auto own = table.get("claims"))
      if (auto read = read_claims(*own, name, claims); !read) return fail(read.error());
    out.push_back(std::move(person));
  }
  return out;
}

Result<TruthSource> read_truth(const Declared& table, const formats::DeclarationFile& file) {
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
  if (format && *format != "csv") return table.refuse("feed.format", "unknown format. Expected \"csv\".");
  HEARTH_TRY(encoding, table.text_if("encoding"));
  if (encoding) {
    auto parsed = formats::parse_encoding(*encoding);
    if (!parsed) return table.refuse("feed.encoding", parsed.error().message);
    form.encoding = *parsed;
  }
  HEARTH_TRY(separator, table.text_if("separator"));
  if (separator) {
    const std::string text = *separator == "\\t" || *separator == "tab" ? "\t" : *separator;
    if (text.size() != 1) return table.refuse("feed.separator", "a separator is one character, for example \";\" or \"\\t\".");
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
  return table.refuse("feed.known_as", "unknown word. Expected \"hidden\", \"council care contact\" or \"named\".");
}

/// "400 days", "2 years", 400.
Result<std::optional<int>> read_retention(const Declared& table) {
  const auto node = table.get("retention");
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
  return node->refuse("feed.retention", "expected for example \"400 days\", \"18 months\" or \"2 years\".");
}

Result<Done> read_feed_table(const Declared& table, const formats::DeclarationFile& file, Feed& feed) {
  if (auto known = table.unknown_keys(feed_keys); !known) return known;
  HEARTH_TRY(name, table.need_text("name"));
  HEARTH_TRY(names, table.texts_if("files"));
  HEARTH_TRY(form, read_form(table));
  HEARTH_TRY(key, table.need_text("key"));
  HEARTH_TRY(nulls, table.texts_if("null"));
  HEARTH_TRY(organisation, table.text_if("organisation"));
  HEARTH_TRY(agreement, table.text_if("agreement"));
  HEARTH_TRY(contact, table.text_if("contact"));
  HEARTH_TRY(is_protected, table.boolean_or("protected", false));
  HEARTH_TRY(leave_out, table.text_if("leave_out"));
  HEARTH_TRY(kind, table.text_if("kind"));
  HEARTH_TRY(deduplicated, table.boolean_or("deduplicated", false));
  HEARTH_TRY(known_as, read_known_as(table));
  HEARTH_TRY(retention, read_retention(table));
  if (name.empty() || name.find('/') != std::string::npos)
    return table.refuse("feed.name", "a feed needs a name without \"/\".");
  if (kind && *kind != "snapshot" && *kind != "changes")
    return table.refuse("feed.kind", "unknown kind. Expected \"snapshot\" or \"changes\".");
  if (const auto received = table.get("received")) {
    HEARTH_TRY(text, received->date_text());
    HEARTH_TRY(date, Date::parse_iso(text));
    feed.received = date;
  }
  if (leave_out) {
    try {
      feed.leave_out.emplace(*leave_out, std::regex::ECMAScript | std::regex::optimize);
    } catch (const std::regex_error&) {
      return table.refuse("feed.leave_out", "not a regular expression (ECMAScript).");
    }
  }
  feed.name = FeedName{name};
  for (const auto& path : names) feed.files.push_back(file.beside(path));
  feed.form = form;
  feed.key = key;
  for (const auto& text : nulls) feed.nulls.emplace_back(trim(text));
  feed.organisation = OrganisationId{organisation.value_or("")};
  feed.agreement = AgreementId{agreement.value_or("")};
  feed.contact = contact.value_or("");
  feed.is_protected = is_protected;
  feed.snapshot = kind != "changes";
  feed.deduplicated = deduplicated;
  feed.known_as = known_as;
  feed.retention_days = retention;
  return Done{};
}

}  // namespace

Result<Feed> Feed::read(Files& files, const Path& declaration, const std::vector<Path>& instead) {
  HEARTH_TRY(file, formats::DeclarationFile::read(files, declaration));
  const auto root = file.root();
  if (auto known = root.unknown_keys({"feed", "columns", "person", "claims", "truth"}); !known) return fail(known.error());
  Feed feed;
  HEARTH_TRY(table, root.need("feed"));
  if (auto read = read_feed_table(table, file, feed); !read) return fail(read.error());
  if (!instead.empty()) feed.files = instead;
  if (feed.files.empty()) return table.refuse("feed.files", "no file named. Expected files = [\"FILE.csv\"].");
  if (const auto claims = root.get("claims"))
    if (auto read = read_claims(*claims, "", feed.claims); !read) return fail(read.error());
  HEARTH_TRY(persons, read_persons(root, feed.claims));
  feed.persons = std::move(persons);
  for (const auto& claim : feed.claims)
    if (!claim.person.empty() && std::ranges::none_of(feed.persons, [&](const auto& p) { return p.name == claim.person; }))
      return root.refuse("feed.claim_person", "the claim \"" + claim.name + "\" names a person that no [person.NAME] describes.");
  if (const auto truth = root.get("truth")) {
    HEARTH_TRY(source, read_truth(*truth, file));
    feed.truth = std::move(source);
  }
  feed.version = file.version() + "/" + std::string{reader_version};
  return feed;
}

std::vector<std::string> Feed::columns() const {
  std::vector<std::string> out{key};
  const auto add = [&out](const std::string& column) {
    if (!column.empty() && std::ranges::find(out, column) == out.end()) out.push_back(column);
  };
  const auto add_source = [&add](const ColumnSource& source) { std::ranges::for_each(source.columns, add); };
  for (const auto& person : persons) {
    for (const auto& [field, source] : person.fields) add_source(source);
    for (const auto* part : {&person.birth_year, &person.birth_month, &person.birth_day, &person.protected_flag})
      if (*part) add_source(**part);
    for (const auto& [name, source] : person.extras) add_source(source);
  }
  for (const auto& claim : claims)
    for (const auto* column : {&claim.column, &claim.date_column, &claim.type_column, &claim.value_column}) add(*column);
  return out;
}

}  // namespace hearth::record
