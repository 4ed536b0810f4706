// evaluate.h: what a programme says about one subject: category, reasons, and what is not known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "need/facts.h"
#include "need/programme.h"

namespace hearth::need {

/// One fact that a reason rests on.
struct Support {
  FactorIndex factor{0};
  Source source{};
  bool operator==(const Support&) const = default;
};

/// A condition that held, in the words of the programme, with the facts that made it hold.
struct Reason {
  std::string words;
  std::vector<Support> rests_on;
  std::string need{};  ///< the same words whatever stands beside it: to count by
  bool operator==(const Reason&) const = default;
};

struct CohortEntry {
  std::size_t category{0};             ///< index into Programme::categories
  /// In the order of the rules: of the category, then of every later one that holds, too; each once; never empty.
  std::vector<Reason> reasons;
  /// What could change the answer if it were known, in words: first what could put the subject into an earlier category, then
  /// what could leave it out.
  std::vector<std::string> unknowns;
  std::optional<WeeklyEstimate> estimate;
};

/// The category of a subject, or nothing. Pure: the same programme and facts give the same answer.
/// Dead and protected people are in no cohort. Cost: O(conditions); a million subjects in about a second.
[[nodiscard]] std::optional<CohortEntry> evaluate(const Programme& programme, const Facts& facts);

/// Only the index of the category: for counting.
[[nodiscard]] std::optional<std::size_t> category_of(const Programme& programme, const Facts& facts);

/// Why a subject that came near is in no category, in words. Near is: the programme has conditions for everybody (only_if), and
/// exactly one thing speaks against, or nothing does and something is not known. Empty for those in a category, for others, and
/// for protected people, of whom nothing is said.
[[nodiscard]] std::vector<std::string> not_included_because(const Programme& programme, const Facts& facts);

}  // namespace hearth::need
