// What map programs are told: the right features for a box in either system, pages that fit together, and geometry as RFC 7946 has it.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "exchange/ogc/documents.h"
#include "exchange/ogc/geometry.h"
#include "place/projection.h"
#include "temporary_folder.h"

using namespace hearth;
namespace json = formats::json;
namespace ogc = exchange::ogc;

namespace {

/// Homes every 50 m on a square of `side` by `side`, the last one without a place.
place::Gazetteer square(std::size_t side) {
  place::GazetteerBuilder builder{"Weirdale"};
  std::vector<std::string> units;
  for (std::size_t i = 0; i < side * side; ++i) units.push_back(std::to_string(i + 1));
  for (std::size_t i = 0; i < units.size(); ++i) {
    place::PropertyRow row{.uprn = *Uprn::parse(std::to_string(100001 + i)), .address = {.unit = units[i], .street = "Weir Lane", .town = "Weirdale", .postcode = i % 2 == 0 ? "ZZ1 1AA" : "ZZ1 1AB"}, .class_code = "RD04"};
    if (i + 1 < units.size()) row.point = GridPoint{431000 + 50.0 * static_cast<double>(i % side), 433000 + 50.0 * static_cast<double>(i / side)};
    builder.add(row);
  }
  return builder.finish();
}

struct Fixture {
  explicit Fixture(std::size_t side) : gazetteer{square(side)}, grid{gazetteer} {
    static_cast<void>(folder.file("wards.geojson",
                                  R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[
      {"type":"Feature","properties":{"WD21CD":"E1","WD21NM":"Weir"},"geometry":{"type":"Polygon","coordinates":[[[430900,432900],[430900,433300],[431300,433300],[431300,432900],[430900,432900]],
                                                                                                             [[431000,433000],[431050,433000],[431050,433050],[431000,433050],[431000,433000]]]}},
      {"type":"Feature","properties":{"WD21CD":"E2","WD21NM":"Lee"},"geometry":{"type":"MultiPolygon","coordinates":[[[[432000,432000],[432100,432000],[432000,432100],[432000,432000]]],
                                                                                                              [[[433000,432000],[433100,432000],[433000,432100],[433000,432000]]]]}}]})"));
    static_cast<void>(folder.file("imd.csv", "WD21CD,decile\nE1,2\n"));
    auto layer = place::AreaLayer::load(files, {.file = folder.path() / "wards.geojson", .code = "WD21CD", .name = "WD21NM", .vintage = "2021"});
    REQUIRE(layer);
    layers.push_back(std::move(*layer));
    auto values_read = place::AreaValues::load(files, {.file = folder.path() / "imd.csv", .code = "WD21CD", .value = "decile"});
    REQUIRE(values_read);
    values.push_back(std::move(*values_read));
    help::Service library;
    library.id = "lib/1";
    library.location_id = "hall";
    library.name = "Weir Library";
    library.kinds = {"public-library"};
    library.point = GridPoint{431010, 433010};
    services = {library, help::Service{.id = "line", .location_id = {}, .name = "Help line", .kinds = {"advice"}, .organisation = {}, .phone = {}, .url = {}, .email = {}, .address = {}, .schedules = {}}};
    collections = ogc::collections_of({.title = "Weirdale", .properties = gazetteer, .grid = grid, .layers = layers, .values = values, .services = services});
  }
  [[nodiscard]] const ogc::Collection& of(std::string_view id) const {
    const auto found = std::ranges::find_if(collections, [&](const auto& one) { return one->id() == id; });
    REQUIRE(found != collections.end());
    return **found;
  }
  [[nodiscard]] json::object ask(std::string_view id, const ogc::Query& query) const {
    const auto asked = ogc::ItemsAsked::parse(query, of(id).filters());
    REQUIRE(asked);
    return ogc::items_page(of(id), *asked, "http://here/ogc", [](std::size_t offset) { return "page " + std::to_string(offset); }, *Instant::parse("2026-11-28T08:00:00Z"));
  }
  tests::TemporaryFolder folder;
  DiskFiles files;
  place::Gazetteer gazetteer;
  place::PropertyGrid grid;
  std::vector<place::AreaLayer> layers;
  std::vector<place::AreaValues> values;
  std::vector<help::Service> services;
  ogc::Collections collections;
};

std::vector<std::string> ids_of(const json::object& page) {
  std::vector<std::string> out;
  for (const auto& feature : page.at("features").as_array()) out.emplace_back(feature.as_object().at("id").as_string());
  return out;
}

std::string link_of(const json::object& page, std::string_view rel) {
  for (const auto& link : page.at("links").as_array())
    if (link.as_object().at("rel").as_string() == rel) return std::string{link.as_object().at("href").as_string()};
  return {};
}

double turned(const json::array& ring) {
  double sum = 0;
  const auto x = [&](std::size_t i) { return ring[i].as_array()[0].as_double(); };
  const auto y = [&](std::size_t i) { return ring[i].as_array()[1].as_double(); };
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) sum += (x(i) - x(0)) * (y(i + 1) - y(0)) - (x(i + 1) - x(0)) * (y(i) - y(0));
  return sum;
}

}  // namespace

TEST_CASE("Pages of premises fit together: every property once, in order, and the last page has no next") {
  const Fixture fixture{5};
  std::vector<std::string> all;
  for (std::size_t offset = 0;;) {
    const auto page = fixture.ask("premises", {{"limit", "7"}, {"offset", std::to_string(offset)}});
    CHECK(page.at("numberMatched").as_uint64() == 25);
    const auto ids = ids_of(page);
    CHECK(page.at("numberReturned").as_uint64() == ids.size());
    all.insert(all.end(), ids.begin(), ids.end());
    const auto next = link_of(page, "next");
    if (next.empty()) break;
    offset += ids.size();
    REQUIRE(next == "page " + std::to_string(offset));
  }
  REQUIRE(all.size() == 25);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == std::to_string(100001 + i));
}

TEST_CASE("A property tells its address, class and place, in degrees or in metres; one without a place says null") {
  const Fixture fixture{2};
  const auto first = fixture.of("premises").feature(0, ogc::Crs::national_grid);
  CHECK(first.at("geometry").as_object().at("coordinates").as_array() == json::array{431000.0, 433000.0});
  CHECK(first.at("properties").as_object().at("uprn").as_string() == "100001");
  CHECK(first.at("properties").as_object().at("address").as_string() == "1 Weir Lane, Weirdale ZZ1 1AA");
  const auto degrees = fixture.of("premises").feature(0, ogc::Crs::crs84).at("geometry").as_object().at("coordinates").as_array();
  const auto right = place::to_lon_lat(GridPoint{431000, 433000});
  REQUIRE(right);
  CHECK(std::abs(degrees[0].as_double() - right->longitude) < 1e-7);
  CHECK(std::abs(degrees[1].as_double() - right->latitude) < 1e-7);
  CHECK(fixture.of("premises").feature(3, ogc::Crs::crs84).at("geometry").is_null());
  CHECK(fixture.of("premises").find_one("100003") == 2);
  CHECK_FALSE(fixture.of("premises").find_one("9"));
  CHECK_FALSE(fixture.of("premises").find_one("none"));
}

TEST_CASE("A filter leaves the features of that value") {
  const Fixture fixture{3};
  CHECK(fixture.ask("premises", {{"postcode", "zz11ab"}}).at("numberMatched").as_uint64() == 4);
  CHECK(fixture.ask("premises", {{"postcode", "ZZ1 1A"}}).at("numberMatched").as_uint64() == 0);
  CHECK(fixture.ask("premises", {{"class_code", "RD04"}, {"postcode", "ZZ1 1AA"}}).at("numberMatched").as_uint64() == 5);
  CHECK(ids_of(fixture.ask("services", {{"kind", "public-library"}})) == std::vector<std::string>{"lib_1@hall"});
  CHECK(fixture.of("services").find_one("lib_1@hall") == 0);
}

TEST_CASE("A box in either system finds what a test of every home finds") {
  const Fixture fixture{12};
  CHECK(rc::check("in metres", [&] {
    const double x = *rc::gen::inRange(430900, 431700), y = *rc::gen::inRange(432900, 433700), wide = *rc::gen::inRange(0, 500), high = *rc::gen::inRange(0, 500);
    const auto number = [](double value) { return std::to_string(value); };
    const auto page = fixture.ask("premises", {{"bbox", number(x) + "," + number(y) + "," + number(x + wide) + "," + number(y + high)}, {"bbox-crs", std::string{ogc::uri_of(ogc::Crs::national_grid)}}});
    std::vector<std::string> slow;
    for (std::size_t i = 0; i < fixture.gazetteer.size(); ++i) {
      const auto p = fixture.gazetteer.point(place::PropertyIndex{i});
      if (p && p->easting >= x && p->easting <= x + wide && p->northing >= y && p->northing <= y + high) slow.push_back(fixture.gazetteer.uprn(place::PropertyIndex{i}).text());
    }
    RC_ASSERT(ids_of(page) == slow);
  }));
  CHECK(rc::check("in degrees", [&] {
    const auto corner = place::to_lon_lat(GridPoint{static_cast<double>(*rc::gen::inRange(430800, 431700)), static_cast<double>(*rc::gen::inRange(432800, 433700))});
    RC_PRE(corner.has_value());
    const double west = corner->longitude, south = corner->latitude, east = west + *rc::gen::inRange(0, 100) / 1e4, north = south + *rc::gen::inRange(0, 60) / 1e4;
    char box[200];
    std::snprintf(box, sizeof box, "%.12f,%.12f,%.12f,%.12f", west, south, east, north);
    double w = 0, s = 0, e = 0, n = 0;
    RC_ASSERT(std::sscanf(box, "%lf,%lf,%lf,%lf", &w, &s, &e, &n) == 4);
    const auto page = fixture.ask("premises", {{"bbox", box}});
    std::vector<std::string> slow;
    for (std::size_t i = 0; i < fixture.gazetteer.size(); ++i) {
      const auto p = fixture.gazetteer.point(place::PropertyIndex{i});
      const auto at = p ? place::to_lon_lat(*p) : std::nullopt;
      if (at && at->longitude >= w && at->longitude <= e && at->latitude >= s && at->latitude <= n) slow.push_back(fixture.gazetteer.uprn(place::PropertyIndex{i}).text());
    }
    RC_ASSERT(ids_of(page) == slow);
  }));
}

TEST_CASE("Boxes at the edges of the world find all of the place, or nothing") {
  const Fixture fixture{3};
  const std::vector<std::pair<const char*, std::uint64_t>> boxes{{"-180,-90,180,90", 8}, {"-180,-90,0,180,90,1000", 8}, {"170,-90,0,90", 8},   {"-10,-90,-170,90", 8}, {"3,-90,2,90", 8},
                                                                 {"10,50,20,60", 0},     {"-2,10,2,20", 0},             {"-170,50,-100,60", 0}, {"170,50,-170,60", 0}};
  for (const auto& [asked_box, expected] : boxes) {
    const std::string box{asked_box};
    CAPTURE(box);
    CHECK(fixture.ask("premises", {{"bbox", box}}).at("numberMatched").as_uint64() == expected);
  }
}

TEST_CASE("An area is found when its ground meets the box: around it, within it, across its edge, but not in its hole") {
  const Fixture fixture{2};
  const std::vector<std::pair<const char*, std::vector<std::string>>> boxes{
      {"430000,431000,434000,434000", {"E1", "E2"}},  // around both
      {"431100,433100,431110,433110", {"E1"}},        // within
      {"430800,433000,430950,433010", {"E1"}},        // across an edge
      {"431010,433010,431040,433040", {}},            // in the hole
      {"432060,432060,432090,432090", {}},            // beside the triangle, in its box
      {"433000,432000,433010,432010", {"E2"}},        // its second part
      {"432400,432000,432500,432100", {}}};           // between its parts
  for (const auto& [asked_box, expected] : boxes) {
    const std::string box{asked_box};
    CAPTURE(box);
    CHECK(ids_of(fixture.ask("wd21cd", {{"bbox", box}, {"bbox-crs", "[EPSG:27700]"}})) == expected);
  }
  CHECK(ids_of(fixture.ask("wd21cd", {{"bbox", "-1.6,53.7,-1.5,53.8"}})) == std::vector<std::string>{"E1", "E2"});
}

TEST_CASE("Outer rings go against the clock and holes with it, and an area tells what is known of it") {
  const Fixture fixture{2};
  for (const auto crs : {ogc::Crs::crs84, ogc::Crs::national_grid}) {
    const auto area = fixture.of("wd21cd").feature(0, crs);
    const auto& geometry = area.at("geometry").as_object();
    CHECK(geometry.at("type").as_string() == "Polygon");
    const auto& rings = geometry.at("coordinates").as_array();
    REQUIRE(rings.size() == 2);
    CHECK(turned(rings[0].as_array()) > 0);
    CHECK(turned(rings[1].as_array()) < 0);
    CHECK(rings[0].as_array().front() == rings[0].as_array().back());
    CHECK(area.at("properties").as_object().at("decile").as_double() == 2);
    CHECK(area.at("properties").as_object().at("name").as_string() == "Weir");
  }
  const auto parts = fixture.of("wd21cd").feature(1, ogc::Crs::crs84);
  CHECK(parts.at("geometry").as_object().at("type").as_string() == "MultiPolygon");
  CHECK(parts.at("properties").as_object().at("decile").is_null());
}

TEST_CASE("Two layers of one heading are two collections, and a heading of ours hides none") {
  const Fixture one{2};
  std::vector<place::AreaLayer> layers;
  for (const char* code : {"WD21CD", "wd21cd", "services"}) {
    static_cast<void>(one.folder.file("one.geojson", std::string{R"({"type":"Feature","properties":{")"} + code + R"(":"E1"},"geometry":{"type":"Polygon","coordinates":[[[-1.5,53.8],[-1.4,53.8],[-1.4,53.9],[-1.5,53.8]]]}})"));
    DiskFiles files;
    auto layer = place::AreaLayer::load(files, {.file = one.folder.path() / "one.geojson", .code = code});
    REQUIRE(layer);
    layers.push_back(std::move(*layer));
  }
  std::set<std::string> ids;
  for (const auto& collection : ogc::collections_of({.title = "Weirdale", .properties = one.gazetteer, .grid = one.grid, .layers = layers})) ids.insert(collection->id());
  CHECK(ids == std::set<std::string>{"premises", "wd21cd", "wd21cd_2", "services_2", "services"});
}

TEST_CASE("What is wrong about a question is said, and nothing is guessed") {
  const std::vector<std::pair<ogc::Query, const char*>> wrong{{{{"limit", "0"}}, "limit"},
                                                              {{{"limit", "ten"}}, "limit"},
                                                              {{{"limit", "-1"}}, "limit"},
                                                              {{{"limit", "1"}, {"limit", "2"}}, "twice"},
                                                              {{{"offset", "1.5"}}, "offset"},
                                                              {{{"bbox", "1,2,3"}}, "four numbers"},
                                                              {{{"bbox", "1,2,x,4"}}, "four numbers"},
                                                              {{{"bbox", "1,2,nan,4"}}, "four numbers"},
                                                              {{{"bbox", "1,54,2,53"}}, "south"},
                                                              {{{"bbox", "430000,431000,434000,434000"}}, "beyond the earth"},
                                                              {{{"bbox", "2,1,1,2"}, {"bbox-crs", "[EPSG:27700]"}}, "easting"},
                                                              {{{"crs", "http://www.opengis.net/def/crs/EPSG/0/3857"}}, "27700"},
                                                              {{{"bbox-crs", "EPSG:27700"}}, "27700"},
                                                              {{{"datetime", "yesterday"}}, "RFC 3339"},
                                                              {{{"f", "html"}}, "json"},
                                                              {{{"street", "Weir Lane"}}, "no such parameter"}};
  for (const auto& [query, told] : wrong) {
    const std::string words{told};
    const auto asked = ogc::ItemsAsked::parse(query, {"postcode"});
    CAPTURE(words);
    REQUIRE_FALSE(asked);
    CHECK(asked.error().exit == Exit::wrong_use);
    CHECK(asked.error().message.find(words) != std::string::npos);
  }
  for (const auto* when : {"2026-11-28", "2026-11-28T08:00:00Z", "2026-11-28T08:00:00Z/..", "../2026-11-28T08:00:00.5+01:00", "2026-01-01T00:00:00Z/2026-12-31T00:00:00Z"}) CHECK(ogc::ItemsAsked::parse({{"datetime", when}}, {}));
  CHECK(ogc::ItemsAsked::parse({{"limit", "99999999"}}, {})->limit == ogc::ItemsAsked::limit_max);
}

TEST_CASE("The documents lead from one to the next, and the definition names each path and parameter") {
  const Fixture fixture{2};
  const auto landing = ogc::landing_page("Weirdale", "http://here/ogc");
  for (const auto* rel : {"self", "service-desc", "conformance", "data"}) CHECK_FALSE(link_of(landing, rel).empty());
  const auto all = ogc::collections_page(fixture.collections, "http://here/ogc");
  REQUIRE(all.at("collections").as_array().size() == 3);
  for (const auto& one : all.at("collections").as_array()) {
    const auto& collection = one.as_object();
    const std::string id{collection.at("id").as_string()};
    CAPTURE(id);
    CHECK(link_of(collection, "items") == "http://here/ogc/collections/" + id + "/items");
    const auto& box = collection.at("extent").as_object().at("spatial").as_object().at("bbox").as_array()[0].as_array();
    REQUIRE(box.size() == 4);
    CHECK(box[0].as_double() < box[2].as_double());
    CHECK(fixture.ask(id, {{"bbox", std::to_string(box[0].as_double()) + "," + std::to_string(box[1].as_double()) + "," + std::to_string(box[2].as_double()) + "," + std::to_string(box[3].as_double())}})
              .at("numberMatched").as_uint64() == (id == "premises" ? 3 : id == "services" ? 1 : 2));  // one has no place in each of the first two
    const auto api = ogc::api_definition(fixture.collections, "Weirdale", "http://here/ogc");
    const auto& paths = api.at("paths").as_object();
    CHECK(paths.contains("/collections/" + id + "/items"));
    CHECK(paths.contains("/collections/" + id + "/items/{featureId}"));
  }
}
