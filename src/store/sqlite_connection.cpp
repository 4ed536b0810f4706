// sqlite_connection.cpp: pragmas, checkpoints, and SQLite's error codes in our words.
#include "store/sqlite_connection.h"

#include <algorithm>
#include <errno.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/dialect.h"

namespace hearth::store {

namespace {

namespace sqlite = sqlite_api;

constexpr int sqlite_least = 3051003;       // the first without the WAL-reset bug, which can corrupt the file
constexpr int busy_milliseconds = 10'000;   // another process (a backup tool, an old owner that is ending) may hold the file

/// After a failed sync the kernel may have dropped the pages and call the next sync a success: nothing that this process
/// still says can be trusted (PostgreSQL's fsync lesson, 2018). The log on disk is whole, so a restart recovers.
[[noreturn]] void lost_disk() {
  static constexpr char line[] =
      "hearth: the disk refused to keep a write (sync failed). Stopped, so that nothing is promised that is not kept. Check the "
      "disk, then start again.\n";
  static_cast<void>(!::write(STDERR_FILENO, line, sizeof line - 1));
  ::abort();
}

struct Category {
  const char* code;
  const char* words;
};

Category category_of(int result, int system_error) {
  if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG) result = SQLITE_FULL;
  if (system_error == EROFS) result = SQLITE_READONLY;
  switch (result & 0xFF) {
    case SQLITE_FULL: return {"store.full", "the disk is full: nothing of this write was kept. Free some space and repeat it"};
    case SQLITE_READONLY:
    case SQLITE_PERM: return {"store.read_only", "the data folder cannot be written. Check its owner, its rights and the disk"};
    case SQLITE_CONSTRAINT: return {"store.constraint", "the row breaks a rule of the schema"};
    case SQLITE_MISMATCH: return {"store.constraint", "a value has not the type of its column"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {"store.corrupt", "hearth.db is damaged. Stop, keep a copy of the folder, and restore the last backup: hearth restore"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {"store.busy", "another program holds hearth.db. End it and repeat"};
    case SQLITE_CANTOPEN: return {"store.unreadable", "hearth.db cannot be opened. Check the folder's owner and rights"};
    case SQLITE_TOOBIG: return {"store.too_big", "a text is longer than the database takes"};
    case SQLITE_IOERR: return {"store.failed", "the disk cannot be read or written. Check it before going on"};
    default: return {"store.failed", "the database failed"};
  }
}

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(const SqliteSettings& settings)
      : use_{settings.use}, checkpoint_pages_{settings.checkpoint_pages}, checkpoint_at_{settings.checkpoint_pages} {}
  ~SqliteConnection() override { close(); }

  [[nodiscard]] Result<Done> open(const Path& file, const SqliteSettings& settings) {
    try {  // soci::sqlite3, not "sqlite3": by name SOCI would load a shared library, and the system's older SQLite with it
      session_.open(soci::sqlite3, "db=\"" + file.string() + "\" timeout=10");
    } catch (const soci::soci_error& thrown) {
      return fail(error_of(thrown, "open", Moment::running));
    }
    handle_ = static_cast<soci::sqlite3_session_backend*>(session_.get_backend())->conn_;
    sqlite::sqlite3_extended_result_codes(handle_, 1);
    sqlite::sqlite3_busy_timeout(handle_, busy_milliseconds);
    return set_pragmas(settings);
  }

  [[nodiscard]] Result<Done> begin_write() override { return command("begin", "BEGIN IMMEDIATE"); }
  [[nodiscard]] Result<Done> begin_read() override { return command("begin", "BEGIN"); }
  [[nodiscard]] bool in_transaction() override { return sqlite::sqlite3_get_autocommit(handle_) == 0; }
  [[nodiscard]] std::string own_words(std::string_view schema_sql) const override { return sqlite_schema(schema_sql); }
  [[nodiscard]] Result<bool> has_table(const std::string& name) override {
    static constexpr Statement statement{"store.has_table", "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = :name"};
    auto found = one<std::string>(statement, {to_value(name)});
    if (!found) return fail(found.error());
    return found->has_value();
  }
  [[nodiscard]] std::string engine() const override { return sqlite_engine(); }

  /// Moves the log into the file. Done here, not by SQLite itself, because its own way forgets a failed sync.
  void tidy_up() override {
    if (pages_in_log_ < checkpoint_at_) return;
    int in_log = 0;
    int moved = 0;
    checkpoint(SQLITE_CHECKPOINT_PASSIVE, in_log, moved);
    // Readers may hold pages back: then try again when as much has come on top.
    checkpoint_at_ = (moved >= in_log ? 0 : in_log) + checkpoint_pages_;
  }

  [[nodiscard]] Result<Done> empty_log() override {
    int in_log = 0;
    int moved = 0;
    checkpoint(SQLITE_CHECKPOINT_TRUNCATE, in_log, moved);
    if (in_log != 0) return fail("store.busy", "readers kept the log from being emptied. Try again when nobody asks.");
    pages_in_log_ = 0;
    return Done{};
  }

 protected:
  [[nodiscard]] Error error_of(const std::exception& thrown, std::string_view name, Moment moment) override {
    int result = handle_ ? sqlite::sqlite3_extended_errcode(handle_) : SQLITE_CANTOPEN;
    const int system_error = handle_ ? sqlite::sqlite3_system_errno(handle_) : errno;
    if (const auto* known = dynamic_cast<const soci::sqlite3_soci_error*>(&thrown))
      if ((result & 0xFF) != (known->result() & 0xFF)) result = known->result();
    if (result == SQLITE_IOERR_FSYNC || result == SQLITE_IOERR_DIR_FSYNC) lost_disk();
    const bool disk = (result & 0xFF) == SQLITE_IOERR || (result & 0xFF) == SQLITE_CANTOPEN;
    if ((result & 0xFF) == SQLITE_ERROR && moment == Moment::preparing)  // no value is bound yet: SQLite's words are safe
      return {"store.statement", "statement " + std::string{name} + ": " + sqlite::sqlite3_errmsg(handle_) + ". It does not fit the schema of this folder", {}, Exit::failed};
    const auto category = category_of(result, disk ? system_error : 0);
    std::string message = category.words;  // a statement's name is for developers: not told when the fault is the disk's
    // SQLite names table and column of a broken rule, never the value.
    if ((result & 0xFF) == SQLITE_CONSTRAINT) message += std::string{" ("} + sqlite::sqlite3_errmsg(handle_) + ", statement " + std::string{name} + ")";
    return {category.code, message + ".", {}, Exit::failed};
  }

 private:
  [[nodiscard]] Result<Done> set_pragmas(const SqliteSettings& settings) {
    const bool writer = use_ == Use::writer;
    const bool full = settings.synchronous == Synchronous::full;
    for (const char* pragma :
         {"PRAGMA foreign_keys=ON", full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", "PRAGMA mmap_size=0",
          "PRAGMA cell_size_check=ON", "PRAGMA trusted_schema=OFF", "PRAGMA journal_size_limit=67108864",
          writer ? "PRAGMA cache_size=-65536" : "PRAGMA cache_size=-8192",
          writer ? "PRAGMA journal_mode=WAL" : "PRAGMA query_only=ON"})
      if (auto set = command("open", pragma); !set) return set;
    if (!writer) {
      sqlite::sqlite3_wal_autocheckpoint(handle_, 0);
      return Done{};
    }
    auto mode = one<std::string>(Statement{"open", "PRAGMA journal_mode"});
    if (!mode) return fail(mode.error());
    if (*mode != "wal") return fail("store.failed", "this disk does not take SQLite's write-ahead log (is it a network drive?). Use a local one.");
    sqlite::sqlite3_wal_hook(handle_, [](void* self, sqlite::sqlite3*, const char*, int pages) {
      static_cast<SqliteConnection*>(self)->pages_in_log_ = pages;
      return SQLITE_OK;
    }, this);
    return Done{};
  }

  void checkpoint(int mode, int& in_log, int& moved) {
    const int result = sqlite::sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, &in_log, &moved);
    if (result == SQLITE_OK) return;
    if ((result & 0xFF) == SQLITE_BUSY) {
      in_log = std::max(in_log, 1);
      return;
    }
    const int extended = sqlite::sqlite3_extended_errcode(handle_);
    if (extended == SQLITE_IOERR_FSYNC || extended == SQLITE_IOERR_DIR_FSYNC) lost_disk();
    in_log = pages_in_log_;  // a full disk, for one: the log keeps everything, and the next try may succeed
    moved = 0;
  }

  void close() {
    forget_statements();
    if (handle_ && use_ == Use::writer) {
      int in_log = 0;
      int moved = 0;
      checkpoint(SQLITE_CHECKPOINT_TRUNCATE, in_log, moved);
    }
    handle_ = nullptr;
    session_.close();
  }

  Use use_;
  sqlite::sqlite3* handle_{nullptr};
  int pages_in_log_{0};
  int checkpoint_pages_;
  int checkpoint_at_;
};

}  // namespace

std::string sqlite_engine() { return std::string{"SQLite "} + sqlite::sqlite3_libversion(); }

Result<std::unique_ptr<Connection>> open_sqlite(const Path& file, SqliteSettings settings) {
  if (sqlite::sqlite3_libversion_number() < sqlite_least)
    return fail("store.too_old", std::string{"this program was built with SQLite "} + sqlite::sqlite3_libversion() +
                                     ", which can damage the database. Build it with 3.51.3 or later: make build");
  if (file.string().find('"') != std::string::npos)
    return fail("store.failed", "the data folder's name has a quotation mark in it. Give it another name.", {}, Exit::wrong_use);
  auto connection = std::make_unique<SqliteConnection>(settings);
  if (auto opened = connection->open(file, settings); !opened) return fail(opened.error());
  return connection;
}

}  // namespace hearth::store
