// area_map.h: the map of an area on a page: drawn by the server as SVG, and the same for a script to draw with our own tiles.
//
// Homes come from the address list, each drawn alike whatever is held on it. Marks come from a guarded list alone: a home that the
// guard kept back is one of the homes, and nothing tells it from its neighbours.
#pragma once

#include <string>
#include <vector>

#include "place/edge_bands.h"
#include "place/street_names.h"
#include "spine/area_question.h"
#include "web/html.h"

namespace hearth::web {

struct AreaMap {
  std::vector<place::GridPolygon> outline;     ///< what was asked for; empty for a street or a postcode
  std::vector<GridPoint> homes;                ///< all homes of the area
  std::vector<place::StreetName> streets;
  std::vector<place::GridPolygon> water{};     ///< rivers and lakes that reach into what is shown
};

/// A door of a guarded list.
struct MapMark {
  GridPoint point;
  std::size_t number{0};   ///< as it stands in the list
  std::size_t rank{0};     ///< of what to do: 0 is first
  std::string link{};      ///< path of the home, which the list leads to, too; empty: none
  bool is_on_page{true};   ///< else it is on another page of the list, and drawn without its number
};
struct MapMarks {
  std::vector<MapMark> doors;
  std::vector<std::string> deeds;              ///< what to do, by rank: "visit first"
};

/// `homes`: properties_of the question; those that are no home are left out.
[[nodiscard]] AreaMap area_map_of(const spine::Snapshot& snapshot, const spine::AreaAsked& asked, const std::vector<place::PropertyIndex>& properties);

/// A figure with the drawing, its key, and what a script needs to draw a map that moves. Nothing when no home has a point.
[[nodiscard]] Html draw_area_map(const AreaMap& map, const MapMarks& marks = {});
/// "Map of 240 homes, 900 metres from west to east, 400 from south to north. 12 doors of the list are marked. ..."
[[nodiscard]] std::string words_of_map(const AreaMap& map, const MapMarks& marks);

/// Where a script puts a map of the whole place on which an area is drawn; `field` is the id of the text that takes it as GeoJSON.
/// Nothing is seen without the script.
[[nodiscard]] Html map_to_draw_on(const place::PropertyGrid& place, std::string field);

}  // namespace hearth::web
