// schedule.h: when a service is open, from the RRULE parts that Open Referral UK gives (RFC 5545 section 3.3.10, in part).
//
// Taken: freq DAILY, WEEKLY, MONTHLY, and YEARLY on dtstart's day; interval, byday ("MO,WE"; with MONTHLY also "1MO", "-1FR"),
// bymonthday ("1,-1"), count, until; valid_from and valid_to; opens_at and closes_at in UK wall-clock time. A closing time at or
// before the opening time is of the next day. Weeks begin on Monday. Without freq: weekly when byday is given, else the one day
// of dtstart. School terms and bank holidays cannot be said this way: nothing is guessed of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/error.h"

namespace hearth::help {

enum class Frequency : std::uint8_t { once, daily, weekly, monthly, yearly };

/// "MO" is {0, 0}; "-1FR" is {-1, 4}.
struct ByDay {
  int which{0};    ///< of the month: 1 first, -1 last; 0 every one
  int weekday{0};  ///< Monday is 0
  bool operator==(const ByDay&) const = default;
};

/// The parts as text, as the message has them. Empty is absent.
struct ScheduleParts {
  std::string freq, interval, byday, bymonthday, dtstart, until, count, valid_from, valid_to, opens_at, closes_at, description;
};

class Schedule {
 public:
  /// @error schedule.freq, schedule.interval, schedule.byday, schedule.bymonthday, schedule.date, schedule.count, schedule.hours
  ///        (missing or no time), schedule.no_days (nothing says on which days), schedule.no_start (an interval or a count needs
  ///        dtstart or valid_from to count from), schedule.unsupported (YEARLY with byday or bymonthday); where.pointer is the part
  [[nodiscard]] static Result<Schedule> make(const ScheduleParts& parts);

  /// Opens on this day, valid then. O(1)
  [[nodiscard]] bool on(const Date& day) const;
  [[nodiscard]] bool open_at(Instant at) const;
  /// The next moment after `at` at which it opens; nothing within eight years, or never. O(days until then)
  [[nodiscard]] std::optional<Instant> next_opening(Instant at) const;
  /// When the hours that hold `at` end; nothing when it is closed then.
  [[nodiscard]] std::optional<Instant> closes_after(Instant at) const;

  [[nodiscard]] int opens_minute() const noexcept { return opens_; }
  [[nodiscard]] int closes_minute() const noexcept { return closes_; }  ///< over 1440: of the next day
  [[nodiscard]] const std::string& description() const noexcept { return description_; }

 private:
  Schedule() = default;
  [[nodiscard]] bool matches(std::int32_t day) const;  ///< freq, interval, byday, bymonthday alone
  [[nodiscard]] Result<Done> end_after(long count);

  Frequency freq_{Frequency::once};
  int interval_{1};
  std::vector<ByDay> byday_;
  std::vector<int> bymonthday_;
  std::optional<Date> start_{};              ///< what intervals are counted from
  std::optional<std::int32_t> first_, last_; ///< days that bound it, inclusive
  int opens_{0}, closes_{0};
  std::string description_;
};

[[nodiscard]] int weekday_of(std::int32_t days) noexcept;  ///< Monday is 0; of days since 1970-01-01

}  // namespace hearth::help
