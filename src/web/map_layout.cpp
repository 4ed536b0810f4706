#include "web/map_layout.h"

#include <algorithm>

namespace hearth::web {

using formats::SheetPoint;

MapProjection::MapProjection(const MapSize& size, const place::GridBox& shown)
    : middle_{(shown.least.easting + shown.most.easting) / 2, (shown.least.northing + shown.most.northing) / 2}, x_{size.width / 2}, y_{size.height / 2} {
  const double east = std::max(shown.most.easting - shown.least.easting, size.metres_least);
  const double north = std::max(shown.most.northing - shown.least.northing, size.metres_least);
  per_metre_ = std::min((size.width - 2 * size.air) / east, (size.height - 2 * size.air) / north);
}

int scale_metres(double per_metre, double length) {
  constexpr std::array<int, 12> lengths{10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000};
  for (const int metres : lengths)
    if (metres * per_metre >= length) return metres;
  return 100000;
}

std::optional<SheetPoint> LabelRoom::find(SheetPoint beside, double away, double w, double h) {
  const double aside = h * 1.1 + away / 2;
  const std::array<SheetPoint, 8> tries{{{beside.x + away, beside.y},
                                         {beside.x - away - w, beside.y},
                                         {beside.x - w / 2, beside.y - away - h / 2},
                                         {beside.x - w / 2, beside.y + away + h / 2},
                                         {beside.x - away, beside.y + aside},
                                         {beside.x - away, beside.y - aside},
                                         {beside.x + away - w, beside.y + aside},
                                         {beside.x + away - w, beside.y - aside}}};
  for (const auto& at : tries) {
    const MapRectangle place{at.x - 1, at.y - h / 2, at.x + w + 1, at.y + h / 2};
    if (place.left < 0 || place.top < 0 || place.right > width_ || place.bottom > height_) continue;
    if (std::ranges::any_of(taken_, [&place](const MapRectangle& other) { return other.meets(place); })) continue;
    taken_.push_back(place);
    return at;
  }
  return std::nullopt;
}

}  // namespace hearth::web
