// date_order.h: whether the dates of a column keep the order of day and month that the declaration says. Private to record/.
//
// "03/25/1961" in a day-first column is put aside by itself. Its neighbour "04/05/1961" reads well and is as wrong: so a column
// is judged as a whole, and where many values prove the other order, of those that fit both only the year is taken.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace hearth::record {

/// What one cell says about the order of day and month.
enum class DateOrder : std::uint8_t {
  no_question,  ///< not a date in digits, the year first, or day and month are equal
  as_declared,  ///< the day is above 12
  exchanged,    ///< it is a date only with day and month exchanged
  either
};

/// `read` is the cell as a date in ISO form, or the fault that reading it gave.
[[nodiscard]] DateOrder order_of(std::string_view cell, const Result<std::string>& read);

class DateOrders {
 public:
  DateOrders() = default;
  DateOrders(DateOrders&&) = default;
  DateOrders& operator=(DateOrders&&) = default;
  /// The columns of a file's heading; counts of several files of a feed add up by heading.
  void begin(const std::vector<std::string>& heading);
  void add(std::size_t column, DateOrder order);
  /// What others have counted.
  void add(const DateOrders& others);
  /// Headings of columns in which at least `exchanged_least` values, and a fifth of those that prove an order, prove the other one.
  [[nodiscard]] std::set<std::string> doubtful() const;

  static constexpr std::uint64_t exchanged_least = 3;

 private:
  struct Tally {
    std::uint64_t as_declared{0}, exchanged{0}, either{0};
  };
  std::map<std::string, Tally> by_heading_;
  std::vector<Tally*> of_column_;  ///< of the file that begin() was called for; a moved map keeps its places
};

}  // namespace hearth::record
