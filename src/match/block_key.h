// block_key.h: what of a value is used to bring rows together.
#pragma once

#include <cstdint>
#include <vector>

#include "match/blocking.h"

namespace hearth::match {

/// The hash of the derived part of every value of the key's dictionary; 0 where there is none.
[[nodiscard]] std::vector<std::uint64_t> derive_all(const Table& table, const BlockKey& key, const TokenWeights& words);

}  // namespace hearth::match
