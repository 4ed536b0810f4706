#include "match/score_quality.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hearth::match {
namespace {

constexpr std::array<double, 9> thresholds{0.99, 0.95, 0.9, 0.75, 0.5, 0.25, 0.1, 0.05, 0.01};
constexpr std::array<double, 13> edges{0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1};

AtThreshold at(double from, double taken, double right, double all_true) {
  AtThreshold out{.from = from, .pairs = {right, taken - right, std::max(0.0, all_true - right)}, .precision = wilson(right, taken), .recall = wilson(right, all_true)};
  return out;
}

std::vector<CalibrationBin> bins_of(const std::vector<JudgedPair>& pairs) {
  std::array<CalibrationBin, edges.size() - 1> all;
  for (const auto& pair : pairs) {
    const auto above = std::ranges::upper_bound(edges, pair.probability) - edges.begin();
    auto& bin = all[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(above - 1, 0, static_cast<std::ptrdiff_t>(all.size()) - 1))];
    ++bin.pairs;
    bin.said += pair.probability;
    bin.right += pair.is_true ? 1 : 0;
  }
  std::vector<CalibrationBin> out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& bin = all[i];
    if (bin.pairs == 0) continue;
    const auto count = static_cast<double>(bin.pairs);
    bin.from = edges[i];
    bin.to = edges[i + 1];
    bin.share = wilson(bin.right, count);
    bin.said /= count;
    bin.right /= count;
    out.push_back(bin);
  }
  return out;
}

}  // namespace

Interval wilson(double part, double whole) noexcept {
  if (!(whole > 0)) return {};
  constexpr double z = 1.959964;
  const double share = part / whole, square = z * z / whole;
  const double middle = (share + square / 2) / (1 + square);
  const double half = z / (1 + square) * std::sqrt(share * (1 - share) / whole + square / (4 * whole));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

AtPrecision recall_at(std::vector<CountedPair> pairs, double all_true, double precision) {
  std::ranges::sort(pairs, std::greater<>{}, &CountedPair::probability);
  AtPrecision out;
  double taken = 0, right = 0, found = 0;
  for (std::size_t i = 0; i < pairs.size();) {
    const double probability = pairs[i].probability;
    for (; i < pairs.size() && pairs[i].probability >= probability; ++i) taken += pairs[i].counts, right += pairs[i].is_true ? pairs[i].counts : 0;
    if (right >= precision * taken) out.from = probability, found = right;
  }
  if (!(all_true > 0)) return out;
  out.recall = found / all_true;
  out.never = std::max(0.0, all_true - right) / all_true;
  out.too_low = (right - found) / all_true;
  return out;
}

ScoreQuality evaluate_scores(std::vector<JudgedPair> pairs, double all_true) {
  std::ranges::sort(pairs, std::greater<>{}, &JudgedPair::probability);
  ScoreQuality out;
  double taken = 0, right = 0;
  std::size_t next = 0;
  out.best = at(1, 0, 0, all_true);
  for (std::size_t i = 0; i < pairs.size();) {
    const double probability = pairs[i].probability;
    for (; next < thresholds.size() && thresholds[next] > probability; ++next) out.thresholds.push_back(at(thresholds[next], taken, right, all_true));
    for (; i < pairs.size() && pairs[i].probability >= probability; ++i) taken += 1, right += pairs[i].is_true ? 1 : 0;
    if (const auto here = at(probability, taken, right, all_true); here.pairs.f1() > out.best.pairs.f1()) out.best = here;
  }
  for (; next < thresholds.size(); ++next) out.thresholds.push_back(at(thresholds[next], taken, right, all_true));
  out.bins = bins_of(pairs);
  for (const auto& bin : out.bins) out.calibration_error += static_cast<double>(bin.pairs) * std::abs(bin.said - bin.right);
  if (!pairs.empty()) out.calibration_error /= static_cast<double>(pairs.size());
  return out;
}

}  // namespace hearth::match
