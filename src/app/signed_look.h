// signed_look.h: a guarded look of a command: who calls, and what they may use.
#pragma once

#include "app/command.h"
#include "spine/asking.h"

namespace hearth::app {

/// Signs the caller in and opens the look. @error trust.refused (recorded), purpose.unknown, place.not_run
[[nodiscard]] Result<spine::Asking> begin_look(Call& call, trust::Action action, const std::string& purpose, const std::string& asked);

}  // namespace hearth::app
