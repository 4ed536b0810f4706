#include <map>

#include "base/text.h"
#include "exchange/savvi/attribute_message.h"
#include "record/field.h"

namespace hearth::exchange::savvi {
namespace {

using record::Field;
using record::FieldsBuilder;

void set_names(const Attribute& row, FieldsBuilder& to) {
  const auto given = trim(row.given_names);
  const auto blank = given.find(' ');
  to.set(Field::given_name, given.substr(0, blank));
  if (blank != std::string_view::npos) to.set(Field::middle_names, given.substr(blank + 1));
  to.set(Field::surname, row.family_name);
  to.set_extra("alias", row.alias);
  if (row.gender && *row.gender != Gender::unknown) to.set(Field::sex, name_of(*row.gender));
  if (row.birth_date) to.set(Field::birth_date, row.birth_date->text());
}

void set_residence(const Attribute& row, FieldsBuilder& to) {
  std::string address;
  for (const auto& line : row.address)
    if (!line.empty()) address.append(address.empty() ? "" : ", ").append(one_line(line));
  to.set(Field::address, address);
  to.set(Field::postcode, row.postcode);
  if (row.uprn) to.set(Field::uprn, row.uprn->text());
}

/// All that a row says of its person and residence, packed: equal text means the same record.
FieldsBuilder without_claims(const Attribute& row) {
  FieldsBuilder fields;
  set_names(row, fields);
  set_residence(row, fields);
  fields.set_extra("source_system", row.source_system);
  return fields;
}

}  // namespace

std::vector<MappedRecord> to_records(const std::vector<Attribute>& rows, const need::Vocabulary& vocabulary) {
  struct Open {
    std::string key;
    FieldsBuilder fields;
  };
  std::vector<Open> open;
  std::map<std::pair<std::string, std::string>, std::size_t> by_content;
  std::map<std::string, std::size_t> seen;
  for (const auto& row : rows) {
    auto fields = without_claims(row);
    const auto [at, is_new] = by_content.emplace(std::pair{row.person_reference, fields.packed()}, open.size());
    if (is_new) {
      const auto times = ++seen[row.person_reference];
      open.push_back({times == 1 ? row.person_reference : row.person_reference + "/" + std::to_string(times), std::move(fields)});
    }
    const auto factor = vocabulary.find_savvi(row.term);
    open[at->second].fields.add_claim(factor ? vocabulary[*factor].id.text() : row.term, "true", row.date ? row.date->text() : "");
  }
  std::vector<MappedRecord> out;
  for (auto& one : open) out.push_back({std::move(one.key), one.fields.packed()});
  return out;
}

}  // namespace hearth::exchange::savvi
