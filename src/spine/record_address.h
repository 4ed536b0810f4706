// record_address.h: the address of a record as the matcher is asked about it, so that whoever decides about it decides about the same text.
#pragma once

#include <string>

#include "record/field.h"

namespace hearth::spine {

/// The address with its town, as one text; the postcode goes beside it.
[[nodiscard]] inline std::string record_address(const record::FieldsView& fields) {
  std::string out{fields.get(record::Field::address)};
  const auto town = fields.get(record::Field::town);
  if (!town.empty() && !out.empty()) out.append(", ").append(town);
  return out;
}

}  // namespace hearth::spine
