#include "place/road_files.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/osm_lines.h"
#include "place/projection.h"

namespace hearth::place {
namespace {

constexpr std::size_t faults_kept_max = 100;

bool can_be_walked(const formats::OsmTags& tags) {
  const auto highway = formats::osm_tag(tags, "highway");
  if (highway.empty()) return false;
  for (const std::string_view never : {"motorway", "motorway_link", "construction", "proposed", "planned", "abandoned", "razed", "raceway", "bus_guideway", "escape", "platform", "corridor", "elevator"})
    if (highway == never) return false;
  const auto foot = formats::osm_tag(tags, "foot");
  if (foot == "no" || foot == "private") return false;
  const auto access = formats::osm_tag(tags, "access");
  return !foot.empty() || (access != "no" && access != "private");
}

bool is_in_degrees(double x, double y) noexcept { return std::abs(x) <= 180 && std::abs(y) <= 90; }

/// The numbers of one corner, from "431200 433800" or "431200 433800 12.5".
std::optional<GridPoint> corner_of(std::string_view text) {
  std::vector<double> numbers;
  for (const auto part : split(trim(text), ' ')) {
    if (part.empty()) continue;
    double number = 0;
    const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (fault != std::errc{} || end != part.data() + part.size() || !std::isfinite(number)) return std::nullopt;
    numbers.push_back(number);
  }
  if (numbers.size() < 2 || numbers.size() > 4) return std::nullopt;
  if (is_in_degrees(numbers[0], numbers[1])) return to_grid(LonLat{numbers[0], numbers[1]});
  const GridPoint point{numbers[0], numbers[1]};
  return is_on_grid(point) ? std::optional{point} : std::nullopt;
}

std::vector<GridPoint> corners_of(std::string_view text, char between) {
  std::vector<GridPoint> out;
  for (const auto part : split(text, between)) {
    const auto corner = corner_of(part);
    if (!corner) return {};
    out.push_back(*corner);
  }
  return out;
}

class RoadReader {
 public:
  explicit RoadReader(Files& files) : files_{files} {}
  RoadLines out;

  Result<Done> read(const RoadSource& source) {
    const auto name = source.file.filename().string();
    if (name.ends_with(".pbf")) return read_osm(source.file, name);
    return read_table(source, name);
  }

 private:
  Result<Done> add(std::vector<GridPoint> line, const std::string& file) {
    points_ += line.size();
    if (points_ > limits::road_points_max)
      return wrong_use("roads.too_large", "the roads have more than " + with_commas(limits::road_points_max) + " corners. Expected those of the place.", {.file = file});
    if (line.size() >= 2) out.lines.push_back(std::move(line));
    return Done{};
  }

  Result<Done> read_osm(const Path& path, const std::string& name) {
    HEARTH_TRY(bytes, files_.read_all(path, limits::osm_bytes_max));
    out.version += ContentHash::of(bytes).text();
    HEARTH_TRY(lines, formats::read_osm_lines(bytes, name, can_be_walked));
    for (const auto& line : lines) {
      std::vector<GridPoint> on_grid;
      for (const auto& point : to_grid(std::span<const LonLat>{line})) {
        if (point && is_on_grid(*point)) {
          on_grid.push_back(*point);
          continue;
        }
        HEARTH_CHECK(add(std::move(on_grid), name));
        on_grid.clear();
      }
      HEARTH_CHECK(add(std::move(on_grid), name));
    }
    return Done{};
  }

  Result<Done> read_table(const RoadSource& source, const std::string& name) {
    HEARTH_TRY(bytes, files_.read_all(source.file, limits::osm_bytes_max));
    out.version += ContentHash::of(bytes).text();
    HEARTH_TRY(reader, formats::CsvReader::open(source_of(std::move(bytes)), name));
    const auto line_column = reader.column(source.line);
    const auto kind_column = source.kind.empty() ? std::nullopt : reader.column(source.kind);
    for (const auto& [heading, column] : {std::pair{source.line, line_column}, std::pair{source.kind, kind_column}})
      if (!column && !heading.empty())
        return wrong_use("roads.column_missing", "there is no column " + heading + ". Expected the heading of " + (heading == source.line ? "the lines (WKT)." : "the kinds of road."), {.file = name, .column = heading});
    if (!line_column) return wrong_use("roads.column_missing", "roads: a table needs line = \"HEADING\": the column with the lines (WKT).", {.file = name});
    formats::CsvRow row;
    for (;;) {
      HEARTH_TRY(more, reader.next(row));
      if (!more) break;
      if (row.fault) {
        put_aside(*row.fault);
        continue;
      }
      const auto text = row.fields[*line_column];
      if (kind_column && to_lower_ascii(row.fields[*kind_column]).starts_with("motorway")) continue;
      auto lines = parse_road_line(text);
      if (lines.empty())
        put_aside({.code = "roads.line", .message = "this is no line. Expected WKT, as LINESTRING (431200 433800, 431210 433810), of the national grid or of degrees.", .where = {.file = name, .row = row.row, .column = source.line}, .exit = Exit::put_aside});
      for (auto& line : lines) HEARTH_CHECK(add(std::move(line), name));
    }
    return Done{};
  }

  void put_aside(Error error) {
    if (out.faults.size() < faults_kept_max) out.faults.push_back(std::move(error));
  }

  Files& files_;
  std::size_t points_{0};
};

}  // namespace

std::vector<std::vector<GridPoint>> parse_road_line(std::string_view text) {
  const auto bracket = text.find('(');
  if (bracket == std::string_view::npos) {
    auto line = corners_of(text, ';');
    if (line.size() < 2) return {};
    return {std::move(line)};
  }
  const auto word = to_lower_ascii(trim(text.substr(0, bracket)));
  if (word.find("linestring") == std::string::npos) return {};
  std::vector<std::vector<GridPoint>> out;
  for (std::size_t at = bracket; at != std::string_view::npos && at < text.size();) {
    // From the innermost opening bracket to the next closing one is one line.
    const auto close = text.find(')', at);
    const auto open = close == std::string_view::npos ? close : text.rfind('(', close);
    if (open == std::string_view::npos || open < at) break;
    auto line = corners_of(text.substr(open + 1, close - open - 1), ',');
    if (line.size() < 2) return {};
    out.push_back(std::move(line));
    at = text.find('(', close);
  }
  return out;
}

Result<RoadLines> read_roads(Files& files, const std::vector<RoadSource>& sources) {
  RoadReader reader{files};
  for (const auto& source : sources) HEARTH_CHECK(reader.read(source));
  if (!sources.empty() && reader.out.lines.empty())
    return wrong_use("roads.empty", "there is no road in it that can be walked along. Expected highways of OpenStreetMap, or a table of lines.", {.file = sources.front().file.filename().string()});
  return std::move(reader.out);
}

}  // namespace hearth::place
