// score_quality.h: how right scores are, threshold by threshold, and whether a probability means what it says.
#pragma once

#include <cstdint>
#include <vector>

#include "match/evaluate.h"

namespace hearth::match {

/// A scored pair of which it is known whether the two are one.
struct JudgedPair {
  double probability{0};
  bool is_true{false};
};

/// 95 % of such intervals hold the true share. Source: Wilson 1927, JASA 22(158).
struct Interval {
  double least{0}, most{1};
};
/// @param part  of `whole`; 0 of 0 is nothing known: 0 to 1
[[nodiscard]] Interval wilson(double part, double whole) noexcept;

struct AtThreshold {
  double from{0};       ///< pairs of this probability and more
  PairQuality pairs;
  Interval precision, recall;
};

/// A pair of which a part counts: half of it for the group of each of its records.
struct CountedPair {
  double probability{0};
  bool is_true{false};
  double counts{1};
};

/// How much is found where as little may be wrong.
struct AtPrecision {
  double from{1};       ///< the least probability from which on so great a share of the pairs is true
  double recall{0};     ///< of all true pairs
  double never{0};      ///< share of all true pairs that was never scored
  double too_low{0};    ///< share that was scored, below `from`
};
/// The longest run of the best pairs of which at least `precision` are true. O(n log n).
[[nodiscard]] AtPrecision recall_at(std::vector<CountedPair> pairs, double all_true, double precision);

/// Pairs that were said to be about as probable, and how many of them are true.
struct CalibrationBin {
  double from{0}, to{0};
  std::uint64_t pairs{0};
  double said{0};       ///< mean probability
  double right{0};      ///< share that is true
  Interval share;
};

struct ScoreQuality {
  std::vector<AtThreshold> thresholds;  ///< 0.99, 0.95, 0.9, 0.75, 0.5, 0.25, 0.1, 0.05, 0.01
  AtThreshold best;                     ///< of the highest F1 over all thresholds
  std::vector<CalibrationBin> bins;     ///< edges 0, 0.05, 0.1, 0.2, ... 0.9, 0.95, 1; those without pairs are left out
  double calibration_error{0};          ///< expected: mean over pairs of |said - right| of their bin (Naeini et al. 2015)
};

/// @param all_true  how many true pairs there are, those that were never scored too
/// O(n log n).
[[nodiscard]] ScoreQuality evaluate_scores(std::vector<JudgedPair> pairs, double all_true);

}  // namespace hearth::match
