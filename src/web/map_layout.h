// map_layout.h: what every drawn map needs, on paper and on a page: metres to places of the sheet, a scale bar, room for words.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/point.h"
#include "formats/pdf_sheet.h"
#include "place/edge_bands.h"

namespace hearth::web {

struct MapSize {
  double width{0}, height{0};
  double air{0};          ///< between what is shown and the edge
  double metres_least{80};///< a single door still shows what is around it
};

/// North is up; x and y go from the upper left.
class MapProjection {
 public:
  MapProjection(const MapSize& size, const place::GridBox& shown);
  [[nodiscard]] formats::SheetPoint operator()(const GridPoint& p) const {
    return {x_ + (p.easting - middle_.easting) * per_metre_, y_ - (p.northing - middle_.northing) * per_metre_};
  }
  [[nodiscard]] double per_metre() const noexcept { return per_metre_; }

 private:
  GridPoint middle_;
  double x_, y_, per_metre_{1};
};

/// A round number of metres that is at least `length` long on the map.
[[nodiscard]] int scale_metres(double per_metre, double length);

struct MapRectangle {
  double left, top, right, bottom;
  [[nodiscard]] bool meets(const MapRectangle& other) const noexcept {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

/// Finds places for words where no other words are; what has no room is left out.
class LabelRoom {
 public:
  LabelRoom(double width, double height) : width_{width}, height_{height} {}
  void keep_free(const MapRectangle& place) { taken_.push_back(place); }
  /// The middle of the left edge of words of this size, `away` from the point that they are about; takes the place.
  [[nodiscard]] std::optional<formats::SheetPoint> find(formats::SheetPoint beside, double away, double words_width, double words_height);

 private:
  double width_, height_;
  std::vector<MapRectangle> taken_;
};

/// The least box around points; of none of them: nothing.
template <class Range, class PointOf>
[[nodiscard]] std::optional<place::GridBox> box_around(const Range& all, PointOf point_of) {
  std::optional<place::GridBox> box;
  for (const auto& one : all) {
    const GridPoint& p = point_of(one);
    if (!box) box = place::GridBox{p, p};
    box->least = {std::min(box->least.easting, p.easting), std::min(box->least.northing, p.northing)};
    box->most = {std::max(box->most.easting, p.easting), std::max(box->most.northing, p.northing)};
  }
  return box;
}

}  // namespace hearth::web
