// statements.h: every SQL statement of this room, so that a test can prepare all of them on both databases.
#pragma once

#include <vector>

#include "store/store.h"

namespace hearth::trust {
[[nodiscard]] std::vector<store::Statement> statements();
}  // namespace hearth::trust
