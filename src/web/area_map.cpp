#include "web/area_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_set>

#include "base/text.h"
#include "formats/json.h"
#include "formats/plain_text.h"
#include "place/projection.h"
#include "web/map_layout.h"
#include "web/tiles.h"

namespace hearth::web {
namespace {

namespace json = formats::json;
using formats::SheetPoint;
using place::GridBox;
using place::GridPolygon;

// Units of the drawing. A telephone of 320 px shows them at about three quarters of a pixel: words of 12 units stay legible there.
constexpr double width = 400, height_least = 220, height_most = 460, air = 16;
constexpr double number_size = 11, street_size = 11, letter_width = 0.56;
constexpr std::size_t ranks_drawn = 4;
constexpr std::size_t streets_named_max = 60;
constexpr std::size_t named_homes_max = 20'000;  // beyond it no street would have room for its name
constexpr double around_homes = 0.06;            // of their extent
constexpr double outline_to_homes_max = 3;       // an outline that reaches further is cut off: a county would make dots of a village

GridBox together(const GridBox& a, const GridBox& b) {
  return {{std::min(a.least.easting, b.least.easting), std::min(a.least.northing, b.least.northing)},
          {std::max(a.most.easting, b.most.easting), std::max(a.most.northing, b.most.northing)}};
}
double east_of(const GridBox& box) { return box.most.easting - box.least.easting; }
double north_of(const GridBox& box) { return box.most.northing - box.least.northing; }
double extent(const GridBox& box) { return std::max({east_of(box), north_of(box), 80.0}); }

std::optional<GridBox> homes_box(const AreaMap& map) {
  return box_around(map.homes, [](const GridPoint& p) -> const GridPoint& { return p; });
}

/// What the map shows; nothing when no home has a point.
std::optional<GridBox> shown_box(const AreaMap& map) {
  auto box = homes_box(map);
  if (!box) return box;
  const double more = extent(*box) * around_homes;
  *box = {{box->least.easting - more, box->least.northing - more}, {box->most.easting + more, box->most.northing + more}};
  if (map.outline.empty()) return box;
  const auto outline = place::box_of_polygons(map.outline);
  return extent(outline) <= outline_to_homes_max * extent(*box) ? together(*box, outline) : *box;
}

MapSize size_for(const GridBox& shown) {
  const double wide = std::max(east_of(shown), 80.0), high = std::max(north_of(shown), 80.0);
  return {width, std::clamp(width * high / wide, height_least, height_most), air};
}

std::string number(double value) {
  auto out = fmt::format("{:.1f}", value);
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  return out == "-0" ? "0" : out;
}

/// A path of rings; corners nearer than half a unit to the last are left out.
std::string path_of(const std::vector<GridPolygon>& polygons, const MapProjection& at) {
  std::string out;
  for (const auto& polygon : polygons)
    for (const auto& ring : polygon.rings) {
      std::optional<SheetPoint> last;
      for (const auto& corner : ring) {
        const auto p = at(corner);
        if (last && std::abs(p.x - last->x) + std::abs(p.y - last->y) < 0.5) continue;
        out += (last ? "L" : "M") + number(p.x) + " " + number(p.y);
        last = p;
      }
      out += "Z";
    }
  return out;
}

/// Every home is one dot, drawn in one path: a short line with round ends. Homes on the same half unit are one dot.
std::string dots_of(const std::vector<GridPoint>& homes, const MapProjection& at) {
  std::unordered_set<std::int64_t> told;
  std::string out;
  for (const auto& home : homes) {
    const auto p = at(home);
    const auto x = std::llround(p.x * 2), y = std::llround(p.y * 2);
    if (!told.insert(x * 65536 + y).second) continue;
    out += "M" + number(static_cast<double>(x) / 2) + " " + number(static_cast<double>(y) / 2) + "h0";
  }
  return out;
}

/// A square for what comes first, then a disc, a triangle, a diamond: told apart without colour.
std::string mark_at(SheetPoint p, std::size_t rank, double r) {
  const auto x = [&](double d) { return number(p.x + d); };
  const auto y = [&](double d) { return number(p.y + d); };
  switch (rank) {
    case 0: return "M" + x(-r) + " " + y(-r) + "h" + number(2 * r) + "v" + number(2 * r) + "h" + number(-2 * r) + "Z";
    case 1: {
      const auto arc = "a" + number(r) + " " + number(r) + " 0 1 0 ";
      return "M" + x(-r) + " " + y(0) + arc + number(2 * r) + " 0" + arc + number(-2 * r) + " 0Z";
    }
    case 2: return "M" + x(0) + " " + y(-1.2 * r) + "L" + x(1.2 * r) + " " + y(r) + "L" + x(-1.2 * r) + " " + y(r) + "Z";
    default: return "M" + x(0) + " " + y(-1.3 * r) + "L" + x(1.3 * r) + " " + y(0) + "L" + x(0) + " " + y(1.3 * r) + "L" + x(-1.3 * r) + " " + y(0) + "Z";
  }
}
Literal class_of(std::size_t rank) {
  constexpr std::array<Literal, ranks_drawn> classes{"hearth-mark hearth-bar-0", "hearth-mark hearth-bar-1", "hearth-mark hearth-bar-2", "hearth-mark hearth-bar-3"};
  return classes[std::min(rank, ranks_drawn - 1)];
}

Html path(Literal kind, std::string d) { return el("path", {{"class", std::string{kind.text}}, {"d", std::move(d)}}); }
Html words_at(SheetPoint at, std::string_view words, Literal kind) {
  return el("text", {{"class", std::string{kind.text}}, {"x", number(at.x)}, {"y", number(at.y + 4)}}, text(words));
}

/// "3", "3 to 8", "3, 11 ...": the doors of one building stand on one spot.
std::string numbers_words(std::vector<std::size_t> all) {
  std::ranges::sort(all);
  std::string out;
  std::size_t told = 0;
  for (std::size_t i = 0; i < all.size(); ++told) {
    if (told == 2) return out + " \u2026";
    std::size_t j = i;
    while (j + 1 < all.size() && all[j + 1] == all[j] + 1) ++j;
    if (!out.empty()) out += ", ";
    out += std::to_string(all[i]);
    if (j > i) out += (j == i + 1 ? ", " : "\u2013") + std::to_string(all[j]);
    i = j + 1;
  }
  return out;
}

struct Spot {
  SheetPoint at;
  std::size_t rank{0};
  std::vector<std::size_t> numbers;
};

/// Doors that fall on one spot, most pressing first so that their numbers get room.
std::vector<Spot> spots_of(const std::vector<MapMark>& doors, const MapProjection& at) {
  std::map<std::pair<long long, long long>, Spot> spots;
  for (const auto& door : doors) {
    const auto p = at(door.point);
    const auto [found, is_new] = spots.try_emplace({std::llround(p.x), std::llround(p.y)}, Spot{p, door.rank, {}});
    found->second.rank = std::min(found->second.rank, door.rank);
    if (door.is_on_page) found->second.numbers.push_back(door.number);
  }
  std::vector<Spot> out;
  for (auto& [place, spot] : spots) out.push_back(std::move(spot));
  std::ranges::stable_sort(out, {}, &Spot::rank);
  return out;
}

double letters(std::string_view words, double size) { return static_cast<double>(words.size()) * size * letter_width; }

Html scale_and_north(const MapProjection& at, const MapSize& size, LabelRoom& room) {
  const int metres = scale_metres(at.per_metre(), 50);
  const double reach = metres * at.per_metre(), y = size.height - 10;
  const auto words = metres >= 1000 ? std::to_string(metres / 1000) + " km" : std::to_string(metres) + " m";
  room.keep_free({0, y - 10, reach + 60, size.height});
  room.keep_free({size.width - 26, 0, size.width, 40});
  const double x = size.width - 14;
  return path("hearth-map-scale", "M8 " + number(y - 4) + "v8M8 " + number(y) + "h" + number(reach) + "M" + number(8 + reach) + " " + number(y - 4) + "v8") +
         words_at({reach + 13, y}, words, "hearth-map-number") +
         path("hearth-map-north", "M" + number(x) + " 4L" + number(x - 6) + " 22L" + number(x) + " 18L" + number(x + 6) + " 22Z") +
         words_at({x - 4, 30}, "N", "hearth-map-number");
}

/// Beside the homes of the street, the longest first. Numbers of doors may stand over homes, names of streets may not.
Html street_labels(const AreaMap& map, const MapProjection& at, LabelRoom& room) {
  constexpr std::array<double, 3> tries{3, 12, 22};
  constexpr std::size_t homes_kept_free_max = 3000;
  auto among_homes = room;
  if (map.homes.size() <= homes_kept_free_max)
    for (const auto& home : map.homes) {
      const auto p = at(home);
      among_homes.keep_free({p.x - 2, p.y - 2, p.x + 2, p.y + 2});
    }
  auto streets = map.streets;
  std::ranges::stable_sort(streets, std::greater{}, &place::StreetName::homes);
  if (streets.size() > streets_named_max) streets.resize(streets_named_max);
  Html out;
  for (const auto& street : streets)
    for (const double away : tries) {
      const double long_ = letters(street.name, street_size);
      const auto place = among_homes.find(at(street.point), away, long_, street_size);
      if (!place) continue;
      room.keep_free({place->x - 1, place->y - street_size / 2, place->x + long_ + 1, place->y + street_size / 2});
      out += words_at(*place, street.name, "hearth-map-street");
      break;
    }
  return out;
}

Html drawing(const AreaMap& map, const MapMarks& marks, const GridBox& shown) {
  const auto size = size_for(shown);
  const MapProjection at{size, shown};
  LabelRoom room{size.width, size.height};
  Html out = map.outline.empty() ? Html{} : path("hearth-map-area", path_of(map.outline, at));
  for (const auto& polygon : map.water) out += path("hearth-map-water", path_of({polygon}, at));
  out += path("hearth-map-homes", dots_of(map.homes, at));
  Html labels = scale_and_north(at, size, room);
  const auto spots = spots_of(marks.doors, at);
  for (const auto& spot : spots) room.keep_free({spot.at.x - 4, spot.at.y - 4, spot.at.x + 4, spot.at.y + 4});
  labels += street_labels(map, at, room);
  std::array<std::string, ranks_drawn> shapes;
  for (const auto& spot : spots) {
    const auto rank = std::min(spot.rank, ranks_drawn - 1);
    shapes[rank] += mark_at(spot.at, rank, spot.numbers.empty() ? 2.6 : 4);
    if (spot.numbers.empty()) continue;
    const auto words = numbers_words(spot.numbers);
    if (const auto place = room.find(spot.at, 6, letters(words, number_size), number_size)) labels += words_at(*place, words, "hearth-map-number");
  }
  for (std::size_t rank = ranks_drawn; rank-- > 0;)
    if (!shapes[rank].empty()) out += path(class_of(rank), shapes[rank]);
  return el("svg", {{"class", "hearth-drawn-map"}, {"viewBox", fmt::format("0 0 {:.0f} {:.0f}", size.width, size.height)}, {"role", "img"},
                    {"aria-label", words_of_map(map, marks)}}, out + labels);
}

Html key_item(const Html& shape, const std::string& words) {
  return el("li", el("svg", {{"class", "hearth-map-key-mark"}, {"viewBox", "0 0 16 16"}, {"aria-hidden", "true"}}, shape) + text(words));
}

Html key(const AreaMap& map, const MapMarks& marks) {
  Html items;
  std::map<std::size_t, std::string> told;
  for (const auto& door : marks.doors) {
    const auto rank = std::min(door.rank, ranks_drawn - 1);
    if (door.rank < marks.deeds.size() && !told.contains(rank)) told.emplace(rank, marks.deeds[door.rank]);
  }
  for (const auto& [rank, words] : told) items += key_item(path(class_of(rank), mark_at({8, 8}, rank, 5)), words);
  if (!map.homes.empty()) items += key_item(path("hearth-map-homes", "M8 8h0"), marks.doors.empty() ? "a home" : "a home that is not on this list");
  if (!map.outline.empty()) items += key_item(path("hearth-map-area", "M2 3H14V13H2Z"), "the area asked for");
  if (!map.water.empty()) items += key_item(path("hearth-map-water", "M1 5C5 2 11 8 15 5V11C11 14 5 8 1 11Z"), "water");
  return el("ul", {{"class", "govuk-list hearth-map-key"}}, items);
}

// What a script needs. Longitude and latitude with six decimals: a tenth of a metre.

double six(double degrees) { return std::round(degrees * 1e6) / 1e6; }
std::optional<json::array> position(const GridPoint& p) {
  const auto at = place::to_lon_lat(p);
  if (!at) return std::nullopt;
  return json::array{six(at->longitude), six(at->latitude)};
}

std::string bounds_of(const GridBox& box) {
  const auto least = place::to_lon_lat(box.least), most = place::to_lon_lat(box.most);
  if (!least || !most) return {};
  return fmt::format("{:.6f},{:.6f},{:.6f},{:.6f}", least->longitude, least->latitude, most->longitude, most->latitude);
}

/// Corners nearer to the last than a thousandth of what is shown are left out.
std::string outline_json(const std::vector<GridPolygon>& polygons, double apart) {
  json::array all;
  for (const auto& polygon : polygons) {
    json::array rings;
    for (const auto& ring : polygon.rings) {
      json::array corners;
      GridPoint last;
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const bool is_end = i == 0 || i + 1 == ring.size();
        if (!is_end && std::hypot(ring[i].easting - last.easting, ring[i].northing - last.northing) < apart) continue;
        last = ring[i];
        if (auto p = position(ring[i])) corners.push_back(std::move(*p));
      }
      if (corners.size() >= 4) rings.push_back(std::move(corners));
    }
    if (!rings.empty()) all.push_back(std::move(rings));
  }
  return all.empty() ? std::string{} : formats::write_json(json::object{{"type", "MultiPolygon"}, {"coordinates", std::move(all)}});
}

std::string doors_json(const MapMarks& marks) {
  json::array all;
  for (const auto& door : marks.doors)
    if (auto p = position(door.point)) {
      p->push_back(std::min(door.rank, ranks_drawn - 1));
      p->push_back(door.number);
      p->push_back(json::value(door.link));
      all.push_back(std::move(*p));
    }
  return all.empty() ? std::string{} : formats::write_json(all);
}

/// Circles have no corners: here they get some.
std::vector<GridPolygon> outline_of(const spine::AreaAsked& asked) {
  if (!asked.shape) return {};
  if (!asked.shape->polygons().empty()) return asked.shape->polygons();
  constexpr int corners = 72;
  const auto& box = asked.shape->bounds();
  const GridPoint middle{(box.least.easting + box.most.easting) / 2, (box.least.northing + box.most.northing) / 2};
  std::vector<GridPoint> ring;
  for (int i = 0; i <= corners; ++i) {
    const double angle = 2 * std::numbers::pi * (i % corners) / corners;
    ring.push_back({middle.easting + std::cos(angle) * east_of(box) / 2, middle.northing + std::sin(angle) * north_of(box) / 2});
  }
  return {{{std::move(ring)}}};
}

/// What lies on one side of a line: `inside` tells how far a corner is on that side, in metres.
template <class Inside>
std::vector<GridPoint> cut_off(const std::vector<GridPoint>& ring, Inside&& inside) {
  std::vector<GridPoint> out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto& a = ring[i];
    const auto& b = ring[(i + 1) % ring.size()];
    const double at_a = inside(a), at_b = inside(b);
    if (at_a >= 0) out.push_back(a);
    if ((at_a < 0) == (at_b < 0)) continue;
    const double part = at_a / (at_a - at_b);
    out.push_back({std::lerp(a.easting, b.easting, part), std::lerp(a.northing, b.northing, part)});
  }
  return out;
}

/// Water within what is shown and as much again on each side: a river is long (Sutherland and Hodgman 1974).
std::vector<GridPolygon> water_around(const std::vector<GridPolygon>& water, const GridBox& shown) {
  const double east = east_of(shown), north = north_of(shown);
  const GridBox box{{shown.least.easting - east, shown.least.northing - north}, {shown.most.easting + east, shown.most.northing + north}};
  std::vector<GridPolygon> out;
  for (const auto& polygon : water) {
    GridPolygon kept;
    for (const auto& whole : polygon.rings) {
      auto ring = cut_off(whole, [&](const GridPoint& p) { return p.easting - box.least.easting; });
      ring = cut_off(ring, [&](const GridPoint& p) { return box.most.easting - p.easting; });
      ring = cut_off(ring, [&](const GridPoint& p) { return p.northing - box.least.northing; });
      ring = cut_off(ring, [&](const GridPoint& p) { return box.most.northing - p.northing; });
      if (ring.size() < 3) continue;
      ring.push_back(ring.front());
      kept.rings.push_back(std::move(ring));
    }
    if (!kept.rings.empty()) out.push_back(std::move(kept));
  }
  return out;
}

}  // namespace

AreaMap area_map_of(const spine::Snapshot& snapshot, const spine::AreaAsked& asked, const std::vector<place::PropertyIndex>& properties) {
  AreaMap out{.outline = outline_of(asked), .homes = {}, .streets = {}};
  const auto& all = snapshot.properties();
  std::vector<place::PropertyIndex> homes;
  for (const auto property : properties)
    if (all.is_home(property)) homes.push_back(property);
  for (const auto home : homes)
    if (const auto point = all.point(home)) out.homes.push_back(*point);
  if (const auto shown = shown_box(out); shown && snapshot.surroundings) out.water = water_around(snapshot.surroundings->water, *shown);
  if (homes.size() <= named_homes_max) out.streets = place::street_names(all, homes);
  return out;
}

std::string words_of_map(const AreaMap& map, const MapMarks& marks) {
  const auto box = homes_box(map);
  if (!box) return {};
  const auto metres = [](double m) { return with_commas(static_cast<std::uint64_t>(std::lround(m))); };
  auto out = fmt::format("Map of {}, {} metres from west to east, {} from south to north.", formats::counted(map.homes.size(), "home"), metres(east_of(*box)),
                         metres(north_of(*box)));
  if (!marks.doors.empty())
    out += " " + formats::counted(marks.doors.size(), "door") + " of the list " + (marks.doors.size() == 1 ? "is" : "are") + " marked. The list says all that the map shows.";
  return out;
}

Html draw_area_map(const AreaMap& map, const MapMarks& marks) {
  const auto shown = shown_box(map);
  if (!shown) return {};
  return el("figure", {{"class", "hearth-map-figure"}, {"data-hearth-map", "area"}, {"data-tiles", std::string{tiles_path}}, {"data-bounds", bounds_of(*shown)},
                       maybe("data-outline", outline_json(map.outline, extent(*shown) / 1000)), maybe("data-water", outline_json(map.water, extent(*shown) / 1000)), maybe("data-doors", doors_json(marks))},
            drawing(map, marks, *shown) + key(map, marks));
}

Html map_to_draw_on(const place::PropertyGrid& place, std::string field) {
  if (place.size() == 0) return {};
  return el("div", {{"class", "hearth-map-figure"}, {"data-hearth-map", "draw"}, {"data-tiles", std::string{tiles_path}}, {"data-bounds", bounds_of(place.bounds())},
                    {"data-field", std::move(field)}});
}

}  // namespace hearth::web
