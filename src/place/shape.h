// shape.h: a piece of ground on the British National Grid, in metres: what a flood covers, what somebody drew.
//
// A shape is a set of polygons with holes, or a circle. It is checked once, when it is made: a Shape is never empty, never
// crosses itself, and lies in Great Britain. One point is inside exactly one of two polygons that share an edge (the rule is at
// contains()).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/id.h"
#include "base/point.h"
#include "formats/geojson.h"

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

/// Grid polygons of GeoJSON ones, through projection.h where the file is WGS84.
[[nodiscard]] Result<std::vector<GridPolygon>> on_grid(const std::vector<formats::PolygonRings>& polygons, bool national_grid);

class Shape {
 public:
  /// All polygons of all features together; points are passed over. `file` is for messages.
  /// @error shape.empty            no polygon, or one without area
  /// @error shape.self_crossing    with the place of the crossing on the grid
  /// @error shape.too_large        above limits::area_square_metres_max
  /// @error shape.outside_uk       a corner lies outside the national grid's 0..700,000 by 0..1,300,000 m
  [[nodiscard]] static Result<Shape> from_features(const formats::FeatureSet& features, std::string file);
  /// parse_geojson and from_features. `path` may be gzip.
  [[nodiscard]] static Result<Shape> load(Files& files, const Path& path);
  /// The same from polygons on the grid.
  [[nodiscard]] static Result<Shape> from_polygons(std::vector<GridPolygon> polygons, std::string file);
  /// Everything at most `radius` from `centre`. @error shape.outside_uk, shape.empty, shape.too_large
  [[nodiscard]] static Result<Shape> near(GridPoint centre, Metres radius);
  /// This shape and everything at most `by` around it; by >= 0.
  [[nodiscard]] Shape buffered(Metres by) const;

  /// Even-odd over all rings. A point on an edge belongs to the polygon that lies to its right or above it (an edge counts when
  /// it spans the point's northing half-open, [lower, upper), and crosses strictly to the right of the point); for a circle and
  /// a buffered shape the rim is inside. O(log edges + edges that span the northing).
  [[nodiscard]] bool contains(GridPoint point) const noexcept;
  /// 0 inside.
  [[nodiscard]] Metres distance_to(GridPoint point) const noexcept;
  [[nodiscard]] const GridBox& bounds() const noexcept { return bounds_; }
  /// Square metres; polygons that overlap count twice; the buffer is not counted.
  [[nodiscard]] double area() const noexcept { return area_; }
  [[nodiscard]] const std::vector<GridPolygon>& polygons() const noexcept { return polygons_; }  ///< empty for a circle
  /// Equal shapes have equal versions.
  [[nodiscard]] std::string version() const;

 private:
  struct Edge {
    GridPoint low, high;  // low.northing < high.northing
  };
  struct Circle {
    GridPoint centre;
    double radius;
  };
  void index_edges();
  [[nodiscard]] bool inside_polygons(GridPoint point) const noexcept;

  std::vector<GridPolygon> polygons_;
  std::optional<Circle> circle_;
  double buffer_{0};
  GridBox bounds_;
  double area_{0};
  double band_height_{1};                   // edges lie in horizontal bands, so that a point looks at few
  std::vector<std::uint32_t> band_from_;    // first edge of each band, and one past the last
  std::vector<Edge> band_edges_;
};

}  // namespace hearth::place
