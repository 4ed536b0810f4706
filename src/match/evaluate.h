// evaluate.h: how right a grouping is: pairs, and clusters as a whole.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace hearth::match {

struct PairQuality {
  double tp{0}, fp{0}, fn{0};
  [[nodiscard]] double precision() const noexcept { return tp + fp > 0 ? tp / (tp + fp) : 1; }
  [[nodiscard]] double recall() const noexcept { return tp + fn > 0 ? tp / (tp + fn) : 1; }
  [[nodiscard]] double f1() const noexcept { return tp + fp + fn > 0 ? 2 * tp / (2 * tp + fp + fn) : 1; }
};

struct ClusterQuality {
  PairQuality pairs;               ///< over all pairs inside clusters
  double b_cubed_precision{1}, b_cubed_recall{1};  ///< means over records (Bagga and Baldwin 1998)
  [[nodiscard]] double b_cubed() const noexcept {
    const double sum = b_cubed_precision + b_cubed_recall;
    return sum > 0 ? 2 * b_cubed_precision * b_cubed_recall / sum : 0;
  }
};

/// `found[i]` and `truth[i]` are the groups of item i. With `source`, only pairs of two sources count.
/// O(n log n).
[[nodiscard]] ClusterQuality evaluate_clusters(std::span<const std::uint32_t> found, std::span<const std::uint32_t> truth,
                                               std::span<const std::uint32_t> source = {});

}  // namespace hearth::match
