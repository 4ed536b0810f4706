// asking.h: who asks, and what every guarded look needs: actor, published snapshot, and what the actor may use of it.
#pragma once

#include <memory>

#include "app/command.h"
#include "spine/folder.h"
#include "spine/sight.h"
#include "trust/sign_in.h"

namespace hearth::app {

struct Asking {
  std::shared_ptr<const spine::Snapshot> snapshot;
  trust::Look look;
  const need::Programme* programme{nullptr};
  std::unique_ptr<spine::Sight> sight;
};

/// Signs in, finds the programme of the purpose, and opens the look. @error trust.refused (recorded), purpose.unknown,
/// place.not_run; made-up people in real homes are refused whoever asks.
[[nodiscard]] Result<Asking> begin_look(Call& call, trust::Action action, const std::string& purpose, const std::string& asked);

/// The refusal of a look; when only the purpose is unknown, with the nearest known one.
[[nodiscard]] Error refused_look(const trust::Policy& policy, const trust::Look& look, Error refusal);

}  // namespace hearth::app
