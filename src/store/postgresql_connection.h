// postgresql_connection.h (private to store/): a connection to a region's PostgreSQL.
#pragma once

#include <memory>
#include <string>

#include "store/connection.h"

namespace hearth::store {

/// @error store.unreachable. Never quotes the URL: it may hold a password.
[[nodiscard]] Result<std::unique_ptr<Connection>> open_postgresql(const std::string& url);

}  // namespace hearth::store
