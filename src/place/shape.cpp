#include "place/shape.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/assertion.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/try.h"
#include "formats/gzip.h"
#include "place/projection.h"

namespace hearth::place {
namespace {

tl::unexpected<Error> outside_uk(const Where& where) {
  return fail("shape.outside_uk",
              "a corner lies outside Great Britain. Expected longitude and latitude (WGS84), or metres with a declared EPSG:27700; are "
              "they exchanged?",
              where);
}

std::string place_name(GridPoint p) {
  return "easting " + std::to_string(std::lround(p.easting)) + ", northing " + std::to_string(std::lround(p.northing));
}

GridBox widened(GridBox box, double by) {
  box.least = {box.least.easting - by, box.least.northing - by};
  box.most = {box.most.easting + by, box.most.northing + by};
  return box;
}

}  // namespace

Result<std::vector<GridPolygon>> on_grid(const std::vector<formats::PolygonRings>& polygons, bool national_grid,
                                         const Where& where) {
  std::vector<GridPolygon> made;
  for (const auto& polygon : polygons) {
    GridPolygon on;
    for (const auto& ring : polygon.rings) {
      auto& corners = on.rings.emplace_back();
      corners.reserve(ring.size());
      for (const auto& corner : ring) {
        const auto point = national_grid ? std::optional{GridPoint{corner.longitude, corner.latitude}} : to_grid(corner);
        if (!point || !is_on_grid(*point)) return outside_uk(where);
        corners.push_back(*point);
      }
    }
    made.push_back(std::move(on));
  }
  return made;
}

Result<Shape> Shape::from_features(const formats::FeatureSet& features, std::string file) {
  std::vector<GridPolygon> all;
  for (std::size_t f = 0; f < features.features.size(); ++f) {
    const Where where{.file = file, .pointer = "/features/" + std::to_string(f)};
    HEARTH_TRY(polygons, on_grid(features.features[f].polygons, features.national_grid, where));
    for (auto& polygon : polygons) all.push_back(std::move(polygon));
  }
  return from_polygons(std::move(all), std::move(file));
}

Result<Shape> Shape::load(Files& files, const Path& path) {
  HEARTH_TRY(text, formats::read_unpacked(files, path, limits::json_bytes_max));
  HEARTH_TRY(features, formats::parse_geojson(text, path.string()));
  return from_features(features, path.string());
}

Result<Shape> Shape::from_polygons(std::vector<GridPolygon> polygons, std::string file) {
  const Where where{.file = std::move(file)};
  for (auto& polygon : polygons)
    for (auto& ring : polygon.rings) {
      if (!ring.empty() && ring.front() != ring.back()) ring.push_back(ring.front());
      if (!std::all_of(ring.begin(), ring.end(), is_on_grid)) return outside_uk(where);
    }
  Shape shape;
  shape.area_ = area_of_polygons(polygons);
  if (polygons.empty() || !(shape.area_ >= 1e-3))
    return fail("shape.empty", "there is no polygon with an area in it. Draw an area, or give a point and a distance with --near.", where);
  if (shape.area_ > limits::area_square_metres_max)
    return fail("shape.too_large", "the area is larger than 20,000 square kilometres. Ask for a smaller one.", where);
  for (const auto& polygon : polygons)
    if (const auto crossing = self_crossing(polygon))
      return fail("shape.self_crossing",
                  "the outline crosses itself near " + place_name(*crossing) + ", so that inside and outside are not clear. Draw it again.",
                  where);
  shape.edges_ = EdgeBands{polygons};
  shape.bounds_ = shape.edges_.bounds();
  shape.polygons_ = std::move(polygons);
  return shape;
}

Result<Shape> Shape::near(GridPoint centre, Metres radius) {
  if (!is_on_grid(centre)) return outside_uk({});
  if (!(radius.value() > 0)) return fail("shape.empty", "the distance must be more than 0 metres.");
  Shape shape;
  shape.area_ = std::numbers::pi * radius.value() * radius.value();
  if (!(shape.area_ <= limits::area_square_metres_max))
    return fail("shape.too_large", "the area is larger than 20,000 square kilometres. Ask for a shorter distance.");
  shape.circle_ = Circle{.centre = centre, .radius = radius.value()};
  shape.bounds_ = widened({.least = centre, .most = centre}, radius.value());
  return shape;
}

Shape Shape::buffered(Metres by) const {
  HEARTH_ASSERT(by.value() >= 0);
  Shape wider = *this;
  wider.margin_ += by.value();
  wider.bounds_ = widened(bounds_, by.value());
  return wider;
}

bool Shape::contains(GridPoint point) const noexcept {
  if (!bounds_.holds(point)) return false;
  if (circle_) {
    const double dx = point.easting - circle_->centre.easting, dy = point.northing - circle_->centre.northing;
    const double reach = circle_->radius + margin_;
    return dx * dx + dy * dy <= reach * reach;
  }
  if (edges_.inside(point)) return true;
  if (margin_ <= 0) return false;
  // A hair more than the margin, so that the rim itself is found.
  const double reach = margin_ * margin_;
  return edges_.edge_distance_squared(point, reach * (1 + 1e-12) + 1e-12) <= reach;
}

Metres Shape::distance_to(GridPoint point) const noexcept {
  if (circle_) {
    const double away = std::hypot(point.easting - circle_->centre.easting, point.northing - circle_->centre.northing);
    return Metres{std::max(0.0, away - circle_->radius - margin_)};
  }
  if (edges_.inside(point)) return Metres{0};
  constexpr double far = 1e14;  // beyond any two places on the grid
  return Metres{std::max(0.0, std::sqrt(edges_.edge_distance_squared(point, far)) - margin_)};
}

std::string Shape::version() const {
  std::string all;
  const auto append = [&](double number) { all.append(reinterpret_cast<const char*>(&number), sizeof number); };
  for (const auto& polygon : polygons_) {
    all.push_back('p');
    for (const auto& ring : polygon.rings) {
      all.push_back('r');
      for (const auto& corner : ring) append(corner.easting), append(corner.northing);
    }
  }
  if (circle_) append(circle_->centre.easting), append(circle_->centre.northing), append(circle_->radius);
  append(margin_);
  return ContentHash::of(all).text();
}

}  // namespace hearth::place
