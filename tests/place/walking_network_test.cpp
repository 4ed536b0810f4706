// Walks along roads: as long as the shortest way, as a slow search over all ways finds it; by the nearest start.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "place/road_files.h"
#include "place/walking_network.h"
#include "temporary_folder.h"

using namespace hearth;
using place::Walks;
using place::WalkingNetwork;

namespace {

double between(GridPoint a, GridPoint b) { return std::hypot(a.easting - b.easting, a.northing - b.northing); }
constexpr double no_way = std::numeric_limits<double>::infinity();

/// A grid of roads, some of them missing, 100 m apart.
std::vector<std::vector<GridPoint>> some_roads() {
  std::vector<std::vector<GridPoint>> out;
  for (int x = 0; x < 5; ++x)
    for (int y = 0; y < 5; ++y) {
      const GridPoint here{400000 + 100.0 * x, 400000 + 100.0 * y};
      if (x < 4 && *rc::gen::inRange(0, 4) < 3) out.push_back({here, {here.easting + 100, here.northing}});
      if (y < 4 && *rc::gen::inRange(0, 4) < 3) out.push_back({here, {here.easting, here.northing + 100}});
    }
  return out;
}

GridPoint somewhere() { return {400000.0 + *rc::gen::inRange(-50, 450), 400000.0 + *rc::gen::inRange(-50, 450)}; }

/// Every pair of corners by Floyd and Warshall, and the nearest road by looking at each.
class Slow {
 public:
  explicit Slow(const std::vector<std::vector<GridPoint>>& lines) : lines_{lines} {
    for (const auto& line : lines)
      for (const auto& p : line)
        if (std::ranges::find(corners_, p) == corners_.end()) corners_.push_back(p);
    ways_.assign(corners_.size(), std::vector<double>(corners_.size(), no_way));
    for (std::size_t i = 0; i < corners_.size(); ++i) ways_[i][i] = 0;
    for (const auto& line : lines) {
      const auto a = number(line[0]), b = number(line[1]);
      ways_[a][b] = ways_[b][a] = between(line[0], line[1]);
    }
    for (std::size_t k = 0; k < corners_.size(); ++k)
      for (std::size_t i = 0; i < corners_.size(); ++i)
        for (std::size_t j = 0; j < corners_.size(); ++j) ways_[i][j] = std::min(ways_[i][j], ways_[i][k] + ways_[k][j]);
  }
  /// Of the nearest roads (several may be equally near) the shortest.
  [[nodiscard]] double walk(GridPoint from, GridPoint to) const {
    double best = no_way;
    for (const auto& a : nearest(from))
      for (const auto& b : nearest(to)) {
        if (a.line == b.line) best = std::min(best, a.away + b.away + between(a.at, b.at));
        for (const std::size_t i : {0U, 1U})
          for (const std::size_t j : {0U, 1U})
            best = std::min(best, a.away + between(a.at, lines_[a.line][i]) + ways_[number(lines_[a.line][i])][number(lines_[b.line][j])] + between(lines_[b.line][j], b.at) + b.away);
      }
    return best;
  }

 private:
  struct On {
    std::size_t line;
    GridPoint at;
    double away;
  };
  [[nodiscard]] std::size_t number(GridPoint p) const { return static_cast<std::size_t>(std::ranges::find(corners_, p) - corners_.begin()); }
  [[nodiscard]] std::vector<On> nearest(GridPoint p) const {
    std::vector<On> all;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto a = lines_[i][0], b = lines_[i][1];
      const GridPoint at{std::clamp(p.easting, std::min(a.easting, b.easting), std::max(a.easting, b.easting)), std::clamp(p.northing, std::min(a.northing, b.northing), std::max(a.northing, b.northing))};
      all.push_back({i, at, between(p, at)});
    }
    const auto least = std::ranges::min(all, {}, &On::away).away;
    std::erase_if(all, [&](const On& on) { return on.away > least + 1e-9; });
    return all;
  }
  std::vector<std::vector<GridPoint>> lines_;
  std::vector<GridPoint> corners_;
  std::vector<std::vector<double>> ways_;
};

Path shared() {
  const char* given = std::getenv("HEARTH_SHARED");
  return given != nullptr ? Path{given} : Path{HEARTH_SOURCE_DIR} / ".." / "shared";
}

}  // namespace

TEST_CASE("A walk is as long as the shortest way from the nearest road to the nearest road") {
  CHECK(rc::check([] {
    const auto roads = some_roads();
    RC_PRE(!roads.empty());
    const WalkingNetwork network{roads};
    const Slow slow{roads};
    const auto from = somewhere(), to = somewhere();
    const auto walk = Walks{network, std::array{from}, Metres{5000}}.to(to);
    const auto expected = slow.walk(from, to);
    // Where two roads are equally near the one or the other may be stepped onto: never a shorter way than the shortest.
    if (walk) RC_ASSERT(walk->distance.value() >= expected - 0.1);
    const auto shifted = [](GridPoint p) { return GridPoint{p.easting + 0.3, p.northing + 0.2}; };
    const auto plain = Walks{network, std::array{shifted(from)}, Metres{5000}}.to(shifted(to));
    const auto right = slow.walk(shifted(from), shifted(to));
    if (std::abs(std::remainder(from.easting + from.northing, 100)) < 1 || std::abs(std::remainder(from.easting - from.northing, 100)) < 1) return;
    if (std::abs(std::remainder(to.easting + to.northing, 100)) < 1 || std::abs(std::remainder(to.easting - to.northing, 100)) < 1) return;
    RC_ASSERT(plain.has_value() == (right < 5000));
    if (plain) RC_ASSERT(std::abs(plain->distance.value() - right) < 1);
  }));
}

TEST_CASE("From several starts the nearest is told, and no walk is longer than asked") {
  CHECK(rc::check([] {
    const auto roads = some_roads();
    RC_PRE(!roads.empty());
    const WalkingNetwork network{roads};
    const std::vector<GridPoint> starts{somewhere(), somewhere(), somewhere()};
    const auto to = somewhere();
    const double farthest = *rc::gen::inRange(1, 900);
    const auto together = Walks{network, starts, Metres{farthest}}.to(to);
    double best = no_way;
    for (const auto& start : starts)
      if (const auto alone = Walks{network, std::array{start}, Metres{farthest}}.to(to)) best = std::min(best, alone->distance.value());
    RC_ASSERT(together.has_value() == (best <= farthest));
    if (!together) return;
    RC_ASSERT(std::abs(together->distance.value() - best) < 0.01);
    const auto told = Walks{network, std::array{starts[together->start]}, Metres{farthest}}.to(to);
    RC_ASSERT(told.has_value());
    RC_ASSERT(std::abs(told->distance.value() - best) < 0.01);
  }));
}

TEST_CASE("A river without a bridge is walked around; a place far from every road is reached by none") {
  const WalkingNetwork network{{{{400000, 400000}, {401000, 400000}, {401000, 400050}, {400000, 400050}}}};
  const auto across = Walks{network, std::array{GridPoint{400010, 400000}}, Metres{5000}}.to(GridPoint{400010, 400050});
  REQUIRE(across);
  CHECK(across->distance.value() == doctest::Approx(990 + 50 + 990));
  CHECK_FALSE(Walks{network, std::array{GridPoint{400010, 400000}}, Metres{1000}}.to(GridPoint{400010, 400050}));
  CHECK_FALSE(Walks{network, std::array{GridPoint{400010, 400000}}, Metres{5000}}.to(GridPoint{400010, 402000}));
  CHECK_FALSE(Walks{network, std::array{GridPoint{400010, 402000}}, Metres{5000}}.to(GridPoint{400010, 400000}));
  CHECK_FALSE(Walks{WalkingNetwork{{}}, std::array{GridPoint{1, 1}}, Metres{5000}}.to(GridPoint{1, 1}));
}

TEST_CASE("A piece of road that leads nowhere is no way, and is left out where something longer is") {
  const std::vector<std::vector<GridPoint>> street{{{400000, 400000}, {402000, 400000}}};
  const std::vector<std::vector<GridPoint>> aisle{{{400900, 400010}, {400990, 400010}}};
  auto both = street;
  both.insert(both.end(), aisle.begin(), aisle.end());
  CHECK(place::without_islands(both, Metres{1000}) == street);
  CHECK(place::without_islands(aisle, Metres{1000}) == aisle);
  CHECK(place::without_islands({}, Metres{1000}).empty());
  const WalkingNetwork network{place::without_islands(both, Metres{1000})};
  CHECK(Walks{network, std::array{GridPoint{400500, 400000}}, Metres{1000}}.to(GridPoint{400950, 400012}));
  CHECK(place::lines_near(both, {{400850, 400005}, {401000, 400020}}) == aisle);
}

TEST_CASE("Roads over a whole country are found at both of its ends") {
  const WalkingNetwork network{{{{100000, 20000}, {100500, 20000}}, {{640000, 1200000}, {640500, 1200000}}, {{100500, 20000}, {640000, 1200000}}}};
  CHECK(network.step_on({100200, 20010}));
  CHECK(network.step_on({640200, 1199990}));
  const auto across = Walks{network, std::array{GridPoint{100000, 20000}}, Metres{2e6}}.to(GridPoint{640500, 1200000});
  REQUIRE(across);
  CHECK(across->distance.value() == doctest::Approx(500 + std::hypot(539500, 1180000) + 500).epsilon(1e-4));
}

TEST_CASE("Lines of roads are read as WKT or as pairs, on the grid or in degrees") {
  CHECK(place::parse_road_line("LINESTRING (431200 433800, 431210.5 433810)") == std::vector<std::vector<GridPoint>>{{{431200, 433800}, {431210.5, 433810}}});
  CHECK(place::parse_road_line("LINESTRING Z (431200 433800 12, 431210 433810 13)").size() == 1);
  CHECK(place::parse_road_line("MULTILINESTRING ((1000 2000, 1010 2000), (5000 6000, 5010 6000, 5020 6000))").size() == 2);
  CHECK(place::parse_road_line("321210.7 676718.5;321193.8 676711.7").size() == 1);
  const auto degrees = place::parse_road_line("LINESTRING (-1.5 53.8, -1.49 53.8)");
  REQUIRE(degrees.size() == 1);
  CHECK(between(degrees[0][0], {432900, 434000}) < 500);
  for (const char* wrong : {"", "POINT (431200 433800)", "LINESTRING (431200 433800)", "LINESTRING EMPTY", "LINESTRING (431200, 433800)", "LINESTRING (431200 x, 1 2)", "431200 433800", "LINESTRING (900000 433800, 431200 433800)", "("}) {
    CAPTURE(wrong);
    CHECK(place::parse_road_line(wrong).empty());
  }
}

TEST_CASE("A table of roads keeps its good rows, leaves motorways out, and says what it put aside") {
  const tests::TemporaryFolder folder;
  static_cast<void>(folder.file("roads.csv", "kind,WKT\nLocal Road,\"LINESTRING (431200 433800, 431210 433810)\"\nMotorway,\"LINESTRING (431200 433800, 431210 433820)\"\nLocal Road,here\n"));
  DiskFiles files;
  const auto read = place::read_roads(files, {{folder.path() / "roads.csv", "WKT", "kind"}});
  REQUIRE(read);
  CHECK(read->lines.size() == 1);
  REQUIRE(read->faults.size() == 1);
  CHECK(read->faults[0].where.row == 4);
  CHECK(place::read_roads(files, {{folder.path() / "roads.csv", "geometry", ""}}).error().code == "roads.column_missing");
  CHECK(place::read_roads(files, {{folder.path() / "roads.csv", "", ""}}).error().code == "roads.column_missing");
  CHECK(place::read_roads(files, {{folder.path() / "roads.csv", "kind", ""}}).error().code == "roads.empty");
}

TEST_CASE("Roads of Rutland (OpenStreetMap) and of Edinburgh (OS Open Roads): walks are longer than straight lines by what is usual") {
  const auto rutland = shared() / "data/roads/rutland-2018-02-27.osm.pbf", edinburgh = shared() / "data/roads/edinburgh-6km-os-open-roads.tsv";
  if (!std::filesystem::exists(rutland) || !std::filesystem::exists(edinburgh)) {
    MESSAGE("skipped: the shared data is not here");
    return;
  }
  DiskFiles files;
  struct Case {
    place::RoadSource source;
    GridPoint from;
    double least_km;
  };
  for (const auto& one : {Case{{rutland, {}, {}}, {485900, 308700}, 800}, Case{{edinburgh, "line_easting_northing_m", "road_function"}, {325500, 673500}, 1000}}) {
    const auto roads = place::read_roads(files, {one.source});
    REQUIRE(roads);
    CHECK(roads->faults.empty());
    const WalkingNetwork network{roads->lines};
    CHECK(network.metres() / 1000 > one.least_km);
    const Walks walks{network, std::array{one.from}, Metres{4000}};
    std::vector<double> factors;
    for (int east = -2000; east <= 2000; east += 100)
      for (int north = -2000; north <= 2000; north += 100) {
        const GridPoint to{one.from.easting + east, one.from.northing + north};
        const auto straight = between(one.from, to);
        if (straight < 500) continue;
        const auto walk = walks.to(to);
        if (walk) factors.push_back(walk->distance.value() / straight);
      }
    REQUIRE(factors.size() > 300);
    std::ranges::sort(factors);
    CHECK(factors.front() >= 0.9999);
    const auto median = factors[factors.size() / 2];
    CAPTURE(median);
    CHECK(median > 1.1);
    CHECK(median < 1.7);
  }
}
