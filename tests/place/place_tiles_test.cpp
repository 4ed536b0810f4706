// The map's tiles: which tile a place is in, what is in it, and that all zooms tell the same number of homes.
#include "place/place_tiles.h"

#include <doctest/doctest.h>

#include "place/made_gazetteer.h"
#include "place/projection.h"
#include "read_tile.h"

using namespace hearth;
using namespace hearth::place;
using hearth::tests::read_tile;

namespace {

constexpr GridPoint corner{431200, 433800};

/// Streets of 40 homes along a square of ground, one house of six flats, a garage and a shop that are no homes.
Gazetteer ground(int streets) {
  GazetteerBuilder builder{"made"};
  std::uint64_t uprn = 1000;
  const auto add = [&](std::string unit, std::string street, GridPoint point, std::string kind) {
    PropertyRow row{.uprn = Uprn::from_trusted(++uprn), .class_code = kind, .point = point};
    row.address.unit = unit;
    row.address.street = street;
    builder.add(row);
  };
  for (int s = 0; s < streets; ++s)
    for (int n = 1; n <= 40; ++n)
      add(std::to_string(n), "Street " + std::to_string(s), {corner.easting + 9.0 * n, corner.northing + 40.0 * s}, "RD04");
  for (int flat = 1; flat <= 6; ++flat) add("Flat " + std::to_string(flat), "Weir Court", {corner.easting + 100, corner.northing - 60}, "RD06");
  add("1", "Garage Row", {corner.easting, corner.northing}, "RG02");
  add("2", "Shop Row", {corner.easting, corner.northing}, "CR08");
  return builder.finish();
}

const tests::ReadLayer* layer_of(const std::vector<tests::ReadLayer>& tile, std::string_view name) {
  for (const auto& layer : tile)
    if (layer.name == name) return &layer;
  return nullptr;
}

std::uint64_t homes_of(const std::vector<tests::ReadLayer>& tile) {
  std::uint64_t out = 0;
  if (const auto* layer = layer_of(tile, "homes"))
    for (const auto& feature : layer->features) out += std::stoull(feature.attributes.at("homes")) * feature.parts.front().size();
  return out;
}

/// Homes of every tile of a zoom around the made ground.
std::uint64_t homes_at(const PlaceTiles& tiles, std::uint32_t zoom) {
  const auto first = tile_at(*to_lon_lat({corner.easting - 500, corner.northing + 3000}), zoom);
  const auto last = tile_at(*to_lon_lat({corner.easting + 3000, corner.northing - 500}), zoom);
  std::uint64_t out = 0;
  for (auto column = first.column; column <= last.column; ++column)
    for (auto row = first.row; row <= last.row; ++row) out += homes_of(read_tile(tiles.tile({zoom, column, row})));
  return out;
}

}  // namespace

TEST_CASE("Places of the world are on the tiles that every map has them on") {
  // Checked against the tiles of OpenStreetMap's wiki, "Slippy map tilenames".
  CHECK(tile_at({0, 0}, 1) == TileAddress{1, 1, 1});
  CHECK(tile_at({139.7006793, 35.6590699}, 18) == TileAddress{18, 232798, 103246});
  CHECK(tile_at({-180, 85.0511}, 4) == TileAddress{4, 0, 0});
  CHECK(tile_at({179.9999, -85.0511}, 4) == TileAddress{4, 15, 15});
  CHECK(quadtree_key({0x80000000U, 0}) == 0x8000000000000000ULL);
  CHECK(quadtree_key({0, 0x80000000U}) == 0x4000000000000000ULL);
  CHECK(quadtree_key({0xFFFFFFFFU, 0xFFFFFFFFU}) == ~0ULL);
}

TEST_CASE("Zooms and places that have no tile are refused with those that have one") {
  CHECK(TileAddress::parse("14", "8110", "5210").value() == TileAddress{14, 8110, 5210});
  for (const auto* zoom : {"5", "17", "", "x", "-7", "14x", "99999999999999"}) {
    CAPTURE(zoom);
    const auto refused = TileAddress::parse(zoom, "1", "1");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "tile.no_such_zoom");
    CHECK(refused.error().message.find("6 to 16") != std::string::npos);
  }
  for (const auto* column : {"16384", "-1", "1.5", ""}) {
    CAPTURE(column);
    CHECK(TileAddress::parse("14", column, "1").error().code == "tile.no_such_place");
    CHECK(TileAddress::parse("14", "1", column).error().code == "tile.no_such_place");
  }
}

TEST_CASE("Every zoom tells all homes, each once, and nothing that is no home") {
  const PlaceTiles tiles{ground(30), {}};
  CHECK(tiles.homes() == 30 * 40 + 6);
  for (auto zoom = TileAddress::zoom_min; zoom <= TileAddress::zoom_max; ++zoom) {
    CAPTURE(zoom);
    CHECK(homes_at(tiles, zoom) == tiles.homes());
  }
}

TEST_CASE("Close by each home stands where it is; flats of one house are one dot with their number") {
  const PlaceTiles tiles{ground(2), {}};
  const auto at = *to_lon_lat({corner.easting + 100, corner.northing - 60});
  const auto address = tile_at(at, 16);
  const auto tile = read_tile(tiles.tile(address));
  const auto p = world_point(at);
  const formats::TilePoint wanted{static_cast<std::int32_t>((p.x - (address.column << 16)) >> 4), static_cast<std::int32_t>((p.y - (address.row << 16)) >> 4)};
  const auto* homes = layer_of(tile, "homes");
  REQUIRE(homes != nullptr);
  bool found = false;
  for (const auto& feature : homes->features)
    if (feature.attributes.at("homes") == "6") found = feature.parts.front() == std::vector<formats::TilePoint>{wanted};
  CHECK(found);
}

TEST_CASE("A tile tells of homes how many there are, of streets their names, and nothing else") {
  const PlaceTiles tiles{ground(3), {}};
  const auto bytes = tiles.tile(tile_at(*to_lon_lat({corner.easting + 180, corner.northing + 40}), 14));
  const auto tile = read_tile(bytes);
  const auto* streets = layer_of(tile, "streets");
  REQUIRE(streets != nullptr);
  std::vector<std::string> names;
  for (const auto& feature : streets->features) names.push_back(feature.attributes.at("name"));
  std::ranges::sort(names);
  CHECK(names == std::vector<std::string>{"Street 0", "Street 1", "Street 2", "Weir Court"});
  for (const auto& feature : layer_of(tile, "homes")->features) CHECK(feature.attributes.size() == 1);
  CHECK(bytes.find("1001") == std::string::npos);
}

TEST_CASE("Edges of areas are cut at the tile's margin, and end where the next tile goes on") {
  made::MemoryFiles files;
  files.content["wards.geojson"] = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"WD":"W1","N":"Weir"},
    "geometry":{"type":"Polygon","coordinates":[[[-1.6,53.7],[-1.4,53.7],[-1.4,53.9],[-1.6,53.9],[-1.6,53.7]]]}}]})";
  std::vector<AreaLayer> layers;
  layers.push_back(AreaLayer::load(files, {"wards.geojson", "WD", "N", "2011"}).value());
  const PlaceTiles tiles{ground(1), layers};
  const auto edge = tile_at({-1.6, 53.8}, 14);
  const auto tile = read_tile(tiles.tile(edge));
  const auto* areas = layer_of(tile, "areas");
  REQUIRE(areas != nullptr);
  REQUIRE(areas->features.size() == 1);
  CHECK(areas->features[0].attributes.at("name") == "Weir");
  REQUIRE(areas->features[0].parts.size() == 1);
  for (const auto& p : areas->features[0].parts[0]) {
    CHECK((p.x >= -128 && p.x <= 4224));
    CHECK((p.y >= -128 && p.y <= 4224));
  }
  CHECK(std::abs(areas->features[0].parts[0].front().y - areas->features[0].parts[0].back().y) == 4096 + 256);
  // In the middle of the area, and far away, there is no edge.
  CHECK(layer_of(read_tile(tiles.tile(tile_at({-1.45, 53.85}, 14))), "areas") == nullptr);
  CHECK(tiles.tile(tile_at({-4, 50.5}, 12)).empty());
  CHECK(tiles.version() == PlaceTiles::version_of(ground(1), layers));
  CHECK(tiles.version() != PlaceTiles(ground(1), {}).version());
  CHECK(PlaceTiles(ground(1), {}).version() == PlaceTiles(ground(1), {}).version());
}
