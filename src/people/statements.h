// statements.h: every SQL statement of this room, so that a test can prepare all of them on both databases.
#pragma once

#include <vector>

#include "store/store.h"

namespace hearth::people {
[[nodiscard]] std::vector<store::Statement> statements();
[[nodiscard]] std::vector<store::Statement> review_statements();  ///< of review_table.cpp; among those of statements()
}
