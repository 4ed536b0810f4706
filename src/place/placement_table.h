// placement_table.h: placements in the store, one row per record (migrations/0002_place.sql).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/id.h"
#include "place/placement.h"
#include "store/store.h"

namespace hearth::place {

/// The placement of one record, with what made it.
struct RecordPlacement {
  RecordId record;
  Placement placement;
};

/// All of one (matcher, gazetteer) pair: what a step writes at once.
struct PlacementVersions {
  std::string matcher;
  std::string gazetteer;
  bool operator==(const PlacementVersions&) const = default;
};

/// Inserts or replaces. Cost: a million rows in about two seconds on SQLite.
[[nodiscard]] Result<Done> put_placements(store::Session& session, const std::vector<RecordPlacement>& placements,
                                          const PlacementVersions& versions);
[[nodiscard]] Result<Done> remove_placements(store::Session& session, const std::vector<RecordId>& records);

/// Column by column, in order of record: two million rows in a second or two.

struct PlacementColumns {
  std::vector<std::int64_t> record;
  std::vector<std::uint64_t> uprn;     ///< 0: none
  std::vector<Band> band;
  std::vector<float> probability;
};
[[nodiscard]] Result<PlacementColumns> load_placements(store::Session& session);
/// Those that name candidates: ambiguous, or a building without a parent. In order of record.
[[nodiscard]] Result<std::vector<RecordPlacement>> load_unsure_placements(store::Session& session);
[[nodiscard]] Result<std::optional<RecordPlacement>> load_placement(store::Session& session, RecordId record);
/// Records whose placement was made by another matcher or gazetteer.
[[nodiscard]] Result<std::vector<RecordId>> outdated_placements(store::Session& session, const PlacementVersions& versions);

}  // namespace hearth::place
