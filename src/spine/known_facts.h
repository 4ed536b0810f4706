// known_facts.h: which facts each organisation has sent, under which agreements, and how many homes of each area anything is held on.
//
// Counts of rows and homes only: nothing here tells of a person, and numbers under `least_told` are not told (small_counts.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/parallel.h"
#include "spine/snapshot.h"
#include "trust/policy.h"

namespace hearth::spine {

/// How many current records of each feed tell of each fact. Kept with the snapshot that was counted.
struct KnownFacts {
  std::vector<std::vector<std::uint64_t>> records;  ///< by feed and factor
};
/// Cost: one look at every record, at the first call for a snapshot; about a second for two million.
[[nodiscard]] const KnownFacts& known_facts(const Snapshot& snapshot, Threads threads);

enum class FactState : std::uint8_t {
  none,        ///< neither sent nor agreed
  shared,      ///< sent, and an agreement in force shows it
  stale,       ///< the same, of a file that is older than it should be
  not_agreed,  ///< sent, and no agreement in force shows it
  missing      ///< agreed, and not sent
};
/// One fact of one organisation.
struct FactHeld {
  FactState state{FactState::none};
  std::uint64_t records{0};
  std::vector<std::string> purposes;  ///< for which an agreement in force shows it
  std::string received;               ///< day of the newest file that tells of it; ISO, or empty
};
struct FactLine {
  need::FactorIndex factor{0};
  std::vector<FactHeld> by_organisation;
};
struct PlaceKnowledge {
  std::vector<std::string> organisations;  ///< ids of those that send files, in the order of PLACE.toml
  std::vector<FactLine> lines;             ///< facts that some programme uses, in the order of the vocabulary
};
[[nodiscard]] PlaceKnowledge place_knowledge(const Snapshot& snapshot, const trust::Policy& policy, Instant now, Threads threads);

/// Of the homes of one area, on how many some file holds anything.
struct AreaCovered {
  std::string name;
  std::uint64_t homes{0}, held{0};
};
/// By name; of the layer with the largest areas. Empty when no layer is loaded.
[[nodiscard]] std::vector<AreaCovered> homes_covered(const Snapshot& snapshot);

}  // namespace hearth::spine
