// person_ids.h: ids of people that survive a re-run, a merge and a split.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/id.h"

namespace hearth::people {

struct Membership {
  RecordId record{};
  PersonId person{};
  auto operator<=>(const Membership&) const = default;
};

/// What became of an id. `merged`: `from` is now `to`. `split`: part of `from` is now `to`, a new id, or one that had been merged and is back.
/// `ended`: `from` has no record any more.
struct PersonEvent {
  enum class Kind : std::uint8_t { merged, split, ended };
  Kind kind{Kind::merged};
  PersonId from{}, to{};
  auto operator<=>(const PersonEvent&) const = default;
};
[[nodiscard]] std::string_view name_of(PersonEvent::Kind kind) noexcept;

struct PersonIds {
  std::vector<Membership> memberships;  ///< by record
  std::vector<Membership> former;       ///< by record, person: ids that records bore before they came to another person who was there
  std::vector<PersonEvent> events;      ///< by kind, from, to
  std::uint64_t next_id{1};
};

/// Gives each cluster an id. Old and new are matched by largest overlap; of two ids that meet, the older (lower) survives a
/// merge; a split leaves the id with the larger part, or, of equal parts, with that of the older records. Records that came
/// from somebody else count last for that, and who is parted again gets the old id back: a merge that is undone leaves no trace.
/// A cluster without any old id gets a new one, in the order of its first record.
/// @param previous  any order; @param records and cluster_of_row: as given to and by link_all
/// @param former  what the run before gave, any order
/// Deterministic. O(n log n).
[[nodiscard]] PersonIds assign_person_ids(std::span<const Membership> previous, std::span<const RecordId> records,
                                          std::span<const std::uint32_t> cluster_of_row, std::uint64_t next_id, std::span<const Membership> former = {});

}  // namespace hearth::people
