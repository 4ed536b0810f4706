// coverage.h: what a place knows: which organisation tells which fact, which it has agreed to tell, and whose homes nobody tells of.
// Counts alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "spine/snapshot.h"
#include "trust/policy.h"

namespace hearth::spine {

struct FactTold {
  bool agreed{false};         ///< an agreement in force lists the fact for some purpose
  std::uint64_t records{0};   ///< that tell it
};

struct Coverage {
  std::vector<std::string> organisations;      ///< of the feeds, in their order, each once
  std::vector<int> days_old;                   ///< of each one's oldest file; -1: nothing was loaded
  std::vector<std::string> facts;              ///< in words; those that somebody tells or has agreed to tell
  std::vector<std::vector<FactTold>> told;     ///< by fact and organisation
  struct Area {
    std::string name;
    std::uint64_t homes{0}, held{0};           ///< held: at least one record is placed there
  };
  std::string layer;                           ///< the property that names the areas; empty: no areas are loaded
  std::vector<Area> areas;                     ///< of the layer with the fewest, by name
};

/// O(records).
[[nodiscard]] Coverage coverage_of(const Snapshot& snapshot, const trust::Policy& policy, Instant now);

}  // namespace hearth::spine
