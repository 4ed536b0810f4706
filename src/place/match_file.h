// match_file.h: a file with addresses in, a file with a UPRN for each row out: `hearth match`.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "place/match_address.h"
#include "place/match_report.h"

namespace hearth::place {

struct MatchFileAsk {
  Path file;                            ///< CSV, plain or gzip
  Path out;
  std::optional<std::string> id{};      ///< heading; empty: the row number from 1
  std::vector<std::string> address{};   ///< headings, joined by commas; empty: found by heading, else by content
  std::optional<std::string> postcode{};///< heading; empty: found; without one the text itself may hold it
  MatchSettings settings{};
};

struct MatchFileResult {
  std::uint64_t rows{0};
  std::array<std::uint64_t, 5> bands{};  ///< by Band
  std::uint64_t rows_with_faults{0};     ///< answered all the same, from what could be read
  std::vector<Error> faults{};           ///< the first thousand: file, row, column
  std::string id, postcode;              ///< headings that were used; empty: none
  std::vector<std::string> address;
  MatchTally tally{};                    ///< for match_report.h
};

/// Writes id, uprn, probability, band, runner_up, margin, candidates, reason: one row per input row, in input order. A row whose
/// column "protected" says so is answered like any other, and never a sample.
/// @error match.no_column (a named heading is not there), match.no_address (none was found): both exit 2; csv.*, file.*
[[nodiscard]] Result<MatchFileResult> match_file(Files& files, const Gazetteer& gazetteer, const AddressIndex& index, const MatchFileAsk& ask, Threads threads,
                                                 Progress& progress);

/// What the columns of a file are for, from headings, and where those do not tell, from the first rows.
struct AddressColumns {
  std::vector<std::size_t> address;
  std::optional<std::size_t> postcode;
};
[[nodiscard]] AddressColumns find_address_columns(const std::vector<std::string>& heading, const std::vector<std::vector<std::string>>& rows);

}  // namespace hearth::place
