#include "exchange/ogc/geometry.h"

#include <algorithm>
#include <cmath>

#include "place/projection.h"

namespace hearth::exchange::ogc {
namespace {

namespace json = formats::json;

double rounded(double value, double parts) { return std::round(value * parts) / parts; }
constexpr double parts_of_degree = 1e7, parts_of_metre = 100;

json::array in_metres(GridPoint p) { return {rounded(p.easting, parts_of_metre), rounded(p.northing, parts_of_metre)}; }
json::array in_degrees(LonLat p) { return {rounded(p.longitude, parts_of_degree), rounded(p.latitude, parts_of_degree)}; }

/// Twice the area, positive against the clock.
double turned(const std::vector<GridPoint>& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    sum += (ring[i].easting - ring[0].easting) * (ring[i + 1].northing - ring[0].northing) - (ring[i + 1].easting - ring[0].easting) * (ring[i].northing - ring[0].northing);
  return sum;
}

json::array ring_of(std::vector<GridPoint> ring, bool against_the_clock, Crs crs) {
  if ((turned(ring) > 0) != against_the_clock) std::ranges::reverse(ring);
  json::array out;
  out.reserve(ring.size());
  if (crs == Crs::national_grid) {
    for (const auto& p : ring) out.push_back(in_metres(p));
    return out;
  }
  for (const auto& at : place::to_lon_lat(std::span<const GridPoint>{ring}))
    if (at) out.push_back(in_degrees(*at));
  return out;
}

json::array rings_of(const place::GridPolygon& polygon, Crs crs) {
  json::array out;
  for (std::size_t i = 0; i < polygon.rings.size(); ++i) out.push_back(ring_of(polygon.rings[i], i == 0, crs));
  return out;
}

}  // namespace

json::value point_geometry(std::optional<GridPoint> point, Crs crs) {
  if (!point) return nullptr;
  if (crs == Crs::national_grid) return json::object{{"type", "Point"}, {"coordinates", in_metres(*point)}};
  const auto at = place::to_lon_lat(*point);
  if (!at) return nullptr;
  return json::object{{"type", "Point"}, {"coordinates", in_degrees(*at)}};
}

json::value polygon_geometry(const std::vector<place::GridPolygon>& polygons, Crs crs) {
  if (polygons.empty()) return nullptr;
  if (polygons.size() == 1) return json::object{{"type", "Polygon"}, {"coordinates", rings_of(polygons.front(), crs)}};
  json::array all;
  for (const auto& polygon : polygons) all.push_back(rings_of(polygon, crs));
  return json::object{{"type", "MultiPolygon"}, {"coordinates", std::move(all)}};
}

json::array box_in_degrees(const place::GridBox& box) {
  constexpr int steps = 8;
  double west = 180, south = 90, east = -180, north = -90;
  for (int i = 0; i <= steps; ++i)
    for (int j = 0; j <= steps; ++j) {
      const double along = static_cast<double>(i) / steps, up = static_cast<double>(j) / steps;
      const auto at = place::to_lon_lat(GridPoint{box.least.easting + (box.most.easting - box.least.easting) * along, box.least.northing + (box.most.northing - box.least.northing) * up});
      if (!at) continue;
      west = std::min(west, at->longitude), east = std::max(east, at->longitude);
      south = std::min(south, at->latitude), north = std::max(north, at->latitude);
    }
  const auto outward = [](double value, bool up) { return (up ? std::ceil(value * 1e5) : std::floor(value * 1e5)) / 1e5; };
  return {outward(west, false), outward(south, false), outward(east, true), outward(north, true)};
}

}  // namespace hearth::exchange::ogc
