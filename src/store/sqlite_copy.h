// sqlite_copy.h (private to store/): one consistent copy of a database that others go on writing.
#pragma once

#include <vector>

#include "store/backup.h"
#include "store/connection.h"

namespace hearth::store {

/// Rows of each table that this connection sees, in order of name.
[[nodiscard]] Result<std::vector<TableRows>> count_rows(Connection& connection);
/// Copies the database at `from` to the new file `to`, without a log; the rows are those of the copied moment.
[[nodiscard]] Result<std::vector<TableRows>> copy_sqlite(const Path& from, const Path& to);
/// Pages, indexes, constraints and foreign keys. @error store.corrupt
[[nodiscard]] Result<Done> check_sqlite(Connection& connection);

}  // namespace hearth::store
