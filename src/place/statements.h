// statements.h: every SQL statement of this room, so that a test can prepare them on each database.
#pragma once

#include <vector>

#include "store/store.h"

namespace hearth::place {

[[nodiscard]] std::vector<store::Statement> statements();

}  // namespace hearth::place
