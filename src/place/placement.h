// placement.h: which property a record belongs to, and how sure we are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/uprn.h"

namespace hearth::place {

enum class Band : std::uint8_t {
  exact,      ///< the text is the property's, or its UPRN is and nothing speaks against it
  likely,     ///< accepted without review
  building,   ///< the building is known, the flat is not
  ambiguous,  ///< several could be meant
  none        ///< no such street, no such number, outside the area, or not an address
};
[[nodiscard]] std::string_view name_of(Band band) noexcept;
[[nodiscard]] std::optional<Band> band_of(std::string_view name) noexcept;

/// The answer for one address, also kept per record with the versions of matcher and gazetteer.
struct Placement {
  Band band{Band::none};
  std::optional<Uprn> uprn{};          ///< for `building` the parent's; empty when the gazetteer has none
  Probability probability{};           ///< that `uprn` is the property meant, given this gazetteer
  std::optional<Uprn> runner_up{};
  LogOdds margin{};                    ///< match weight of the best minus that of the runner-up, bits
  std::vector<Uprn> candidates{};      ///< when ambiguous; the units when `building` has no parent
  std::string reason{};                ///< stable code: "same_text", "uprn_given", "number_not_on_street", "street_unknown", ...
};

}  // namespace hearth::place
