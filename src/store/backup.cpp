// backup.cpp: copy, prove, write down; and back.
#include "store/backup.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include "base/limits.h"
#include "base/try.h"
#include "store/manifest.h"
#include "store/migrate.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_copy.h"

namespace hearth::store {

namespace {

constexpr const char* manifest_name = "MANIFEST";
constexpr const char* database_name = "hearth.db";
constexpr std::uint64_t manifest_bytes_max = 1U << 20;

/// Makes `folder`, or takes one that holds nothing (the owner's lock and socket do not count).
Result<Done> take_empty(const Path& folder) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  if (!std::filesystem::is_directory(folder, fault))
    return fail("file.unwritable", "the folder cannot be made. Check the name, the rights and the disk.", {.file = folder.string()});
  for (const auto& entry : std::filesystem::directory_iterator{folder, fault}) {
    const auto name = entry.path().filename();
    if (name != "owner.lock" && name != "hearth.sock")
      return fail("backup.not_empty", "the folder is not empty, and nothing in it is overwritten. Name a new one.", {.file = folder.string()});
  }
  if (fault || ::chmod(folder.c_str(), 0700) != 0)
    return fail("file.unwritable", "the folder cannot be closed to other users. Check its owner.", {.file = folder.string()});
  return Done{};
}

Result<Done> copy_file(Files& files, const Path& from, const Path& to) {
  std::error_code fault;
  std::filesystem::create_directories(to.parent_path(), fault);
  std::filesystem::permissions(to.parent_path(), std::filesystem::perms::owner_all, fault);
  HEARTH_TRY(source, files.open(from));
  HEARTH_TRY(sink, files.create(to, true));
  std::vector<char> block(1U << 20);
  for (;;) {
    HEARTH_TRY(got, source->read(block));
    if (got == 0) break;
    HEARTH_CHECK(sink->write({block.data(), got}));
  }
  return sink->commit();
}

/// The copy in `folder` says the same as the manifest, and is sound.
Result<Done> prove_database(const Path& folder, const std::vector<TableRows>& tables) {
  HEARTH_TRY(connection, open_sqlite(folder / database_name, {.use = Use::reader}));
  HEARTH_CHECK(check_sqlite(*connection));
  HEARTH_CHECK(migrate(*connection, migrations(), false, SystemClock{}));
  HEARTH_TRY(found, count_rows(*connection));
  if (found != tables)
    return fail("backup.damaged", "the tables of the copy have not the rows that the manifest tells. Use another backup.", {.file = folder.string()});
  return Done{};
}

Result<Done> prove_files(Files& files, const Path& folder, const std::vector<BackupFile>& expected) {
  for (const auto& file : expected) {
    const auto found = describe_file(files, folder, file.name);
    if (!found && found.error().code != "file.missing") return fail(found.error());
    if (!found || *found != file)
      return fail("backup.damaged", "this file is missing or was changed after the backup was made. Use another backup.",
                  {.file = (folder / file.name).string()});
  }
  return Done{};
}

/// Takes away what a failed copy has left.
class Undo {
 public:
  explicit Undo(Path folder) : folder_{std::move(folder)} {}
  ~Undo() {
    std::error_code ignored;
    for (const auto& name : made_) std::filesystem::remove(folder_ / name, ignored);
  }
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  void made(const std::string& name) { made_.push_back(name); }
  void keep() { made_.clear(); }

 private:
  Path folder_;
  std::vector<std::string> made_;
};

Result<Done> check_names(const std::vector<std::string>& names) {
  for (const auto& name : names)
    if (!is_plain_name(name))
      return fail("backup.outside", "a backup takes files of the data folder, by their names in it, and the database by itself.", {.file = name},
                  Exit::wrong_use);
  return Done{};
}

}  // namespace

Result<Manifest> back_up(Files& files, const Clock& clock, const Path& data, const std::vector<std::string>& further, const Path& backup) {
  HEARTH_CHECK(check_names(further));
  if (!files.exists(data / database_name))
    return fail("store.missing", "there is no data folder at this place.", {.file = data.string()});
  HEARTH_CHECK(take_empty(backup));
  Undo undo{backup};
  undo.made(database_name);
  for (const char* beside : {"-journal", "-wal", "-shm"}) undo.made(std::string{database_name} + beside);  // of a copy that the disk could not take
  Manifest manifest;
  manifest.taken_at = clock.now().text();
  HEARTH_TRY(tables, copy_sqlite(data / database_name, backup / database_name));
  manifest.tables = std::move(tables);
  if (::chmod((backup / database_name).c_str(), 0600) != 0)
    return fail("file.unwritable", "the copy cannot be closed to other users.", {.file = backup.string()});
  HEARTH_CHECK(prove_database(backup, manifest.tables));
  manifest.engine = sqlite_engine();
  std::vector<std::string> names{database_name};
  for (const auto& name : further) {
    if (!files.exists(data / name))
      return fail("backup.missing_file", "this file belongs to the data folder and is not there. Look for it before anything else.", {.file = name});
    undo.made(name);
    HEARTH_CHECK(copy_file(files, data / name, backup / name));
    names.push_back(name);
  }
  for (const auto& name : names) {
    HEARTH_TRY(file, describe_file(files, backup, name));
    manifest.files.push_back(std::move(file));
  }
  HEARTH_CHECK(files.write_all(backup / manifest_name, write_manifest(manifest), true));
  undo.keep();
  return manifest;
}

Result<Manifest> verify_backup(Files& files, const Path& backup) {
  const auto path = backup / manifest_name;
  if (!files.exists(path))
    return fail("backup.no_manifest", "there is no MANIFEST: this is no backup, or one that was not finished. Use another.", {.file = backup.string()});
  HEARTH_TRY(text, files.read_all(path, manifest_bytes_max));
  HEARTH_TRY(manifest, read_manifest(text, path.string()));
  HEARTH_CHECK(prove_files(files, backup, manifest.files));
  HEARTH_CHECK(prove_database(backup, manifest.tables));
  return manifest;
}

Result<Manifest> restore(Files& files, const Path& backup, const Path& data) {
  HEARTH_TRY(manifest, verify_backup(files, backup));
  HEARTH_CHECK(take_empty(data));
  Undo undo{data};
  for (const auto& file : manifest.files) {
    undo.made(file.name);
    HEARTH_CHECK(copy_file(files, backup / file.name, data / file.name));
  }
  HEARTH_CHECK(prove_files(files, data, manifest.files));
  HEARTH_CHECK(prove_database(data, manifest.tables));
  undo.keep();
  return manifest;
}

}  // namespace hearth::store
