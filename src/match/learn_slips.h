// learn_slips.h: how often what never changes is written wholly wrong, told apart from two people of one home by what comes back.
//
// Father and son of one name, and twins, agree in all but one fact: the birth date, or the given name. So does one person of whom
// somebody wrote the wrong one. EM over all that is compared takes the former for the latter: it holds names and birth dates to go
// together by chance, which those of relatives do not. Two things tell. Of two people each has records of their own, in which their
// own value comes back; a wrong birth date seldom comes twice. And what is neither name nor birth date differs between two people.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "match/blocking.h"
#include "match/comparison.h"
#include "match/em.h"
#include "match/scorer.h"
#include "match/table.h"

namespace hearth::match {

struct SlipSettings {
  std::uint64_t seed{1};
  std::size_t pairs_most{60'000};  ///< compared, about
  std::size_t rows_most{24};       ///< at one home, alike in all else; beyond that it is a hostel or a fault
};

/// Pairs of rows that share a home and every fact that makes a person, but for one fact, in which they differ wholly.
struct ApartPairs {
  double pairs{0};       ///< that share all but the fact, and have it; those that agree in it, too
  std::vector<double> levels{};  ///< how many of them agree in the fact how far; [level - 1]
  double back_share{0};  ///< of rows, how often another row alike has the same value
  struct Pair {
    RowNumber l;
    std::uint64_t vector;
    bool both_back;      ///< other rows alike have either value
  };
  std::vector<Pair> apart{};
};

/// Draws them for comparison `fact`. Nothing where no rule is one of a home. Does not depend on the order of rows.
/// O(rows log rows)
[[nodiscard]] ApartPairs draw_apart(const Table& table, const std::vector<Comparison>& comparisons, const std::shared_ptr<const Features>& features,
                                    const Blocking& blocking, const Blocking::May& may, std::size_t fact, const SlipSettings& settings);

struct Slips {
  std::optional<double> one{};  ///< of the pairs that are apart, how many are one person; nothing where nothing tells
  /// Of the pairs of one person in which the fact is known, how many differ in it wholly: its last level. Where nothing tells whose
  /// the pairs are that are apart, at most: as if all were one person's.
  double share{0};
};

/// Nothing where too few pairs were drawn.
/// @param m, h  of one person, and of two people of one home; only of what is neither name, birth date nor home
[[nodiscard]] std::optional<Slips> learn_slips(const ApartPairs& drawn, const std::vector<Comparison>& comparisons, std::size_t fact, const Shares& m,
                                               const Shares& h);

/// By how many bits it is likelier of two people of one home than chance has it that they share all facts but `fact`: twins. So many
/// that of the pairs drawn, as `scorer` weighs them, the share `one` is one person.
[[nodiscard]] std::optional<HomeTie> learn_twins(const ApartPairs& drawn, const std::vector<Comparison>& comparisons, std::size_t fact, double one,
                                                 const Scorer& scorer);

}  // namespace hearth::match
