// tiles.h: the map's tiles of the place as it is published, made once for each version of its address list and areas.
#pragma once

#include <string_view>

namespace hearth::web {

/// Where a map asks for its tiles; MapLibre fills in zoom, column and row.
inline constexpr std::string_view tiles_path = "/tiles/{z}/{x}/{y}.mvt";

}  // namespace hearth::web
