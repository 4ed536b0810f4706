// open.cpp: a Database from a data folder or a URL.
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "base/try.h"
#include "store/migrate.h"
#include "store/open_unsafe.h"
#include "store/owner_wire.h"
#include "store/postgresql_connection.h"
#include "store/queued_database.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_copy.h"

namespace hearth::store {

namespace {

constexpr std::uintmax_t quick_check_bytes_max = 8U << 20;  // about 20 ms; a larger file is checked by `hearth doctor`

/// Makes the folder when it is not there. A folder that is made for the first time is closed to other users by its lock (owner.h).
Result<Done> prepare_folder(const Path& data, bool create) {
  std::error_code fault;
  if (!create) return fail("store.missing", "there is no data folder at this place. Make one: hearth setup", {.file = data.string()});
  std::filesystem::create_directories(data, fault);
  if (!fault) return Done{};
  const bool full = fault.value() == ENOSPC;
  return fail(full ? "store.full" : "store.read_only",
              full ? "the disk is full: the data folder cannot be made." : "the data folder cannot be made here. Check the rights of the folder above.",
              {.file = data.string()});
}

/// Reads every table through. PostgreSQL finds a damaged page when it reads it, if the cluster has checksums.
Result<Done> read_all_tables(Connection& connection) {
  std::vector<std::string> tables;
  constexpr Statement names{"store.tables", "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"};
  HEARTH_CHECK((connection.query<std::string>(names, {}, [&](const std::string& name) { tables.push_back(name); })));
  for (const auto& table : tables) {
    const std::string sql = "SELECT count(*) FROM \"" + table + "\"";
    HEARTH_CHECK(connection.one<std::int64_t>(Statement{"store.count_rows", sql}));
  }
  return Done{};
}

/// Keeps the names of new files in a power cut: SQLite syncs what is in hearth.db, not that there is one.
Result<Done> sync_folder(const Path& folder) {
  const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!opened.open() || ::fsync(opened.get()) == 0) return Done{};  // the folder above may be closed to us
  if (errno == EINVAL || errno == EROFS) return Done{};              // this file system needs none
  return fail("store.failed", "the data folder cannot be kept on this disk (sync failed). Check the disk.", {.file = folder.string()});
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite_folder(const Path& data, const OpenSettings& settings,
                                                     const UnsafeSettings& unsafe) {
  const Path file = data / "hearth.db";
  const bool is_new = !std::filesystem::exists(file);
  if (is_new) HEARTH_CHECK(prepare_folder(data, settings.create));
  HEARTH_TRY(writer, open_sqlite(file, {.use = Use::writer,
                                        .create = settings.create,
                                        .synchronous = unsafe.power_cut_safe ? Synchronous::full : Synchronous::normal_for_tests,
                                        .checkpoint_pages = unsafe.checkpoint_pages}));
  std::error_code ignored;
  if (std::filesystem::file_size(file, ignored) <= quick_check_bytes_max)
    HEARTH_CHECK(quick_check_sqlite(*writer));
  const SystemClock system;
  HEARTH_CHECK(migrate(*writer, migrations(), settings.migrate, settings.clock ? *settings.clock : system));
  if (is_new) HEARTH_CHECK(sync_folder(data));
  if (is_new) HEARTH_CHECK(sync_folder(std::filesystem::absolute(data).parent_path()));
  auto open_reader = [file] { return open_sqlite(file, {.use = Use::reader}); };
  return make_queued_database(std::move(writer), std::move(open_reader), check_sqlite);
}

Result<std::unique_ptr<Database>> open_folder(const Path& data, OpenSettings settings) {
  return open_sqlite_folder(data, settings);
}

Result<std::unique_ptr<Database>> open_url(const std::string& url, OpenSettings settings) {
  if (!url.starts_with("postgresql://") && !url.starts_with("postgres://"))
    return wrong_use("store.url", "the address of a shared store starts with postgresql://, for example postgresql://hearth@db.example/hearth");
  HEARTH_TRY(writer, open_postgresql(url));
  const SystemClock system;
  HEARTH_CHECK(migrate(*writer, migrations(), settings.migrate, settings.clock ? *settings.clock : system));
  return make_queued_database(std::move(writer), [url] { return open_postgresql(url); }, read_all_tables);
}

}  // namespace hearth::store
