// open.cpp: a Database from a data folder.
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/try.h"
#include "store/migrate.h"
#include "store/open_unsafe.h"
#include "store/queued_database.h"
#include "store/sqlite_connection.h"

namespace hearth::store {

namespace {

constexpr std::uintmax_t quick_check_bytes_max = 8U << 20;  // about 20 ms; a larger file is checked by `hearth doctor`

Result<Done> prepare_folder(const Path& data, const Path& file, bool create) {
  std::error_code fault;
  if (std::filesystem::exists(file, fault)) return Done{};
  if (!create) return fail("store.missing", "there is no data folder at this place. Make one: hearth setup", {.file = data.string()});
  std::filesystem::create_directories(data, fault);
  if (!fault) return Done{};
  const bool full = fault.value() == ENOSPC;
  return fail(full ? "store.full" : "store.read_only",
              full ? "the disk is full: the data folder cannot be made." : "the data folder cannot be made here. Check the rights of the folder above.",
              {.file = data.string()});
}

Result<Done> check_connection(Connection& connection, const Statement& pragma) {
  std::string first;
  HEARTH_CHECK((connection.query<std::string>(pragma, {}, [&](const std::string& line) {
    if (first.empty()) first = line;
  })));
  if (first == "ok") return Done{};
  return fail("store.corrupt",
              "hearth.db is damaged: its pages do not fit together. Stop, keep a copy of the folder, and restore the last backup: hearth restore");
}

Result<Done> check_foreign_keys(Connection& connection) {
  bool broken = false;
  HEARTH_CHECK((connection.query<std::string>(Statement{"store.foreign_key_check", "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1"}, {},
                                              [&](const std::string&) { broken = true; })));
  if (!broken) return Done{};
  return fail("store.corrupt", "hearth.db holds a row that refers to one that is not there. Restore the last backup: hearth restore");
}

Result<Done> check_all(Connection& connection) {
  HEARTH_CHECK(check_connection(connection, Statement{"store.integrity_check", "PRAGMA integrity_check(10)"}));
  return check_foreign_keys(connection);
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite_folder(const Path& data, const OpenSettings& settings, bool safe) {
  const Path file = data / "hearth.db";
  HEARTH_CHECK(prepare_folder(data, file, settings.create));
  HEARTH_TRY(writer, open_sqlite(file, {.use = Use::writer,
                                        .create = settings.create,
                                        .synchronous = safe ? Synchronous::full : Synchronous::normal_for_tests}));
  std::error_code ignored;
  if (std::filesystem::file_size(file, ignored) <= quick_check_bytes_max)
    HEARTH_CHECK(check_connection(*writer, Statement{"store.quick_check", "PRAGMA quick_check(1)"}));
  const SystemClock system;
  HEARTH_CHECK(migrate(*writer, migrations(), settings.migrate, settings.clock ? *settings.clock : system));
  auto open_reader = [file] { return open_sqlite(file, {.use = Use::reader}); };
  return make_queued_database(std::move(writer), std::move(open_reader), check_all);
}

Result<std::unique_ptr<Database>> open_folder(const Path& data, OpenSettings settings) {
  return open_sqlite_folder(data, settings, true);
}

}  // namespace hearth::store
