#include "match/evaluate.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/assertion.h"

namespace hearth::match {
namespace {

using Key = std::pair<std::uint64_t, std::uint32_t>;  // group or pair of groups, source

/// Calls each(first, last) for runs of equal `first` in sorted keys.
template <class Each>
void runs(const std::vector<Key>& keys, Each&& each) {
  for (std::size_t from = 0; from < keys.size();) {
    std::size_t to = from;
    while (to < keys.size() && keys[to].first == keys[from].first) ++to;
    each(from, to);
    from = to;
  }
}

/// Pairs inside a run; with sources, only pairs of two.
double pairs_of(const std::vector<Key>& keys, std::size_t from, std::size_t to, bool between) {
  const auto all = static_cast<double>(to - from);
  double pairs = all * (all - 1) / 2;
  if (!between) return pairs;
  for (std::size_t i = from; i < to;) {
    std::size_t j = i;
    while (j < to && keys[j].second == keys[i].second) ++j;
    const auto same = static_cast<double>(j - i);
    pairs -= same * (same - 1) / 2;
    i = j;
  }
  return pairs;
}

double all_pairs(const std::vector<Key>& keys, bool between) {
  double sum = 0;
  runs(keys, [&](std::size_t from, std::size_t to) { sum += pairs_of(keys, from, to, between); });
  return sum;
}

}  // namespace

ClusterQuality evaluate_clusters(std::span<const std::uint32_t> found, std::span<const std::uint32_t> truth,
                                 std::span<const std::uint32_t> source) {
  HEARTH_ASSERT(found.size() == truth.size() && (source.empty() || source.size() == found.size()));
  const std::size_t n = found.size();
  std::vector<Key> by_found(n), by_truth(n), by_both(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t from = source.empty() ? 0 : source[i];
    by_found[i] = {found[i], from};
    by_truth[i] = {truth[i], from};
    by_both[i] = {(std::uint64_t{found[i]} << 32) | truth[i], from};
  }
  for (auto* keys : {&by_found, &by_truth, &by_both}) std::ranges::sort(*keys);
  const bool between = !source.empty();
  ClusterQuality out;
  out.pairs.tp = all_pairs(by_both, between);
  out.pairs.fp = all_pairs(by_found, between) - out.pairs.tp;
  out.pairs.fn = all_pairs(by_truth, between) - out.pairs.tp;
  if (n == 0) return out;
  const auto size_in = [](const std::vector<Key>& keys, std::uint64_t group) {
    const auto from = std::ranges::lower_bound(keys, Key{group, 0});
    const auto to = std::ranges::lower_bound(keys, Key{group + 1, 0});
    return static_cast<double>(to - from);
  };
  double precision = 0, recall = 0;
  runs(by_both, [&](std::size_t from, std::size_t to) {
    const auto both = static_cast<double>(to - from);
    precision += both * both / size_in(by_found, by_both[from].first >> 32);
    recall += both * both / size_in(by_truth, by_both[from].first & 0xFFFFFFFFU);
  });
  out.b_cubed_precision = precision / static_cast<double>(n);
  out.b_cubed_recall = recall / static_cast<double>(n);
  return out;
}

}  // namespace hearth::match
