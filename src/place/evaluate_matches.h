// evaluate_matches.h: how right a file of matches is, against a file with the true UPRNs: `hearth evaluate MATCHES --truth GOLD.csv`.
//
// Answered means exact or likely; right means that the UPRN is among the true ones; a row without a true UPRN has no premises, so an
// answer to it is wrong. precision = right / answered; recall = right / rows with a true UPRN.
#pragma once

#include <optional>
#include <string>

#include "base/files.h"

namespace hearth::place {

struct EvaluateMatchesAsk {
  Path matches;                     ///< as match_file writes it: id, uprn, band
  Path truth;                       ///< CSV, plain or gzip
  std::string gold;                 ///< heading of the true UPRNs, '|' between several; blank: no premises
  std::optional<std::string> id{};  ///< heading of the truth's id; empty: the row number from 1
};

struct MatchScore {
  std::uint64_t rows{0};            ///< of the truth
  std::uint64_t with_gold{0};
  std::uint64_t answered{0}, right{0}, wrong{0};
  std::uint64_t false_on_blank{0};  ///< of `wrong`: answered where there are no premises
  std::uint64_t building{0}, ambiguous{0}, none{0};
  std::uint64_t building_right{0};  ///< the building's UPRN is a true one
  std::uint64_t ambiguous_right{0}; ///< a true one is among the candidates
  std::uint64_t not_matched{0};     ///< rows of the truth without a row in the matches
  std::uint64_t not_in_truth{0};    ///< rows of the matches without a row in the truth

  [[nodiscard]] double precision() const noexcept { return answered == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(answered); }
  [[nodiscard]] double recall() const noexcept { return with_gold == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(with_gold); }
  [[nodiscard]] double f1() const noexcept {
    const double p = precision(), r = recall();
    return p + r == 0 ? 0.0 : 2 * p * r / (p + r);
  }
};

/// @error evaluate.repeated_id, evaluate.no_column (both exit 2), csv.*, file.*
[[nodiscard]] Result<MatchScore> evaluate_matches(Files& files, const EvaluateMatchesAsk& ask);

/// {"match": {"precision": ..., "recall": ..., "f1": ..., "answered": ..., "right": ..., "wrong": ..., "false_on_blank": ...}}
[[nodiscard]] std::string match_score_json(const MatchScore& score);
/// The same as lines for people.
[[nodiscard]] std::string match_score_table(const MatchScore& score);

}  // namespace hearth::place
