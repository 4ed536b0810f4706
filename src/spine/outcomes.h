// outcomes.h: what came of a programme's letters, taken in: rows are matched to the people that the asker may see.
#pragma once

#include <array>
#include <vector>

#include "need/outcome_file.h"
#include "spine/asking.h"

namespace hearth::spine {

/// One outcome of one person, guarded like a look at them.
struct OutcomeTaken {
  PersonId person{};
  bool is_protected{false};
  need::OutcomeGiven given;
  std::vector<trust::FeedIndex> feeds;
};

struct OutcomeReport {
  std::uint64_t rows_in{0};
  std::size_t taken{0}, claimed{0};
  std::int64_t pence_a_week{0};
  std::vector<Error> put_aside;
};

/// Takes in one file for a purpose, in one transaction and one look. A row whose letter or person is not known, or not to be seen by this
/// asker, is put aside with one and the same reason. Who told it, the file, its row and the day are kept.
/// @error outcome.twice (exit 2): these bytes were taken in before
[[nodiscard]] Result<OutcomeReport> take_outcomes(Folder& folder, const Asking& asking, need::OutcomeFile file, const std::string& file_name, Instant now);

}  // namespace hearth::spine

namespace hearth::trust {

template <>
struct ShownFields<spine::OutcomeTaken> {
  using Row = spine::OutcomeTaken;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return "person " + std::to_string(row.person.number()); }
  static constexpr std::array<AttributeField<Row>, 1> attributes{{{"person_id", [](Row& row) { row.person = {}; }}}};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

}  // namespace hearth::trust
