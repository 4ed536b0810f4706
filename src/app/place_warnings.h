// place_warnings.h: what PLACE.toml allows and what will be missed on the day: for `run`, which warns, and `doctor`, which insists.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "spine/place_file.h"
#include "spine/snapshot.h"
#include "store/store.h"
#include "trust/policy.h"

namespace hearth::app {

/// The organisations of everybody who may sign in, each once.
[[nodiscard]] Result<std::vector<OrganisationId>> organisations_of_staff(store::Database& database);

/// Programmes that share one number to ring, feeds without an agreement or an organisation, agreements that are not in force, staff of organisations that are not declared.
[[nodiscard]] std::vector<std::string> place_warnings(const spine::PlaceFile& place, const trust::Policy& policy,
                                                      const std::vector<OrganisationId>& of_staff, Instant now);

/// Nearly no address of the files is in the gazetteer: it is of another place, or a column was read for another. Empty when all is well.
[[nodiscard]] std::string gazetteer_warning(const spine::Snapshot& snapshot);

}  // namespace hearth::app
