// address_decisions.h: what people have decided about addresses, kept beside the gazetteer and outliving each of its versions.
//
// A decision is about a text, by its normal form: "12 WEIR LN" and "12 Weir Lane" are one, another postcode is another. It is an answer
// before anything is weighed. Private to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/files.h"
#include "place/address_tokens.h"
#include "place/gazetteer.h"

namespace hearth::place {

/// `uprn` 0: there is no such premises.
struct AddressDecision {
  std::uint64_t high{0}, low{0};  ///< hash of the normal form
  std::uint64_t uprn{0};
  [[nodiscard]] bool is_of_one_text(const AddressDecision& other) const noexcept { return high == other.high && low == other.low; }
  auto operator<=>(const AddressDecision&) const = default;
};

/// The hash of words and codes in their order, and of the postcode, beside the text or in it. `uprn` is 0.
[[nodiscard]] AddressDecision normal_form(const AddressTokens& tokens, const PackedPostcode& postcode);

/// Reads the CSV file (decisions_file.h). Of the rows of one normal form the last counts; it is told when it decides otherwise than one
/// above and does not say that it is the newer (`when`). By hash.
/// @error gazetteer.column_missing, csv.*, file.*
[[nodiscard]] Result<std::vector<AddressDecision>> read_address_decisions(Files& files, const Path& path, LoadedGazetteer& loaded);

/// As they stand with this gazetteer: a property that is gone gives way to its one successor; one of which nothing is known any more is
/// left out, so that the text is weighed again.
[[nodiscard]] std::vector<AddressDecision> decisions_today(const Gazetteer& gazetteer, std::vector<AddressDecision> decisions);

/// The decision about a text, if there is one. @param sorted  by hash
[[nodiscard]] std::optional<AddressDecision> decision_about(std::span<const AddressDecision> sorted, const AddressDecision& text) noexcept;

}  // namespace hearth::place
