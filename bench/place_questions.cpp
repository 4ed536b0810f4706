// place_questions.cpp: how fast the place index answers: point to area, polygon to premises, nearest premises, one address alone and while a
// batch runs. Usage: bench_place_questions SHARED_DATA: reads SHARED_DATA/places (Leeds). Medians and p99 of many questions.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "base/random.h"
#include "formats/csv.h"
#include "place/areas.h"
#include "place/gazetteer.h"
#include "place/match_address.h"
#include "place/property_grid.h"

namespace {

using namespace hearth;
using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point from) { return std::chrono::duration<double>(Steady::now() - from).count(); }

/// Median, p99 and most, in the unit of `times`.
std::string spread(std::vector<double> times, const char* unit) {
  std::ranges::sort(times);
  const auto at = [&](double share) { return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))]; };
  return fmt::format("median {:.2f}, p99 {:.2f}, most {:.2f} {}", at(0.5), at(0.99), times.back(), unit);
}

/// Seconds of each call, times `scale`.
std::vector<double> timed(std::size_t count, double scale, auto&& ask) {
  std::vector<double> out;
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto from = Steady::now();
    ask(i);
    out.push_back(seconds_since(from) * scale);
  }
  return out;
}

void line(const char* what, const std::string& result, const char* goal) { fmt::print("{:<58} {:<52} {}\n", what, result, goal); }

std::vector<GridPoint> points_of(const place::Gazetteer& gazetteer) {
  std::vector<GridPoint> out;
  for (std::size_t i = 0; i < gazetteer.size(); ++i)
    if (const auto point = gazetteer.point(place::PropertyIndex{i})) out.push_back(*point);
  return out;
}

std::vector<std::string> dirty_addresses(Files& files, const Path& path) {
  std::vector<std::string> out;
  auto source = files.open(path);
  if (!source) return out;
  auto reader = formats::CsvReader::open(std::move(*source), path.string());
  if (!reader) return out;
  const auto column = reader->column("address");
  formats::CsvRow row;
  while (column) {
    const auto more = reader->next(row);
    if (!more || !*more) break;
    out.emplace_back(row.fields[*column]);
  }
  return out;
}

void bench_areas(Files& files, const Path& folder, const place::Gazetteer& gazetteer) {
  const auto points = points_of(gazetteer);
  for (const auto& [file, code, goal] : {std::tuple{"leeds_lsoa_2011.geojson.gz", "LSOA11CD", "2 million"}, std::tuple{"leeds_oa_2011.geojson.gz", "OA11CD", ""}}) {
    const auto layer = place::AreaLayer::load(files, {.file = folder / file, .code = code});
    if (!layer) continue;
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
      const auto from = Steady::now();
      const auto found = layer->areas_of(points, Threads{1});
      best = std::min(best, seconds_since(from));
      if (found.size() != points.size()) return;
    }
    line(fmt::format("point to area, {} areas, one core, points a second", layer->size()).c_str(), fmt::format("{:.1f} million ({} premises in {:.3f} s)", static_cast<double>(points.size()) / best / 1e6, points.size(), best), goal);
  }
}

void bench_grid(Files& files, const Path& folder, const place::Gazetteer& gazetteer) {
  const place::PropertyGrid grid{gazetteer};
  const auto points = points_of(gazetteer);
  Random random{5};
  for (const std::size_t count : {1, 10})
    line(fmt::format("nearest {} of {} premises", count, grid.size()).c_str(), spread(timed(20'000, 1e6, [&](std::size_t) {
           auto at = points[random.below(points.size())];
           at.easting += static_cast<double>(random.between(-300, 300));
           static_cast<void>(grid.nearest(at, count));
         }), "µs"), count == 1 ? "50 µs" : "");
  const auto wards = place::AreaLayer::load(files, {.file = folder / "leeds_wards_2011.geojson.gz", .code = "WD13CD"});
  if (!wards) return;
  std::vector<place::Shape> shapes;
  for (std::size_t i = 0; i < wards->size(); ++i)
    if (auto shape = place::Shape::from_polygons(wards->polygons(place::AreaIndex{i}), "a ward")) shapes.push_back(std::move(*shape));
  std::size_t most = 0;
  const auto times = timed(shapes.size() * 10, 1e3, [&](std::size_t i) { most = std::max(most, grid.within(shapes[i % shapes.size()]).size()); });
  line(fmt::format("premises of a ward's polygon, {} wards, up to {}", shapes.size(), most).c_str(), spread(times, "ms"), "20 ms");
}

void bench_one_address(Files& files, const Path& folder, const place::AddressIndex& index) {
  const auto texts = dirty_addresses(files, folder / "address_dirty_dev.csv.gz");
  if (texts.empty()) return;
  const auto ask = [&](std::size_t i) { static_cast<void>(place::match_address(index, {}, {.text = texts[i % texts.size()], .postcode = {}})); };
  for (std::size_t i = 0; i < 2'000; ++i) ask(i);
  line("one address, warm", spread(timed(texts.size(), 1e3, ask), "ms"), "p99 2 ms");
  std::atomic<bool> stop{false};
  std::thread batch{[&] {
    for (std::size_t i = 0; !stop; i += 7) ask(i);
  }};
  line("one address, while a batch runs on the other core", spread(timed(texts.size(), 1e3, ask), "ms"), "p99 2 ms");
  stop = true;
  batch.join();
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    fmt::print(stderr, "usage: bench_place_questions SHARED_DATA\n");
    return 2;
  }
  DiskFiles files;
  SilentProgress silent;
  const auto folder = Path{words[1]} / "places";
  const auto from = Steady::now();
  const auto loaded = place::load_gazetteer(files, folder / "leeds.gazetteer.toml", Threads{2}, silent);
  if (!loaded) {
    fmt::print(stderr, "{}\n", loaded.error().message);
    return 3;
  }
  const double read = seconds_since(from);
  const auto index = place::AddressIndex::build(loaded->gazetteer, Threads{2});
  line(fmt::format("{} premises: read, then index", loaded->gazetteer.size()).c_str(), fmt::format("{:.2f} s, {:.2f} s, {} MiB", read, seconds_since(from) - read, index.bytes() >> 20), "5 s");
  bench_areas(files, folder, loaded->gazetteer);
  bench_grid(files, folder, loaded->gazetteer);
  bench_one_address(files, folder, index);
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  line("peak memory", fmt::format("{} MiB", used.ru_maxrss / 1024), "400 MiB for the index");
  return 0;
}
