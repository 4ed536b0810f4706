// columns.h: the 19 columns of the SAVVI attribute message, in the standard's order.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hearth::exchange::savvi {

enum class Column : std::uint8_t {
  person_reference, given_names, family_name, alias, birth_date, gender, uprn, address1, address2, address3, address4, address5,
  postcode, attribute_type, attribute_scheme, attribute, attribute_date, source_system, extracted_on
};
inline constexpr std::size_t column_count = 19;

[[nodiscard]] constexpr std::string_view name_of(Column column) noexcept {
  constexpr std::array<std::string_view, column_count> names{
      "PersonReference", "GivenNames", "FamilyName", "Alias",    "BirthDate",     "Gender",          "UPRN",
      "Address1",        "Address2",   "Address3",   "Address4", "Address5",      "Postcode",        "AttributeType",
      "AttributeScheme", "Attribute",  "AttributeDate", "SourceSystem", "ExtractedOn"};
  return names[static_cast<std::size_t>(column)];
}

[[nodiscard]] constexpr bool required(Column column) noexcept {
  return column == Column::person_reference || column == Column::uprn || column == Column::attribute_type || column == Column::attribute;
}

}  // namespace hearth::exchange::savvi
