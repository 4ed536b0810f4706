#include "match/names_alone.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace hearth::match {
namespace {

using Knots = std::vector<std::pair<double, double>>;

std::vector<ColumnNumber> name_columns(const std::vector<Comparison>& comparisons) {
  std::vector<ColumnNumber> out;
  for (const auto& comparison : comparisons)
    if (comparison.common && comparison.kind == Kind::name && comparison.term_frequency) out.push_back(comparison.columns[0]);
  return out;
}

/// Rows that have all names, ordered so that namesakes stand together; the second is where each group begins, and the end.
std::pair<std::vector<RowNumber>, std::vector<std::size_t>> namesakes(const Table& table, const std::vector<ColumnNumber>& columns) {
  const auto names = [&](RowNumber row) {
    std::vector<ValueId> out;
    for (const auto column : columns) out.push_back(table.at(row, column));
    return out;
  };
  std::vector<std::pair<std::vector<ValueId>, RowNumber>> rows;
  for (RowNumber row = 0; row < table.rows(); ++row)
    if (auto key = names(row); std::ranges::find(key, ValueId{0}) == key.end()) rows.emplace_back(std::move(key), row);
  std::ranges::sort(rows);
  std::pair<std::vector<RowNumber>, std::vector<std::size_t>> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || rows[i].first != rows[i - 1].first) out.second.push_back(i);
    out.first.push_back(rows[i].second);
  }
  out.second.push_back(rows.size());
  return out;
}

/// Shares that fall where they should rise are put together (pool adjacent violators).
struct Pool {
  double bits, agreeing, all;
  [[nodiscard]] double share() const { return agreeing / all; }
};

Pool pooled(const Pool& a, const Pool& b) {
  return {(a.bits * a.all + b.bits * b.all) / (a.all + b.all), a.agreeing + b.agreeing, a.all + b.all};
}

std::vector<Pool> rising(std::vector<Pool> pools) {
  std::vector<Pool> out;
  for (auto& pool : pools) {
    while (!out.empty() && out.back().share() >= pool.share()) {
      pool = pooled(out.back(), pool);
      out.pop_back();
    }
    out.push_back(pool);
  }
  return out;
}

}  // namespace

std::vector<NamesakePair> draw_namesakes(const Table& table, const std::vector<Comparison>& comparisons,
                                         const std::shared_ptr<const Features>& features, const Blocking::May& may, std::uint64_t seed,
                                         std::size_t most) {
  std::vector<NamesakePair> out;
  const auto columns = name_columns(comparisons);
  if (columns.empty()) return out;
  const auto [rows, starts] = namesakes(table, columns);
  const auto pairs_of = [](std::size_t size) { return static_cast<double>(size) * static_cast<double>(size - 1) / 2; };
  double all = 0;
  for (std::size_t g = 0; g + 1 < starts.size(); ++g) all += std::sqrt(pairs_of(starts[g + 1] - starts[g]));
  Comparer comparer{table, features};
  Random random{seed};
  const auto take = [&](RowNumber l, RowNumber r, double stands_for) {
    if (may(table.source(l), table.source(r))) out.push_back({l, comparer.vector(std::min(l, r), std::max(l, r)), stands_for});
  };
  for (std::size_t g = 0; g + 1 < starts.size(); ++g) {
    const std::size_t size = starts[g + 1] - starts[g];
    if (size < 2) continue;
    const double pairs = pairs_of(size);
    // By the root of their number: so that rare names speak, too, not only the commonest.
    const double wanted = std::max(1.0, static_cast<double>(most) * std::sqrt(pairs) / all);
    if (pairs <= wanted) {
      for (std::size_t i = starts[g]; i < starts[g + 1]; ++i)
        for (std::size_t j = i + 1; j < starts[g + 1]; ++j) take(rows[i], rows[j], 1);
      continue;
    }
    for (std::size_t drawn = 0; drawn < static_cast<std::size_t>(wanted); ++drawn) {
      const std::size_t i = random.below(size), j = (i + 1 + random.below(size - 1)) % size;
      take(rows[starts[g] + i], rows[starts[g] + j], pairs / std::floor(wanted));
    }
  }
  return out;
}

double learn_born_apart(std::span<const NamesakePair> pairs, const std::vector<Comparison>& comparisons, const Scorer& scorer) {
  // As if 20 more pairs had been seen, of which few were: a handful of records shall not say that birth dates mean nothing.
  double known = 20, apart = 0.5;
  const auto born = std::ranges::find_if(comparisons, &Comparison::lasting);
  if (born == comparisons.end()) return 1;
  const auto date = static_cast<std::size_t>(born - comparisons.begin());
  for (const auto& [l, vector, stands_for] : pairs) {
    const unsigned level = level_of(vector, date);
    if (level == 0 || !scorer.supported_beside_birth(vector)) continue;
    known += 1;
    apart += level == levels_of(born->kind).size() ? 1 : 0;
  }
  return apart / known;
}

Knots learn_names_alone(std::span<const NamesakePair> pairs, const std::vector<Comparison>& comparisons, const Parameters& parameters,
                        const Scorer& scorer) {
  // Beyond nine of ten, differing birth dates are slips as well as namesakes: what remains cannot be told.
  constexpr double nearly_all = 0.9, no_limit = 100;
  constexpr std::size_t pairs_least = 20, pool_least = 10;
  constexpr std::size_t pools_most = 24;
  if (name_columns(comparisons).empty() || !scorer.names_may_stand_alone()) return {};
  const Knots even_chance{{0, 0}};
  const auto born = std::ranges::find_if(comparisons, &Comparison::lasting);
  if (born == comparisons.end()) return even_chance;
  const auto date = static_cast<std::size_t>(born - comparisons.begin());
  const unsigned last = last_telling_level(*born);
  const auto telling = [last](const std::vector<double>& shares) {
    double sum = 0;
    for (unsigned level = 1; level <= last; ++level) sum += shares[level - 1];
    return sum;
  };

  std::vector<Pool> known;
  for (const auto& [l, vector, stands_for] : pairs) {
    const unsigned level = level_of(vector, date);
    if (level == 0 || scorer.supported_beside_birth(vector)) continue;
    known.push_back({scorer.bits_beside_birth(vector, l), level <= last ? stands_for : 0, stands_for});
  }
  if (known.size() < pairs_least) return even_chance;
  std::ranges::sort(known, {}, &Pool::bits);
  // One pair beyond the seen ones, half of it agreeing, keeps the share of a small pool from certainty.
  std::vector<Pool> pools;
  std::size_t in_pool = 0;
  const std::size_t size = std::max(pool_least, known.size() / pools_most);
  for (const auto& pair : known) {
    if (in_pool == 0) pools.push_back({0, 0, 0});
    pools.back() = pools.back().all > 0 ? pooled(pools.back(), pair) : pair;
    in_pool = in_pool + 1 == size ? 0 : in_pool + 1;
  }
  // The heaviest few are no pool of their own: one pair would lift the limit for all.
  if (in_pool != 0 && pools.size() > 1) {
    const Pool few = pools.back();
    pools.pop_back();
    pools.back() = pooled(pools.back(), few);
  }
  const double beyond = 1 / static_cast<double>(size);
  const double of_one = telling(parameters.m[date]), of_strangers = telling(parameters.u[date]);
  Knots out;
  for (const auto& pool : rising(std::move(pools))) {
    const double share = (pool.agreeing + 0.5 * pool.all * beyond) / (pool.all * (1 + beyond));
    const double one = std::clamp((share - of_strangers) / std::max(0.1, of_one - of_strangers), 0.001, 1.0);
    out.emplace_back(pool.bits, one > nearly_all ? no_limit : std::log2(one / (1 - one)));
  }
  return out;
}

}  // namespace hearth::match
