// backup.h: a copy of the data folder that was proved to be whole, and the way back.
//
// A backup is a folder: hearth.db (one file, no log), the named further files, and MANIFEST, written last: the SHA-256 and size of
// each file and the rows of each table. A folder without MANIFEST is no backup. The manifest finds damage, not forgery.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/files.h"

namespace hearth::store {

struct BackupFile {
  std::string name;    ///< relative to the folder, with / between
  std::string sha256;  ///< 64 hexadecimal digits
  std::uint64_t bytes{0};
  bool operator==(const BackupFile&) const = default;
};

struct TableRows {
  std::string table;
  std::int64_t rows{0};
  bool operator==(const TableRows&) const = default;
};

struct Manifest {
  std::string taken_at;  ///< ISO 8601, UTC
  std::string engine;
  std::vector<BackupFile> files;   ///< hearth.db first
  std::vector<TableRows> tables;   ///< in order of name
  [[nodiscard]] std::int64_t rows() const;
  [[nodiscard]] std::uint64_t bytes() const;
  bool operator==(const Manifest&) const = default;
};

/// Copies the data folder into `backup` while it is being written: every write acknowledged before the call is in it. The copy is
/// then checked (pages, indexes, foreign keys) and its rows are counted against the original. `further` are files of the folder
/// that belong to it, "keys/audit.key". Reads the folder twice; writers are not held up, but the log grows meanwhile.
/// @error backup.not_empty, backup.outside (a name that leaves the folder), backup.missing_file, backup.damaged, store.*, file.full
[[nodiscard]] Result<Manifest> back_up(Files& files, const Clock& clock, const Path& data, const std::vector<std::string>& further,
                                       const Path& backup);

/// Proves a backup without restoring it: hashes, pages, foreign keys, rows, and that this program can read its schema.
/// @error backup.no_manifest, backup.damaged, store.newer, store.changed
[[nodiscard]] Result<Manifest> verify_backup(Files& files, const Path& backup);

/// Verifies, then copies into `data`, which must be empty or not there, and checks what arrived. After an error nothing stays.
/// @error backup.not_empty, what verify_backup says, file.full
[[nodiscard]] Result<Manifest> restore(Files& files, const Path& backup, const Path& data);

}  // namespace hearth::store
