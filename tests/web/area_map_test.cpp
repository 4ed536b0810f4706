// The map that the server draws: what is on it, what it says to whoever cannot see it, and what it must not tell.
#include "web/area_map.h"

#include <doctest/doctest.h>

#include <cmath>
#include <regex>

#include "base/text.h"

using namespace hearth;
using namespace hearth::web;

namespace {

constexpr GridPoint corner{431200, 433800};

/// A street of `count` homes, ten metres apart.
AreaMap street(std::size_t count) {
  AreaMap out;
  for (std::size_t i = 0; i < count; ++i) out.homes.push_back({corner.easting + 10 * static_cast<double>(i), corner.northing});
  out.streets = {{out.homes[count / 2], "Weir Lane", count}};
  out.outline = {{{{{431150, 433750}, {431600, 433750}, {431600, 433850}, {431150, 433850}, {431150, 433750}}}}};
  return out;
}

MapMark door(const AreaMap& map, std::size_t home, std::size_t number, std::size_t rank) {
  return {.point = map.homes[home], .number = number, .rank = rank, .link = "/home/" + std::to_string(1000 + home)};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// The "d" of the first path of a class.
std::string path_of(const std::string& svg, const std::string& kind) {
  const auto head = "<path class=\"" + kind + "\" d=\"";
  const auto at = svg.find(head);
  if (at == std::string::npos) return {};
  const auto from = at + head.size();
  return svg.substr(from, svg.find('"', from) - from);
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t out = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
  return out;
}

}  // namespace

TEST_CASE("A map shows the area, its homes, its streets, the scale and north, and says in words what it shows") {
  const auto svg = draw_area_map(street(20)).bytes();
  CHECK(has(svg, "role=\"img\""));
  CHECK(has(svg, "aria-label=\"Map of 20 homes, 190 metres from west to east, 0 from south to north.\""));
  CHECK(count_of(path_of(svg, "hearth-map-homes"), "M") == 20);
  CHECK(count_of(path_of(svg, "hearth-map-area"), "L") == 4);
  CHECK(has(svg, ">Weir Lane</text>"));
  CHECK(has(svg, ">100 m</text>"));
  CHECK(has(svg, ">N</text>"));
  CHECK(has(svg, "the area asked for"));
  CHECK_FALSE(has(svg, "style="));
  CHECK_FALSE(has(svg, "http"));
}

TEST_CASE("A river is drawn under the homes, named in the key, and handed to the script; without one nothing speaks of water") {
  auto map = street(20);
  CHECK_FALSE(has(draw_area_map(map).bytes(), "water"));
  map.water = {{{{{431000, 433780}, {432000, 433780}, {432000, 433790}, {431000, 433790}, {431000, 433780}}}}};
  const auto svg = draw_area_map(map).bytes();
  CHECK(count_of(path_of(svg, "hearth-map-water"), "L") == 4);
  CHECK(svg.find("hearth-map-water") < svg.find("hearth-map-homes"));
  CHECK(has(svg, "</svg>water</li>"));
  CHECK(has(svg, "data-water="));
}

TEST_CASE("Doors of the list have their numbers and their kind of mark; those of other pages have a mark alone") {
  const auto map = street(20);
  MapMarks marks{.doors = {door(map, 2, 1, 0), door(map, 9, 2, 1), door(map, 16, 101, 1)}, .deeds = {"visit first", "phone"}};
  marks.doors[2].is_on_page = false;
  const auto svg = draw_area_map(map, marks).bytes();
  CHECK(count_of(path_of(svg, "hearth-mark hearth-bar-0"), "M") == 1);
  CHECK(count_of(path_of(svg, "hearth-mark hearth-bar-1"), "M") == 2);
  CHECK(has(svg, ">1</text>"));
  CHECK(has(svg, ">2</text>"));
  CHECK_FALSE(has(svg, ">101</text>"));
  CHECK(has(svg, "</svg>visit first</li>"));
  CHECK(has(svg, "</svg>phone</li>"));
  CHECK(has(svg, "3 doors of the list are marked."));
}

TEST_CASE("Doors of one building are one mark with all of their numbers, of the most pressing kind") {
  const auto map = street(20);
  const MapMarks marks{.doors = {door(map, 4, 3, 1), door(map, 4, 4, 0), door(map, 4, 5, 1), door(map, 4, 9, 1)}, .deeds = {"visit first", "phone"}};
  const auto svg = draw_area_map(map, marks).bytes();
  CHECK(has(svg, ">3\u20135, 9</text>"));
  CHECK(count_of(path_of(svg, "hearth-mark hearth-bar-0"), "M") == 1);
  CHECK(count_of(svg, "hearth-mark hearth-bar-1") == 1);  // in the key alone
}

TEST_CASE("A home that the guard kept back is drawn as every other home is") {
  const auto map = street(12);
  const auto all = draw_area_map(map, {.doors = {door(map, 2, 1, 0), door(map, 5, 2, 0)}, .deeds = {"visit first"}}).bytes();
  const auto one_kept_back = draw_area_map(map, {.doors = {door(map, 2, 1, 0)}, .deeds = {"visit first"}}).bytes();
  CHECK(path_of(all, "hearth-map-homes") == path_of(one_kept_back, "hearth-map-homes"));
  CHECK(count_of(path_of(one_kept_back, "hearth-map-homes"), "M") == map.homes.size());
  CHECK(has(all, "/home/1005"));
  CHECK_FALSE(has(one_kept_back, "/home/1005"));
}

TEST_CASE("A large area stays a small drawing: homes on one spot are told once, corners on one spot, too") {
  AreaMap map;
  for (int i = 0; i < 60000; ++i) map.homes.push_back({400000 + static_cast<double>(i % 250) * 20, 430000 + static_cast<double>(i / 250) * 20});
  place::GridPolygon round;
  auto& ring = round.rings.emplace_back();
  for (int i = 0; i <= 50000; ++i) ring.push_back({402500 + 3000 * std::cos(i * 6.283185307 / 50000), 432400 + 3000 * std::sin(i * 6.283185307 / 50000)});
  map.outline = {round};
  const auto html = draw_area_map(map).bytes();
  CHECK(path_of(html, "hearth-map-area").size() < 60000);
  CHECK(html.size() < 1000000);
}

TEST_CASE("An outline that reaches far beyond its homes does not make them dots; a home alone has a map, too") {
  auto map = street(5);
  map.outline = {{{{{400000, 400000}, {500000, 400000}, {500000, 500000}, {400000, 500000}, {400000, 400000}}}}};
  CHECK(count_of(path_of(draw_area_map(map).bytes(), "hearth-map-homes"), "M") == 5);
  CHECK(has(draw_area_map(street(1)).bytes(), "Map of 1 home,"));
  CHECK(draw_area_map({}).empty());
}

TEST_CASE("A script gets the same: bounds, outline and doors, and no more than the drawing tells") {
  const auto map = street(4);
  const auto html = draw_area_map(map, {.doors = {door(map, 1, 7, 2)}, .deeds = {"visit first", "phone", "write"}}).bytes();
  CHECK(has(html, "data-hearth-map=\"area\""));
  CHECK(std::regex_search(html, std::regex{"data-bounds=\"-1\\.[0-9]{6},53\\.[0-9]{6},-1\\.[0-9]{6},53\\.[0-9]{6}\""}));
  CAPTURE(html.substr(html.find("data-doors"), 120));
  CHECK(std::regex_search(html, std::regex{"data-doors=\"\\[\\[-1\\.[0-9]{1,6},53\\.[0-9]{1,6},2,7,&quot;/home/1001&quot;\\]\\]\""}));
  CHECK(has(html, "data-outline=\"{&quot;type&quot;:&quot;MultiPolygon&quot;"));
}
