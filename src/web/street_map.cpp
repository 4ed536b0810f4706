#include "web/street_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/postcode.h"
#include "base/text.h"
#include "place/edge_bands.h"

namespace hearth::web {
namespace {

using formats::SheetCanvas;
using formats::SheetPoint;

constexpr double extent_least = 80;   // metres: a single door still shows what is around it
constexpr double air = 18;            // points between the outermost door and the edge of the map

place::GridBox box_of(const std::vector<MapDoor>& doors) {
  place::GridBox box{doors.front().point, doors.front().point};
  for (const auto& door : doors) {
    box.least.easting = std::min(box.least.easting, door.point.easting);
    box.least.northing = std::min(box.least.northing, door.point.northing);
    box.most.easting = std::max(box.most.easting, door.point.easting);
    box.most.northing = std::max(box.most.northing, door.point.northing);
  }
  return box;
}

class Projection {
 public:
  Projection(const SheetCanvas& canvas, const place::GridBox& box)
      : middle_{(box.least.easting + box.most.easting) / 2, (box.least.northing + box.most.northing) / 2},
        x_{canvas.width() / 2},
        y_{canvas.height() / 2} {
    const double east = std::max(box.most.easting - box.least.easting, extent_least);
    const double north = std::max(box.most.northing - box.least.northing, extent_least);
    per_metre_ = std::min((canvas.width() - 2 * air) / east, (canvas.height() - 2 * air) / north);
  }
  [[nodiscard]] SheetPoint operator()(const GridPoint& p) const {
    return {x_ + (p.easting - middle_.easting) * per_metre_, y_ - (p.northing - middle_.northing) * per_metre_};
  }
  [[nodiscard]] double per_metre() const noexcept { return per_metre_; }

 private:
  GridPoint middle_;
  double x_, y_, per_metre_{1};
};

struct Rectangle {
  double left, top, right, bottom;
  [[nodiscard]] bool meets(const Rectangle& other) const noexcept {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

/// Puts words where no other words are; what has no room is left out.
class Labels {
 public:
  Labels(SheetCanvas& canvas, double size) : canvas_{canvas}, size_{size} {}
  void keep_free(const Rectangle& place) { taken_.push_back(place); }
  bool put(SheetPoint beside, double away, const std::string& words, bool bold, double grey) {
    const double w = canvas_.width_of(words, size_, bold), h = size_;
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
      const Rectangle place{at.x - 1, at.y - h / 2, at.x + w + 1, at.y + h / 2};
      if (place.left < 0 || place.top < 0 || place.right > canvas_.width() || place.bottom > canvas_.height()) continue;
      if (std::ranges::any_of(taken_, [&place](const Rectangle& other) { return other.meets(place); })) continue;
      taken_.push_back(place);
      canvas_.words(at, words, size_, bold, grey);
      return true;
    }
    return false;
  }

 private:
  SheetCanvas& canvas_;
  double size_;
  std::vector<Rectangle> taken_;
};

void draw_area(SheetCanvas& canvas, const Projection& at, const StreetMap& map) {
  for (const auto& polygon : map.area) {
    std::vector<std::vector<SheetPoint>> rings;
    for (const auto& ring : polygon.rings) {
      auto& out = rings.emplace_back();
      for (const auto& p : ring) out.push_back(at(p));
    }
    canvas.area(rings, 0.90, 0.55);
  }
}

void draw_scale(SheetCanvas& canvas, const Projection& at, Labels& labels) {
  constexpr std::array<int, 9> lengths{10, 20, 50, 100, 200, 500, 1000, 2000, 5000};
  int metres = 10000;
  for (const int m : lengths)
    if (m * at.per_metre() >= 60) {
      metres = m;
      break;
    }
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

/// Where the street stands in the address, and where it ends.
std::optional<std::pair<std::size_t, std::size_t>> street_in(const spine::DoorRow& row) {
  if (row.street.empty()) return std::nullopt;
  const auto at = row.address.rfind(row.street);
  if (at == std::string::npos) return std::nullopt;
  return std::pair{at, at + row.street.size()};
}

std::string without_postcode(std::string_view text) {
  auto out = std::string{trim(text)};
  for (int words = 2; words >= 1; --words) {
    auto cut = out.size();
    for (int i = 0; i < words && cut != std::string::npos; ++i) cut = cut == 0 ? std::string::npos : out.rfind(' ', cut - 1);
    const auto last = cut == std::string::npos ? std::string_view{out} : std::string_view{out}.substr(cut + 1);
    if (!Postcode::parse(last)) continue;
    out.resize(cut == std::string::npos ? 0 : cut);
    break;
  }
  while (!out.empty() && (out.back() == ',' || out.back() == ' ')) out.pop_back();
  return out;
}

}  // namespace

std::string house_part(const spine::DoorRow& row) {
  const auto street = street_in(row);
  if (!street) return row.address;
  auto out = std::string{trim(std::string_view{row.address}.substr(0, street->first))};
  while (!out.empty() && (out.back() == ',' || out.back() == ' ')) out.pop_back();
  return out;
}

std::string house_label(const spine::DoorRow& row) {
  if (!street_in(row)) return {};
  const auto house = house_part(row);
  const auto comma = house.rfind(", ");
  return comma == std::string::npos ? house : house.substr(comma + 2);
}

std::string street_heading(const spine::DoorRow& row) {
  const auto street = street_in(row);
  if (!street) return row.street;
  auto rest = without_postcode(std::string_view{row.address}.substr(street->second));
  while (!rest.empty() && (rest.front() == ',' || rest.front() == ' ')) rest.erase(rest.begin());
  return rest.empty() ? row.street : row.street + ", " + rest;
}

void draw_street_map(SheetCanvas& canvas, const StreetMap& map) {
  const Projection at{canvas, box_of(map.doors)};
  draw_area(canvas, at, map);
  Labels labels{canvas, 9};
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
