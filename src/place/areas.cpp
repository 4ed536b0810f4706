#include "place/areas.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/geojson.h"
#include "formats/gzip.h"

namespace hearth::place {
namespace {

struct Area {
  std::string code, name;
  std::vector<GridPolygon> polygons;
  EdgeBands edges;
};

/// An area that touches a cell; `whole` when it covers all of it.
struct Touch {
  std::uint32_t area;
  bool whole;
};

constexpr double cells_per_area = 64;
constexpr double cells_max = 4'000'000;

/// The cells of a layer's box, with the areas that touch each.
class AreaGrid {
 public:
  AreaGrid() = default;
  explicit AreaGrid(const std::vector<Area>& areas) {
    box_ = areas.front().edges.bounds();
    for (const auto& area : areas) {
      const auto& b = area.edges.bounds();
      box_.least = {std::min(box_.least.easting, b.least.easting), std::min(box_.least.northing, b.least.northing)};
      box_.most = {std::max(box_.most.easting, b.most.easting), std::max(box_.most.northing, b.most.northing)};
    }
    const double width = std::max(1.0, box_.most.easting - box_.least.easting);
    const double height = std::max(1.0, box_.most.northing - box_.least.northing);
    cell_ = std::max(1.0, std::sqrt(width * height / std::min(cells_max, cells_per_area * static_cast<double>(areas.size()))));
    columns_ = static_cast<std::size_t>(width / cell_) + 1;
    rows_ = static_cast<std::size_t>(height / cell_) + 1;
    std::vector<std::vector<Touch>> cells(columns_ * rows_);
    for (std::uint32_t a = 0; a < areas.size(); ++a) enter(areas[a], a, cells);
    from_.reserve(cells.size() + 1);
    for (const auto& cell : cells) {
      from_.push_back(static_cast<std::uint32_t>(touches_.size()));
      touches_.insert(touches_.end(), cell.begin(), cell.end());
    }
    from_.push_back(static_cast<std::uint32_t>(touches_.size()));
  }

  [[nodiscard]] std::span<const Touch> at(GridPoint point) const {
    if (!box_.holds(point)) return {};
    const auto cell = row(point.northing) * columns_ + column(point.easting);
    return std::span{touches_}.subspan(from_[cell], from_[cell + 1] - from_[cell]);
  }

 private:
  std::size_t column(double easting) const {
    return std::min(columns_ - 1, static_cast<std::size_t>(std::max(0.0, (easting - box_.least.easting) / cell_)));
  }
  std::size_t row(double northing) const {
    return std::min(rows_ - 1, static_cast<std::size_t>(std::max(0.0, (northing - box_.least.northing) / cell_)));
  }

  /// Cells that an edge passes are touched; of the others in the area's box those whose middle is inside are wholly inside.
  void enter(const Area& area, std::uint32_t number, std::vector<std::vector<Touch>>& cells) const {
    const auto& b = area.edges.bounds();
    const auto left = column(b.least.easting), right = column(b.most.easting);
    const auto low = row(b.least.northing), high = row(b.most.northing);
    std::vector<char> passed((right - left + 1) * (high - low + 1), 0);
    for (const auto& polygon : area.polygons)
      for (const auto& ring : polygon.rings)
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) mark(ring[i], ring[i + 1], left, right, low, passed);
    for (auto r = low; r <= high; ++r)
      for (auto c = left; c <= right; ++c) {
        const bool edge = passed[(r - low) * (right - left + 1) + (c - left)] != 0;
        const GridPoint middle{box_.least.easting + (static_cast<double>(c) + 0.5) * cell_,
                               box_.least.northing + (static_cast<double>(r) + 0.5) * cell_};
        if (edge || area.edges.inside(middle)) cells[r * columns_ + c].push_back({.area = number, .whole = !edge});
      }
  }

  void mark(GridPoint a, GridPoint b, std::size_t left, std::size_t right, std::size_t low, std::vector<char>& passed) const {
    if (a.northing > b.northing) std::swap(a, b);
    const double rise = b.northing - a.northing;
    for (auto r = row(a.northing); r <= row(b.northing); ++r) {
      const double from = box_.least.northing + static_cast<double>(r) * cell_;
      const auto east_at = [&](double northing) {
        const double along = std::clamp((northing - a.northing) / rise, 0.0, 1.0);
        return a.easting + along * (b.easting - a.easting);
      };
      double west = rise > 0 ? east_at(from) : a.easting, east = rise > 0 ? east_at(from + cell_) : b.easting;
      if (west > east) std::swap(west, east);
      // A hair more on each side: rounding must never leave out a cell.
      const double slack = cell_ * 1e-9;
      for (auto c = column(west - slack); c <= column(east + slack); ++c)
        passed[(r - low) * (right - left + 1) + (std::clamp(c, left, right) - left)] = 1;
    }
  }

  GridBox box_{};
  double cell_{1};
  std::size_t columns_{0}, rows_{0};
  std::vector<std::uint32_t> from_;
  std::vector<Touch> touches_;
};

}  // namespace

struct AreaLayer::State {
  std::string key, vintage, version;
  std::vector<Area> areas;  // in order of code
  AreaGrid grid;
};

AreaLayer::AreaLayer(std::unique_ptr<State> state) noexcept : state_{std::move(state)} {}
AreaLayer::AreaLayer(AreaLayer&&) noexcept = default;
AreaLayer& AreaLayer::operator=(AreaLayer&&) noexcept = default;
AreaLayer::~AreaLayer() = default;

namespace {

Result<std::vector<Area>> areas_of_features(const formats::FeatureSet& set, const AreaSource& source) {
  std::map<std::string, Area> by_code;
  for (std::size_t f = 0; f < set.features.size(); ++f) {
    const auto& feature = set.features[f];
    const Where where{.file = source.file.string(), .pointer = "/features/" + std::to_string(f)};
    const auto code = feature.properties.find(source.code);
    if (code == feature.properties.end() || trim(code->second).empty())
      return fail("areas.no_code", "this area has no property \"" + source.code + "\". Name the right one under areas, code.", where);
    if (feature.polygons.empty()) return fail("areas.not_polygon", "expected a Polygon or MultiPolygon.", where);
    HEARTH_TRY(polygons, on_grid(feature.polygons, set.national_grid, where));
    const auto key = std::string{trim(code->second)};
    auto& area = by_code[key];
    area.code = key;
    const auto name = feature.properties.find(source.name);
    if (area.name.empty()) area.name = name == feature.properties.end() ? key : std::string{trim(name->second)};
    for (auto& polygon : polygons) area.polygons.push_back(std::move(polygon));
  }
  std::vector<Area> areas;
  for (auto& [code, area] : by_code) {
    area.edges = EdgeBands{area.polygons};
    areas.push_back(std::move(area));
  }
  return areas;
}

}  // namespace

Result<AreaLayer> AreaLayer::load(Files& files, const AreaSource& source) {
  HEARTH_TRY(text, formats::read_unpacked(files, source.file, limits::json_bytes_max));
  HEARTH_TRY(set, formats::parse_geojson(text, source.file.string()));
  HEARTH_TRY(areas, areas_of_features(set, source));
  if (areas.empty()) return fail("areas.empty", "the file has no area.", {.file = source.file.string()});
  auto state = std::make_unique<State>();
  state->key = source.code;
  state->vintage = source.vintage;
  state->version = ContentHash::of(text + "|" + source.code + "|" + source.name).text();
  state->areas = std::move(areas);
  state->grid = AreaGrid{state->areas};
  return AreaLayer{std::move(state)};
}

std::size_t AreaLayer::size() const noexcept { return state_->areas.size(); }
const std::string& AreaLayer::key() const noexcept { return state_->key; }
const std::string& AreaLayer::vintage() const noexcept { return state_->vintage; }
const std::string& AreaLayer::version() const noexcept { return state_->version; }
std::string_view AreaLayer::code(AreaIndex area) const noexcept { return state_->areas[area.number()].code; }
std::string_view AreaLayer::name(AreaIndex area) const noexcept { return state_->areas[area.number()].name; }
const std::vector<GridPolygon>& AreaLayer::polygons(AreaIndex area) const noexcept {
  return state_->areas[area.number()].polygons;
}

std::optional<AreaIndex> AreaLayer::find(std::string_view code) const noexcept {
  const auto& areas = state_->areas;
  const auto at = std::lower_bound(areas.begin(), areas.end(), code, [](const Area& a, std::string_view c) { return a.code < c; });
  if (at == areas.end() || at->code != code) return std::nullopt;
  return AreaIndex{static_cast<std::size_t>(at - areas.begin())};
}

std::optional<AreaIndex> AreaLayer::area_of(GridPoint point) const noexcept {
  for (const auto touch : state_->grid.at(point))
    if (touch.whole || state_->areas[touch.area].edges.inside(point)) return AreaIndex{touch.area};
  return std::nullopt;
}

std::vector<std::optional<AreaIndex>> AreaLayer::areas_of(std::span<const GridPoint> points, Threads threads) const {
  std::vector<std::optional<AreaIndex>> found(points.size());
  parallel_ranges(points.size(), 16'384, threads, [&](std::size_t from, std::size_t to) {
    for (auto i = from; i < to; ++i) found[i] = area_of(points[i]);
  });
  return found;
}

Result<AreaValues> AreaValues::load(Files& files, const AreaValueSource& source) {
  const auto file = source.file.string();
  HEARTH_TRY(bytes, files.open(source.file));
  HEARTH_TRY(reader, formats::CsvReader::open(std::move(bytes), file));
  const auto code = reader.column(source.code), value = reader.column(source.value);
  for (const auto& [column, heading] : {std::pair{code, &source.code}, std::pair{value, &source.value}})
    if (!column)
      return fail("areas.value_column", "there is no column of this name. Check code and value under area_values.",
                  {.file = file, .column = *heading}, Exit::wrong_use);
  AreaValues made;
  made.key_ = source.code;
  made.name_ = source.value;
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, reader.next(row));
    if (!more) break;
    if (row.fault) return fail(*row.fault);
    const auto text = trim(row.fields[*value]);
    const auto [at, added] = made.values_.emplace(std::string{trim(row.fields[*code])}, std::string{text});
    if (!added && at->second != text)
      return fail("areas.value_repeated",
                  "one area code has two different values. Expected one row per area; name another value column, or filter the file.",
                  {.file = file, .row = row.row, .column = source.value});
  }
  std::string all = source.code + "|" + source.value;
  for (const auto& [key, text] : made.values_) all.append("|" + key + "=" + text);
  made.version_ = ContentHash::of(all).text();
  return made;
}

std::optional<std::string_view> AreaValues::text(std::string_view code) const {
  const auto found = values_.find(code);
  if (found == values_.end()) return std::nullopt;
  return std::string_view{found->second};
}

std::optional<double> AreaValues::number(std::string_view code) const {
  const auto found = text(code);
  if (!found) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(found->data(), found->data() + found->size(), number);
  if (error != std::errc{} || end != found->data() + found->size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace hearth::place
