// clock.h: time is handed in, so that every run can be replayed.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "base/date.h"

namespace hearth::base {

/// A moment in UTC, to the millisecond.
struct Instant {
  std::int64_t milliseconds{0};  ///< since 1970-01-01T00:00:00Z
  [[nodiscard]] Date date() const;
  [[nodiscard]] std::string text() const;  ///< 2026-11-24T15:04:03Z
  /// @error instant.malformed: expected 2026-11-24T15:04:03Z or 2026-11-24
  [[nodiscard]] static Result<Instant> parse(std::string_view text);
  auto operator<=>(const Instant&) const = default;
};

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  /// Seconds that never go back, for durations only.
  [[nodiscard]] virtual double steady_seconds() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] double steady_seconds() const override;
};

/// Stands still until set. Tests, replays, and `--now`.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_{at} {}
  void set(Instant at) { at_ = at; }
  [[nodiscard]] Instant now() const override { return at_; }
  [[nodiscard]] double steady_seconds() const override { return static_cast<double>(at_.milliseconds) / 1000.0; }

 private:
  Instant at_;
};

}  // namespace hearth::base
