#include "web/pace.h"

#include <algorithm>

namespace hearth::web {

// Each search pays for the next six seconds; up to `at_once` of them can be paid in advance.
bool Pace::take(const std::string& user, Instant now) {
  const std::lock_guard lock{mutex_};
  std::erase_if(paid_until_, [&](const auto& entry) { return entry.second <= now.milliseconds; });
  const auto found = paid_until_.find(user);
  const auto until = (found == paid_until_.end() ? now.milliseconds : found->second) + milliseconds_each;
  if (until > now.milliseconds + at_once * milliseconds_each) return false;
  paid_until_[user] = until;
  return true;
}

}  // namespace hearth::web
