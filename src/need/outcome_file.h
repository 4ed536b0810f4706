// outcome_file.h: what came of letters, as whoever answers the telephone writes it down: a CSV of reference, outcome and pounds a week.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "need/outcome_table.h"

namespace hearth::need {

/// One row that can be taken in.
struct OutcomeGiven {
  std::uint64_t row{0};
  std::optional<std::int64_t> letter;   ///< one of the two is there
  std::optional<std::int64_t> person;
  Outcome outcome{Outcome::no_reply};
  std::int64_t pence_a_week{0};
  std::string told_on;                  ///< ISO day; empty: not said
};
struct OutcomeFile {
  std::vector<OutcomeGiven> rows;
  std::vector<Error> put_aside;         ///< each with file, row and column, and never a value
  std::uint64_t rows_in{0};
  std::string version;                  ///< hash of the bytes
};

/// Columns: reference (of the letter) or person_id; outcome (claimed, refused, no reply); pounds_a_week (claimed only); date (YYYY-MM-DD,
/// may be left out). A row with a fault is put aside and the others go on: outcome.reference, outcome.person, outcome.word,
/// outcome.pounds, outcome.date, outcome.repeated (one letter or person in two rows: the first counts), csv.*.
/// @error outcome.columns (exit 2), csv.*, file.*
[[nodiscard]] Result<OutcomeFile> read_outcome_file(Files& files, const Path& path);

}  // namespace hearth::need
