// door_list_text.h: a guarded list of doors for a terminal, home by home, no wider than 100 columns.
#pragma once

#include <string>

#include "web/door_file.h"

namespace hearth::app {

[[nodiscard]] std::string door_list_text(const web::SeenDoors& seen);

/// @param format table, or one of web::door_file
[[nodiscard]] Result<std::string> door_list(const web::SeenDoors& seen, std::string_view format);

}  // namespace hearth::app
