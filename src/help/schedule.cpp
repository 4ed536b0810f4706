#include "help/schedule.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "base/try.h"
#include "help/local_time.h"

namespace hearth::help {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::int32_t days_ahead_max = 8 * 366;   // over the longest gap that a calendar has: 29 February around 1900 or 2100
constexpr std::int32_t count_days_max = 150 * 366;

tl::unexpected<Error> bad(std::string code, std::string message, std::string part) {
  return fail(std::move(code), std::move(message), Where{{}, 0, {}, "/" + std::move(part)});
}

std::optional<long> whole_number(std::string_view text) {
  text = trim(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

Result<Frequency> frequency_in(const ScheduleParts& parts) {
  const auto freq = to_upper_ascii(trim(parts.freq));
  if (freq.empty()) return trim(parts.byday).empty() ? Frequency::once : Frequency::weekly;
  if (freq == "DAILY") return Frequency::daily;
  if (freq == "WEEKLY") return Frequency::weekly;
  if (freq == "MONTHLY") return Frequency::monthly;
  if (freq == "YEARLY") return Frequency::yearly;
  return bad("schedule.freq", "expected DAILY, WEEKLY, MONTHLY or YEARLY.", "freq");
}

Result<std::vector<ByDay>> days_in(const ScheduleParts& parts, Frequency freq) {
  std::vector<ByDay> out;
  if (trim(parts.byday).empty()) return out;
  for (const auto part : split(parts.byday, ',')) {
    const auto text = to_upper_ascii(trim(part));
    const auto tail = text.size() < 2 ? weekdays.end() : std::ranges::find(weekdays, std::string_view{text}.substr(text.size() - 2));
    if (tail == weekdays.end()) return bad("schedule.byday", "expected days such as MO,WE or 1MO.", "byday");
    ByDay day{0, static_cast<int>(tail - weekdays.begin())};
    if (text.size() > 2) {
      const auto which = whole_number(std::string_view{text}.substr(0, text.size() - 2));
      if (!which || *which == 0 || *which < -5 || *which > 5 || freq != Frequency::monthly)
        return bad("schedule.byday", "a number before a day is 1 to 5 or -1 to -5, and only with MONTHLY.", "byday");
      day.which = static_cast<int>(*which);
    }
    out.push_back(day);
  }
  return out;
}

Result<std::vector<int>> month_days_in(const ScheduleParts& parts) {
  std::vector<int> out;
  if (trim(parts.bymonthday).empty()) return out;
  for (const auto part : split(parts.bymonthday, ',')) {
    const auto day = whole_number(part);
    if (!day || *day == 0 || *day < -31 || *day > 31) return bad("schedule.bymonthday", "expected days of the month such as 1,15 or -1.", "bymonthday");
    out.push_back(static_cast<int>(*day));
  }
  return out;
}

/// A date, also one with a time behind it.
Result<std::optional<Date>> date_in(const std::string& text, const char* part) {
  const auto trimmed = trim(text);
  if (trimmed.empty()) return std::optional<Date>{};
  const auto day = trimmed.substr(0, trimmed.find_first_of("T "));
  const auto date = Date::parse_iso(day);
  if (!date || !date->whole()) return bad("schedule.date", "expected a date, YYYY-MM-DD.", part);
  return std::optional<Date>{*date};
}

/// "09:00", "09:00:00", "09:00Z"; what stands behind the minutes is left out: hours are the wall clock's.
Result<int> minute_in(const std::string& text, const char* part) {
  const auto trimmed = trim(text);
  const auto refuse = [&] { return bad("schedule.hours", "expected a time, HH:MM.", part); };
  if (trimmed.size() < 5 || trimmed[2] != ':') return refuse();
  const auto hour = whole_number(trimmed.substr(0, 2)), minute = whole_number(trimmed.substr(3, 2));
  if (!hour || !minute || *hour < 0 || *minute < 0 || *minute > 59 || *hour > 24 || (*hour == 24 && *minute != 0)) return refuse();
  return static_cast<int>(*hour * 60 + *minute);
}

bool in_month(const ByDay& by, std::int32_t days, const Date& day) {
  if (by.weekday != weekday_of(days)) return false;
  if (by.which == 0) return true;
  if (by.which > 0) return (day.day() - 1) / 7 + 1 == by.which;
  return (days_in_month(day.year(), day.month()) - day.day()) / 7 + 1 == -by.which;
}

bool is_month_day(int wanted, const Date& day) {
  return wanted > 0 ? wanted == day.day() : day.day() == days_in_month(day.year(), day.month()) + 1 + wanted;
}

}  // namespace

int weekday_of(std::int32_t days) noexcept { return static_cast<int>(((days + 3) % 7 + 7) % 7); }  // 1970-01-01 was a Thursday

Result<Schedule> Schedule::make(const ScheduleParts& parts) {
  Schedule out;
  HEARTH_TRY(freq, frequency_in(parts));
  HEARTH_TRY(byday, days_in(parts, freq));
  HEARTH_TRY(bymonthday, month_days_in(parts));
  HEARTH_TRY(start, date_in(parts.dtstart, "dtstart"));
  HEARTH_TRY(until, date_in(parts.until, "until"));
  HEARTH_TRY(valid_from, date_in(parts.valid_from, "valid_from"));
  HEARTH_TRY(valid_to, date_in(parts.valid_to, "valid_to"));
  HEARTH_TRY(opens, minute_in(parts.opens_at, "opens_at"));
  HEARTH_TRY(closes, minute_in(parts.closes_at, "closes_at"));
  if (opens == minutes_per_day) return bad("schedule.hours", "opens_at is from 00:00 to 23:59.", "opens_at");

  out.freq_ = freq;
  out.byday_ = std::move(byday);
  out.bymonthday_ = std::move(bymonthday);
  out.opens_ = opens;
  out.closes_ = closes > opens ? closes : closes + minutes_per_day;
  out.description_ = parts.description;
  if (const auto text = trim(parts.interval); !text.empty()) {
    const auto interval = whole_number(text);
    if (!interval || *interval < 1 || *interval > 1000) return bad("schedule.interval", "expected a number from 1.", "interval");
    out.interval_ = static_cast<int>(*interval);
  }
  out.start_ = start ? start : valid_from;
  const bool by = !out.byday_.empty() || !out.bymonthday_.empty();
  if (freq == Frequency::yearly && by) return bad("schedule.unsupported", "YEARLY with byday or bymonthday is not read yet.", "freq");
  if (freq == Frequency::once && !start) return bad("schedule.no_days", "nothing says on which days: give freq, byday or dtstart.", "freq");
  if (freq != Frequency::daily && !by && !out.start_) return bad("schedule.no_days", "nothing says on which days: give byday, bymonthday or dtstart.", "byday");
  if (out.interval_ > 1 && !out.start_) return bad("schedule.no_start", "an interval needs dtstart to count from.", "dtstart");

  if (start) out.first_ = start->days();
  if (valid_from) out.first_ = std::max(out.first_.value_or(valid_from->days()), valid_from->days());
  if (until) out.last_ = until->days();
  if (valid_to) out.last_ = std::min(out.last_.value_or(valid_to->days()), valid_to->days());
  if (const auto text = trim(parts.count); !text.empty()) {
    const auto count = whole_number(text);
    if (!count || *count < 1) return bad("schedule.count", "expected a number from 1.", "count");
    if (!start) return bad("schedule.no_start", "a count needs dtstart to count from.", "dtstart");
    HEARTH_CHECK(out.end_after(*count));
  }
  return out;
}

/// The day of the last of `count` occurrences bounds the schedule; those that valid_from cuts off count, too.
Result<Done> Schedule::end_after(long count) {
  const std::int32_t start = start_->days();
  for (std::int32_t day = start; day < start + count_days_max; ++day) {
    if (!matches(day) || --count > 0) continue;
    last_ = std::min(last_.value_or(day), day);
    break;
  }
  return Done{};
}

bool Schedule::matches(std::int32_t days) const {
  const Date day = Date::from_days(days);
  const std::int32_t since = start_ ? days - start_->days() : 0;
  const auto weekday_is = [&](const ByDay& by) { return in_month(by, days, day); };
  const auto month_day_is = [&](int wanted) { return is_month_day(wanted, day); };
  const bool by_day = byday_.empty() || std::ranges::any_of(byday_, weekday_is);
  const bool by_month_day = bymonthday_.empty() || std::ranges::any_of(bymonthday_, month_day_is);
  switch (freq_) {
    case Frequency::once:
      return since == 0;
    case Frequency::daily:
      return by_day && by_month_day && since % interval_ == 0;
    case Frequency::weekly: {
      if (byday_.empty() && bymonthday_.empty() && weekday_of(days) != weekday_of(start_->days())) return false;
      if (interval_ == 1) return by_day && by_month_day;
      const std::int32_t from_monday = since + weekday_of(start_->days());
      return by_day && by_month_day && (from_monday / 7) % interval_ == 0;
    }
    case Frequency::monthly: {
      if (byday_.empty() && bymonthday_.empty() && day.day() != start_->day()) return false;
      if (interval_ == 1) return by_day && by_month_day;
      const int months = (day.year() - start_->year()) * 12 + day.month() - start_->month();
      return by_day && by_month_day && months % interval_ == 0;
    }
    case Frequency::yearly:
      return day.month() == start_->month() && day.day() == start_->day() && (day.year() - start_->year()) % interval_ == 0;
  }
  return false;
}

bool Schedule::on(const Date& day) const {
  const std::int32_t days = day.days();
  return (!first_ || days >= *first_) && (!last_ || days <= *last_) && matches(days);
}

std::optional<Instant> Schedule::closes_after(Instant at) const {
  const LocalTime now = local_time(at);
  const Date yesterday = Date::from_days(now.date.days() - 1);
  if (closes_ > minutes_per_day && now.minute < closes_ - minutes_per_day && on(yesterday)) return instant_of(yesterday, closes_);
  if (now.minute >= opens_ && now.minute < closes_ && on(now.date)) return instant_of(now.date, closes_);
  return std::nullopt;
}

bool Schedule::open_at(Instant at) const { return closes_after(at).has_value(); }

std::optional<Instant> Schedule::next_opening(Instant at) const {
  const std::int32_t today = local_time(at).date.days();
  const std::int32_t from = std::max(today, first_.value_or(today));
  const std::int32_t to = std::min(from + days_ahead_max, last_.value_or(from + days_ahead_max));
  for (std::int32_t day = from; day <= to; ++day) {
    if (!matches(day)) continue;
    const Instant opens = instant_of(Date::from_days(day), opens_);
    if (opens > at) return opens;
  }
  return std::nullopt;
}

}  // namespace hearth::help
