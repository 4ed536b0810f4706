// migrate.h (private to store/): brings the schema of a database up to date.
#pragma once

#include <span>

#include "base/clock.h"
#include "store/connection.h"
#include "store/migrations.h"

namespace hearth::store {

/// Applies what is missing, each migration in a transaction of its own, and records it. With `apply` false only looks.
/// @error store.newer, store.changed, and what the statements return
[[nodiscard]] Result<Done> migrate(Connection& connection, std::span<const Migration> known, bool apply, const Clock& clock);

}  // namespace hearth::store
