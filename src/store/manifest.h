// manifest.h (private to store/): the MANIFEST of a backup as text, and the hash of a file.
//
//   hearth backup 1
//   taken 2026-11-24T15:04:03Z
//   engine SQLite 3.54.1
//   file SHA256 BYTES NAME      (one line each; NAME goes to the end of the line)
//   table ROWS NAME
//   end
#pragma once

#include <string>
#include <string_view>

#include "store/backup.h"

namespace hearth::store {

[[nodiscard]] std::string write_manifest(const Manifest& manifest);
/// @error backup.damaged
[[nodiscard]] Result<Manifest> read_manifest(std::string_view text, const std::string& file);
/// Size and SHA-256 of a file. @error file.*
[[nodiscard]] Result<BackupFile> describe_file(Files& files, const Path& folder, const std::string& name);
/// True for "keys/audit.key"; false for what leaves the folder or is the database's or the lock's own.
[[nodiscard]] bool is_plain_name(std::string_view name);

}  // namespace hearth::store
