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
  double sources{0};                                    ///< more or less of it for these two sources; see learn_sources.h
  std::array<double, comparisons_max> bits{};           ///< by comparison, frequency included
  double home{0};                                       ///< minus what two people of one home would explain as well
  double alone{0};                                      ///< minus what names alone cannot say; see names_alone.h
  double weight{0};
};

class Scorer {
 public:
  /// @param frequencies  one per comparison with term_frequency, in their order
  Scorer(const Table& table, const std::vector<Comparison>& comparisons, const Parameters& parameters,
         const std::vector<TermFrequencies>& frequencies);
  /// log2(P(same) / P(not same)): what speaks against is strangers and people of one home together.
  [[nodiscard]] double weight(std::uint64_t vector, RowNumber l, RowNumber r) const noexcept { return weight(vector, l) + source_bits(l, r); }
  /// The same, of whatever sources.
  /// @param l  either row of the pair: frequencies count where both have one value
  [[nodiscard]] double weight(std::uint64_t vector, RowNumber l) const noexcept;
  /// Nothing but names and birth date is known to agree, where something else could.
  [[nodiscard]] bool supported_beside_birth(std::uint64_t vector) const noexcept;
  /// The weight as if no birth date were known, and without the limit of names alone.
  [[nodiscard]] double bits_beside_birth(std::uint64_t vector, RowNumber l) const noexcept;
  /// Something is compared beside names and birth date.
  [[nodiscard]] bool names_may_stand_alone() const noexcept { return !supports_.empty(); }
  /// What each level adds at most, for pairs that are wanted from `least` bits on.
  [[nodiscard]] Ceiling ceiling(double least) const noexcept;
  [[nodiscard]] WeightParts parts(std::uint64_t vector, RowNumber l, RowNumber r) const noexcept;

 private:
  [[nodiscard]] double source_bits(RowNumber l, RowNumber r) const noexcept {
    const std::size_t a = table_.source(l), b = table_.source(r);
    return a < sources_ && b < sources_ ? static_cast<double>(source_bits_[a * sources_ + b]) : 0;
  }
  struct Frequency {
    std::size_t comparison;
    ColumnNumber column;
    std::vector<float> bits;  ///< by value: log2(u of exact agreement / share of this value)
    float most{0};            ///< of all values
  };
  /// The weight without the limit of names alone.
  [[nodiscard]] double sum(std::uint64_t vector, RowNumber l) const noexcept;
  /// The most that a pair is worth of which names alone agree.
  [[nodiscard]] double names_alone(double bits) const noexcept;
  [[nodiscard]] double frequency_bits(const Frequency& frequency, std::uint64_t vector, RowNumber l) const noexcept;

  const Table& table_;
  std::size_t comparisons_;
  std::array<std::array<float, 16>, comparisons_max> same_{}, home_{};
  double start_, home_start_;
  struct Support {
    std::size_t comparison;
    unsigned last;
  };
  std::vector<Support> supports_;  ///< what is neither name nor birth date
  std::uint64_t but_birth_{~std::uint64_t{0}};  ///< keeps all of a vector but the level of the birth date
  std::size_t dependent_a_, dependent_b_;
  double dependent_bits_;
  std::vector<HomeTie> ties_;
  std::vector<std::pair<double, double>> names_alone_;
  std::vector<Frequency> frequencies_;
  std::vector<float> source_bits_;  ///< as Parameters has them
  std::size_t sources_{0};
};

}  // namespace hearth::match
