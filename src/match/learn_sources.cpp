#include "match/learn_sources.h"

#include <algorithm>
#include <cmath>

namespace hearth::match {
namespace {

/// Weights of a sample of pairs by two sources, counted in steps of an eighth of a bit: the prior is learnt from counts.
class WeightsBySources final : public PairSink {
 public:
  WeightsBySources(const Table& table, Comparer& comparer, const Blocking& blocking, const Scorer& scorer, std::size_t sources)
      : counts(sources * sources), table_{table}, comparer_{comparer}, blocking_{blocking}, scorer_{scorer}, sources_{sources} {}
  void pair(RowNumber l, RowNumber r, std::size_t rule) override {
    if (blocking_.first_rule(l, r) != rule) return;
    const std::size_t a = table_.source(l), b = table_.source(r);
    auto& steps = counts[std::min(a, b) * sources_ + std::max(a, b)];
    if (steps.empty()) steps.resize(steps_all);
    const double weight = std::clamp(scorer_.weight(comparer_.vector(l, r), l), -bits_most, bits_most);
    steps[static_cast<std::size_t>(std::lround((weight + bits_most) * steps_of_bit))] += 1;
  }
  static double weight_of(std::size_t step) { return static_cast<double>(step) / steps_of_bit - bits_most; }

  std::vector<std::vector<double>> counts;

 private:
  static constexpr double bits_most = 30, steps_of_bit = 8;
  static constexpr std::size_t steps_all = 481;
  const Table& table_;
  Comparer& comparer_;
  const Blocking& blocking_;
  const Scorer& scorer_;
  std::size_t sources_;
};

std::vector<double> rows_by_source(const Table& table) {
  std::vector<double> out;
  for (RowNumber row = 0; row < table.rows(); ++row) {
    if (table.source(row) >= out.size()) out.resize(table.source(row) + 1);
    out[table.source(row)] += 1;
  }
  return out;
}

/// Expected pairs of one person, when such pairs are `bits` likelier than the weights have it.
double matches(const std::vector<double>& steps, double bits) {
  double sum = 0;
  for (std::size_t step = 0; step < steps.size(); ++step)
    if (steps[step] > 0) sum += steps[step] / (1 + std::exp2(-(WeightsBySources::weight_of(step) + bits)));
  return sum;
}

}  // namespace

std::vector<float> learn_source_bits(const Table& table, const std::shared_ptr<const Features>& features, const Blocking& blocking,
                                     const Blocking::May& may, const Scorer& scorer, const SourceSettings& settings) {
  constexpr std::size_t sources_most = 64;
  constexpr double bits_most = 6;
  // As if so many pairs of one person more had been seen where the average has them: two short lists teach little.
  constexpr double matches_before = 10;
  constexpr int rounds = 40;
  const auto rows = rows_by_source(table);
  const std::size_t sources = rows.size();
  if (sources < 2 || sources > sources_most) return {};

  Comparer comparer{table, features};
  WeightsBySources sink{table, comparer, blocking, scorer, sources};
  std::vector<std::vector<double>> counts(sources * sources);
  for (std::size_t rule = 0; rule < blocking.rules().size(); ++rule) {
    const double stands_for = blocking.sample(rule, settings.pairs_of_rule, settings.seed, may, sink);
    for (std::size_t at = 0; at < counts.size(); ++at) {
      counts[at].resize(std::max(counts[at].size(), sink.counts[at].size()));
      for (std::size_t step = 0; step < sink.counts[at].size(); ++step) counts[at][step] += stands_for * sink.counts[at][step];
      sink.counts[at].clear();
    }
  }

  const auto pairs = [&](std::size_t a, std::size_t b) { return a == b ? rows[a] * (rows[a] - 1) / 2 : rows[a] * rows[b]; };
  double pairs_all = 0;
  for (std::size_t a = 0; a < sources; ++a)
    for (std::size_t b = a; b < sources; ++b) pairs_all += may(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b)) ? pairs(a, b) : 0;
  if (pairs_all <= 0) return {};
  std::vector<double> bits(sources * sources);
  for (int round = 0; round < rounds; ++round) {
    double all = 0;
    std::vector<double> found(bits.size());
    for (std::size_t at = 0; at < bits.size(); ++at) all += found[at] = matches(counts[at], bits[at]);
    const double average = std::max(all, 1.0) / pairs_all;
    for (std::size_t a = 0; a < sources; ++a)
      for (std::size_t b = a; b < sources; ++b) {
        const double expected = pairs(a, b) * average;
        bits[a * sources + b] = std::clamp(std::log2((found[a * sources + b] + matches_before) / (expected + matches_before)), -bits_most, bits_most);
      }
  }
  std::vector<float> out(bits.size());
  for (std::size_t a = 0; a < sources; ++a)
    for (std::size_t b = a; b < sources; ++b) out[a * sources + b] = out[b * sources + a] = static_cast<float>(bits[a * sources + b]);
  return out;
}

}  // namespace hearth::match
