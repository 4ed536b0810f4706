// geojson.h: shapes out of GeoJSON (RFC 7946), CRS84 or declared EPSG:27700.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/point.h"

namespace hearth::formats {

/// First ring outside, the others holes; rings closed (first point repeated at the end), at least 4 points.
struct PolygonRings {
  std::vector<std::vector<LonLat>> rings;
};

/// One feature. In a file that declares EPSG:27700 (legacy `crs` member), longitude holds easting, latitude northing.
struct Feature {
  std::map<std::string, std::string> properties;  ///< scalars as text
  std::vector<PolygonRings> polygons;             ///< empty for points
  std::vector<LonLat> points;
};

struct FeatureSet {
  std::vector<Feature> features;
  bool national_grid{false};
};

/// Feature, FeatureCollection or bare geometry; Point, MultiPoint, Polygon, MultiPolygon, GeometryCollection of these.
/// Rings that are open are closed; points doubled in a row are dropped.
/// @error geojson.* with a JSON pointer: geojson.empty, geojson.not_geometry, geojson.ring_too_short,
///        geojson.coordinate (not a number, or outside the earth), geojson.swapped (latitude and longitude exchanged:
///        a point would lie in the UK the other way round), geojson.crs (a system that is not read), geojson.too_many_points,
///        json.*
[[nodiscard]] Result<FeatureSet> parse_geojson(std::string_view text, std::string file);

}  // namespace hearth::formats
