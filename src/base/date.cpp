#include "base/date.h"

#include <time.h>

#include <array>
#include <cstdio>
#include <cstring>

#include "base/assertion.h"

namespace hearth::base {
namespace {

constexpr int year_min = 1800;
constexpr int year_max = 2200;

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days since 1970-01-01 of a civil date.
std::int32_t days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

struct Parts {
  int year{-1}, month{-1}, day{-1};
  bool two_digits{false};
  std::string_view rest;
};

int number(std::string_view text, std::size_t& at, std::size_t digits_max) {
  int value = -1;
  std::size_t used = 0;
  while (at < text.size() && used < digits_max && text[at] >= '0' && text[at] <= '9') {
    value = (value < 0 ? 0 : value) * 10 + (text[at] - '0');
    ++at;
    ++used;
  }
  return value;
}

/// The numeric subset of strptime that dates use, without its silent wrap-around of 31 February.
bool read_numeric(std::string_view text, std::string_view format, Parts& parts) {
  std::size_t at = 0;
  for (std::size_t f = 0; f < format.size(); ++f) {
    if (format[f] != '%') {
      if (at >= text.size() || text[at] != format[f]) return false;
      ++at;
      continue;
    }
    if (++f == format.size()) return false;
    if (format[f] == 'Y') parts.year = number(text, at, 4);
    else if (format[f] == 'y') parts.year = number(text, at, 2), parts.two_digits = true;
    else if (format[f] == 'm') parts.month = number(text, at, 2);
    else if (format[f] == 'd' || format[f] == 'e') parts.day = number(text, at, 2);
    else return false;
    if ((parts.year < 0 && format[f] != 'm' && format[f] != 'd' && format[f] != 'e') ||
        (format[f] == 'm' && parts.month < 0) || ((format[f] == 'd' || format[f] == 'e') && parts.day < 0))
      return false;
  }
  parts.rest = text.substr(at);
  return true;
}

bool only_numeric(std::string_view format) {
  for (std::size_t f = 0; f + 1 < format.size(); ++f)
    if (format[f] == '%' && std::strchr("Yymde", format[++f]) == nullptr) return false;
  return true;
}

/// Month names, week days, times: the C library's strptime. Day 31 of a short month comes through for make() to refuse.
bool read_named(const std::string& text, const std::string& format, Parts& parts) {
  struct ::tm tm {};
  tm.tm_year = -10000;
  tm.tm_mon = -1;
  const char* end = ::strptime(text.c_str(), format.c_str(), &tm);
  if (end == nullptr || tm.tm_year == -10000) return false;
  parts.year = tm.tm_year + 1900;
  parts.month = tm.tm_mon + 1;
  parts.day = format.find("%d") == std::string::npos && format.find("%e") == std::string::npos ? -1 : tm.tm_mday;
  parts.two_digits = format.find("%y") != std::string::npos;
  parts.rest = std::string_view{text}.substr(static_cast<std::size_t>(end - text.c_str()));
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// What may follow a date when the format has no time: a time of day.
bool time_of_day(std::string_view rest) {
  if (rest.empty()) return true;
  if (rest.front() != 'T' && rest.front() != ' ') return false;
  for (const char c : rest.substr(1))
    if (std::strchr("0123456789:.Z+- APMapm", c) == nullptr) return false;
  return rest.size() > 3;
}

}  // namespace

int days_in_month(int year, int month) noexcept {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

Result<Date> Date::make(int year, int month, int day) {
  if (year < year_min || year > year_max)
    return fail("date.out_of_range", "the year is outside 1800 to 2200. Expected a calendar date, for example 1950-02-28.");
  if (month < 0 || month > 12 || (month == 0 && day != 0))
    return fail("date.impossible", "no such month. Expected 1 to 12.");
  if (day < 0 || (day > 0 && day > days_in_month(year, month)))
    return fail("date.impossible", "no such day in that month. Expected a calendar date, for example 1950-02-28.");
  return Date{year, month, day};
}

Result<Date> Date::parse(std::string_view raw, std::string_view format, int pivot_year) {
  const auto text = trimmed(raw);
  Parts parts;
  const std::string copy{text};  // parts.rest looks into it
  const bool read = only_numeric(format) ? read_numeric(text, format, parts) : read_named(copy, std::string{format}, parts);
  if (!read || !time_of_day(parts.rest)) {
    return fail("date.malformed", "not a date in the form " + std::string{format} + ". Expected what the feed's format says.");
  }
  if (parts.two_digits) {
    if (parts.year >= 100) parts.year %= 100;
    parts.year += 2000;
    if (parts.year > pivot_year) parts.year -= 100;
  }
  const int month = parts.month < 0 ? 0 : parts.month;
  const int day = parts.day < 0 ? 0 : parts.day;
  // A written 0 is no month: only a part that the format lacks is unknown.
  if (parts.month == 0 || parts.day == 0) return fail("date.impossible", "no such day. Expected a calendar date.");
  auto made = make(parts.year, month, day);
  if (!made && month > 12 && day >= 1 && day <= 12 && make(parts.year, day, month))
    return fail("date.american", "the month is above 12. Day and month swapped? Expected the form " + std::string{format} + ".");
  return made;
}

Result<Date> Date::parse_iso(std::string_view text) {
  if (text.size() == 4) return parse(text, "%Y");
  if (text.size() == 7) return parse(text, "%Y-%m");
  return parse(text, "%Y-%m-%d");
}

Date Date::from_days(std::int32_t days) {
  days += 719468;
  const int era = (days >= 0 ? days : days - 146096) / 146097;
  const int doe = days - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int day = doy - (153 * mp + 2) / 5 + 1;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  return Date{yoe + era * 400 + (month <= 2), month, day};
}

std::int32_t Date::days() const noexcept { return days_from_civil(year_, month_ == 0 ? 1 : month_, day_ == 0 ? 1 : day_); }

std::string Date::text() const {
  std::array<char, 16> out{};
  if (day_ != 0) std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", year_, month_, day_);
  else if (month_ != 0) std::snprintf(out.data(), out.size(), "%04d-%02d", year_, month_);
  else std::snprintf(out.data(), out.size(), "%04d", year_);
  return out.data();
}

std::string Date::words() const {
  static constexpr std::array<const char*, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                      "July",    "August",   "September", "October", "November", "December"};
  std::string out = day_ != 0 ? std::to_string(day_) + " " : "";
  if (month_ != 0) out += std::string{months[static_cast<std::size_t>(month_ - 1)]} + " ";
  return out + std::to_string(year_);
}

Date last_day(const Date& date) {
  if (date.whole()) return date;
  const int month = date.month() == 0 ? 12 : date.month();
  return Date::make(date.year(), month, days_in_month(date.year(), month)).value_or(date);
}

int age_in_years(const Date& birth, const Date& on) noexcept {
  const int birth_month = birth.month() == 0 ? 12 : birth.month();
  const int birth_day = birth.day() == 0 ? 31 : birth.day();
  const bool before_birthday = on.month() < birth_month || (on.month() == birth_month && on.day() < birth_day);
  return on.year() - birth.year() - (before_birthday ? 1 : 0);
}

}  // namespace hearth::base
