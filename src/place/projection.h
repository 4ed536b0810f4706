// projection.h: degrees to metres and back: WGS84 (EPSG:4326) and the British National Grid (EPSG:27700), through PROJ.
//
// Nothing is fetched from a network. With the OSTN15 grid installed (proj-data's uk_os_OSTN15_NTv2_OSGBtoETRS.tif) the error is
// about 0.1 m; without it PROJ uses the seven-parameter Helmert shift, with an error of up to about 5 m (OS, "A guide to coordinate
// systems in Great Britain", section 6.6). That is enough to tell houses from a flood's edge, not to place a boundary stone.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/point.h"

namespace hearth::place {

/// Empty when the point is not on the earth, or so far from Great Britain that the projection has no answer. Thread-safe: each
/// thread has a PROJ context of its own.
[[nodiscard]] std::optional<GridPoint> to_grid(LonLat point);
[[nodiscard]] std::optional<LonLat> to_lon_lat(GridPoint point);

/// The same for many, in their order; over a million points a second per core.
[[nodiscard]] std::vector<std::optional<GridPoint>> to_grid(std::span<const LonLat> points);
[[nodiscard]] std::vector<std::optional<LonLat>> to_lon_lat(std::span<const GridPoint> points);

/// The box in which the national grid is defined: 0 to 700,000 east, 0 to 1,300,000 north.
[[nodiscard]] bool is_on_grid(GridPoint point) noexcept;

}  // namespace hearth::place
