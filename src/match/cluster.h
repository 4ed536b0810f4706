// cluster.h: which rows belong together, given weighted pairs: average linkage inside components, with pairs that must not meet.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "match/contradiction.h"
#include "match/table.h"

namespace hearth::match {

struct WeightedPair {
  RowNumber l, r;
  float weight;
};

struct ClusterSettings {
  double join_from{0};          ///< least weight by which two single rows join
  double join_slope{0};         ///< for each doubling of the pairs between two groups the least mean is so much lower:
  double join_least{0};         ///< many pairs of strangers would not agree even so far; never lower than this
  double clamp{12};             ///< a single pair counts for no more than this, either way
  double lead_least{3};         ///< a group that fits two which contradict each other joins the better one only with so many bits of lead
  double unknown{-6};           ///< weight of a pair that was not scored, where `score` is not asked
  std::size_t scored_most{400}; ///< components of at most so many rows have every pair scored
  Threads threads{};
};

struct ClusterInput {
  std::size_t rows{0};
  std::span<const WeightedPair> pairs;                            ///< l < r, ordered
  std::function<double(RowNumber, RowNumber)> score;              ///< of a pair that is not among `pairs`; thread-safe
  std::span<const std::pair<RowNumber, RowNumber>> must, cannot;  ///< decisions; `must` wins over everything
  std::function<std::uint32_t(RowNumber)> exclusive;              ///< rows with one nonzero number never share a cluster
  /// Pairs of which something tells that just these two are one, though neither looks like the other's other rows: one left a home
  /// when the other came to another. They join before all others, where nobody else is nearly as good for either.
  std::span<const WeightedPair> first{};
  /// By row: rows with one number say the same in everything that is compared. Such copies that are one by their weight count as one row: said
  /// twice by one source is no more evidence. Empty: none are.
  std::span<const std::uint64_t> content{};
  const Contradiction* contradiction{nullptr};                    ///< groups that contradict each other never join, unless `must` says so
};

/// The cluster of each row, numbered by first row. Deterministic for any number of threads.
///
/// Connected components glue whole families and namesakes through single wrong links; so a component is only where one looks,
/// and inside it two groups join while their mean weight, over all pairs between them, is high enough: the highest first.
[[nodiscard]] std::vector<std::uint32_t> cluster(const ClusterInput& input, const ClusterSettings& settings);

}  // namespace hearth::match
