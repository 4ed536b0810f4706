#include "spine/money_told.h"

#include "base/pounds.h"
#include "base/text.h"

namespace hearth::spine {
namespace {

/// A least of nothing is no sum to promise: "up to".
std::string range(const std::string& least, const std::string& most, bool has_least) {
  if (!has_least) return "up to about " + most;
  return least == most ? "about " + most : "about " + least + " to " + most;
}

std::string rates_words(const std::string& rates, bool overdue) { return "rates " + rates + (overdue ? ", which have run out" : ""); }

}  // namespace

std::string MoneyTold::by_the_week() const { return range(in_pounds(least), in_pounds(most), least > 0) + " a week"; }

std::string MoneyTold::words() const {
  return "Could be owed " + by_the_week() + " (" + rates_words(rates, rates_overdue) + ")" +
         (not_known.empty() ? std::string{} : "; not known: " + joined(not_known, ", ")) + ". An estimate: DWP alone decides.";
}

void MoneyInAll::add(const MoneyTold& told) {
  ++people;
  least += told.least;
  most += told.most;
  rates = told.rates;
  rates_overdue = told.rates_overdue;
}

std::string MoneyInAll::by_the_year() const {
  if (people == 0) return "no sum can be told";
  return range(in_whole_pounds(least * weeks_a_year), in_whole_pounds(most * weeks_a_year), least > 0) + " a year";
}

std::string MoneyInAll::basis() const {
  if (people == 0) return "Of nobody here is enough known for an estimate.";
  return "An estimate for " + with_commas(people) + (people == 1 ? " person" : " people") + ", weeks times 52, " + rates_words(rates, rates_overdue) +
         ". What each will get DWP alone decides.";
}

}  // namespace hearth::spine
