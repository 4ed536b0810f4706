// sqlite_copy.cpp: SQLite's backup interface, inside one read transaction.
#include "store/sqlite_copy.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include "base/try.h"
#include "store/sqlite_connection.h"

namespace hearth::store {

namespace {

namespace sqlite = sqlite_api;

struct Close {
  void operator()(sqlite::sqlite3* handle) const { sqlite::sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite::sqlite3, Close>;

Handle create(const Path& file) {
  sqlite::sqlite3* handle = nullptr;
  sqlite::sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  return Handle{handle};
}

sqlite::sqlite3* handle_of(Connection& connection) {
  return static_cast<soci::sqlite3_session_backend*>(connection.backend())->conn_;
}

Result<Done> cannot(sqlite::sqlite3* to) {
  const int result = sqlite::sqlite3_errcode(to) & 0xFF;
  if (result == SQLITE_FULL)
    return fail("store.full", "the disk of the backup is full. Free some space, or back up to another disk.");
  if (result == SQLITE_CORRUPT || result == SQLITE_NOTADB)
    return fail("store.corrupt", "hearth.db is damaged: it cannot be copied whole. Keep the last good backup, and restore it: hearth restore");
  return fail("store.failed", "the copy of hearth.db could not be written. Check both disks.");
}

}  // namespace

Result<std::vector<TableRows>> copy_sqlite(const Path& from, const Path& to) {
  HEARTH_TRY(source, open_sqlite(from, {.use = Use::reader}));
  HEARTH_CHECK(source->begin_read());
  HEARTH_TRY(rows, count_rows(*source));  // from here on this connection sees one moment; other writers do not restart the copy
  const auto target = create(to);
  if (!target) return fail("store.failed", "there is no memory for the copy.");
  auto* copy = sqlite::sqlite3_backup_init(target.get(), "main", handle_of(*source), "main");
  if (!copy) return fail(cannot(target.get()).error());
  while (sqlite::sqlite3_backup_step(copy, 4096) == SQLITE_OK) {
  }
  if (sqlite::sqlite3_backup_finish(copy) != SQLITE_OK) return fail(cannot(target.get()).error());
  // One file that says all: no log beside it that could be forgotten.
  if (sqlite::sqlite3_exec(target.get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr) != SQLITE_OK)
    return fail(cannot(target.get()).error());
  source->rollback();
  return rows;
}

}  // namespace hearth::store
