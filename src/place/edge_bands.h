// edge_bands.h: the edges of polygons in horizontal bands, so that "is the point inside" looks at few of them.
#pragma once

#include <cstdint>
#include <vector>

#include "base/point.h"

namespace hearth::place {

struct GridBox {
  GridPoint least{}, most{};
  [[nodiscard]] bool holds(GridPoint p) const noexcept {
    return p.easting >= least.easting && p.easting <= most.easting && p.northing >= least.northing &&
           p.northing <= most.northing;
  }
  bool operator==(const GridBox&) const = default;
};

/// First ring outside, the others holes. Rings are closed: the first point comes again at the end.
struct GridPolygon {
  std::vector<std::vector<GridPoint>> rings;
};

class EdgeBands {
 public:
  EdgeBands() = default;
  /// Memory: at most about eight entries of 40 bytes per edge.
  explicit EdgeBands(const std::vector<GridPolygon>& polygons);

  /// True when the point is in at least one polygon (even-odd over its rings). Half-open: an edge counts when it spans the point's
  /// northing in [lower, upper) and crosses strictly to the east of the point. So of two polygons that share an edge exactly one
  /// has a point on it: the one to the east of it, or to the north of a level edge.
  [[nodiscard]] bool inside(GridPoint point) const noexcept;
  /// Squared distance to the nearest edge, or `beyond` when none is nearer than sqrt(beyond).
  [[nodiscard]] double edge_distance_squared(GridPoint point, double beyond) const noexcept;
  [[nodiscard]] const GridBox& bounds() const noexcept { return bounds_; }

 private:
  struct Edge {
    GridPoint low, high;  // low.northing <= high.northing
    std::uint32_t polygon;
  };
  [[nodiscard]] std::size_t band_of(double northing) const noexcept;

  GridBox bounds_{};
  double bands_per_metre_{0};
  std::vector<std::uint32_t> band_from_;  // first edge of each band, and one past the last
  std::vector<Edge> edges_;               // band by band; within a band in order of polygon
};

/// Square metres: outer rings less their holes.
[[nodiscard]] double area_of_polygons(const std::vector<GridPolygon>& polygons) noexcept;
[[nodiscard]] GridBox box_of_polygons(const std::vector<GridPolygon>& polygons) noexcept;

}  // namespace hearth::place
