// geometry.h: points and polygons of the national grid as GeoJSON geometries.
#pragma once

#include <optional>
#include <vector>

#include "exchange/ogc/asked_box.h"
#include "formats/json.h"

namespace hearth::exchange::ogc {

/// Degrees with 7 decimals (a centimetre), metres with 2. null where there is no point.
[[nodiscard]] formats::json::value point_geometry(std::optional<GridPoint> point, Crs crs);
/// Polygon, or MultiPolygon of several. Outer rings go against the clock, holes with it (RFC 7946, 3.1.6). null of none.
[[nodiscard]] formats::json::value polygon_geometry(const std::vector<place::GridPolygon>& polygons, Crs crs);
/// West, south, east, north in degrees, around the whole box.
[[nodiscard]] formats::json::array box_in_degrees(const place::GridBox& box);

}  // namespace hearth::exchange::ogc
