// households.h: which people live together. A person may be in two households; two may share a property.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/id.h"
#include "base/parallel.h"
#include "base/uprn.h"
#include "people/link.h"
#include "people/person_ids.h"

namespace hearth::people {

struct HouseholdMember {
  HouseholdId household{};
  Uprn uprn;
  PersonId person{};
  auto operator<=>(const HouseholdMember&) const = default;
};

struct HouseholdSettings {
  std::uint32_t adults_shared_max{12};  ///< more unrelated people than this at one property: each is a household of its own
  Threads threads{};
};

struct Households {
  std::vector<HouseholdMember> members;  ///< by uprn, household, person
  std::uint64_t next_id{1};
};

/// People of one property are one household when they are told of by one row (claimant and partner, joint names of one
/// account), share a surname (also a hyphenated or previous one), a telephone or an e-mail, through others too. At a property
/// with at most two such groups of which one has no evidence of an account of its own, all are one household; else several
/// share it (separate tenancies, shared houses, care homes).
/// Somebody without a name is in no household where others have one. A person is at each property that one of the person's records is placed at; the spine hands in current records only.
/// Ids stay with the property's household of largest overlap; the older id survives.
/// @param memberships by record; rows without a home or a membership are passed over.
[[nodiscard]] Households find_households(std::span<const LinkRow> rows, std::span<const Membership> memberships,
                                         std::span<const HouseholdMember> previous, std::uint64_t next_id,
                                         const HouseholdSettings& settings = {});

}  // namespace hearth::people
