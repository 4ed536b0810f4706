#include "match/scorer.h"

#include <algorithm>
#include <cmath>

namespace hearth::match {

double TermFrequencies::share(std::uint64_t hash) const noexcept {
  const auto at = std::ranges::lower_bound(counts, std::pair{hash, std::uint32_t{0}});
  const double count = at != counts.end() && at->first == hash ? at->second : otherwise;
  return count / rows;
}

Scorer::Scorer(const Table& table, const std::vector<Comparison>& comparisons, const Parameters& parameters,
               const std::vector<TermFrequencies>& frequencies)
    : table_{table}, comparisons_{comparisons.size()}, start_{parameters.match_bits}, home_start_{parameters.home_bits},
      dependent_a_{parameters.dependent_a}, dependent_b_{parameters.dependent_b}, dependent_bits_{parameters.dependent_bits},
      ties_{parameters.ties}, names_alone_{parameters.names_alone}, source_bits_{parameters.source_bits} {
  while (sources_ * sources_ < source_bits_.size()) ++sources_;
  const auto bits = [](double share, double strangers) {
    return static_cast<float>(std::clamp(std::log2(std::max(1e-12, share) / std::max(1e-12, strangers)), -20.0, 40.0));
  };
  std::size_t next = 0;
  for (std::size_t c = 0; c < comparisons_; ++c) {
    if (comparisons[c].lasting) but_birth_ &= ~(std::uint64_t{15} << (4 * c));
    else if (const auto last = last_telling_level(comparisons[c]); last > 0) supports_.push_back({c, last});
  }
  for (std::size_t c = 0; c < comparisons_; ++c) {
    for (std::size_t level = 0; level < parameters.m[c].size(); ++level) {
      same_[c][level + 1] = bits(parameters.m[c][level], parameters.u[c][level]);
      home_[c][level + 1] = bits(parameters.h[c][level], parameters.u[c][level]);
    }
    if (!comparisons[c].term_frequency) continue;
    const auto& terms = frequencies.at(next++);
    const ColumnNumber column = comparisons[c].columns[0];
    const Dictionary& values = table.values(column);
    Frequency frequency{c, column, std::vector<float>(values.size())};
    const double exact = parameters.u[c][0];
    for (ValueId id = 1; id < values.size(); ++id)
      frequency.bits[id] = static_cast<float>(std::clamp(std::log2(std::max(1e-12, exact) / terms.share(values.hash(id))), -12.0, 12.0));
    frequency.most = *std::ranges::max_element(frequency.bits);
    frequencies_.push_back(std::move(frequency));
  }
}

double Scorer::frequency_bits(const Frequency& frequency, std::uint64_t vector, RowNumber l) const noexcept {
  const unsigned level = level_of(vector, frequency.comparison);
  // A near agreement with a common value says less too, but nobody can say how much more a rare one does.
  return level == 1 ? static_cast<double>(frequency.bits[table_.at(l, frequency.column)]) : 0;
}

bool Scorer::supported_beside_birth(std::uint64_t vector) const noexcept {
  return std::ranges::any_of(supports_, [vector](const Support& one) {
    const unsigned level = level_of(vector, one.comparison);
    return level != 0 && level <= one.last;
  });
}

double Scorer::bits_beside_birth(std::uint64_t vector, RowNumber l) const noexcept { return sum(vector & but_birth_, l); }

double Scorer::names_alone(double bits) const noexcept {
  const auto above = std::ranges::upper_bound(names_alone_, bits, {}, &std::pair<double, double>::first);
  if (above == names_alone_.begin()) return std::min(bits, above->second);
  const auto& [x, y] = *std::prev(above);
  const double most = above == names_alone_.end() ? y : std::lerp(y, above->second, (bits - x) / (above->first - x));
  return std::min(bits, most);
}

double Scorer::weight(std::uint64_t vector, RowNumber l) const noexcept {
  const double all = sum(vector, l);
  if (names_alone_.empty() || supported_beside_birth(vector)) return all;
  const double beside = bits_beside_birth(vector, l);
  if (all > beside) return all;
  return names_alone(beside) + (all - beside);
}

double Scorer::sum(std::uint64_t vector, RowNumber l) const noexcept {
  double same = start_, home = home_start_;
  for (std::size_t c = 0; c < comparisons_; ++c) {
    const unsigned level = level_of(vector, c);
    same += static_cast<double>(same_[c][level]);
    home += static_cast<double>(home_[c][level]);
  }
  double rare = 0;
  if (level_of(vector, dependent_a_) == 1 && level_of(vector, dependent_b_) == 1) rare -= dependent_bits_;
  for (const auto& frequency : frequencies_) rare += frequency_bits(frequency, vector, l);
  home += rare;
  for (const auto& tie : ties_)
    if ((vector & tie.mask) == tie.value) home += tie.bits;
  return same + rare - (home > 40 ? home : home < -20 ? 0 : std::log2(1 + std::exp2(home)));
}

Ceiling Scorer::ceiling(double least) const noexcept {
  Ceiling out;
  out.bits = same_;
  for (const auto& frequency : frequencies_) out.bits[frequency.comparison][1] += std::max(0.0F, frequency.most);
  for (std::size_t c = 0; c < comparisons_; ++c) {
    auto& levels = out.bits[c];
    out.unequal[c] = std::max(0.0F, *std::max_element(levels.begin() + 2, levels.end()));
    levels[0] = std::max(out.unequal[c], levels[1]);
  }
  out.start = static_cast<float>(start_) + (source_bits_.empty() ? 0.0F : std::max(0.0F, *std::ranges::max_element(source_bits_)));
  out.least = static_cast<float>(least);
  return out;
}

WeightParts Scorer::parts(std::uint64_t vector, RowNumber l, RowNumber r) const noexcept {
  WeightParts out;
  out.start = start_;
  for (std::size_t c = 0; c < comparisons_; ++c) out.bits[c] = static_cast<double>(same_[c][level_of(vector, c)]);
  if (level_of(vector, dependent_a_) == 1 && level_of(vector, dependent_b_) == 1) out.bits[dependent_b_] -= dependent_bits_;
  for (const auto& frequency : frequencies_) out.bits[frequency.comparison] += frequency_bits(frequency, vector, l);
  out.sources = source_bits(l, r);
  out.weight = weight(vector, l, r);
  const double all = sum(vector, l);
  double counted = out.start;
  for (std::size_t c = 0; c < comparisons_; ++c) counted += out.bits[c];
  out.home = all - counted;
  out.alone = out.weight - out.sources - all;
  return out;
}

}  // namespace hearth::match
