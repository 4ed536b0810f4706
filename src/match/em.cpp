#include "match/em.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "match/comparison.h"

namespace hearth::match {

Histogram VectorCounter::sorted() const {
  Histogram out(counts_.begin(), counts_.end());
  std::ranges::sort(out);
  return out;
}

namespace {

constexpr double least_share = 1e-9;

Histogram only(const Histogram& pairs, std::uint16_t free) {
  std::uint64_t mask = 0;
  for (std::size_t c = 0; c < comparisons_max; ++c)
    if ((free >> c & 1) != 0) mask |= std::uint64_t{15} << (4 * c);
  std::map<std::uint64_t, double> merged;
  for (const auto& [vector, count] : pairs) merged[vector & mask] += count;
  return {merged.begin(), merged.end()};
}

/// ln of the chance of a vector in a class.
struct LogTable {
  std::array<std::array<double, 16>, comparisons_max> ln{};
  LogTable(const Shares& shares, std::uint16_t free) {
    for (std::size_t c = 0; c < shares.size(); ++c)
      for (std::size_t level = 0; level < shares[c].size(); ++level)
        if ((free >> c & 1) != 0) ln[c][level + 1] = std::log(std::max(least_share, shares[c][level]));
  }
  [[nodiscard]] double of(std::uint64_t vector, std::size_t comparisons) const {
    double sum = 0;
    for (std::size_t c = 0; c < comparisons; ++c) sum += ln[c][level_of(vector, c)];
    return sum;
  }
};

/// Shares from weighted counts, drawn towards `prior`.
void settle(Shares& shares, const Shares& counted, const Shares& prior, std::uint16_t free, double pseudo_pairs) {
  for (std::size_t c = 0; c < shares.size(); ++c) {
    if ((free >> c & 1) == 0) continue;
    double sum = 0;
    for (const double count : counted[c]) sum += count;
    for (std::size_t level = 0; level < shares[c].size(); ++level)
      shares[c][level] = (counted[c][level] + pseudo_pairs * prior[c][level]) / (sum + pseudo_pairs);
  }
}

Shares empty_like(const Shares& shares) {
  Shares out;
  for (const auto& levels : shares) out.emplace_back(levels.size(), 0.0);
  return out;
}

}  // namespace

void keep_below(Shares& shares, const std::vector<double>& most) {
  for (std::size_t c = 0; c < most.size() && c < shares.size(); ++c) {
    const double different = shares[c].back();
    if (different <= most[c]) continue;
    for (double& share : shares[c]) share *= (1 - most[c]) / (1 - different);
    shares[c].back() = most[c];
  }
}

Session learn_two_classes(const Histogram& pairs, std::uint16_t free, const Shares& first, const Shares& second, double share,
                          bool fixed_first, const EmSettings& settings) {
  const Histogram merged = only(pairs, free);
  Session out{share, first, second, 0, std::vector<double>(first.size()), 0, false};
  for (const auto& [vector, count] : merged) out.pairs += count;
  if (out.pairs <= 0) return out;
  for (int round = 0; round < settings.rounds_most; ++round) {
    const LogTable one{out.first, free}, two{out.second, free};
    Shares in_one = empty_like(first), in_two = empty_like(second);
    double sum_one = 0;
    out.log_likelihood = 0;
    for (const auto& [vector, count] : merged) {
      const double a = std::log(std::max(least_share, out.share)) + one.of(vector, first.size());
      const double b = std::log(std::max(least_share, 1 - out.share)) + two.of(vector, first.size());
      const double most = std::max(a, b);
      const double both = most + std::log(std::exp(a - most) + std::exp(b - most));
      const double p = std::exp(a - both);
      out.log_likelihood += count * both;
      sum_one += count * p;
      for (std::size_t c = 0; c < first.size(); ++c)
        if (const unsigned level = level_of(vector, c); level != 0) {
          in_one[c][level - 1] += count * p;
          in_two[c][level - 1] += count * (1 - p);
        }
    }
    for (std::size_t c = 0; c < first.size(); ++c) out.known[c] = std::accumulate(in_one[c].begin(), in_one[c].end(), 0.0);
    const double before = out.share;
    out.share = sum_one / out.pairs;
    if (!fixed_first) {
      settle(out.first, in_one, first, free, settings.pseudo_pairs);
      keep_below(out.first, settings.different_most);
    }
    settle(out.second, in_two, second, free, settings.pseudo_strangers);
    const double change = std::abs(out.share - before);
    out.settled = change < 20 * settings.change_least;  // creeping along a flat ridge is good enough
    if (round > 3 && change < settings.change_least) break;
  }
  return out;
}

Session learn_matches(const Histogram& pairs, std::uint16_t free, const Shares& usual, const Shares& strangers,
                      const EmSettings& settings) {
  Session best;
  bool found = false;
  for (const double share : {0.01, 0.1, 0.4, 0.8}) {
    Session now = learn_two_classes(pairs, free, usual, strangers, share, false, settings);
    double agree = 0;
    for (std::size_t c = 0; c < usual.size(); ++c)
      if ((free >> c & 1) != 0) agree += std::log(std::max(least_share, now.first[c][0])) - std::log(std::max(least_share, now.second[c][0]));
    if (agree <= 0) continue;  // the classes have changed places
    if (!found || now.log_likelihood > best.log_likelihood + 1e-6 * std::abs(best.log_likelihood)) {
      best = std::move(now);
      found = true;
    }
  }
  if (!found) best.settled = false;
  return best;
}

void learn_prior(const Histogram& candidates, double pairs_all, bool with_home, Parameters& parameters) {
  const LogTable m{parameters.m, 0xFFFF}, u{parameters.u, 0xFFFF}, h{parameters.h, 0xFFFF};
  double same = 0.2, home = with_home ? 0.1 : 0;  // expected pairs, as shares of the candidates at first
  double all = 0;
  for (const auto& [vector, count] : candidates) all += count;
  same = std::max(1.0, same * all) / pairs_all;
  home = home * all / pairs_all;
  const std::size_t comparisons = parameters.m.size();
  for (int round = 0; round < 100; ++round) {
    double sum_same = 0, sum_home = 0;
    const double apart = std::max(1e-12, 1 - same - home);
    for (const auto& [vector, count] : candidates) {
      const double strangers = u.of(vector, comparisons);
      const double a = std::log(same / apart) + m.of(vector, comparisons) - strangers;
      const double b = home > 0 ? std::log(home / apart) + h.of(vector, comparisons) - strangers : -1e9;
      const double most = std::max({a, b, 0.0});
      const double sum = std::exp(a - most) + std::exp(b - most) + std::exp(-most);
      sum_same += count * std::exp(a - most) / sum;
      sum_home += count * std::exp(b - most) / sum;
    }
    const double before = same;
    same = std::clamp(sum_same / pairs_all, 1e-15, 0.5);
    if (home > 0) home = std::clamp(sum_home / pairs_all, 1e-15, 0.4);
    if (round > 5 && std::abs(same - before) < 1e-4 * same) break;
  }
  const double apart = std::max(1e-12, 1 - same - home);
  parameters.match_bits = std::log2(same / apart);
  parameters.home_bits = home > 0 ? std::log2(home / apart) : -1000;
}

}  // namespace hearth::match
