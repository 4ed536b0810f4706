// asking.h: who asks, and what every guarded look needs: actor, published snapshot, and what the actor may use of it.
#pragma once

#include <memory>

#include "spine/folder.h"
#include "spine/sight.h"

namespace hearth::spine {

struct Asking {
  std::shared_ptr<const Snapshot> snapshot;
  trust::Look look;
  const need::Programme* programme{nullptr};
  std::unique_ptr<Sight> sight;
};

/// Finds the programme of the purpose, and opens the look. @error trust.refused (recorded), purpose.unknown, place.not_run;
/// made-up people in real homes are refused whoever asks.
[[nodiscard]] Result<Asking> begin_look(Folder& folder, const trust::Actor& actor, trust::Action action, const std::string& purpose,
                                        const std::string& asked, Progress& progress);

/// The refusal of a look; when only the purpose is unknown, with the nearest known one; agreements that are not in force are named.
[[nodiscard]] Error refused_look(const trust::Guard& guard, const trust::Look& look, Error refusal);

/// Whoever of an older list was found to be one with somebody else, as the person they are now. @error store.*
[[nodiscard]] Result<PersonId> person_now(Folder& folder, PersonId listed);

}  // namespace hearth::spine
