// rules_in_force.h: the policy that PLACE.toml and its programmes make together, and what it means for retention.
#pragma once

#include <memory>
#include <vector>

#include "formats/declaration.h"
#include "need/programme.h"
#include "spine/folder.h"
#include "spine/place_context.h"
#include "trust/policy.h"

namespace hearth::spine {

/// Organisations and agreements of PLACE.toml with a purpose for each programme. @error exit 2: trust.*, place.purpose_unknown (an
/// agreement lists a purpose that no programme has), place.lead_unknown (a programme is led by an organisation that is not declared)
[[nodiscard]] Result<std::shared_ptr<const trust::Policy>> policy_of(const formats::DeclarationFile& place, const std::vector<need::Programme>& programmes);

/// Each feed names an agreement and an organisation that PLACE.toml declares, or none.
/// @error exit 2: place.agreement_unknown, place.organisation_unknown, with the feed's declaration and the nearest known name
[[nodiscard]] Result<Done> check_feeds(const PlaceFile& place);

/// Deletes versions and put-aside rows older than their feed's retention (superseded ones after `superseded_days` in any case),
/// records of feeds whose last extract is past retention, claims of factors that no programme with a live agreement uses, and
/// cohorts past theirs. Then gives the space back, so that nothing of it is left in the files.
[[nodiscard]] Result<PurgeReport> purge_folder(store::Database& database, const PlaceContext& context, const trust::Policy& policy, Instant now);
[[nodiscard]] Result<Done> remove_refused_lists(const Path& data, const PurgeReport& report);

inline constexpr int superseded_days = 30;  ///< a superseded version is kept this long, so that a load can be looked into

}  // namespace hearth::spine
