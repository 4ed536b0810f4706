// draw.h: drawing from shares, in whole numbers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "base/random.h"

namespace hearth::synth {

/// Which of several things, each as often as its share says. O(log n) a draw.
class Shares {
 public:
  Shares() = default;
  Shares(std::initializer_list<std::uint32_t> shares) {
    for (const auto share : shares) add(share);
  }
  void add(std::uint32_t share) { upto_.push_back((upto_.empty() ? 0 : upto_.back()) + share); }
  [[nodiscard]] bool empty() const noexcept { return upto_.empty(); }
  [[nodiscard]] std::size_t draw(Random& random) const {
    const auto ticket = static_cast<std::uint32_t>(random.below(upto_.back()));
    return static_cast<std::size_t>(std::ranges::upper_bound(upto_, ticket) - upto_.begin());
  }

 private:
  std::vector<std::uint32_t> upto_;
};

}  // namespace hearth::synth
