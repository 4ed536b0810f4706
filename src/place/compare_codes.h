// compare_codes.h: do the numbers, flat letters and storeys of two addresses agree? Private to the matcher.
#pragma once

#include <cstdint>
#include <span>

#include "place/address_tokens.h"
#include "place/match_address.h"

namespace hearth::place {

/// What the codes allow at best. Only `agree` can be accepted; the others are floors that no other evidence lifts.
enum class CodeFinding : std::uint8_t {
  agree,
  suffix_missing,  ///< "59" for 59A
  suffix_extra,    ///< "59A" for 59
  flat_missing,    ///< the building agrees, the text names no flat
  flat_not_known,  ///< the building agrees, the text names a flat that this property is not
  flat_conflict,   ///< the building agrees, both name a flat, and differ
  number_missing,  ///< the text has no number at all
  conflict         ///< another house number
};

struct CodeEvidence {
  CodeFinding finding{CodeFinding::agree};
  Agreement flat{Agreement::equal}, number{Agreement::equal}, suffix{Agreement::equal};
  bool has_flat{false}, has_number{false}, has_suffix{false};  ///< whether the piece says anything
  bool exact{true};  ///< every code is the same, in the same order
  double flat_bits{0}, number_bits{0}, suffix_bits{0};
  [[nodiscard]] double bits() const noexcept { return flat_bits + number_bits + suffix_bits; }
};

/// @param house  which of `have` is the house number on the street; past the end: none
[[nodiscard]] CodeEvidence compare_codes(std::span<const AddressCode> given, std::span<const AddressCode> have, std::size_t house) noexcept;

/// The same when the block's name stands for its number on the street: "Flat 2 Ropemakers Court" for Flat 2, Ropemakers Court, 48.
[[nodiscard]] CodeEvidence compare_codes_in_block(std::span<const AddressCode> given, std::span<const AddressCode> have, std::size_t house) noexcept;

}  // namespace hearth::place
