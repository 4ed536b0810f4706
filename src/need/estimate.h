// estimate.h: what a benefit may be worth by the week, as a range, with the dated rates that were used.
//
// Guarantee Credit of Pension Credit (State Pension Credit Act 2002 section 2; SI 2002/1792 regulations 6 and 15):
//   appropriate minimum guarantee (single or couple) + severe disability addition + carer addition
//   less weekly income (of both, when a couple), less 1 GBP a week for each 500 GBP of capital, or part of it, over 10,000 GBP.
// The severe disability addition is for people who live without a partner here: of a couple both must qualify, and what is
// known of the other is too little. What is not known, and living alone that was worked out or is disputed, widens the range. It is an estimate
// for deciding to write to somebody; DWP alone decides the claim.
// Savings Credit, housing costs and children's additions are left out, so the true sum may be higher.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/declaration.h"
#include "need/facts.h"

namespace hearth::need {

/// Weekly rates in GBP, in force from `from` to `until`, both inclusive.
struct Rates {
  std::string name;          ///< "2025/26"
  Date from, until;
  std::string source;        ///< where they were published
  double single{0}, couple{0};
  double severe_disability{0}, carer{0};
  double capital_ignored{0}, capital_step{0}, income_per_step{0};
};

struct WeeklyEstimate {
  double least{0}, most{0};            ///< GBP a week, whole pence, not below 0; each thing not known at its worst and its best
  double as_known{0};                  ///< with each thing that is not known taken as not there: single, no addition, little capital
  std::string rates;                   ///< name of the rates used
  std::vector<std::string> not_known;  ///< what widens the range, in words
};

/// A line of how it was reckoned: what it adds to the sum, in GBP a week, at its worst and its best; below 0 it takes away.
struct EstimateLine {
  std::string words;                   ///< "the guarantee for one person"
  double least{0}, most{0};
  bool may_take_all{false};            ///< not known, and without an upper limit: `least` is then not the worst
};

/// An estimate with how it was reckoned, for whoever must explain it.
struct Reckoning {
  WeeklyEstimate sum;
  std::vector<EstimateLine> lines;     ///< the lines' sums add up to the estimate's, which is not below 0
  std::vector<FactorIndex> known;      ///< facts that were known and went into it
  bool rates_overdue{false};           ///< the rates have run out on that day
};

class Estimate {
 public:
  /// @error rates.missing, rates.overlap, rates.value, estimate.unknown_method, rule.unknown_factor
  [[nodiscard]] static Result<Estimate> read(const formats::Declared& table, const Vocabulary& vocabulary);
  [[nodiscard]] const std::vector<Rates>& rates() const noexcept { return rates_; }
  /// The rates of that day; the last ones when they have run out (`overdue` says so); nothing before the first.
  [[nodiscard]] const Rates* rates_on(const Date& day) const;
  [[nodiscard]] bool overdue(const Date& day) const;
  [[nodiscard]] std::vector<FactorIndex> factors() const;  ///< that it uses
  /// Nothing when the income is not known, or before the first rates. O(1)
  [[nodiscard]] std::optional<WeeklyEstimate> weekly(const Facts& facts) const;
  /// The same sum, line by line. O(1), with texts.
  [[nodiscard]] std::optional<Reckoning> reckon(const Facts& facts) const;

 private:
  struct Inputs {
    FactorIndex income{0}, partner_income{0}, capital{0}, couple{0}, alone{0}, disability{0}, carer{0};
  };
  /// `lines`: where to write how; nullptr when nobody asks.
  [[nodiscard]] std::optional<WeeklyEstimate> sum_up(const Facts& facts, std::vector<EstimateLine>* lines) const;
  std::vector<Rates> rates_;  ///< by date
  Inputs inputs_;
};

}  // namespace hearth::need
