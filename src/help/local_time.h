// local_time.h: UK wall-clock time, with summer time. ICU's copy of the tz database decides.
#pragma once

#include "base/clock.h"
#include "base/date.h"

namespace hearth::help {

inline constexpr int minutes_per_day = 24 * 60;

/// What a clock on the wall in London shows.
struct LocalTime {
  Date date;
  int minute{0};  ///< of the day, 0 to 1439
  bool operator==(const LocalTime&) const = default;
};

/// Thread-safe.
[[nodiscard]] LocalTime local_time(Instant at);
/// When the wall clock shows it; `minute` may be 1440 or more: of the days after. A time that the clocks jump over in March is
/// the moment of the jump plus what is over; of the two that October has, the first.
[[nodiscard]] Instant instant_of(const Date& date, int minute);

}  // namespace hearth::help
