// shape.h: a piece of ground on the British National Grid, in metres: what a flood covers, what somebody drew.
//
// A shape is a set of polygons with holes, or a circle, each with a margin around it if asked. It is checked once, when it is made:
// a Shape is never empty, never crosses itself, and lies in Great Britain.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/id.h"
#include "base/point.h"
#include "formats/geojson.h"
#include "place/edge_bands.h"

namespace hearth::place {

/// Polygons on the grid from a file's, through projection.h where the file is WGS84. @error shape.outside_uk
[[nodiscard]] Result<std::vector<GridPolygon>> on_grid(const std::vector<formats::PolygonRings>& polygons, bool national_grid,
                                                       const Where& where);

class Shape {
 public:
  /// All polygons of all features together; points are passed over. `file` is for messages.
  /// @error shape.empty          no polygon, or no area
  /// @error shape.self_crossing  with the place of the crossing on the grid
  /// @error shape.too_large      above limits::area_square_metres_max
  /// @error shape.outside_uk     a corner lies outside the national grid: 0 to 700,000 east, 0 to 1,300,000 north
  [[nodiscard]] static Result<Shape> from_features(const formats::FeatureSet& features, std::string file);
  /// parse_geojson and from_features; the file may be gzip.
  [[nodiscard]] static Result<Shape> load(Files& files, const Path& path);
  [[nodiscard]] static Result<Shape> from_polygons(std::vector<GridPolygon> polygons, std::string file);
  /// Everything at most `radius` from `centre`. @error shape.outside_uk, shape.empty, shape.too_large
  [[nodiscard]] static Result<Shape> near(GridPoint centre, Metres radius);
  /// This shape and everything at most `by` around it; `by` >= 0.
  [[nodiscard]] Shape buffered(Metres by) const;

  /// In one of the polygons (edges: EdgeBands::inside), or at most the margin away from one; the rim of a circle and of a margin is
  /// inside. Cost: the edges at the point's northing, with a margin those within it.
  [[nodiscard]] bool contains(GridPoint point) const noexcept;
  /// 0 inside.
  [[nodiscard]] Metres distance_to(GridPoint point) const noexcept;
  /// With the margin.
  [[nodiscard]] const GridBox& bounds() const noexcept { return bounds_; }
  /// Square metres, without the margin; ground under two polygons counts twice.
  [[nodiscard]] double area() const noexcept { return area_; }
  [[nodiscard]] const std::vector<GridPolygon>& polygons() const noexcept { return polygons_; }  ///< empty for a circle
  /// Equal shapes have equal versions.
  [[nodiscard]] std::string version() const;

 private:
  struct Circle {
    GridPoint centre;
    double radius;
  };
  std::vector<GridPolygon> polygons_;
  std::optional<Circle> circle_;
  double margin_{0};
  GridBox bounds_;
  double area_{0};
  EdgeBands edges_;
};

/// Where two edges of one polygon cross, if they do. Edges that only touch do not cross. O(n) for the shapes that people draw.
[[nodiscard]] std::optional<GridPoint> self_crossing(const GridPolygon& polygon);

}  // namespace hearth::place
