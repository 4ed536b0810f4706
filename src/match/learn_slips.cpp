#include "match/learn_slips.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace hearth::match {
namespace {

/// Names that tell people apart, and what never changes.
bool makes_a_person(const Comparison& comparison) {
  return comparison.lasting || (comparison.kind == Kind::name && comparison.common && comparison.term_frequency);
}

/// What rows share that may be one person but for `fact`: their home, and all that makes a person beside it.
std::vector<ColumnNumber> shared_columns(const std::vector<Comparison>& comparisons, const Blocking& blocking, std::size_t fact) {
  std::vector<ColumnNumber> people, out;
  for (std::size_t c = 0; c < comparisons.size(); ++c)
    if (makes_a_person(comparisons[c])) (c == fact ? people : out).push_back(comparisons[c].columns[0]);
  people.insert(people.end(), out.begin(), out.end());
  const auto& rules = blocking.rules();
  const auto rule = std::ranges::find(rules, true, &BlockRule::home);
  if (rule == rules.end()) return {};
  const auto& keys = rule->variants[0];
  const auto home = std::ranges::find_if(keys, [&](const BlockKey& key) { return key.derive == Derive::whole && std::ranges::find(people, key.column) == people.end(); });
  if (home == keys.end()) return {};
  out.push_back(home->column);
  return out;
}

using Keyed = std::pair<std::uint64_t, RowNumber>;

/// Rows that have all of the columns and the fact, those that share them beside each other.
std::vector<Keyed> keyed_rows(const Table& table, const std::vector<ColumnNumber>& columns, ColumnNumber fact) {
  std::vector<Keyed> out;
  for (RowNumber row = 0; row < table.rows(); ++row) {
    bool filled = table.at(row, fact) != no_value;
    std::uint64_t key = 0;
    for (const auto column : columns) {
      const ValueId value = table.at(row, column);
      filled = filled && value != no_value;
      if (!filled) break;
      key = mix64(key ^ table.values(column).hash(value));
    }
    if (filled) out.emplace_back(key, row);
  }
  std::ranges::sort(out);
  return out;
}

/// Which values come back among rows that are alike, and which pairs are apart.
struct Look {
  Comparer& comparer;
  const Table& table;
  const Blocking::May& may;
  std::size_t fact;
  unsigned near, last;  ///< levels of the fact
  double rows{0}, back{0};
};

void look_at(std::span<const Keyed> group, Look& look, ApartPairs& out) {
  const std::size_t size = group.size();
  std::vector<bool> back(size);
  struct Apart {
    std::size_t i, j;
    RowNumber l;
    std::uint64_t vector;
  };
  std::vector<Apart> apart;
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = i + 1; j < size; ++j) {
      const auto l = group[i].second, r = group[j].second;
      if (!look.may(look.table.source(l), look.table.source(r))) continue;
      const auto vector = look.comparer.vector(std::min(l, r), std::max(l, r));
      const unsigned level = level_of(vector, look.fact);
      if (level == 0) continue;
      out.pairs += 1;
      out.levels[level - 1] += 1;
      if (level <= look.near) back[i] = back[j] = true;
      if (level == look.last) apart.push_back({i, j, l, vector});
    }
  look.rows += static_cast<double>(size);
  look.back += static_cast<double>(std::ranges::count(back, true));
  for (const auto& pair : apart) out.apart.push_back({pair.l, pair.vector, back[pair.i] && back[pair.j]});
}

/// Says something of its own beside names, birth date and home. Whether somebody is a child does not: that is the birth date again.
/// Sex does where names differ: a father's namesake is his son.
bool speaks(const Comparison& comparison, const Comparison& fact) {
  if (comparison.kind == Kind::place || comparison.kind == Kind::handover || comparison.lasting || comparison.excludes) return false;
  return !comparison.common || (comparison.kind == Kind::category && !fact.lasting);
}

/// ln of the chance of what speaks, in one class.
double ln_of(std::uint64_t vector, const std::vector<std::size_t>& speaking, const Shares& shares) {
  double sum = 0;
  for (const auto c : speaking)
    if (const unsigned level = level_of(vector, c); level != 0) sum += std::log(std::max(1e-9, shares[c][level - 1]));
  return sum;
}

}  // namespace

ApartPairs draw_apart(const Table& table, const std::vector<Comparison>& comparisons, const std::shared_ptr<const Features>& features,
                      const Blocking& blocking, const Blocking::May& may, std::size_t fact, const SlipSettings& settings) {
  ApartPairs out;
  const auto columns = shared_columns(comparisons, blocking, fact);
  if (columns.size() < 3) return out;
  const auto rows = keyed_rows(table, columns, comparisons[fact].columns[0]);
  std::vector<std::pair<std::size_t, std::size_t>> groups;  // first, size
  double pairs = 0;
  for (std::size_t first = 0, next = 0; first < rows.size(); first = next) {
    while (next < rows.size() && rows[next].first == rows[first].first) ++next;
    const std::size_t size = next - first;
    if (size > settings.rows_most) continue;
    groups.emplace_back(first, size);
    pairs += static_cast<double>(size * (size - 1)) / 2;
  }
  const auto one_in = static_cast<std::uint64_t>(std::max(1.0, pairs / static_cast<double>(settings.pairs_most)));
  const auto last = static_cast<unsigned>(levels_of(comparisons[fact].kind).size());
  out.levels.assign(last, 0);
  Comparer comparer{table, features};
  Look look{comparer, table, may, fact, comparisons[fact].lasting ? last_telling_level(comparisons[fact]) : last - 1, last};
  for (const auto& [first, size] : groups)
    if (mix64(rows[first].first ^ settings.seed) % one_in == 0) look_at({rows.data() + first, size}, look, out);
  out.back_share = look.rows > 0 ? look.back / look.rows : 0;
  return out;
}

std::optional<Slips> learn_slips(const ApartPairs& drawn, const std::vector<Comparison>& comparisons, std::size_t fact, const Shares& m, const Shares& h) {
  constexpr std::size_t apart_least = 30;
  constexpr double tells_least = 8, pairs_least = 200;
  const double both_back = drawn.back_share * drawn.back_share;  // of two people
  const bool never_twice = comparisons[fact].lasting;
  if (drawn.pairs < pairs_least) return std::nullopt;
  std::vector<std::size_t> speaking;
  for (std::size_t c = 0; c < comparisons.size(); ++c)
    if (speaks(comparisons[c], comparisons[fact])) speaking.push_back(c);
  std::vector<double> evidence;  // ln of the odds
  for (const auto& pair : drawn.apart) evidence.push_back(ln_of(pair.vector, speaking, m) - ln_of(pair.vector, speaking, h));
  const double telling = static_cast<double>(std::ranges::count_if(evidence, [](double ln) { return std::abs(ln) > std::log(4); }));
  const double apart = static_cast<double>(drawn.apart.size());
  // Either what comes back tells, or what else is known does.
  const bool back_tells = never_twice && apart * both_back >= tells_least, rest_tells = telling >= std::max(tells_least, 0.05 * apart);
  if (drawn.apart.size() < apart_least || (!back_tells && !rest_tells)) return Slips{std::nullopt, (apart + 0.5) / (drawn.pairs + 1)};
  // A name that somebody goes by comes back as well: how often is learnt beside the share; of a birth date it is taken for seldom.
  double one = 0.5, back = never_twice ? 0.02 : both_back;
  for (int round = 0; round < 200; ++round) {
    double sum = 0, sum_back = 0;
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      const bool is_back = drawn.apart[i].both_back;
      const double of_one = one * (is_back ? back : 1 - back), of_two = (1 - one) * std::clamp(is_back ? both_back : 1 - both_back, 1e-6, 1.0);
      const double p = 1 / (1 + of_two / of_one * std::exp(-evidence[i]));
      sum += p;
      sum_back += is_back ? p : 0;
    }
    const double before = one;
    one = std::clamp(sum / apart, 1e-6, 1 - 1e-6);
    if (!never_twice) back = std::clamp((sum_back + both_back) / (sum + 1), 0.02, 0.98);
    if (std::abs(one - before) < 1e-6) break;
  }
  const double slips = one * apart;
  // Half a slip beside the seen ones: what was not seen may still be.
  return Slips{one, (slips + 0.5) / (drawn.pairs - (apart - slips) + 1)};
}

std::optional<HomeTie> learn_twins(const ApartPairs& drawn, const std::vector<Comparison>& comparisons, std::size_t fact, double one, const Scorer& scorer) {
  HomeTie out;
  for (std::size_t c = 0; c < comparisons.size(); ++c) {
    if (c != fact && !makes_a_person(comparisons[c])) continue;
    out.mask |= std::uint64_t{15} << (4 * c);
    out.value |= std::uint64_t{c == fact ? levels_of(comparisons[c].kind).size() : 1} << (4 * c);
  }
  std::vector<double> weights;
  for (const auto& pair : drawn.apart)
    if ((pair.vector & out.mask) == out.value) weights.push_back(scorer.weight(pair.vector, pair.l));
  if (weights.empty()) return std::nullopt;
  const auto mean = [&](double bits) {
    double sum = 0;
    for (const double weight : weights) sum += 1 / (1 + std::exp2(bits - weight));
    return sum / static_cast<double>(weights.size());
  };
  // The more bits, the fewer are one person: halving finds how many bits make it the share that was learnt.
  constexpr double bits_most = 16;
  double least = 0, most = bits_most;
  for (int step = 0; step < 40; ++step) (mean((least + most) / 2) > one ? least : most) = (least + most) / 2;
  out.bits = least;
  return out;
}

}  // namespace hearth::match
