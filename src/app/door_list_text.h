// door_list_text.h: a guarded list of doors for a terminal, home by home, no wider than 100 columns.
#pragma once

#include <string>

#include "app/door_list.h"

namespace hearth::app {

[[nodiscard]] std::string door_list_text(const SeenDoors& seen);

}  // namespace hearth::app
