#include "place/edge_bands.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hearth::place {
namespace {

double ring_area(const std::vector<GridPoint>& ring) noexcept {
  double twice = 0;
  // Relative to the first corner: grid coordinates are large and areas small.
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const double ax = ring[i].easting - ring[0].easting, ay = ring[i].northing - ring[0].northing;
    const double bx = ring[i + 1].easting - ring[0].easting, by = ring[i + 1].northing - ring[0].northing;
    twice += ax * by - bx * ay;
  }
  return std::abs(twice) / 2;
}

}  // namespace

double area_of_polygons(const std::vector<GridPolygon>& polygons) noexcept {
  double area = 0;
  for (const auto& polygon : polygons)
    for (std::size_t r = 0; r < polygon.rings.size(); ++r) area += (r == 0 ? 1 : -1) * ring_area(polygon.rings[r]);
  return area;
}

GridBox box_of_polygons(const std::vector<GridPolygon>& polygons) noexcept {
  constexpr double far = std::numeric_limits<double>::infinity();
  GridBox box{.least = {far, far}, .most = {-far, -far}};
  for (const auto& polygon : polygons)
    for (const auto& ring : polygon.rings)
      for (const auto& p : ring) {
        box.least = {std::min(box.least.easting, p.easting), std::min(box.least.northing, p.northing)};
        box.most = {std::max(box.most.easting, p.easting), std::max(box.most.northing, p.northing)};
      }
  return box;
}

EdgeBands::EdgeBands(const std::vector<GridPolygon>& polygons) : bounds_{box_of_polygons(polygons)} {
  std::vector<Edge> all;
  for (std::size_t p = 0; p < polygons.size(); ++p)
    for (const auto& ring : polygons[p].rings)
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        Edge edge{.low = ring[i], .high = ring[i + 1], .polygon = static_cast<std::uint32_t>(p)};
        if (edge.low.northing > edge.high.northing) std::swap(edge.low, edge.high);
        all.push_back(edge);
      }
  const double height = std::max(bounds_.most.northing - bounds_.least.northing, 1e-6);
  std::size_t bands = std::max<std::size_t>(1, all.size() / 4);
  // Tall edges stand in many bands: fewer bands until the copies stay within eight per edge.
  const auto entries = [&] {
    std::size_t sum = 0;
    bands_per_metre_ = static_cast<double>(bands) / height;
    band_from_.assign(bands + 1, 0);
    for (const auto& edge : all) sum += band_of(edge.high.northing) - band_of(edge.low.northing) + 1;
    return sum;
  };
  while (entries() > all.size() * 8 && bands > 1) bands /= 2;
  for (const auto& edge : all)
    for (auto b = band_of(edge.low.northing); b <= band_of(edge.high.northing); ++b) ++band_from_[b + 1];
  for (std::size_t b = 0; b < bands; ++b) band_from_[b + 1] += band_from_[b];
  edges_.resize(band_from_.back());
  auto next = band_from_;
  for (const auto& edge : all)
    for (auto b = band_of(edge.low.northing); b <= band_of(edge.high.northing); ++b) edges_[next[b]++] = edge;
}

std::size_t EdgeBands::band_of(double northing) const noexcept {
  const double band = std::floor((northing - bounds_.least.northing) * bands_per_metre_);
  const auto last = static_cast<double>(band_from_.size() - 2);
  return static_cast<std::size_t>(std::clamp(band, 0.0, last));
}

bool EdgeBands::inside(GridPoint point) const noexcept {
  if (edges_.empty() || !bounds_.holds(point)) return false;
  const auto band = band_of(point.northing);
  bool odd = false;
  std::uint32_t polygon = 0;
  for (auto e = band_from_[band]; e < band_from_[band + 1]; ++e) {
    const Edge& edge = edges_[e];
    if (edge.polygon != polygon) {
      if (odd) return true;
      polygon = edge.polygon;
    }
    if (!(edge.low.northing <= point.northing && point.northing < edge.high.northing)) continue;
    // The sign of the cross product says on which side the point is, without a division.
    const double side = (edge.high.easting - edge.low.easting) * (point.northing - edge.low.northing) -
                        (point.easting - edge.low.easting) * (edge.high.northing - edge.low.northing);
    if (side > 0) odd = !odd;
  }
  return odd;
}

double EdgeBands::edge_distance_squared(GridPoint point, double beyond) const noexcept {
  if (edges_.empty()) return beyond;
  const double reach = std::sqrt(beyond);
  const auto from = band_of(point.northing - reach), to = band_of(point.northing + reach);
  double least = beyond;
  for (auto e = band_from_[from]; e < band_from_[to + 1]; ++e) {
    const Edge& edge = edges_[e];
    const double dx = edge.high.easting - edge.low.easting, dy = edge.high.northing - edge.low.northing;
    const double px = point.easting - edge.low.easting, py = point.northing - edge.low.northing;
    const double length = dx * dx + dy * dy;
    const double along = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
    const double ex = px - along * dx, ey = py - along * dy;
    least = std::min(least, ex * ex + ey * ey);
  }
  return least;
}

}  // namespace hearth::place
