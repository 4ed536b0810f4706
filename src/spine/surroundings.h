// surroundings.h: what lies around the homes of a place: its areas, what is known of them, and the services that could help.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "help/nearest_open.h"
#include "place/areas.h"
#include "place/gazetteer.h"
#include "place/shape.h"
#include "place/walking_network.h"
#include "spine/place_file.h"

namespace hearth::spine {

struct Surroundings {
  std::vector<place::AreaLayer> layers;              ///< in the order of PLACE.toml
  std::vector<std::vector<std::uint32_t>> area_of;   ///< by layer and property: number of the AreaIndex; no_area outside all
  std::vector<place::AreaValues> values;             ///< in the order of PLACE.toml
  std::vector<place::GridPolygon> water;             ///< rivers and lakes, for maps
  std::shared_ptr<const place::WalkingNetwork> roads;  ///< null: none are named
  help::ServiceDirectory services{{}};
  std::vector<Error> faults;                         ///< entries, and parts of entries, of the services' files that were put aside
  std::string version;                               ///< of all files: another one means that faults are new

  static constexpr std::uint32_t no_area = 0xFFFFFFFFU;

  /// The layer of the largest areas, for figures: the one with the fewest, but rather with two than with one.
  /// Nothing when none is loaded.
  [[nodiscard]] std::optional<std::size_t> largest_layer() const noexcept;
  /// @error of the files (exit 3); area_values.no_layer (exit 2): none of a table's codes is an area's
  [[nodiscard]] static Result<Surroundings> read(Files& files, const PlaceFile& place, const place::Gazetteer& properties, Threads threads);
  /// "2 area layers, 1 table of area values, 35 services"; empty when there is nothing.
  [[nodiscard]] std::string words() const;
};

}  // namespace hearth::spine
