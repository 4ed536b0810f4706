// word_starts.h: does a text hold one of some runs of four letters, whatever their case: a first, cheap look before it is read in earnest.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace hearth::record {

template <std::size_t Size>
class WordStarts {
 public:
  /// Each of four characters, small letters, in order.
  explicit constexpr WordStarts(const std::array<std::string_view, Size>& starts) {
    for (std::size_t i = 0; i < Size; ++i) {
      std::uint32_t four = 0;
      for (std::size_t k = 0; k < 4; ++k) four = four << 8 | static_cast<unsigned char>(starts[i][k]);
      starts_[i] = four;
      seen_[slot(four) / 64] |= std::uint64_t{1} << (slot(four) % 64);
    }
    std::sort(starts_.begin(), starts_.end());
  }
  /// O(bytes): one look into 512 bytes for each.
  [[nodiscard]] constexpr bool in(std::string_view text) const noexcept {
    std::uint32_t four = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      four = four << 8 | static_cast<unsigned char>(text[i] | 0x20);
      if (i < 3 || (seen_[slot(four) / 64] >> (slot(four) % 64) & 1U) == 0) continue;
      if (std::binary_search(starts_.begin(), starts_.end(), four)) return true;
    }
    return false;
  }

 private:
  static constexpr unsigned slot_bits = 12;
  static constexpr std::uint32_t slot(std::uint32_t four) noexcept { return four * 0x9E3779B1U >> (32 - slot_bits); }
  std::array<std::uint32_t, Size> starts_{};
  std::array<std::uint64_t, (1U << slot_bits) / 64> seen_{};
};

}  // namespace hearth::record
