// What is in an area, and which service is nearest to whom: counted against a slow count over a small town.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "place/class_words.h"
#include "spine/place_profile.h"
#include "temporary_folder.h"

using namespace hearth;

namespace {

/// Ten homes 100 m apart on one street from west to east, a shop, a garage; a warm space at each end, one hall in the middle.
struct SmallTown {
  explicit SmallTown(bool with_roads) {
    std::string rows = "uprn,unit,street,town,postcode,x,y,class\n";
    for (int i = 0; i < 10; ++i) rows += std::to_string(100 + i) + "," + std::to_string(i + 1) + ",Weir Lane,Weirdale,ZZ1 1AA," + std::to_string(431000 + 100 * i) + ",433000," + (i < 4 ? "RD04" : "RD06") + "\n";
    rows += "120,Corner Shop,Weir Lane,Weirdale,ZZ1 1AA,431000,433010,CR08\n121,Garage 1,Weir Lane,Weirdale,ZZ1 1AA,431000,433020,RG02\n122,11,Weir Lane,Weirdale,ZZ1 1AA,,,RD04\n";
    static_cast<void>(folder.file("g.csv", rows));
    static_cast<void>(folder.file("g.gazetteer.toml", "[gazetteer]\nname = \"Weirdale\"\nfiles = [\"g.csv\"]\nformat = \"csv\"\n[columns]\nuprn = \"uprn\"\nunit = \"unit\"\nstreet = \"street\"\n"
                                                      "town = \"town\"\npostcode = \"postcode\"\nx = \"x\"\ny = \"y\"\nclass = \"class\"\n"));
    static_cast<void>(folder.file("wards.geojson", R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[
      {"type":"Feature","properties":{"code":"E1","name":"West"},"geometry":{"type":"Polygon","coordinates":[[[430900,432900],[431350,432900],[431350,433100],[430900,433100],[430900,432900]]]}},
      {"type":"Feature","properties":{"code":"E2","name":"East"},"geometry":{"type":"Polygon","coordinates":[[[431350,432900],[432000,432900],[432000,433100],[431350,433100],[431350,432900]]]}}]})"));
    static_cast<void>(folder.file("imd.csv", "code,decile\nE1,2\nE2,9\n"));
    SilentProgress silent;
    auto opened = place::open_match_place(files, folder.path() / "g.gazetteer.toml", folder.path() / "index", Threads{1}, silent);
    REQUIRE(opened);
    snapshot.gazetteer = std::make_shared<const place::MatchPlace>(std::move(*opened));
    snapshot.grid = std::make_unique<place::PropertyGrid>(snapshot.properties());
    auto around = std::make_shared<spine::Surroundings>();
    auto layer = place::AreaLayer::load(files, {.file = folder.path() / "wards.geojson", .code = "code", .name = "name", .vintage = "2026"});
    REQUIRE(layer);
    auto& of = around->area_of.emplace_back(snapshot.properties().size(), spine::Surroundings::no_area);
    for (std::size_t i = 0; i < of.size(); ++i)
      if (const auto point = snapshot.properties().point(place::PropertyIndex{i}))
        if (const auto area = layer->area_of(*point)) of[i] = area->number();
    around->layers.push_back(std::move(*layer));
    auto values = place::AreaValues::load(files, {.file = folder.path() / "imd.csv", .code = "code", .value = "decile"});
    REQUIRE(values);
    around->values.push_back(std::move(*values));
    std::vector<help::Service> services;
    for (const auto& [name, kind, x] : {std::tuple{"West Hall", "warm-space", 431000}, std::tuple{"East Hall", "warm-space", 431900}, std::tuple{"Far Library", "library", 449000}}) {
      help::Service service;
      service.id = service.name = name;
      service.kinds = {kind};
      service.point = GridPoint{static_cast<double>(x), 433000};
      services.push_back(service);
    }
    around->services = help::ServiceDirectory{services};
    // The road goes from the east end the long way round to the others.
    if (with_roads) around->roads = std::make_shared<const place::WalkingNetwork>(std::vector<std::vector<GridPoint>>{{{431000, 433000}, {431800, 433000}}, {{431900, 433000}, {431900, 436000}, {431000, 436000}, {431000, 433000}}});
    snapshot.surroundings = std::move(around);
  }
  tests::TemporaryFolder folder;
  DiskFiles files;
  spine::Snapshot snapshot;
};

spine::AreaAsked street() { return {.words = "homes of one street", .shape = {}, .street = "Weir Lane", .postcode = {}}; }

}  // namespace

TEST_CASE("A profile counts premises by kind, homes by area with what is known, and how far help is") {
  const SmallTown town{false};
  const auto profile = spine::profile_of(town.snapshot, street(), Threads{1});
  REQUIRE(profile);
  CHECK(profile->premises == 13);
  CHECK(profile->homes == 11);
  CHECK(profile->homes_placed == 10);
  REQUIRE(profile->kinds.size() == 4);
  CHECK(profile->kinds[0].words == "Flats");
  CHECK(profile->kinds[0].premises == 6);
  CHECK(profile->kinds[1].words == "Terraced houses");
  REQUIRE(profile->areas.size() == 2);
  CHECK(profile->areas[0].name == "East");
  CHECK(profile->areas[0].homes == 6);
  CHECK(profile->areas[1].values == std::vector<std::pair<std::string, std::string>>{{"decile", "2"}});
  REQUIRE(profile->help.size() == 2);
  CHECK(profile->help[0].kind == "library");
  CHECK(profile->help[0].name.empty());  // none within an hour
  CHECK(profile->help[0].homes_near == 0);
  // Straight lines times 1.3 at 80 m a minute: 900 m between the halls, so that the farthest home has 450 m to the nearer one.
  CHECK(profile->help[1].homes_near == 10);
  CHECK(profile->help[1].minutes == doctest::Approx(450 * 1.3 / 80));
  CHECK_FALSE(profile->help[1].by_road);
}

TEST_CASE("A point without homes is told the areas in which it lies") {
  const SmallTown town{false};
  const auto spot = place::Shape::near({431250, 433080}, Metres{1});
  REQUIRE(spot);
  const auto profile = spine::profile_of(town.snapshot, {.words = "homes near a place", .shape = *spot, .street = {}, .postcode = {}}, Threads{1});
  REQUIRE(profile);
  CHECK(profile->homes == 0);
  REQUIRE(profile->areas.size() == 1);
  CHECK(profile->areas[0].name == "West");
  CHECK(profile->areas[0].homes == 0);
  REQUIRE(profile->help.size() == 2);
  CHECK(profile->help[1].name == "West Hall");
}

TEST_CASE("Catchments share the homes out by the way on foot, not by the straight line") {
  const SmallTown straight{false}, with_roads{true};
  const auto near = spine::catchments_of(straight.snapshot, "warm-space", Threads{1});
  REQUIRE(near);
  REQUIRE(near->services.size() == 2);
  CHECK(near->services[0].homes == 5);
  CHECK(near->services[1].homes == 5);
  CHECK(near->homes_unplaced == 1);
  CHECK(near->homes_without == 0);
  const auto by_road = spine::catchments_of(with_roads.snapshot, "warm-space", Threads{1});
  REQUIRE(by_road);
  CHECK(by_road->services[0].service == "West Hall");
  CHECK(by_road->services[0].homes == 9);  // all but the one that stands where the road to the east begins
  CHECK(by_road->services[1].homes == 1);
  CHECK(by_road->services[0].most_minutes == doctest::Approx(10));
  for (const auto& home : by_road->homes) CHECK(home.by_road);
  const auto unknown = spine::catchments_of(straight.snapshot, "warm-spaces", Threads{1});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().exit == Exit::wrong_use);
  CHECK(unknown.error().message.find("Did you mean \"warm-space\"?") != std::string::npos);
}

TEST_CASE("Codes of AddressBase are told in words, as far as they are known") {
  for (const auto& [code, words] : {std::pair{"RD04", "Terraced houses"}, std::pair{"RD99", "Homes"}, std::pair{"R", "Residential"}, std::pair{"CR08", "Shops and other retail"}, std::pair{"ZW99", "Places of worship"},
                                    std::pair{"", "Not classified"}, std::pair{"Q", "Not classified"}, std::pair{"PP", "Parents of homes and businesses"}})
    CHECK(place::class_words(code) == words);
}
