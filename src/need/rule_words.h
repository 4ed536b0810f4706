// rule_words.h: a programme's conditions in the officer's words, so that everybody can read what the program looks for.
#pragma once

#include <string>
#include <vector>

#include "need/programme.h"

namespace hearth::need {

/// A condition: its words ("any of these"), and what stands in it.
struct RuleSaid {
  std::string words;
  std::vector<RuleSaid> parts;
};

/// The condition of a node. What joins one condition alone is left out. O(conditions below it)
[[nodiscard]] RuleSaid say_rule(const Rules& rules, NodeIndex node);

}  // namespace hearth::need
