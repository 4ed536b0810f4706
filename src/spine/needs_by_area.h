// needs_by_area.h: how many people of each area have each need, for planning: small counts hidden, the others rounded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "spine/snapshot.h"
#include "trust/policy.h"

namespace hearth::spine {

/// A count that may be published. Fewer than `least_shown` are not told, so that nobody is picked out; the others are rounded, so that
/// a hidden one cannot be worked out from the rest (there are no totals for the same reason).
struct PublishedCount {
  static constexpr std::uint64_t least_shown = 10, rounded_to = 5;
  std::optional<std::uint64_t> people{};  ///< nothing: fewer than least_shown, or none
};
[[nodiscard]] PublishedCount published(std::uint64_t people) noexcept;

struct NeedsByArea {
  std::string layer;                                ///< empty: no areas are loaded
  std::vector<std::string> areas;                   ///< by name
  std::vector<std::string> needs;                   ///< facts of people, in words; with a count to tell somewhere
  std::vector<std::vector<PublishedCount>> people;  ///< by need and area
};

/// People are counted at the home where a file's record places them, once for each area and need; the dead, protected people, and feeds
/// without an agreement in force for queries are left out. O(records).
[[nodiscard]] NeedsByArea needs_by_area(const Snapshot& snapshot, const trust::Policy& policy, Instant now);

}  // namespace hearth::spine
