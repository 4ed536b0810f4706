#include "help/local_time.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <memory>

#include "base/assertion.h"

namespace hearth::help {
namespace {

constexpr std::int64_t ms_per_minute = 60'000;
constexpr std::int64_t ms_per_day = ms_per_minute * minutes_per_day;

const icu::BasicTimeZone& london() {
  static const std::unique_ptr<const icu::BasicTimeZone> zone = [] {
    auto* made = icu::TimeZone::createTimeZone("Europe/London");
    HEARTH_ASSERT(made != nullptr && *made != icu::TimeZone::getUnknown());
    return std::unique_ptr<const icu::BasicTimeZone>{static_cast<icu::BasicTimeZone*>(made)};
  }();
  return *zone;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

LocalTime local_time(Instant at) {
  std::int32_t raw = 0, summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  london().getOffset(static_cast<UDate>(at.milliseconds), 0, raw, summer, status);
  HEARTH_ASSERT(U_SUCCESS(status));
  const std::int64_t local = at.milliseconds + raw + summer;
  const std::int64_t day = floor_div(local, ms_per_day);
  return {Date::from_days(static_cast<std::int32_t>(day)), static_cast<int>((local - day * ms_per_day) / ms_per_minute)};
}

Instant instant_of(const Date& date, int minute) {
  const std::int64_t local = date.days() * ms_per_day + minute * ms_per_minute;
  std::int32_t raw = 0, summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  london().getOffsetFromLocal(static_cast<UDate>(local), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, summer, status);
  HEARTH_ASSERT(U_SUCCESS(status));
  return Instant{local - raw - summer};
}

}  // namespace hearth::help
