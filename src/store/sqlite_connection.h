// sqlite_connection.h (private to store/): a connection to the data folder's SQLite file.
#pragma once

#include <memory>

#include "store/connection.h"

namespace hearth::store {

enum class Use : std::uint8_t { writer, reader };
enum class Synchronous : std::uint8_t { full, normal_for_tests };  ///< NORMAL loses acknowledged writes in a power cut

struct SqliteSettings {
  Use use{Use::reader};
  bool create{false};
  Synchronous synchronous{Synchronous::full};
  int checkpoint_pages{4000};  ///< 16 MiB of log: about as long as one checkpoint may delay the next write
};

/// @error store.too_old, store.corrupt, store.read_only, store.full, store.missing, store.failed
[[nodiscard]] Result<std::unique_ptr<Connection>> open_sqlite(const Path& file, SqliteSettings settings);
[[nodiscard]] std::string sqlite_engine();  ///< "SQLite 3.54.1"
/// Pages and rows, without indexes. @error store.corrupt
[[nodiscard]] Result<Done> quick_check_sqlite(Connection& connection);

}  // namespace hearth::store
