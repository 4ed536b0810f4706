// statements.h: every SQL statement of this room, so that a test can prepare all of them on both databases.
#pragma once

#include <vector>

#include "store/store.h"

namespace hearth::need {
[[nodiscard]] std::vector<store::Statement> statements();
[[nodiscard]] std::vector<store::Statement> outcome_statements();  ///< of outcome_table.cpp; among those of statements()
[[nodiscard]] std::vector<store::Statement> month_statements();    ///< of cohort_months.cpp; the same
}
