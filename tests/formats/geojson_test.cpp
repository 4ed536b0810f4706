#include "formats/geojson.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/limits.h"

using namespace hearth;
using namespace hearth::formats;

TEST_CASE("Shapes that GIS programs write are read: bare, as a feature, as a collection, with holes, open or closed") {
  const auto bare = parse_geojson(R"({"type":"Polygon","coordinates":[[[-1.6,53.8],[-1.5,53.8],[-1.5,53.9],[-1.6,53.8]],
                                      [[-1.55,53.81],[-1.54,53.81],[-1.54,53.82]]]})", "x");
  REQUIRE(bare.has_value());
  REQUIRE(bare->features.size() == 1);
  REQUIRE(bare->features[0].polygons.size() == 1);
  CHECK(bare->features[0].polygons[0].rings.size() == 2);
  CHECK(bare->features[0].polygons[0].rings[1].size() == 4);  // the open ring was closed
  CHECK(bare->features[0].polygons[0].rings[1].front() == bare->features[0].polygons[0].rings[1].back());

  const auto collection = parse_geojson(R"({"type":"FeatureCollection","features":[
    {"type":"Feature","id":7,"properties":{"name":"Weir Lane","risk":2,"rate":0.5,"wet":true,"none":null,"deep":{"a":1}},
     "geometry":{"type":"MultiPolygon","coordinates":[[[[-1.6,53.8],[-1.6,53.8],[-1.5,53.8],[-1.5,53.9],[-1.6,53.8]]]]}},
    {"type":"Feature","properties":null,"geometry":null},
    {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[
      {"type":"Point","coordinates":[-1.55,53.8,12.0]},{"type":"MultiPoint","coordinates":[[-1.5,53.8],[-1.4,53.8]]}]}}]})", "x");
  REQUIRE(collection.has_value());
  REQUIRE(collection->features.size() == 3);
  CHECK(collection->features[0].properties ==
        std::map<std::string, std::string>{{"id", "7"}, {"name", "Weir Lane"}, {"rate", "0.5"}, {"risk", "2"}, {"wet", "true"}});
  CHECK(collection->features[0].polygons[0].rings[0].size() == 4);  // the doubled point is dropped
  CHECK(collection->features[1].polygons.empty());
  CHECK(collection->features[2].points.size() == 3);
}

TEST_CASE("A file that declares the British National Grid holds eastings and northings") {
  const auto set = parse_geojson(R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},
    "features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[430000,433000]}}]})", "x");
  REQUIRE(set.has_value());
  CHECK(set->national_grid);
  CHECK(set->features[0].points[0] == LonLat{430000, 433000});
}

TEST_CASE("What is wrong with a shape is told with its JSON pointer") {
  struct Row {
    std::string text, code, pointer;
  };
  const std::vector<Row> rows{
      {R"({"type":"FeatureCollection","features":[]})", "geojson.empty", ""},
      {R"({"type":"Polygon","coordinates":[]})", "geojson.empty", ""},
      {R"([1,2])", "geojson.not_geometry", ""},
      {R"({"type":"FeatureCollection"})", "geojson.not_geometry", "/features"},
      {R"({"type":"LineString","coordinates":[[-1.5,53.8],[-1.4,53.8]]})", "geojson.not_geometry", ""},
      {R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[-1.6,53.8],[-1.5,53.8],[-1.6,53.8]]]}}]})",
       "geojson.ring_too_short", "/features/0/geometry/coordinates/0"},
      {R"({"type":"Polygon","coordinates":[[[-1.6,53.8],[53.8,-1.5],[-1.5,53.9]]]})", "geojson.swapped", "/coordinates/0/1"},
      {R"({"type":"Point","coordinates":[430000,433000]})", "geojson.coordinate", "/coordinates"},
      {R"({"type":"Point","coordinates":[-1.5,"53.8"]})", "geojson.coordinate", "/coordinates"},
      {R"({"type":"MultiPoint","coordinates":[[-1.5,53.8],[-1.5]]})", "geojson.coordinate", "/coordinates/1"},
      {R"({"type":"Polygon","coordinates":[[1,2,3]]})", "geojson.coordinate", "/coordinates/0/0"},
      {R"({"type":"Point","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"coordinates":[-1.5,53.8]})", "geojson.crs", "/crs"},
      {R"({"type":"Point","crs":{"type":"name","properties":{"name":"EPSG:27700"}},"coordinates":[-1.5e9,53.8]})", "geojson.coordinate", "/coordinates"},
      {R"({"type":"Point","type":"Point","coordinates":[-1.5,53.8]})", "json.duplicate_key", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto set = parse_geojson(row.text, "area.geojson");
    REQUIRE_FALSE(set.has_value());
    CHECK(set.error().code == row.code);
    CHECK(set.error().where.pointer == row.pointer);
    CHECK(set.error().where.file == "area.geojson");
  }
}

TEST_CASE("A place abroad is no exchanged place in the UK") {
  CHECK(parse_geojson(R"({"type":"Point","coordinates":[13.4,52.5]})", "").has_value());   // Berlin
  CHECK(parse_geojson(R"({"type":"Point","coordinates":[55.3,25.2]})", "").has_value());   // Dubai
}

TEST_CASE("A huge polygon is refused") {
  std::string text = R"({"type":"MultiPoint","coordinates":[)";
  for (std::uint64_t i = 0; i <= limits::geojson_points_max; ++i) text += "[0,51],";
  text.back() = ']';
  text += "}";
  CHECK(parse_geojson(text, "").error().code == "geojson.too_many_points");
}
