// money_told.h: what a person could be owed by the week, as an officer reads it. For staff alone: no letter and no crew's paper tells it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "need/estimate.h"
#include "trust/seen.h"

namespace hearth::spine {

inline constexpr double weeks_a_year = 52;

/// One person's estimate, with the facts that it rests on: where one of them may not be shown, no sum is.
struct MoneyTold {
  double least{0}, most{0};                    ///< GBP a week; most is above 0
  std::string rates;                           ///< "2026/27"
  bool rates_overdue{false};                   ///< they have run out
  std::vector<std::string> not_known;          ///< what widens the range
  std::vector<need::EstimateLine> reckoned;    ///< how, line by line; only where one person or home was asked for
  std::vector<trust::FactorSeen> rests_on;
  [[nodiscard]] std::string by_the_week() const;  ///< "about £12.30 to £98.35 a week", "up to about £98.35 a week"
  /// "Could be owed about £12.30 to £98.35 a week (rates 2026/27); not known: the savings and capital. An estimate: DWP alone decides."
  [[nodiscard]] std::string words() const;
};

/// Of all people of a list together. Counts and sums only.
struct MoneyInAll {
  std::size_t people{0};                       ///< of whom a sum can be told
  double least{0}, most{0};                    ///< GBP a week
  std::string rates;
  bool rates_overdue{false};
  void add(const MoneyTold& told);
  [[nodiscard]] std::string by_the_year() const;  ///< "about £1,200 to £5,400 a year"
  /// "An estimate for 41 people, weeks times 52, rates 2026/27. What each will get DWP alone decides."
  [[nodiscard]] std::string basis() const;
};

}  // namespace hearth::spine

namespace hearth::trust {

/// For rows that carry `money`: which facts stand behind it, and what becomes of it when one of them may not be shown.
template <class Row>
struct MoneyGuard {
  static std::vector<FactorSeen> told(const Row& row) { return row.money ? row.money->rests_on : std::vector<FactorSeen>{}; }
  static void keep(Row& row, const FactorsKept& kept) {
    const auto is_hidden = [&kept](const FactorSeen& seen) { return !kept.has(seen.factor, seen.feed); };
    if (row.money && std::any_of(row.money->rests_on.begin(), row.money->rests_on.end(), is_hidden)) row.money.reset();
  }
};

}  // namespace hearth::trust
