// door_file.h: a guarded list of doors as CSV, JSON or GeoJSON. Takes only what trust/ let through.
#pragma once

#include <string>
#include <string_view>

#include "spine/door_row.h"
#include "trust/seen.h"

namespace hearth::web {

using SeenDoors = trust::Seen<trust::Answer<spine::AreaHead, spine::DoorRow>>;

/// Of a demonstration each row and the whole say MADE-UP PEOPLE, as `made_up`: the CSV in a last column, in JSON and GeoJSON a member of
/// the outer object and of each row (of each feature's properties). Of a real place there is no such column or member.
/// @param format csv, json or geojson
[[nodiscard]] Result<std::string> door_file(const SeenDoors& seen, std::string_view format);

}  // namespace hearth::web
