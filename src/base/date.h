// date.h: calendar dates, also partial ones (a year; a year and a month), as people's records have them.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::base {

/// A day, a month or a year of the Gregorian calendar, 1800 to 2200. Ordered by its first day, less precise first.
class Date {
 public:
  /// Real calendar dates only. `month` and `day` may be 0: not known. @error date.impossible, date.out_of_range
  [[nodiscard]] static Result<Date> make(int year, int month = 0, int day = 0);
  /// `format` is strptime's ("%d/%m/%Y"); also takes what follows a full date ("T00:00:00", " 00:00") when the format has
  /// no time. Outer blanks are trimmed. Two-digit years ("%y"): 00 to 29 are 2000 to 2029 unless `born` (then never later
  /// than `pivot_year`). @error date.malformed, date.impossible, date.american (day and month swapped? when the text
  /// would be a date with day and month exchanged)
  [[nodiscard]] static Result<Date> parse(std::string_view text, std::string_view format, int pivot_year = 2029);
  /// ISO 8601: YYYY-MM-DD, YYYY-MM or YYYY.
  [[nodiscard]] static Result<Date> parse_iso(std::string_view text);
  /// Days since 1970-01-01.
  [[nodiscard]] static Date from_days(std::int32_t days);

  [[nodiscard]] int year() const noexcept { return year_; }
  [[nodiscard]] int month() const noexcept { return month_; }  ///< 0: not known
  [[nodiscard]] int day() const noexcept { return day_; }      ///< 0: not known
  [[nodiscard]] bool whole() const noexcept { return day_ != 0; }
  /// Days since 1970-01-01 of the first day that this date can mean.
  [[nodiscard]] std::int32_t days() const noexcept;
  /// ISO 8601, as precise as it is known.
  [[nodiscard]] std::string text() const;
  /// As an officer reads it: 5 March 1948, March 1948, 1948.
  [[nodiscard]] std::string words() const;
  auto operator<=>(const Date&) const = default;

 private:
  constexpr Date(int year, int month, int day) noexcept
      : year_{static_cast<std::int16_t>(year)}, month_{static_cast<std::uint8_t>(month)}, day_{static_cast<std::uint8_t>(day)} {}
  std::int16_t year_;
  std::uint8_t month_;
  std::uint8_t day_;
};

/// The last day that a date can mean: 31 March 2026 for March 2026.
[[nodiscard]] Date last_day(const Date& date);
[[nodiscard]] int days_in_month(int year, int month) noexcept;
/// Whole years from `birth` to `on`; for a partial birth date the least it can be.
[[nodiscard]] int age_in_years(const Date& birth, const Date& on) noexcept;

}  // namespace hearth::base
