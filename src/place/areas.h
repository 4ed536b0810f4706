// areas.h: which area of a layer (output area, LSOA, ward, district) holds a point, and what is known about it.
//
// A layer is one GeoJSON file whose areas do not overlap. Points are looked up through a grid of cells: a cell that lies wholly
// in one area answers at once, others test the edges of the few areas that touch it. Goal: 500,000 points a second per core on
// 2,543 output areas. Values of areas (deprivation, tenure) come from CSV tables joined by the area's code.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/point.h"
#include "place/shape.h"

namespace hearth::place {

/// Which area of a layer: 0 to size() - 1, in order of code.
class AreaIndex {
 public:
  constexpr AreaIndex() noexcept = default;
  explicit constexpr AreaIndex(std::size_t number) noexcept : number_{static_cast<std::uint32_t>(number)} {}
  [[nodiscard]] constexpr std::uint32_t number() const noexcept { return number_; }
  auto operator<=>(const AreaIndex&) const = default;

 private:
  std::uint32_t number_{0};
};

/// One of PLACE.toml's areas = [{file, code, name, vintage}]: `code` and `name` are property names of the GeoJSON file.
struct AreaSource {
  Path file;
  std::string code;
  std::string name{};     ///< empty: areas have codes only
  std::string vintage{};  ///< "2011", "2021": statistics keep the vintage they were published on
};

class AreaLayer {
 public:
  /// Reads GeoJSON, plain or gzip. Features of one code are one area.
  /// @error areas.no_code (a feature lacks the property; JSON pointer), areas.empty, areas.not_polygon, geojson.*, file.*
  [[nodiscard]] static Result<AreaLayer> load(Files& files, const AreaSource& source);
  AreaLayer(AreaLayer&&) noexcept;
  AreaLayer& operator=(AreaLayer&&) noexcept;
  ~AreaLayer();

  [[nodiscard]] std::size_t size() const noexcept;
  /// The property that holds the code ("LSOA11CD"): how programmes name the layer.
  [[nodiscard]] const std::string& key() const noexcept;
  [[nodiscard]] const std::string& vintage() const noexcept;
  [[nodiscard]] std::string_view code(AreaIndex area) const noexcept;
  [[nodiscard]] std::string_view name(AreaIndex area) const noexcept;  ///< the code when it has no name
  [[nodiscard]] std::optional<AreaIndex> find(std::string_view code) const noexcept;
  /// Empty outside all areas. On an edge: EdgeBands::inside's rule, so that exactly one of two neighbours has the point.
  [[nodiscard]] std::optional<AreaIndex> area_of(GridPoint point) const noexcept;
  /// In the order of `points`.
  [[nodiscard]] std::vector<std::optional<AreaIndex>> areas_of(std::span<const GridPoint> points, Threads threads) const;
  [[nodiscard]] const std::vector<GridPolygon>& polygons(AreaIndex area) const noexcept;
  [[nodiscard]] const std::string& version() const noexcept;  ///< content hash

 private:
  struct State;
  explicit AreaLayer(std::unique_ptr<State> state) noexcept;
  std::unique_ptr<State> state_;
};

/// One of PLACE.toml's area_values = [{file, code, value}]: `code` and `value` are headings of the CSV file.
struct AreaValueSource {
  Path file;
  std::string code;
  std::string value;
};

/// A value per area code.
class AreaValues {
 public:
  /// @error areas.value_column (a heading is missing), areas.value_repeated (one code, two values), csv.*, file.*
  [[nodiscard]] static Result<AreaValues> load(Files& files, const AreaValueSource& source);

  [[nodiscard]] const std::string& key() const noexcept { return key_; }        ///< heading of the code
  [[nodiscard]] const std::string& name() const noexcept { return name_; }      ///< heading of the value
  [[nodiscard]] const std::string& version() const noexcept { return version_; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] std::optional<std::string_view> text(std::string_view code) const;
  [[nodiscard]] std::optional<double> number(std::string_view code) const;      ///< empty when it is not a number

 private:
  std::string key_, name_, version_;
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace hearth::place
