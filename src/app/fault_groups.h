// fault_groups.h: what was put aside, by kind and column with the place of the first, for people and as JSON. No values.
#pragma once

#include "app/command.h"
#include "formats/json.h"
#include "record/load.h"

namespace hearth::app {

void print_fault_groups(const Call& call, const std::vector<record::FaultGroup>& groups);
[[nodiscard]] formats::json::array fault_groups_json(const std::vector<record::FaultGroup>& groups);

}  // namespace hearth::app
