// register_file.h: AddressBase Premium and DTF 7.3: files without a heading, in which the first field of each row says what it tells of.
//
// A full supply holds insertions; change-only updates follow it in order. Each file begins with a header (10) and ends with a trailer (99)
// that counts what lies between. Source: AddressBase Premium technical specification 2.x (record types 10, 11, 15, 21, 23, 24, 28, 29,
// 30, 31, 32, 99); NLPG Data Transfer Format 7.3 (the same idea; class, organisation and postal address stand in other records).
// Private to the room.
#pragma once

#include <span>
#include <string>

#include "base/files.h"
#include "base/progress.h"
#include "place/address_register.h"
#include "place/gazetteer.h"

namespace hearth::place {

enum class RegisterFormat : std::uint8_t { addressbase, dtf73 };

/// Reads the files in their order into one register. A row that cannot be used is put aside and the rest goes on; a file that was cut
/// off or does not fit the ones before it is an error, for half a supply looks like a whole one.
/// @error gazetteer.no_header, gazetteer.cut_off (no trailer, another count, or a volume is missing), gazetteer.tile_update, gazetteer.mixed_changes (an update or deletion in a full
///        supply), gazetteer.order (changes without a full supply before them, or older than the file before), csv.*, file.*
[[nodiscard]] Result<AddressRegister> read_register_files(Files& files, std::span<const Path> paths, RegisterFormat format, LoadedGazetteer& loaded,
                                                          Progress& progress);

}  // namespace hearth::place
