// review_table.h: what reviewers said about one pair of records, in the store: kept for ever, answered once, taken back by name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "people/decision.h"
#include "people/link.h"
#include "store/store.h"

namespace hearth::people {

/// One answer, and who took it back.
struct DecisionKept {
  std::int64_t id{0};
  Decision decision;
  std::string withdrawn_by, withdrawn_at;  ///< empty: it stands
  [[nodiscard]] bool stands() const noexcept { return withdrawn_by.empty(); }
};

/// Everything that was said about a pair, whichever record stands left.
struct PairHistory {
  std::optional<Edge> edge;                ///< as the last run scored it
  std::vector<DecisionKept> decisions;     ///< oldest first
  /// The answer that counts: the newest that stands.
  [[nodiscard]] const DecisionKept* in_force() const noexcept;
  /// Grows with each answer and each taking back: a form carries it, so that nobody overrules what they have not seen.
  [[nodiscard]] std::int64_t version() const noexcept;
  /// A pair that the linking left to a reviewer, for doubt or for a contradiction inside one person, or that a reviewer has had. No other pair is shown side by side.
  [[nodiscard]] bool is_for_review() const noexcept;
};
[[nodiscard]] Result<PairHistory> pair_history(store::Session& session, RecordId left, RecordId right);

struct Answered {
  bool kept{false};
  PairHistory history;                     ///< as it is now
};
/// Keeps an answer, unless somebody answered or took back after `version_seen`: then nothing is kept, and the history tells why.
[[nodiscard]] Result<Answered> decide_pair(store::Session& session, const Decision& decision, std::int64_t version_seen);
/// Takes the answer that counts back; the one before it, if any, counts again.
[[nodiscard]] Result<Answered> withdraw_decision(store::Session& session, RecordId left, RecordId right, const std::string& actor,
                                                    const std::string& at, std::int64_t version_seen);

/// The newest answers, of all reviewers, newest first.
[[nodiscard]] Result<std::vector<DecisionKept>> newest_decisions(store::Session& session, std::int64_t most);
/// Another number than at the last run: reviewers have answered since, and people are to be grouped again.
[[nodiscard]] Result<std::int64_t> review_version(store::Session& session);

}  // namespace hearth::people
