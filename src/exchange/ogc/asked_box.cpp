#include "exchange/ogc/asked_box.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "place/clip_stretch.h"
#include "place/projection.h"

namespace hearth::exchange::ogc {
namespace {

using place::GridBox;

constexpr GridBox nothing{.least = {1, 1}, .most = {0, 0}};
/// Degrees in which all of the national grid lies; the projection is not asked about what is far away.
constexpr double west_most = -10, south_most = 49, east_most = 4.5, north_most = 62;
constexpr int steps_along = 16;

bool is_empty(const GridBox& box) { return box.least.easting > box.most.easting || box.least.northing > box.most.northing; }

bool meets_box(const GridBox& a, const GridBox& b) {
  return a.least.easting <= b.most.easting && b.least.easting <= a.most.easting && a.least.northing <= b.most.northing && b.least.northing <= a.most.northing;
}

/// In degrees or metres alike.
using Flat = place::PlanePoint;

/// Even-odd over all rings.
bool is_inside(Flat p, const std::vector<std::vector<Flat>>& rings) {
  bool inside = false;
  for (const auto& ring : rings)
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const auto &a = ring[i], &b = ring[i + 1];
      if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) inside = !inside;
    }
  return inside;
}

bool meets_rings(const std::vector<std::vector<Flat>>& rings, const place::PlaneBox& box) {
  for (const auto& ring : rings)
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
      if (place::part_in_box(ring[i], ring[i + 1], box)) return true;
  return is_inside({box.left, box.low}, rings);  // no edge comes near: the box is wholly inside or wholly outside
}

std::vector<std::vector<Flat>> flat_rings(const place::GridPolygon& polygon, bool in_degrees) {
  std::vector<std::vector<Flat>> out;
  for (const auto& ring : polygon.rings) {
    auto& flat = out.emplace_back();
    if (!in_degrees) {
      for (const auto& p : ring) flat.push_back({p.easting, p.northing});
      continue;
    }
    for (const auto& at : place::to_lon_lat(std::span<const GridPoint>{ring}))
      if (at) flat.push_back({at->longitude, at->latitude});
  }
  return out;
}

Result<std::vector<double>> numbers_of(std::string_view text) {
  std::vector<double> out;
  for (const auto part : split(text, ',')) {
    double number = 0;
    const auto digits = trim(part);
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(number))
      return wrong_use("ogc.bbox", "bbox: expected four numbers with commas between, as bbox=-1.6,53.7,-1.4,53.9 (west, south, east, north).");
    out.push_back(number);
  }
  if (out.size() != 4 && out.size() != 6)
    return wrong_use("ogc.bbox", "bbox: expected four numbers, or six with heights; there are " + std::to_string(out.size()) + ".");
  if (out.size() == 6) out = {out[0], out[1], out[3], out[4]};
  return out;
}

/// The points along the four sides of a box of degrees, on the grid.
std::vector<GridPoint> outline(double west, double south, double east, double north, std::array<std::vector<GridPoint>, 4>& sides) {
  std::vector<GridPoint> all;
  for (int i = 0; i <= steps_along; ++i) {
    const double part = static_cast<double>(i) / steps_along;
    const double x = west + (east - west) * part, y = south + (north - south) * part;
    const std::array<LonLat, 4> at{LonLat{west, y}, LonLat{x, south}, LonLat{east, y}, LonLat{x, north}};
    for (std::size_t side = 0; side < at.size(); ++side)
      if (const auto point = place::to_grid(at[side])) {
        sides[side].push_back(*point);
        all.push_back(*point);
      }
  }
  return all;
}

}  // namespace

std::string_view uri_of(Crs crs) noexcept {
  return crs == Crs::crs84 ? "http://www.opengis.net/def/crs/OGC/1.3/CRS84" : "http://www.opengis.net/def/crs/EPSG/0/27700";
}

std::optional<Crs> parse_crs(std::string_view text) {
  if (text == uri_of(Crs::crs84) || text == "[OGC:CRS84]") return Crs::crs84;
  if (text == uri_of(Crs::national_grid) || text == "[EPSG:27700]") return Crs::national_grid;
  return std::nullopt;
}

AskedBox AskedBox::of_degrees(Degrees asked) {
  const double west = std::max(asked.west, west_most), east = std::min(asked.east, east_most);
  const double south = std::max(asked.south, south_most), north = std::min(asked.north, north_most);
  if (west > east || south > north) return {nothing, nothing, asked};
  std::array<std::vector<GridPoint>, 4> sides;
  const auto all = outline(west, south, east, north, sides);
  if (std::ranges::any_of(sides, [](const auto& side) { return side.size() <= steps_along; })) return {nothing, nothing, asked};
  GridBox outer{all.front(), all.front()};
  for (const auto& p : all) {
    outer.least = {std::min(outer.least.easting, p.easting), std::min(outer.least.northing, p.northing)};
    outer.most = {std::max(outer.most.easting, p.easting), std::max(outer.most.northing, p.northing)};
  }
  // Between two points of a side its curve bends by far less than this.
  const double bend = 1 + (outer.most.easting - outer.least.easting + outer.most.northing - outer.least.northing) / 200;
  outer.least = {outer.least.easting - bend, outer.least.northing - bend};
  outer.most = {outer.most.easting + bend, outer.most.northing + bend};
  const GridBox inner{.least = {std::ranges::max(sides[0], {}, &GridPoint::easting).easting + bend, std::ranges::max(sides[1], {}, &GridPoint::northing).northing + bend},
                      .most = {std::ranges::min(sides[2], {}, &GridPoint::easting).easting - bend, std::ranges::min(sides[3], {}, &GridPoint::northing).northing - bend}};
  return {outer, is_empty(inner) ? nothing : inner, asked};
}

Result<AskedBox> AskedBox::parse(std::string_view text, Crs crs) {
  const auto numbers = numbers_of(text);
  if (!numbers) return fail(numbers.error());
  const auto& n = *numbers;
  if (n[1] > n[3]) return wrong_use("ogc.bbox", "bbox: its south is above its north. Expected west, south, east, north.");
  if (crs == Crs::national_grid) {
    if (n[0] > n[2]) return wrong_use("ogc.bbox", "bbox: its least easting is above its most.");
    const GridBox box{{n[0], n[1]}, {n[2], n[3]}};
    return AskedBox{box, box, std::nullopt};
  }
  if (n[0] < -180 || n[0] > 180 || n[2] < -180 || n[2] > 180 || n[1] < -90 || n[3] > 90)
    return wrong_use("ogc.bbox", "bbox: beyond the earth. Expected degrees, longitude first; for metres say bbox-crs=" + std::string{uri_of(Crs::national_grid)} + ".");
  if (n[0] <= n[2]) return of_degrees({n[0], n[1], n[2], n[3]});
  // Across the date line. A gap that is narrower than Great Britain, and lies in it, is passed over.
  const bool from_west = n[0] <= east_most, to_east = n[2] >= west_most;
  return of_degrees({to_east ? -180 : n[0], n[1], to_east && !from_west ? n[2] : 180, n[3]});
}

bool AskedBox::holds(GridPoint point) const {
  if (!outer_.holds(point)) return false;
  if (!degrees_ || inner_.holds(point)) return true;
  const auto at = place::to_lon_lat(point);
  return at && at->longitude >= degrees_->west && at->longitude <= degrees_->east && at->latitude >= degrees_->south && at->latitude <= degrees_->north;
}

bool AskedBox::meets(const std::vector<place::GridPolygon>& polygons) const {
  const auto box = place::box_of_polygons(polygons);
  if (!meets_box(box, outer_)) return false;
  if (inner_.holds(box.least) && inner_.holds(box.most)) return true;
  const auto flat = degrees_ ? place::PlaneBox{degrees_->west, degrees_->south, degrees_->east, degrees_->north}
                             : place::PlaneBox{outer_.least.easting, outer_.least.northing, outer_.most.easting, outer_.most.northing};
  return std::ranges::any_of(polygons, [&](const auto& polygon) { return meets_rings(flat_rings(polygon, degrees_.has_value()), flat); });
}

}  // namespace hearth::exchange::ogc
