// road_files.h: the roads and paths of a place, from OpenStreetMap or from a table of lines as OS Open Roads is written out.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/point.h"

namespace hearth::place {

/// One of PLACE.toml's roads = [{file, line, kind}]. A file whose name ends with .osm.pbf needs nothing else.
struct RoadSource {
  Path file;
  std::string line{};  ///< of a table: heading of the column with the lines: WKT, or "easting northing;easting northing"
  std::string kind{};  ///< of a table, where there is such a column: motorways are left out
};

struct RoadLines {
  std::vector<std::vector<GridPoint>> lines;
  std::vector<Error> faults;  ///< rows that were put aside: file, row, column
  std::string version;        ///< content hash of all files
};

/// Those that can be walked along: of OpenStreetMap no motorway, nothing planned or in building, nothing closed to people on foot.
/// @error roads.column_missing, roads.empty, roads.too_large (exit 2); osm.*, csv.*, file.*
[[nodiscard]] Result<RoadLines> read_roads(Files& files, const std::vector<RoadSource>& sources);

/// "LINESTRING (431200 433800, 431210 433810)", "MULTILINESTRING ((...), (...))", with or without heights (Z), or "431200 433800;431210 433810".
/// Metres of the national grid, or degrees. Nothing when it is none of these.
[[nodiscard]] std::vector<std::vector<GridPoint>> parse_road_line(std::string_view text);

}  // namespace hearth::place
