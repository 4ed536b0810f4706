// tiles.cpp: how long the map's tiles take, zoom by zoom, on a real address list. Usage: bench_tiles SHARED_DATA
//
// Reads the premises, wards, LSOAs and output areas of Leeds in SHARED_DATA/places. That list gives each premises its street's point:
// here they are laid out around it, 12 metres apart, so that tiles are as full as real ones. Every tile within Leeds is made once, up
// to 4,000 of a zoom, in one thread and without HTTP; the last line is over all of them.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "place/place_tiles.h"
#include "place/projection.h"

namespace {

using namespace hearth;
using place::TileAddress;
using Steady = std::chrono::steady_clock;

constexpr std::size_t tiles_max = 4000;

double milliseconds(Steady::time_point from) { return std::chrono::duration<double, std::milli>(Steady::now() - from).count(); }

/// A square around the street's point, filled row by row.
place::Gazetteer laid_out(const place::Gazetteer& list) {
  std::map<GridPoint, std::pair<int, int>> at_point;  // how many there are, how many are laid out
  for (std::size_t i = 0; i < list.size(); ++i)
    if (const auto point = list.point(place::PropertyIndex{i})) ++at_point[*point].first;
  place::GazetteerBuilder builder{"Leeds, laid out"};
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto property = list.at(place::PropertyIndex{i});
    place::PropertyRow row{property.uprn, property.shown, property.class_code, property.parent, property.point};
    if (row.point) {
      auto& [all, done] = at_point[*row.point];
      const int side = static_cast<int>(std::ceil(std::sqrt(all)));
      row.point = GridPoint{row.point->easting + 12.0 * (done % side - side / 2), row.point->northing + 12.0 * (done / side - side / 2)};
      ++done;
    }
    builder.add(row);
  }
  return builder.finish();
}

struct Measured {
  std::vector<double> times;
  std::size_t bytes{0}, bytes_most{0};
  void print(const std::string& name) {
    if (times.empty()) return;
    std::ranges::sort(times);
    const auto at = [this](double share) { return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))]; };
    fmt::print("{:>6} {:>8} {:>10.2f} {:>10.2f} {:>10.2f} {:>12.1f} {:>12.1f}\n", name, with_commas(times.size()), at(0.5), at(0.99), times.back(),
               static_cast<double>(bytes) / static_cast<double>(times.size()) / 1024, static_cast<double>(bytes_most) / 1024);
  }
};

Measured measure(const place::PlaceTiles& tiles, std::uint32_t zoom, const LonLat& least, const LonLat& most) {
  const auto first = place::tile_at({least.longitude, most.latitude}, zoom), last = place::tile_at({most.longitude, least.latitude}, zoom);
  const std::size_t columns = last.column - first.column + 1, rows = last.row - first.row + 1;
  const std::size_t step = std::max<std::size_t>(1, columns * rows / tiles_max);
  Measured out;
  for (std::size_t i = 0; i < columns * rows; i += step) {
    const TileAddress address{zoom, first.column + static_cast<std::uint32_t>(i % columns), first.row + static_cast<std::uint32_t>(i / columns)};
    const auto from = Steady::now();
    const auto bytes = tiles.tile(address).size();
    if (bytes == 0) continue;
    out.times.push_back(milliseconds(from));
    out.bytes += bytes;
    out.bytes_most = std::max(out.bytes_most, bytes);
  }
  return out;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return fmt::print(stderr, "Usage: bench_tiles SHARED_DATA\n"), 2;
  const auto places = Path{arguments[1]} / "places";
  DiskFiles files;
  SilentProgress silent;
  const auto loaded = place::load_gazetteer(files, places / "leeds.gazetteer.toml", Threads{2}, silent);
  if (!loaded) return fmt::print(stderr, "{}\n", to_string(loaded.error())), 3;
  const auto gazetteer = laid_out(loaded->gazetteer);
  std::vector<place::AreaLayer> layers;
  for (const auto& [file, code] : {std::pair{"leeds_wards_2011.geojson.gz", "WD13CD"}, {"leeds_lsoa_2011.geojson.gz", "LSOA11CD"}, {"leeds_oa_2011.geojson.gz", "OA11CD"}}) {
    auto layer = place::AreaLayer::load(files, {.file = places / file, .code = code});
    if (!layer) return fmt::print(stderr, "{}\n", to_string(layer.error())), 3;
    layers.push_back(std::move(*layer));
  }
  const auto from = Steady::now();
  const place::PlaceTiles tiles{gazetteer, layers};
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  fmt::print("{} premises, {} homes, areas of 3 layers; made ready in {:.0f} ms, peak {} MiB\n", with_commas(gazetteer.size()), with_commas(tiles.homes()),
             milliseconds(from), usage.ru_maxrss / 1024);
  fmt::print("{:>6} {:>8} {:>10} {:>10} {:>10} {:>12} {:>12}\n", "zoom", "tiles", "median ms", "p99 ms", "most ms", "KiB, mean", "KiB, most");
  const LonLat least{-1.80, 53.69}, most{-1.29, 53.96};
  Measured all;
  for (auto zoom = TileAddress::zoom_min; zoom <= TileAddress::zoom_max; ++zoom) {
    auto one = measure(tiles, zoom, least, most);
    all.times.insert(all.times.end(), one.times.begin(), one.times.end());
    all.bytes += one.bytes;
    all.bytes_most = std::max(all.bytes_most, one.bytes_most);
    one.print(std::to_string(zoom));
  }
  all.print("all");
}
