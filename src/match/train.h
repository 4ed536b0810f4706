// train.h: parameters from unlabelled rows: strangers from random pairs, matches from sessions, homes from shared homes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "match/blocking.h"
#include "match/comparison.h"
#include "match/em.h"
#include "match/learn_slips.h"
#include "match/names_alone.h"
#include "match/scorer.h"

namespace hearth::match {

struct TrainSettings {
  std::uint64_t seed{1};
  std::uint64_t random_pairs{300'000};
  std::uint64_t session_pairs{50'000};  ///< per blocking rule
  Threads threads{};
  EmSettings em{};
};

struct Trained {
  Parameters parameters;
  std::vector<TermFrequencies> frequencies;  ///< one per comparison with term_frequency
  std::vector<std::string> warnings;
};

/// Compares once the pairs that teach: some at random, some of each blocking rule. Then learns from them as often as asked,
/// for more is known of who is who after each pass. Everything given must outlive it.
class Trainer {
 public:
  Trainer(const Table& table, const std::vector<Comparison>& comparisons, std::shared_ptr<const Features> features,
          const Blocking& blocking, const Blocking::May& may, const TrainSettings& settings);

  /// @param groups  what is known already about who is who (an earlier pass), by row; empty: nothing. With it, strangers and
  ///                frequencies are counted over people, not over records, so duplicates do not make a name look common.
  [[nodiscard]] Trained learn(std::span<const std::uint32_t> groups) const;

 private:
  struct RandomPair {
    RowNumber l, r;
    std::uint64_t vector;
  };
  /// The pairs of one rule, and those of them that no earlier rule brings.
  struct RuleVectors {
    Histogram all, first;
    double stands_for{1};
  };
  struct Strangers {
    Shares u;
    std::vector<TermFrequencies> frequencies;
  };
  void draw_at_random(const std::shared_ptr<const Features>& features);
  void draw_of_rules(const std::shared_ptr<const Features>& features);
  [[nodiscard]] Strangers learn_strangers(std::span<const std::uint32_t> groups) const;
  /// Among pairs of one home, matches are known by now and the rest is free. False when no such class is to be seen.
  bool learn_home(Parameters& parameters) const;
  /// How often one person's given names and birth dates differ wholly, by comparison, where that can be told: then `m` says so.
  std::vector<std::optional<Slips>> learn_slips_of_one(Parameters& parameters) const;

  const Table& table_;
  const std::vector<Comparison>& comparisons_;
  const Blocking& blocking_;
  const Blocking::May& may_;
  std::shared_ptr<const Features> features_;
  TrainSettings settings_;
  std::vector<std::vector<RandomPair>> random_;  ///< by piece
  std::vector<RuleVectors> rules_;
  std::vector<NamesakePair> namesakes_;
  std::vector<ApartPairs> apart_;  ///< by comparison: of what tells people apart
};

}  // namespace hearth::match
