#include "base/clock.h"

#include <chrono>
#include <cstdio>
#include <array>

namespace hearth::base {
namespace {
constexpr std::int64_t day_ms = 86'400'000;
}

Date Instant::date() const {
  const std::int64_t days = milliseconds >= 0 ? milliseconds / day_ms : -((-milliseconds + day_ms - 1) / day_ms);
  return Date::from_days(static_cast<std::int32_t>(days));
}

std::string Instant::text() const {
  const auto day = date();
  const std::int64_t seconds = (milliseconds - static_cast<std::int64_t>(day.days()) * day_ms) / 1000;
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%sT%02d:%02d:%02dZ", day.text().c_str(), static_cast<int>(seconds / 3600),
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  return out.data();
}

Result<Instant> Instant::parse(std::string_view text) {
  const auto malformed = [] {
    return fail("instant.malformed", "not a moment. Expected for example 2026-11-24T15:04:03Z or 2026-11-24.");
  };
  const auto day = Date::parse(text.substr(0, 10), "%Y-%m-%d");
  if (!day) return malformed();
  Instant out{static_cast<std::int64_t>(day->days()) * day_ms};
  if (text.size() == 10) return out;
  int h = 0, m = 0, s = 0, used = 0;
  const std::string rest{text.substr(10)};
  if (std::sscanf(rest.c_str(), "T%2d:%2d:%2d%n", &h, &m, &s, &used) != 3 || h > 23 || m > 59 || s > 60 || h < 0 || m < 0 || s < 0)
    return malformed();
  if (const auto tail = rest.substr(static_cast<std::size_t>(used)); !tail.empty() && tail != "Z") return malformed();
  out.milliseconds += (h * 3600LL + m * 60LL + s) * 1000LL;
  return out;
}

Instant SystemClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

double SystemClock::steady_seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace hearth::base
