// scorer.h: from a comparison vector and the values' frequencies to a weight in bits.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "match/comparison.h"
#include "match/em.h"
#include "match/table.h"

namespace hearth::match {

/// How often the values of one comparison's column occur, so that agreement on a rare one weighs more.
struct TermFrequencies {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> counts;  ///< by hash of the value; only those with at least `kept_from`
  double rows{1};                                               ///< with a value
  double otherwise{1.5};                                        ///< count of a value that is not listed
  static constexpr std::uint32_t kept_from = 3;
  [[nodiscard]] double share(std::uint64_t hash) const noexcept;
};

/// The weight of a pair, and its parts, which add up to it.
struct WeightParts {
  double start{0};                                      ///< prior
  std::array<double, comparisons_max> bits{};           ///< by comparison, frequency included
  double home{0};                                       ///< minus what two people of one home would explain as well
  double weight{0};
};

class Scorer {
 public:
  /// @param frequencies  one per comparison with term_frequency, in their order
  Scorer(const Table& table, const std::vector<Comparison>& comparisons, const Parameters& parameters,
         const std::vector<TermFrequencies>& frequencies);
  /// log2(P(same) / P(not same)): what speaks against is strangers and people of one home together.
  /// @param l  either row of the pair: frequencies count where both have one value
  [[nodiscard]] double weight(std::uint64_t vector, RowNumber l) const noexcept;
  /// What each level adds at most, for pairs that are wanted from `least` bits on.
  [[nodiscard]] Ceiling ceiling(double least) const noexcept;
  [[nodiscard]] WeightParts parts(std::uint64_t vector, RowNumber l) const noexcept;

 private:
  struct Frequency {
    std::size_t comparison;
    ColumnNumber column;
    std::vector<float> bits;  ///< by value: log2(u of exact agreement / share of this value)
    float most{0};            ///< of all values
  };
  [[nodiscard]] double frequency_bits(const Frequency& frequency, std::uint64_t vector, RowNumber l) const noexcept;

  const Table& table_;
  std::size_t comparisons_;
  std::array<std::array<float, 16>, comparisons_max> same_{}, home_{};
  double start_, home_start_;
  std::size_t dependent_a_, dependent_b_;
  double dependent_bits_;
  std::vector<Frequency> frequencies_;
};

}  // namespace hearth::match
