// train.h: parameters from unlabelled rows: strangers from random pairs, matches from sessions, homes from shared homes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "match/blocking.h"
#include "match/comparison.h"
#include "match/em.h"
#include "match/scorer.h"

namespace hearth::match {

struct TrainSettings {
  std::uint64_t seed{1};
  std::uint64_t random_pairs{1'000'000};
  std::uint64_t session_pairs{300'000};  ///< per blocking rule
  Threads threads{};
  EmSettings em{};
};

struct Trained {
  Parameters parameters;
  std::vector<TermFrequencies> frequencies;  ///< one per comparison with term_frequency
  std::vector<std::string> warnings;
};

/// @param groups  what is known already about who is who (an earlier pass), by row; empty: nothing. With it, strangers and
///                frequencies are counted over people, not over records, so duplicates do not make a name look common.
[[nodiscard]] Trained train(const Table& table, const std::vector<Comparison>& comparisons,
                            const std::shared_ptr<const Features>& features, const Blocking& blocking, const Blocking::May& may,
                            std::span<const std::uint32_t> groups, const TrainSettings& settings);

}  // namespace hearth::match
