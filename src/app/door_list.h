// door_list.h: a guarded list of doors as a table, CSV, JSON or GeoJSON. Takes only what trust/ let through.
#pragma once

#include <string>
#include <string_view>

#include "spine/door_row.h"
#include "trust/seen.h"

namespace hearth::app {

using SeenDoors = trust::Seen<trust::Answer<spine::AreaHead, spine::DoorRow>>;

/// @param format table, csv, json or geojson
[[nodiscard]] Result<std::string> door_list(const SeenDoors& seen, std::string_view format);

}  // namespace hearth::app
