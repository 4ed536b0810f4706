// link_columns.h: fills the planned columns from the records.
#pragma once

#include <span>

#include "base/parallel.h"
#include "match/table.h"
#include "people/link.h"
#include "people/link_plan.h"

namespace hearth::people {

/// @param order  which of `rows` each row of the table is
[[nodiscard]] match::Table fill_table(const LinkPlan& plan, std::span<const LinkRow> rows, std::span<const std::uint32_t> order,
                                      Threads threads);

}  // namespace hearth::people
