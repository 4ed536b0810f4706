// place_growth.cpp: how the address index grows: many towns made of Leeds, each with a name and postcodes of its own.
//
// bench_place_growth SHARED_DATA TOWNS FOLDER [--heading]: one line for so many towns of 405,565 premises; the index is written into FOLDER
// and removed. Memory is of the whole process: run it once for each size.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "place/index_file.h"
#include "place/property_grid.h"

namespace {

using namespace hearth;
using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point from) { return std::chrono::duration<double>(Steady::now() - from).count(); }

std::size_t peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) / 1024;
}

/// "LS12 5NL" of town 27 as "BB12 5NL": no two towns share a postcode.
std::string postcode_of(std::string_view postcode, std::size_t town) {
  const auto letters = postcode.find_first_of("0123456789");
  if (town == 0 || letters == std::string_view::npos) return std::string{postcode};
  const std::string own{static_cast<char>('A' + town / 26 % 26), static_cast<char>('A' + town % 26)};
  return own + std::string{postcode.substr(letters)};
}

/// The same streets and numbers under another town's name.
void add_town(place::GazetteerBuilder& builder, const place::Gazetteer& leeds, std::size_t town) {
  constexpr std::uint64_t uprns_each = 10'000'000;
  const auto name = town == 0 ? std::string{} : "Newtown" + postcode_of("1", town).substr(0, 2);
  for (std::size_t i = 0; i < leeds.size(); ++i) {
    const auto property = leeds.at(place::PropertyIndex{i});
    auto shown = property.shown;
    const auto postcode = postcode_of(shown.postcode, town), outcode = postcode_of(shown.outcode, town);
    shown.postcode = postcode;
    shown.outcode = outcode;
    if (town > 0) shown.town = name;
    builder.add({.uprn = Uprn::from_trusted(property.uprn.number() + town * uprns_each), .address = shown, .class_code = property.class_code, .point = property.point});
  }
}

/// Own texts of every so many properties, matched on two threads: a second, and how many found themselves.
std::pair<double, double> match_rate(const place::MatchPlace& made) {
  const auto& properties = made.loaded.gazetteer;
  const std::size_t step = std::max<std::size_t>(1, properties.size() / 100'000);
  std::vector<std::string> texts;
  std::vector<Uprn> meant;
  for (std::size_t i = 0; i < properties.size(); i += step) {
    texts.push_back(properties.address_line(place::PropertyIndex{i}));
    meant.push_back(properties.uprn(place::PropertyIndex{i}));
  }
  std::vector<place::AddressText> asked;
  for (const auto& text : texts) asked.push_back({.text = text});
  SilentProgress silent;
  const auto from = Steady::now();
  const auto answers = place::match_all(made.index, {}, asked, Threads{2}, silent);
  const double seconds = seconds_since(from);
  std::size_t right = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) right += answers[i].uprn == meant[i] ? 1 : 0;
  return {static_cast<double>(asked.size()) / seconds, static_cast<double>(right) / static_cast<double>(asked.size())};
}

/// Median milliseconds of 101 polygons, 2 km wide, around properties; and how many premises the last of them holds.
std::pair<double, std::size_t> polygons(const place::Gazetteer& properties) {
  const place::PropertyGrid grid{properties};
  std::vector<double> times;
  std::size_t inside = 0;
  for (std::size_t i = 0; times.size() < 101 && i < properties.size(); i += std::max<std::size_t>(1, properties.size() / 150)) {
    const auto middle = properties.point(place::PropertyIndex{i});
    if (!middle) continue;
    const auto at = [&](double east, double north) { return GridPoint{middle->easting + east, middle->northing + north}; };
    const auto shape = place::Shape::from_polygons({{.rings = {{at(-1000, 0), at(-300, -1000), at(1000, -400), at(800, 900), at(-600, 1000), at(-1000, 0)}}}}, "bench");
    if (!shape) continue;
    const auto from = Steady::now();
    inside = grid.within(*shape).size();
    times.push_back(seconds_since(from) * 1000);
  }
  std::ranges::sort(times);
  return {times.empty() ? 0 : times[times.size() / 2], inside};
}

int run(const Path& shared, std::size_t towns, const Path& folder) {
  DiskFiles files;
  SilentProgress silent;
  place::GazetteerBuilder builder{"towns"};
  {
    const auto leeds = place::load_gazetteer(files, shared / "places" / "leeds.gazetteer.toml", Threads{2}, silent);
    if (!leeds) return fmt::print(stderr, "{}\n", to_string(leeds.error())), 3;
    for (std::size_t town = 0; town < towns; ++town) add_town(builder, leeds->gazetteer, town);
  }
  const auto from = Steady::now();
  place::LoadedGazetteer loaded{.gazetteer = builder.finish()};
  const double gazetteer = seconds_since(from);
  const auto from_index = Steady::now();
  const auto index = place::AddressIndex::build(loaded.gazetteer, Threads{2});
  const double indexed = seconds_since(from_index);
  const auto path = folder / "growth.index";
  const auto from_file = Steady::now();
  if (const auto saved = place::save_index(files, path, loaded, index); !saved) return fmt::print(stderr, "{}\n", to_string(saved.error())), 3;
  const double written = seconds_since(from_file);
  const auto peak = peak_mib();
  const auto from_open = Steady::now();
  const auto opened = place::load_index(files, path);
  const double open = seconds_since(from_open);
  if (!opened) return fmt::print(stderr, "{}\n", to_string(opened.error())), 3;
  const auto disk = std::filesystem::file_size(path);
  const auto [rate, found] = match_rate(*opened);
  const auto [milliseconds, inside] = polygons(opened->loaded.gazetteer);
  std::filesystem::remove(path);
  fmt::print("{:>12} {:>14.1f} {:>11.1f} {:>9.1f} {:>9} {:>9} {:>11.0f} {:>12.0f} {:>9.1f} % {:>11.1f} {:>9}\n", loaded.gazetteer.size(), gazetteer, indexed, written, peak, disk >> 20, open * 1000, rate, 100 * found, milliseconds, inside);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) return fmt::print(stderr, "Usage: bench_place_growth SHARED_DATA TOWNS FOLDER [--heading]\n"), 2;
  if (count > 4 && std::strcmp(words[4], "--heading") == 0)
    fmt::print("{:>12} {:>14} {:>11} {:>9} {:>9} {:>9} {:>11} {:>12} {:>11} {:>11} {:>9}\n", "premises", "gazetteer s", "index s", "write s", "peak MiB", "disk MiB", "open ms", "a second", "own text", "polygon ms", "in it");
  return run(words[1], static_cast<std::size_t>(std::strtoull(words[2], nullptr, 10)), words[3]);
}
