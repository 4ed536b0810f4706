// random.h: chance is handed in; integers only, so that a seed gives the same draws on every machine.
#pragma once

#include <cstdint>
#include <span>

#include "base/assertion.h"

namespace hearth::base {

/// xoshiro256** 1.0 (Blackman and Vigna 2018), seeded by splitmix64. Not for secrets: see trust/.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept {
    for (auto& word : state_) word = split(seed);
  }
  /// A stream of its own for one part of the work: adding a part never shifts the draws of another.
  [[nodiscard]] Random fork(std::uint64_t part) const noexcept {
    return Random{state_[0] ^ (part * 0x9E3779B97F4A7C15ULL) ^ rotate(state_[2], 17)};
  }
  [[nodiscard]] std::uint64_t next() noexcept {
    const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotate(state_[3], 45);
    return result;
  }
  /// 0 to below - 1, without bias (Lemire 2019).
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) noexcept {
    HEARTH_ASSERT(bound > 0);
    for (;;) {
      const auto wide = static_cast<unsigned __int128>(next()) * bound;
      const auto low = static_cast<std::uint64_t>(wide);
      if (low >= bound || low >= (0 - bound) % bound) return static_cast<std::uint64_t>(wide >> 64);
    }
  }
  [[nodiscard]] int between(int least, int most) noexcept {
    return least + static_cast<int>(below(static_cast<std::uint64_t>(most - least) + 1));
  }
  /// True `per_thousand` times in a thousand.
  [[nodiscard]] bool chance(unsigned per_thousand) noexcept { return below(1000) < per_thousand; }
  template <class T>
  [[nodiscard]] const T& pick(std::span<const T> from) noexcept {
    return from[below(from.size())];
  }

 private:
  static std::uint64_t rotate(std::uint64_t x, int by) noexcept { return (x << by) | (x >> (64 - by)); }
  static std::uint64_t split(std::uint64_t& seed) noexcept {
    std::uint64_t z = (seed += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t state_[4]{};
};

}  // namespace hearth::base

namespace hearth {
using namespace base;
}
