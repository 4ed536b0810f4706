// plan_text.h: what linking would do, as TOML that people read, change and hand back.
#pragma once

#include <string>
#include <string_view>

#include "people/link.h"
#include "people/link_plan.h"

namespace hearth::people {

/// "surname", "sound of surname", "2nd rare word of address": a key as people write it.
[[nodiscard]] std::string words_of(const PlannedKey& key);

/// @param report  of plan_link(): its counts stand beside the rules
[[nodiscard]] std::string plan_toml(const LinkPlan& plan, const LinkSettings& settings, const LinkReport& report);

struct EditedPlan {
  LinkPlan plan;
  LinkSettings settings;  ///< weights and limits of the file in place of those given
};
/// Reads what plan_toml() wrote and somebody changed. Without any [[rule]] the proposed rules count.
/// @param here  what these records have: a column can be left out, and none that is not filled can be added
/// @error exit 2: toml.*, plan.column (not one of these records), plan.kind, plan.key, plan.together, plan.weights, plan.too_many (rules, variants, keys)
[[nodiscard]] Result<EditedPlan> parse_plan(std::string_view text, std::string file, const LinkPlan& here, const LinkSettings& settings);

}  // namespace hearth::people
