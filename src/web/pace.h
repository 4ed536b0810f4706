// pace.h: how fast each member of staff may search: some at once, then one after another. Whoever tries every name is slowed down.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.h"

namespace hearth::web {

class Pace {
 public:
  static constexpr std::int64_t at_once = 30;
  static constexpr std::int64_t milliseconds_each = 6'000;  ///< ten a minute, 600 an hour, once those are spent

  /// Counts one. False while this person must wait; a refused try costs nothing. Thread-safe.
  [[nodiscard]] bool take(const std::string& user, Instant now);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::int64_t> paid_until_;  ///< milliseconds; of those who searched lately
};

}  // namespace hearth::web
