// contradiction.h: when groups of rows cannot be one, whatever else agrees: a unique identifier differs, and what never changes too.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "match/comparison.h"
#include "match/table.h"

namespace hearth::match {

/// What the unique identifiers and the lasting facts of two rows say of each other.
struct Stance {
  bool same_identifier{false}, other_identifier{false};  ///< filled on both sides, and equal or not
  bool near_fact{false}, other_fact{false};              ///< a birth date that is equal but for a swap, a typing error or a part not known
  bool far_fact{false};  ///< a birth date that is years apart, where birth dates are seldom wrong; a child and an adult's title
  std::uint16_t differing{0};                            ///< comparisons, by bit, that make the two `other`s
  /// Only one of the two: identifiers are mistyped, and birth dates are, but seldom both. Father and son of one name and home
  /// are told apart by nothing but their birth dates.
  [[nodiscard]] bool contradicts() const noexcept { return !same_identifier && !near_fact && ((other_identifier && other_fact) || far_fact); }
  /// An identifier differs and nothing says that it is another one: somebody should look.
  [[nodiscard]] bool doubtful() const noexcept { return other_identifier && !same_identifier; }
};

/// Looks at the comparisons that are declared `unique`, `lasting` and `excludes`. Thread-safe.
class Contradiction {
 public:
  /// @param born_apart  see Parameters
  Contradiction(const Table& table, const std::vector<Comparison>& comparisons, double born_apart = 1);

  [[nodiscard]] Stance stance(RowNumber l, RowNumber r) const;
  /// A row of which nothing is known that could contradict.
  [[nodiscard]] bool may_contradict(RowNumber row) const noexcept;
  /// Some row of one group contradicts some row of the other; or the groups do as wholes: their identifiers differ, none is
  /// common, and no lasting fact of one is near one of the other.
  /// Cost: rows of `l` times rows of `r`.
  [[nodiscard]] bool between(std::span<const RowNumber> l, std::span<const RowNumber> r) const;

 private:
  struct Column {
    std::uint16_t bit;
    ColumnNumber column;
  };
  const Table& table_;
  std::vector<Column> unique_, lasting_, excluding_;
  bool dates_tell_;
};

}  // namespace hearth::match
