// link_near.h: the night after: only changed records, whom they may meet, and whom those are grouped with.
#pragma once

#include <span>

#include "people/link.h"
#include "people/person_ids.h"

namespace hearth::people {

/// What the last run left, all of it made with one model and the same settings.
struct LastNight {
  std::span<const Edge> edges;
  std::span<const Membership> memberships;
  const BlockKeys& keys;
};

/// Equals link_changes(), edge for edge and cluster for cluster, but looks only at records near the touched ones: those that share
/// a block key with them, and the components that are touched. Where that is much of the place, or what is kept does not fit
/// the rows, everybody is looked at. The keys for the next night are in the result.
/// Cost: O(records) small steps, without reading them; then as link_changes() of the records that are near.
[[nodiscard]] Result<LinkResult> link_near(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, std::span<const Decision> decisions,
                                           const LinkModel& model, const LastNight& last, std::span<const RecordId> touched,
                                           const LinkSettings& settings, Progress& progress);

}  // namespace hearth::people
