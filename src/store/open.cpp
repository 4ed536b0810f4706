// open.cpp: a Database from a data folder or a URL.
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdint>
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

/// Without a log beside it the file is as long as its own heading says (SQLite file format, 1.3.2 and 1.3.8). A file that was cut on its
/// way reads well until a row is asked for that is no longer there; of one byte SQLite would make a new, empty store.
Result<Done> check_length(const Path& file) {
  std::error_code none;
  if (const auto log = std::filesystem::file_size(file.string() + "-wal", none); !none && log > 0) return Done{};
  const auto size = std::filesystem::file_size(file, none);
  if (none || size == 0) return Done{};
  std::array<unsigned char, 100> heading{};
  const Descriptor opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  const auto got = opened.open() ? ::pread(opened.get(), heading.data(), heading.size(), 0) : -1;
  if (got < 0) return Done{};  // opening it says why
  const auto number = [&heading](std::size_t at, std::size_t bytes) {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < bytes; ++i) out = out << 8U | heading[at + i];
    return out;
  };
  const auto page = number(16, 2) == 1 ? 65536 : number(16, 2);
  const bool counts = number(24, 4) == number(92, 4);
  if (got == static_cast<ssize_t>(heading.size()) && page >= 512 && size % page == 0 && (!counts || size / page >= number(28, 4))) return Done{};
  return fail("store.corrupt", "hearth.db was cut short: it is not as long as it says. Stop, keep a copy of the folder, and restore the last backup: hearth restore",
              {.file = file.string()});
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite_folder(const Path& data, const OpenSettings& settings,
                                                     const UnsafeSettings& unsafe) {
  const Path file = data / "hearth.db";
  std::error_code unseen;
  const bool is_new = !std::filesystem::exists(file, unseen);
  if (!is_new) HEARTH_CHECK(check_length(file));
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
