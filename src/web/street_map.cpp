#include "web/street_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/text.h"
#include "web/map_layout.h"

namespace hearth::web {
namespace {

using formats::SheetCanvas;
using formats::SheetPoint;

constexpr double air = 18;            // points between the outermost door and the edge of the map
constexpr double label_size = 9;

place::GridBox box_of(const std::vector<MapDoor>& doors) {
  return *box_around(doors, [](const MapDoor& door) -> const GridPoint& { return door.point; });
}

/// Words on a canvas, where there is room for them.
class Labels {
 public:
  explicit Labels(SheetCanvas& canvas) : canvas_{canvas}, room_{canvas.width(), canvas.height()} {}
  void keep_free(const MapRectangle& place) { room_.keep_free(place); }
  bool put(SheetPoint beside, double away, const std::string& words, bool bold, double grey) {
    const auto at = room_.find(beside, away, canvas_.width_of(words, label_size, bold), label_size);
    if (at) canvas_.words(*at, words, label_size, bold, grey);
    return at.has_value();
  }

 private:
  SheetCanvas& canvas_;
  LabelRoom room_;
};

void draw_area(SheetCanvas& canvas, const MapProjection& at, const StreetMap& map) {
  for (const auto& polygon : map.area) {
    std::vector<std::vector<SheetPoint>> rings;
    for (const auto& ring : polygon.rings) {
      auto& out = rings.emplace_back();
      for (const auto& p : ring) out.push_back(at(p));
    }
    canvas.area(rings, 0.90, 0.55);
  }
}

void draw_scale(SheetCanvas& canvas, const MapProjection& at, Labels& labels) {
  const int metres = scale_metres(at.per_metre(), 60);
  const double long_ = metres * at.per_metre(), y = canvas.height() - 8;
  labels.keep_free({0, y - 8, long_ + 60, y + 8});
  canvas.line({8, y}, {8 + long_, y}, 2, 0);
  canvas.line({8, y - 4}, {8, y + 4}, 1, 0);
  canvas.line({8 + long_, y - 4}, {8 + long_, y + 4}, 1, 0);
  canvas.words({8 + long_ + 5, y - 1}, std::to_string(metres) + " m", 9, false, 0);
}

void draw_north(SheetCanvas& canvas, Labels& labels) {
  const double x = canvas.width() - 14;
  labels.keep_free({x - 12, 0, x + 14, 42});
  canvas.area({{{x, 4}, {x - 6, 24}, {x, 20}, {x + 6, 24}}}, 0, -1);
  canvas.words({x - 3.5, 33}, "N", 10, true, 0);
}

void draw_frame(SheetCanvas& canvas) {
  const double w = canvas.width(), h = canvas.height();
  const std::array<SheetPoint, 5> corners{{{0, 0}, {w, 0}, {w, h}, {0, h}, {0, 0}}};
  for (std::size_t i = 1; i < corners.size(); ++i) canvas.line(corners[i - 1], corners[i], 1.5, 0);
}

}  // namespace

void draw_street_map(SheetCanvas& canvas, const StreetMap& map) {
  const MapProjection at{{canvas.width(), canvas.height(), air}, box_of(map.doors)};
  draw_area(canvas, at, map);
  Labels labels{canvas};
  draw_scale(canvas, at, labels);
  draw_north(canvas, labels);
  for (const auto& home : map.homes) canvas.dot(at(home), 1.4, 0.6, -1);
  std::vector<std::pair<SheetPoint, const MapDoor*>> placed;
  for (const auto& door : map.doors) {
    const auto p = at(door.point);
    placed.emplace_back(p, &door);
    labels.keep_free({p.x - 3.5, p.y - 3.5, p.x + 3.5, p.y + 3.5});
  }
  std::set<std::string> told;  // flats of one house are told once
  std::ranges::stable_sort(placed, [](const auto& a, const auto& b) { return a.second->is_first > b.second->is_first; });
  for (const auto& [p, door] : placed)
    if (!door->label.empty() && !told.contains(door->label) && labels.put(p, 5, door->label, true, 0)) told.insert(door->label);
  for (const auto& street : map.streets) labels.put(at(street.point), 2, street.words, false, 0.3);
  for (const auto& [p, door] : placed) {
    if (door->is_first) canvas.box(p, 3.2, 0, 0);
    else canvas.dot(p, 3, 1, 0);
  }
  draw_frame(canvas);
}

std::string words_of_map(const StreetMap& map) {
  const auto box = box_of(map.doors);
  const auto metres = [](double m) { return with_commas(static_cast<std::uint64_t>(std::lround(m))); };
  return "Map of " + map.heading + ": " + with_commas(map.doors.size()) + (map.doors.size() == 1 ? " door" : " doors") + ", " +
         metres(box.most.easting - box.least.easting) + " metres from west to east, " + metres(box.most.northing - box.least.northing) +
         " from south to north. The doors are listed below.";
}

}  // namespace hearth::web
