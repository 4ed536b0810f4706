// groups.h: which items belong to each of n groups, in two flat arrays.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace hearth::spine {

/// Compressed rows: items of group g, in the order in which they were numbered. Built in O(items + groups).
class Groups {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;

  Groups() = default;
  /// `group_of[i]` is the group of item i, or none.
  Groups(std::span<const std::uint32_t> group_of, std::size_t groups) : from_(groups + 1, 0) {
    for (const auto group : group_of)
      if (group != none) ++from_[group + 1];
    for (std::size_t g = 0; g < groups; ++g) from_[g + 1] += from_[g];
    items_.resize(from_.back());
    std::vector<std::uint32_t> next(from_.begin(), from_.end());
    for (std::uint32_t item = 0; item < group_of.size(); ++item)
      if (group_of[item] != none) items_[next[group_of[item]]++] = item;
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t group) const noexcept {
    if (group + 1 >= from_.size()) return {};
    return {items_.data() + from_[group], items_.data() + from_[group + 1]};
  }
  [[nodiscard]] std::size_t size() const noexcept { return from_.empty() ? 0 : from_.size() - 1; }

 private:
  std::vector<std::uint32_t> from_;
  std::vector<std::uint32_t> items_;
};

}  // namespace hearth::spine
