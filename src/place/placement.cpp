#include "place/placement.h"

#include <array>

namespace hearth::place {
namespace {
constexpr std::array<std::string_view, 5> band_names{"exact", "likely", "building", "ambiguous", "none"};
}

std::string_view name_of(Band band) noexcept { return band_names[static_cast<std::size_t>(band)]; }

std::optional<Band> band_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < band_names.size(); ++i)
    if (band_names[i] == name) return static_cast<Band>(i);
  return std::nullopt;
}

}  // namespace hearth::place
