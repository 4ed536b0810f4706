// block_keys.h: the buckets of every record, kept between runs: whom a changed record may meet, without reading anybody else again.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/id.h"
#include "base/parallel.h"

namespace hearth::people {

/// Hashes, not values; still of people: the file is private, and goes when records are purged.
struct BlockKeys {
  std::uint64_t width{0};               ///< buckets of each record
  std::vector<std::uint64_t> records;   ///< ids, ascending
  std::vector<std::uint32_t> buckets;   ///< `width` of each record; 0 is none

  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t place) const noexcept { return {buckets.data() + place * width, width}; }
};

/// Records of `all` that share a bucket with one of `some`; ascending, some that do not meet in the end among them.
[[nodiscard]] std::vector<std::uint64_t> sharing(const BlockKeys& all, const BlockKeys& some, Threads threads);
/// `all` without the records `gone` (ascending), with those of `fresh`.
[[nodiscard]] BlockKeys renewed(const BlockKeys& all, std::span<const std::uint64_t> gone, const BlockKeys& fresh);

/// `version` names what the keys were made of: the model and the newest load. @error file.*
[[nodiscard]] Result<Done> save_block_keys(Files& files, const Path& path, const BlockKeys& keys, const std::string& version);
/// Nothing when there is no such file, or it is of another version or damaged: then a run compares everybody.
[[nodiscard]] std::optional<BlockKeys> load_block_keys(Files& files, const Path& path, const std::string& version);

}  // namespace hearth::people
