// town.h: the fictional district: river, streets, homes, areas. Lies in the North Sea, where no real home can be meant.
//
// Coordinates are decimetres on the British National Grid (EPSG:27700). Cells of about 600 m tile the plane: each is an LSOA,
// four are a ward. The river runs from west to east through the middle; riverside lanes follow it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "synth/words.h"

namespace hearth::synth {

struct Spot {
  std::int32_t x{0}, y{0};  ///< decimetres of easting and northing
};

enum class Kind : std::uint8_t {
  house, flat, house_part, farm, student_house, pitch,   // somebody's home
  care_home, hostel, refuge,                             // many people's
  block, site, garage, shop, hall, food_store            // nobody's
};
[[nodiscard]] constexpr bool is_home(Kind kind) noexcept { return kind <= Kind::pitch; }

using PropertyNumber = std::uint32_t;
inline constexpr PropertyNumber nowhere = 0xFFFFFFFFU;

struct Street {
  Word name{0}, former_name{0}, locality{0}, town{0};
  std::uint32_t area{0};  ///< of Town::areas
};

struct Property {
  std::uint64_t uprn{0};
  Word organisation{0};   ///< care home, shop, hall
  Word flat{0};           ///< "Flat 2", "Ground Floor Flat"
  Word building{0};       ///< "Weir House", "The Old Forge"
  Word number{0};         ///< "62", "59A"
  Word postcode{0};
  Word former_building{0};
  std::uint32_t street{0};
  PropertyNumber parent{nowhere};
  Spot spot{};            ///< with real premises: 1e-7 degrees of longitude and latitude
  Kind kind{Kind::house};
  bool terraced{false};
  bool new_build{false};  ///< not on the billing list yet
  bool listed{true};      ///< false: not even in the gazetteer yet
};

struct Area {
  std::string code, name;
  std::uint32_t ward{0};
  std::vector<Spot> ring;  ///< open
  int decile{5};           ///< of deprivation; 1 is the most deprived
};

struct Ward {
  std::string code, name;
  std::vector<std::vector<Spot>> rings;  ///< open
};

struct Town {
  std::string name{"Weirside"};
  bool real_premises{false};
  std::vector<Street> streets;
  std::vector<Property> properties;
  std::vector<Area> areas;
  std::vector<Ward> wards;
  std::vector<std::pair<Spot, int>> river;  ///< middle line, and half the width
  std::vector<Spot> flood;                  ///< open ring
  std::vector<std::vector<Spot>> roads;     ///< middle lines
};

/// Lays out a town with at least `homes` homes.
[[nodiscard]] Town lay_out_town(Words& words, std::uint64_t homes, const Random& seed);

/// Longitude and latitude in units of 1e-7 degrees (WGS84).
struct Degrees {
  std::int64_t longitude{0}, latitude{0};
};
/// A cubic fitted to the Ordnance Survey's formulas within 20 km of the town's middle: 2 mm from them, in whole numbers.
[[nodiscard]] Degrees degrees_of(Spot spot) noexcept;
[[nodiscard]] std::string degrees_text(std::int64_t ten_millionths);
[[nodiscard]] std::string metres_text(std::int32_t decimetres);

/// The middle of the town: EPSG:27700, decimetres.
inline constexpr Spot town_middle{5'600'000, 5'600'000};

}  // namespace hearth::synth
