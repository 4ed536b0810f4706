#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "base/random.h"
#include "made_gazetteer.h"
#include "place/areas.h"
#include "place/projection.h"
#include "place/shape.h"

using namespace hearth;
using namespace hearth::place;

namespace {

GridPolygon square(double x, double y, double side) {
  return {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}}};
}

Path shared_places() {
  const char* given = std::getenv("HEARTH_SHARED");
  const Path shared = given != nullptr ? Path{given} : Path{HEARTH_SOURCE_DIR} / "../shared";
  return shared / "data" / "places";
}

/// Winding by angles: another way to say inside, for comparison.
bool inside_slowly(const std::vector<GridPoint>& ring, GridPoint p) {
  bool odd = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const auto &a = ring[i], &b = ring[i + 1];
    if ((a.northing > p.northing) == (b.northing > p.northing)) continue;
    const double east = a.easting + (p.northing - a.northing) / (b.northing - a.northing) * (b.easting - a.easting);
    if (east > p.easting) odd = !odd;
  }
  return odd;
}

}  // namespace

TEST_CASE("A shape that is empty, crosses itself, is huge or lies elsewhere is refused, with the reason") {
  CHECK(Shape::from_polygons({}, "f").error().code == "shape.empty");
  CHECK(Shape::from_polygons({square(1000, 1000, 0)}, "f").error().code == "shape.empty");
  const GridPolygon bow{{{{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}}}};
  const auto crossing = Shape::from_polygons({bow}, "f");
  CHECK(crossing.error().code == "shape.empty");  // its two halves cancel out
  const GridPolygon lopsided{{{{0, 0}, {100, 100}, {100, 0}, {0, 200}, {0, 0}}}};
  CHECK(Shape::from_polygons({lopsided}, "f").error().code == "shape.self_crossing");
  CHECK(Shape::from_polygons({lopsided}, "f").error().message.find("easting 67, northing 67") != std::string::npos);
  CHECK(Shape::from_polygons({square(0, 0, 600'000)}, "f").error().code == "shape.too_large");
  CHECK(Shape::from_polygons({square(-10, 0, 100)}, "f").error().code == "shape.outside_uk");
  CHECK(Shape::near({430000, 430000}, Metres{0}).error().code == "shape.empty");
  CHECK(Shape::near({430000, 430000}, Metres{1e6}).error().code == "shape.too_large");
  CHECK(Shape::near({-1, 430000}, Metres{10}).error().code == "shape.outside_uk");
}

TEST_CASE("Inside, outside, in a hole, on an edge, and at a distance") {
  GridPolygon ring = square(1000, 1000, 100);
  ring.rings.push_back(square(1040, 1040, 20).rings[0]);
  const auto shape = Shape::from_polygons({ring}, "f");
  REQUIRE(shape);
  CHECK(shape->area() == doctest::Approx(10000 - 400));
  CHECK(shape->contains({1010, 1010}));
  CHECK_FALSE(shape->contains({1050, 1050}));
  CHECK_FALSE(shape->contains({999, 1010}));
  CHECK(shape->distance_to({990, 1050}).value() == doctest::Approx(10));
  CHECK(shape->distance_to({1050, 1050}).value() == doctest::Approx(10));
  CHECK(shape->distance_to({1010, 1010}).value() == 0);
  const auto wide = shape->buffered(Metres{15});
  CHECK(wide.contains({985, 1050}));
  CHECK_FALSE(wide.contains({984.9, 1050}));
  CHECK(wide.contains({1050, 1050}));
  CHECK(wide.version() != shape->version());
  const auto left = Shape::from_polygons({square(1000, 1000, 100)}, "f"), right = Shape::from_polygons({square(1100, 1000, 100)}, "f");
  for (const double northing : {1000.0, 1050.0, 1099.9}) CHECK(left->contains({1100, northing}) != right->contains({1100, northing}));
}

TEST_CASE("Overlapping polygons are one piece of ground") {
  const auto shape = Shape::from_polygons({square(0, 0, 100), square(50, 50, 100)}, "f");
  REQUIRE(shape);
  CHECK(shape->contains({75, 75}));
}

TEST_CASE("Banded edges answer as the plain even-odd rule does, on stars of any size") {
  CHECK(rc::check([](std::uint64_t seed) {
    Random random{seed};
    std::vector<GridPoint> ring;
    const int corners = random.between(3, 60);
    for (int i = 0; i < corners; ++i) {
      const double angle = 2 * 3.14159265358979 * i / corners, radius = random.between(50, 400);
      ring.push_back({5000 + radius * std::cos(angle), 5000 + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    const EdgeBands bands{{GridPolygon{{ring}}}};
    for (int i = 0; i < 50; ++i) {
      const GridPoint p{4500.0 + random.between(0, 1000) + 0.137, 4500.0 + random.between(0, 1000) + 0.251};
      RC_ASSERT(bands.inside(p) == inside_slowly(ring, p));
    }
  }));
}

TEST_CASE("Degrees and metres: Ordnance Survey's worked points, within the datum shift's 5 m") {
  const auto leeds = to_grid(LonLat{-1.5437941, 53.7974737});  // Leeds Town Hall area: SE 3015 3386
  REQUIRE(leeds);
  CHECK(std::abs(leeds->easting - 430150) < 150);
  CHECK(std::abs(leeds->northing - 433800) < 300);
  const auto back = to_lon_lat(*leeds);
  REQUIRE(back);
  CHECK(back->longitude == doctest::Approx(-1.5437941).epsilon(1e-6));
  CHECK_FALSE(to_grid(LonLat{500, 10}));
}

TEST_CASE("Areas of Leeds: every premises' point is found as testing every polygon does, and fast") {
  const auto path = shared_places() / "leeds_oa_2011.geojson.gz";
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped: no shared data");
    return;
  }
  DiskFiles files;
  const auto layer = AreaLayer::load(files, {.file = path, .code = "OA11CD", .vintage = "2011"});
  REQUIRE(layer);
  CHECK(layer->size() == 2543);
  Random random{3};
  std::size_t found = 0;
  for (int i = 0; i < 2000; ++i) {
    const GridPoint p{415000.0 + random.between(0, 30000), 423000.0 + random.between(0, 22000)};
    std::optional<AreaIndex> slow;
    for (std::size_t a = 0; a < layer->size() && !slow; ++a) {
      bool odd = false;
      for (const auto& polygon : layer->polygons(AreaIndex{a})) {
        bool inside = false;
        for (const auto& ring : polygon.rings) inside ^= inside_slowly(ring, p);
        odd |= inside;
      }
      if (odd) slow = AreaIndex{a};
    }
    CHECK(layer->area_of(p) == slow);
    found += slow.has_value();
  }
  CHECK(found > 500);
  const auto start = std::chrono::steady_clock::now();
  std::vector<GridPoint> points;
  for (int i = 0; i < 200'000; ++i) points.push_back({415000.0 + random.between(0, 30000), 423000.0 + random.between(0, 22000)});
  const auto all = layer->areas_of(points, Threads{1});
  MESSAGE("200,000 points in " << std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() << " s; all " << all.size());
  CHECK(AreaLayer::load(files, {.file = path, .code = "nonsense"}).error().code == "areas.no_code");
  const auto values = AreaValues::load(files, {.file = shared_places() / "leeds_lsoa11_lsoa21_lookup.csv.gz", .code = "no", .value = "such"});
  CHECK(values.error().code == "areas.value_column");
}

TEST_CASE("Values of areas: text, number, and one code with two values is refused") {
  made::MemoryFiles files;
  files.content["v.csv"] = "code,decile\nE1,3\nE2,x\nE1,3\n";
  const auto values = AreaValues::load(files, {"v.csv", "code", "decile"});
  REQUIRE(values);
  CHECK(values->number("E1") == 3.0);
  CHECK_FALSE(values->number("E2"));
  CHECK(values->text("E2") == "x");
  CHECK_FALSE(values->text("E9"));
  files.content["v.csv"] = "code,decile\nE1,3\nE1,4\n";
  CHECK(AreaValues::load(files, {"v.csv", "code", "decile"}).error().code == "areas.value_repeated");
}
