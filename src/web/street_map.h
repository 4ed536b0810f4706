// street_map.h: the map of one street at the head of its doors on paper: where the doors lie, which way is north, how far it is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/pdf_sheet.h"
#include "place/edge_bands.h"

namespace hearth::web {

struct MapDoor {
  GridPoint point;
  std::string label;      ///< "62", "Rose Cottage"
  bool is_first{false};   ///< of the programme's first category
};
struct MapWords {
  GridPoint point;
  std::string words;
};

/// Doors come from the guarded list. `homes` are all homes around them, each alike, listed or not, so that a crew can count along
/// the street and a gap tells nothing.
struct StreetMap {
  std::string heading;              ///< as street_heading() gives it
  std::vector<MapDoor> doors;
  std::vector<GridPoint> homes;
  std::vector<MapWords> streets;    ///< names, where their homes lie
  std::vector<place::GridPolygon> area;  ///< what was asked for
};

void draw_street_map(formats::SheetCanvas& canvas, const StreetMap& map);
/// For whoever cannot see it: "Map of Weir Lane: 12 doors, 240 metres from west to east, 80 from south to north."
[[nodiscard]] std::string words_of_map(const StreetMap& map);

}  // namespace hearth::web
