#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/random.h"
#include "base/text.h"
#include "help/local_time.h"
#include "help/schedule.h"

using namespace hearth;
using namespace hearth::help;

namespace {

Date day(const std::string& text) { return Date::parse_iso(text).value(); }
Instant at(const char* text) { return Instant::parse(text).value(); }

ScheduleParts parts(std::string freq, std::string byday, std::string opens = "10:00", std::string closes = "12:00") {
  ScheduleParts out;
  out.freq = std::move(freq);
  out.byday = std::move(byday);
  out.opens_at = std::move(opens);
  out.closes_at = std::move(closes);
  return out;
}

/// The days of a month on which it opens.
std::string days_of(const ScheduleParts& of, const std::string& month) {
  const auto schedule = Schedule::make(of);
  REQUIRE_MESSAGE(schedule.has_value(), (schedule ? "" : to_string(schedule.error())));
  const Date first = day(month + "-01");
  std::string out;
  for (int d = 1; d <= days_in_month(first.year(), first.month()); ++d)
    if (schedule->on(Date::make(first.year(), first.month(), d).value())) out += (out.empty() ? "" : " ") + std::to_string(d);
  return out;
}

}  // namespace

TEST_CASE("On which days of November 2026 it opens (the 1st is a Sunday)") {
  struct Row {
    const char *about, *freq, *interval, *byday, *bymonthday, *dtstart, *until, *count, *valid_from, *valid_to, *days;
  };
  const Row rows[]{
      {"Mondays and Fridays", "WEEKLY", "1", "MO,FR", "", "", "", "", "", "", "2 6 9 13 16 20 23 27 30"},
      {"byday alone means weekly", "", "", "SU", "", "", "", "", "", "", "1 8 15 22 29"},
      {"the weekday of dtstart", "WEEKLY", "", "", "", "2026-11-04", "", "", "", "", "4 11 18 25"},
      {"every second Monday", "WEEKLY", "2", "MO", "", "2026-10-26", "", "", "", "", "9 23"},
      {"every second week, from a Friday: Monday is of the same week", "WEEKLY", "2", "MO,FR", "", "2026-10-30", "", "", "", "", "9 13 23 27"},
      {"daily, every third", "DAILY", "3", "", "", "2026-11-20", "", "", "", "", "20 23 26 29"},
      {"daily on working days", "DAILY", "", "MO,TU,WE,TH,FR", "", "", "", "", "", "2026-11-06", "2 3 4 5 6"},
      {"first Monday", "MONTHLY", "", "1MO", "", "", "", "", "", "", "2"},
      {"last Friday", "MONTHLY", "", "-1FR", "", "", "", "", "", "", "27"},
      {"second and fourth Tuesday", "MONTHLY", "", "2TU,4TU", "", "", "", "", "", "", "10 24"},
      {"fifth Thursday: none this month", "MONTHLY", "", "5TH", "", "", "", "", "", "", ""},
      {"the 15th and the last day", "MONTHLY", "", "", "15,-1", "", "", "", "", "", "15 30"},
      {"Friday the 13th", "MONTHLY", "", "FR", "13", "", "", "", "", "", "13"},
      {"the day of dtstart", "MONTHLY", "", "", "", "2026-01-09", "", "", "", "", "9"},
      {"the 31st: none this month", "MONTHLY", "", "", "", "2026-01-31", "", "", "", "", ""},
      {"every third month from August", "MONTHLY", "3", "", "5", "2026-08-05", "", "", "", "", "5"},
      {"every third month from July", "MONTHLY", "3", "", "5", "2026-07-05", "", "", "", "", ""},
      {"yearly", "YEARLY", "", "", "", "2020-11-11", "", "", "", "", "11"},
      {"every fourth year, not this one", "YEARLY", "4", "", "", "2020-11-11", "", "", "", "", ""},
      {"once", "", "", "", "", "2026-11-17", "", "", "", "", "17"},
      {"until, the day included", "WEEKLY", "", "MO", "", "", "2026-11-09", "", "", "", "2 9"},
      {"three times", "WEEKLY", "", "MO", "", "2026-11-04", "", "3", "", "", "9 16 23"},
      {"a count runs from dtstart, also before validity", "WEEKLY", "", "MO", "", "2026-11-02", "", "3", "2026-11-10", "", "16"},
      {"valid from and to", "WEEKLY", "", "MO", "", "", "", "", "2026-11-09", "2026-11-16", "9 16"},
      {"dates with times", "WEEKLY", "", "MO", "", "2026-11-05T00:00:00", "2026-11-17T23:59:59Z", "", "", "", "9 16"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.about);
    CHECK(days_of({row.freq, row.interval, row.byday, row.bymonthday, row.dtstart, row.until, row.count, row.valid_from, row.valid_to,
                   "10:00", "12:00", ""}, "2026-11") == row.days);
  }
}

TEST_CASE("What cannot be read is refused with the part that is wrong") {
  struct Row {
    ScheduleParts parts;
    const char *code, *pointer;
  };
  const auto with = [](auto change) {
    auto out = parts("WEEKLY", "MO");
    change(out);
    return out;
  };
  const std::vector<Row> rows{
      {with([](auto& p) { p.freq = "HOURLY"; }), "schedule.freq", "/freq"},
      {with([](auto& p) { p.byday = "MONDAY"; }), "schedule.byday", "/byday"},
      {with([](auto& p) { p.byday = "1MO"; }), "schedule.byday", "/byday"},
      {with([](auto& p) { p.freq = "MONTHLY"; p.byday = "6MO"; }), "schedule.byday", "/byday"},
      {with([](auto& p) { p.bymonthday = "32"; }), "schedule.bymonthday", "/bymonthday"},
      {with([](auto& p) { p.interval = "0"; }), "schedule.interval", "/interval"},
      {with([](auto& p) { p.interval = "2"; }), "schedule.no_start", "/dtstart"},
      {with([](auto& p) { p.count = "2"; }), "schedule.no_start", "/dtstart"},
      {with([](auto& p) { p.count = "x"; p.dtstart = "2026-01-01"; }), "schedule.count", "/count"},
      {with([](auto& p) { p.dtstart = "2026-02-30"; }), "schedule.date", "/dtstart"},
      {with([](auto& p) { p.until = "soon"; }), "schedule.date", "/until"},
      {with([](auto& p) { p.opens_at = ""; }), "schedule.hours", "/opens_at"},
      {with([](auto& p) { p.closes_at = "25:00"; }), "schedule.hours", "/closes_at"},
      {with([](auto& p) { p.byday = ""; }), "schedule.no_days", "/byday"},
      {with([](auto& p) { p.freq = ""; p.byday = ""; }), "schedule.no_days", "/freq"},
      {with([](auto& p) { p.freq = "YEARLY"; p.dtstart = "2026-01-01"; }), "schedule.unsupported", "/freq"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.code);
    const auto made = Schedule::make(row.parts);
    REQUIRE(!made);
    CHECK(made.error().code == row.code);
    CHECK(made.error().where.pointer == row.pointer);
  }
}

TEST_CASE("Hours are the wall clock's, summer and winter") {
  const auto nine_to_five = Schedule::make(parts("WEEKLY", "MO,TU,WE,TH,FR,SA,SU", "09:00:00", "17:00:00")).value();
  CHECK(nine_to_five.open_at(at("2026-01-05T09:00:00Z")));
  CHECK(!nine_to_five.open_at(at("2026-01-05T08:59:59Z")));
  CHECK(!nine_to_five.open_at(at("2026-01-05T17:00:00Z")));
  CHECK(nine_to_five.open_at(at("2026-07-06T08:00:00Z")));   // 09:00 in summer
  CHECK(!nine_to_five.open_at(at("2026-07-06T16:00:00Z")));  // 17:00 in summer
  CHECK(nine_to_five.next_opening(at("2026-03-28T18:00:00Z")) == at("2026-03-29T08:00:00Z"));  // the clocks go forward that night
  CHECK(nine_to_five.next_opening(at("2026-10-24T18:00:00Z")) == at("2026-10-25T09:00:00Z"));  // and back
  CHECK(nine_to_five.closes_after(at("2026-07-06T10:00:00Z")) == at("2026-07-06T16:00:00Z"));
  CHECK(!nine_to_five.closes_after(at("2026-07-06T17:00:00Z")));
}

TEST_CASE("A shelter that closes in the morning is open past midnight, also over the change of the clocks") {
  const auto night = Schedule::make(parts("WEEKLY", "SA", "20:00", "08:00")).value();
  CHECK(night.open_at(at("2026-11-28T21:00:00Z")));
  CHECK(night.open_at(at("2026-11-29T07:59:00Z")));
  CHECK(!night.open_at(at("2026-11-29T08:00:00Z")));
  CHECK(!night.open_at(at("2026-11-28T07:00:00Z")));
  CHECK(night.closes_after(at("2026-11-29T02:00:00Z")) == at("2026-11-29T08:00:00Z"));
  CHECK(night.closes_after(at("2026-03-28T22:00:00Z")) == at("2026-03-29T07:00:00Z"));
  const auto whole = Schedule::make(parts("DAILY", "MO", "00:00", "24:00")).value();
  CHECK(whole.open_at(at("2026-11-23T23:59:00Z")));
  CHECK(!whole.open_at(at("2026-11-24T00:00:00Z")));
}

TEST_CASE("What has ended has no next opening; what has not begun opens on its first day") {
  auto ended = parts("WEEKLY", "MO");
  ended.until = "2026-01-01";
  CHECK(!Schedule::make(ended)->next_opening(at("2026-11-24T00:00:00Z")));
  auto later = parts("WEEKLY", "MO");
  later.dtstart = "2027-03-02";
  CHECK(Schedule::make(later)->next_opening(at("2026-11-24T00:00:00Z")) == at("2027-03-08T10:00:00Z"));
  auto leap = parts("YEARLY", "");
  leap.dtstart = "2024-02-29";
  CHECK(Schedule::make(leap)->next_opening(at("2026-11-24T00:00:00Z")) == at("2028-02-29T10:00:00Z"));
}

TEST_CASE("Clock times that do not exist, or exist twice") {
  CHECK(local_time(at("2026-03-29T00:59:00Z")) == LocalTime{day("2026-03-29"), 59});
  CHECK(local_time(at("2026-03-29T01:00:00Z")) == LocalTime{day("2026-03-29"), 120});
  CHECK(instant_of(day("2026-03-29"), 90) == at("2026-03-29T01:30:00Z"));   // jumped over: half an hour after the jump
  CHECK(instant_of(day("2026-10-25"), 90) == at("2026-10-25T00:30:00Z"));   // the first of the two
  CHECK(local_time(at("1969-12-31T23:30:00Z")) == LocalTime{day("1970-01-01"), 30});  // British Standard Time
}

namespace {

/// RFC 5545 by hand: expands period after period from dtstart, as its text says, and keeps the days that fall in.
struct SlowRule {
  std::string freq;
  int interval{1};
  std::vector<std::pair<int, int>> byday;  // which, weekday
  std::vector<int> bymonthday;
  Date start{Date::from_days(0)};
  std::optional<Date> until;
  int count{0};

  static int weekday(std::int32_t days) { return (days % 7 + 7 + 3) % 7; }
  static std::vector<Date> month(int year, int number) {
    std::vector<Date> out;
    for (int d = 1; d <= days_in_month(year, number); ++d) out.push_back(Date::make(year, number, d).value());
    return out;
  }
  [[nodiscard]] bool day_fits(const Date& date, const std::vector<Date>& period) const {
    bool fits = byday.empty();
    for (const auto& [which, wanted] : byday) {
      std::vector<Date> same;
      for (const auto& one : period)
        if (weekday(one.days()) == wanted) same.push_back(one);
      for (std::size_t i = 0; i < same.size(); ++i) {
        const int forward = static_cast<int>(i) + 1, backward = static_cast<int>(i) - static_cast<int>(same.size());
        if (same[i] == date && (which == 0 || which == forward || which == backward)) fits = true;
      }
    }
    if (!fits) return false;
    if (bymonthday.empty()) return true;
    const int last = days_in_month(date.year(), date.month());
    for (const int wanted : bymonthday)
      if (date.day() == (wanted > 0 ? wanted : last + 1 + wanted)) return true;
    return false;
  }
  [[nodiscard]] std::vector<Date> expand(const Date& to) const {
    std::vector<Date> out;
    const auto take = [&](const Date& date) {
      if (date < start || to < date || (until && *until < date) || (count > 0 && static_cast<int>(out.size()) >= count)) return;
      out.push_back(date);
    };
    if (freq == "DAILY")
      for (auto d = start.days(); d <= to.days(); d += interval)
        if (const auto date = Date::from_days(d); day_fits(date, {date})) take(date);
    if (freq == "WEEKLY")
      for (auto monday = start.days() - weekday(start.days()); monday <= to.days(); monday += 7 * interval)
        for (int d = 0; d < 7; ++d) {
          const auto date = Date::from_days(monday + d);
          const bool plain = byday.empty() && bymonthday.empty();
          if (plain ? weekday(date.days()) == weekday(start.days()) : day_fits(date, {date})) take(date);
        }
    if (freq == "MONTHLY")
      for (int m = start.year() * 12 + start.month() - 1; m <= to.year() * 12 + to.month() - 1; m += interval) {
        const auto period = month(m / 12, m % 12 + 1);
        for (const auto& date : period)
          if (byday.empty() && bymonthday.empty() ? date.day() == start.day() : day_fits(date, period)) take(date);
      }
    return out;
  }
};

}  // namespace

TEST_CASE("Every schedule opens on the days that a slow, plain reading of RFC 5545 gives") {
  CHECK(rc::check([](std::uint64_t seed) {
    Random random{seed};
    constexpr std::array<const char*, 3> freqs{"DAILY", "WEEKLY", "MONTHLY"};
    constexpr std::array<const char*, 7> names{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    SlowRule slow;
    ScheduleParts text;
    text.opens_at = "10:00";
    text.closes_at = "12:00";
    text.freq = slow.freq = freqs[random.below(3)];
    slow.interval = random.between(1, 4);
    text.interval = std::to_string(slow.interval);
    slow.start = Date::from_days(random.between(20'000, 21'500));
    text.dtstart = slow.start.text();
    for (int i = random.between(0, 3); i > 0; --i) {
      const int which = slow.freq == "MONTHLY" && random.chance(600) ? (random.chance(500) ? random.between(1, 5) : -random.between(1, 5)) : 0;
      const int weekday = random.between(0, 6);
      slow.byday.emplace_back(which, weekday);
      text.byday += (text.byday.empty() ? "" : ",") + (which != 0 ? std::to_string(which) : "") + names[static_cast<std::size_t>(weekday)];
    }
    if (random.chance(300))
      for (int i = random.between(1, 3); i > 0; --i) {
        const int wanted = random.chance(700) ? random.between(1, 31) : -random.between(1, 31);
        slow.bymonthday.push_back(wanted);
        text.bymonthday += (text.bymonthday.empty() ? "" : ",") + std::to_string(wanted);
      }
    if (random.chance(300)) {
      slow.until = Date::from_days(slow.start.days() + random.between(0, 500));
      text.until = slow.until->text();
    }
    if (random.chance(300)) text.count = std::to_string(slow.count = random.between(1, 12));
    const auto schedule = Schedule::make(text).value();
    const Date to = Date::from_days(slow.start.days() + 800);
    std::vector<Date> opens;
    for (auto d = slow.start.days() - 40; d <= to.days(); ++d)
      if (schedule.on(Date::from_days(d))) opens.push_back(Date::from_days(d));
    RC_ASSERT(opens == slow.expand(to));
    const Instant now = instant_of(Date::from_days(slow.start.days() + random.between(-30, 700)), random.between(0, 1439));
    std::optional<Instant> next;
    for (const auto& date : opens)
      if (const auto moment = instant_of(date, 600); !next && moment > now) next = moment;
    if (next) RC_ASSERT(schedule.next_opening(now) == next);
  }));
}
