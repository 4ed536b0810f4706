// cohort_table.h: cohorts in the store: who a programme found, why, with which rules, and until when it is kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "need/evaluate.h"
#include "store/store.h"

namespace hearth::need {

/// One row. `reasons` is JSON: [{"words": .., "rests_on": [{"factor": .., "feed": .., "date": ..}]}]; `unknowns` a JSON array
/// of texts. Feeds are written by name, because their order in PLACE.toml may change.
struct CohortRow {
  std::string programme;
  std::string subject_kind;    ///< "person", "household" or "property"
  std::int64_t subject_id{0};
  std::string category;        ///< the verb
  std::string reasons;
  std::string unknowns;
  std::string rule_version;
  std::string found_at;        ///< ISO moment
  std::string expires_at;      ///< ISO date: found_at and the programme's retention
  bool operator==(const CohortRow&) const = default;
};

[[nodiscard]] CohortRow row_from(const Programme& programme, const Vocabulary& vocabulary, const std::vector<std::string>& feed_names,
                                 About about, std::int64_t subject_id, const CohortEntry& entry, Instant now);

/// The programme's cohort becomes exactly these rows. A subject whose category, reasons, unknowns and rules are as before keeps
/// its row (and found_at); `rows` may come in any order. @return rows written or taken away
[[nodiscard]] Result<std::int64_t> replace_cohort(store::Session& session, const std::string& programme, const std::vector<CohortRow>& rows);
/// Of some subjects only (an incremental run): those of `subjects` that are not in `rows` leave the cohort.
[[nodiscard]] Result<std::int64_t> update_cohort(store::Session& session, const std::string& programme, const std::string& subject_kind,
                                                 const std::vector<std::int64_t>& subjects, const std::vector<CohortRow>& rows);
[[nodiscard]] Result<std::vector<CohortRow>> read_cohort(store::Session& session, const std::string& programme);
[[nodiscard]] Result<std::optional<CohortRow>> read_entry(store::Session& session, const std::string& programme,
                                                          const std::string& subject_kind, std::int64_t subject_id);
/// Category and number, in order of category name.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::int64_t>>> count_cohort(store::Session& session, const std::string& programme);
/// Rows past `today`, and cohorts of programmes that are not in `live`. @return how many were deleted
[[nodiscard]] Result<std::int64_t> purge_cohorts(store::Session& session, const Date& today, const std::vector<std::string>& live);

}  // namespace hearth::need
