// hash.h: fast hashes that are the same on every machine (xxHash). For secrets and the audit see trust/.
#pragma once

#include <xxhash.h>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::base {

/// XXH3, 64 bits: for tables and blocking keys. Collisions must be tolerable.
[[nodiscard]] inline std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0) noexcept {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}
[[nodiscard]] inline std::uint64_t mix64(std::uint64_t x) noexcept {
  x ^= x >> 33;
  x *= 0xFF51AFD7ED558CCDULL;
  x ^= x >> 33;
  x *= 0xC4CEB9FE1A85EC53ULL;
  return x ^ (x >> 33);
}

/// XXH3, 128 bits: says "same content" of a row or a file.
struct ContentHash {
  std::uint64_t high{0}, low{0};
  auto operator<=>(const ContentHash&) const = default;
  [[nodiscard]] std::string text() const;  ///< 32 hexadecimal digits
  [[nodiscard]] static ContentHash of(std::string_view bytes) noexcept {
    const auto h = XXH3_128bits(bytes.data(), bytes.size());
    return {h.high64, h.low64};
  }
  /// From text(); all zero when malformed.
  [[nodiscard]] static ContentHash from_text(std::string_view text) noexcept;
};

}  // namespace hearth::base

namespace hearth {
using namespace base;
}
