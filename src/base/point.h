// point.h: where on earth, in the two systems that UK data uses.
#pragma once

#include <compare>

namespace hearth::base {

/// WGS84 (CRS84 order), degrees.
struct LonLat {
  double longitude{0}, latitude{0};
  auto operator<=>(const LonLat&) const = default;
};

/// British National Grid (EPSG:27700), metres.
struct GridPoint {
  double easting{0}, northing{0};
  auto operator<=>(const GridPoint&) const = default;
};

}  // namespace hearth::base

namespace hearth {
using namespace base;
}
