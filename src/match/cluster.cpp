#include "match/cluster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "base/assertion.h"

namespace hearth::match {
namespace {

class Forest {
 public:
  explicit Forest(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t root(std::uint32_t at) {
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  /// The lower number stays the root.
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a), b = root(b);
    if (a != b) parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// One component: its rows and the pairs among them.
struct Component {
  std::vector<RowNumber> rows;                       ///< ascending
  std::vector<WeightedPair> pairs, first;            ///< with numbers of `rows`, not of the table
  std::vector<std::pair<RowNumber, RowNumber>> must, cannot;
};

/// Sums and counts of weights between groups; absent pairs have a weight too.
class Agglomeration {
 public:
  Agglomeration(const Component& component, const ClusterInput& input, const ClusterSettings& settings)
      : component_{component}, settings_{settings}, contradiction_{input.contradiction}, groups_{component.rows.size()} {
    const std::size_t n = component.rows.size();
    size_.assign(n, 1);
    alive_.assign(n, true);
    between_.resize(n);
    sources_.resize(n);
    rows_.resize(n);
    for (std::uint32_t i = 0; i < n; ++i) {
      rows_[i].push_back(component.rows[i]);
      if (input.contradiction != nullptr) identified_.push_back(input.contradiction->may_contradict(component.rows[i]));
    }
    for (std::uint32_t i = 0; i < n; ++i)
      if (input.exclusive)
        if (const auto source = input.exclusive(component.rows[i]); source != 0) sources_[i].push_back(source);
    put_copies_together(input);
    for (const auto& pair : component.pairs)
      if (alive_[pair.l] && alive_[pair.r]) put(pair.l, pair.r, pair.weight);
    if (n <= settings.scored_most && input.score)
      for (std::uint32_t i = 0; i < n; ++i)
        for (std::uint32_t j = i + 1; j < n; ++j)
          if (alive_[i] && alive_[j] && !between_[i].contains(j)) put(i, j, input.score(component.rows[i], component.rows[j]));
    for (const auto& pair : component.first)
      if (alive_[pair.l] && alive_[pair.r]) first_.push_back(pair);
    for (const auto& [a, b] : component.cannot) keep_apart(a, b);
  }

  std::vector<std::uint32_t> run() {
    for (const auto& [a, b] : component_.must) {
      const auto x = groups_.root(a), y = groups_.root(b);
      if (x != y) merge(x, y);
    }
    join_first();
    // Candidates, best first; an entry is stale when one of its groups has changed since.
    struct Candidate {
      double mean;
      std::uint32_t a, b;
      std::uint64_t version;
      bool operator<(const Candidate& other) const {  // for a heap: the best on top, ties by the first rows
        return mean != other.mean ? mean < other.mean : std::pair{a, b} > std::pair{other.a, other.b};
      }
    };
    version_.assign(component_.rows.size(), 0);
    std::vector<Candidate> heap;
    const auto offer = [&](std::uint32_t a, std::uint32_t b) {
      if (a > b) std::swap(a, b);
      const double mean = mean_of(a, b);
      if (mean >= least_mean(a, b)) {
        heap.push_back({mean, a, b, version_[a] + version_[b]});
        std::push_heap(heap.begin(), heap.end());
      }
    };
    for (std::uint32_t a = 0; a < between_.size(); ++a)
      if (alive_[a])
        for (const auto& entry : between_[a])
          if (a < entry.first) offer(a, entry.first);
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end());
      const Candidate best = heap.back();
      heap.pop_back();
      if (!alive_[best.a] || !alive_[best.b] || best.version != version_[best.a] + version_[best.b]) continue;
      if (!may(best.a, best.b) || stands_between(best.a, best.b) || stands_between(best.b, best.a)) continue;
      merge(best.a, best.b);
      ++version_[best.a];
      for (const auto& entry : between_[best.a]) offer(best.a, entry.first);
    }
    std::vector<std::uint32_t> out(component_.rows.size());
    for (std::uint32_t i = 0; i < out.size(); ++i) out[i] = groups_.root(i);
    return out;
  }

 private:
  struct Between {
    double sum{0};
    double pairs{0};
  };
  /// Whatever was decided about a row, by a reviewer or by an account that names it beside another, stands for that row alone: it is nobody's copy.
  [[nodiscard]] std::vector<bool> rows_decided() const {
    std::vector<bool> out(component_.rows.size(), false);
    for (const auto* pairs : {&component_.must, &component_.cannot})
      for (const auto& [a, b] : *pairs) out[a] = out[b] = true;
    return out;
  }
  [[nodiscard]] double weight_of(std::uint32_t a, std::uint32_t b, const ClusterInput& input) const {
    const auto at = std::ranges::lower_bound(component_.pairs, std::pair{a, b}, {}, [](const WeightedPair& pair) { return std::pair{pair.l, pair.r}; });
    if (at != component_.pairs.end() && at->l == a && at->r == b) return static_cast<double>(at->weight);
    return component_.rows.size() <= settings_.scored_most && input.score ? input.score(component_.rows[a], component_.rows[b]) : settings_.unknown;
  }
  void put_copies_together(const ClusterInput& input) {
    if (input.content.empty()) return;
    const auto decided = rows_decided();
    std::map<std::uint64_t, std::uint32_t> first_of;
    for (std::uint32_t i = 0; i < component_.rows.size(); ++i) {
      if (decided[i] || !sources_[i].empty()) continue;
      const auto [at, is_new] = first_of.try_emplace(input.content[component_.rows[i]], i);
      if (is_new || weight_of(at->second, i, input) < settings_.join_from) continue;
      groups_.join(at->second, i);
      alive_[i] = false;
    }
  }
  void put(std::uint32_t a, std::uint32_t b, double weight) {
    weight = std::clamp(weight, -settings_.clamp, settings_.clamp);
    between_[a][b] = {weight, 1};
    between_[b][a] = {weight, 1};
  }
  [[nodiscard]] double mean_of(std::uint32_t a, std::uint32_t b) const {
    const auto& sums = between_[a].at(b);
    const double all = static_cast<double>(size_[a]) * static_cast<double>(size_[b]);
    return (sums.sum + (all - sums.pairs) * settings_.unknown) / all;
  }
  [[nodiscard]] double least_mean(std::uint32_t a, std::uint32_t b) const {
    const double pairs = static_cast<double>(size_[a]) * static_cast<double>(size_[b]);
    return std::max(settings_.join_least, settings_.join_from - settings_.join_slope * std::log2(pairs));
  }
  void join_first() {
    auto pairs = first_;
    std::ranges::stable_sort(pairs, std::greater{}, &WeightedPair::weight);
    const auto rivals = [&](const WeightedPair& pair) {
      return std::ranges::any_of(pairs, [&](const WeightedPair& other) {
        const bool shares = other.l == pair.l || other.l == pair.r || other.r == pair.l || other.r == pair.r;
        const bool same = other.l == pair.l && other.r == pair.r;
        return shares && !same && static_cast<double>(other.weight) > static_cast<double>(pair.weight) - settings_.lead_least;
      });
    };
    for (const auto& pair : pairs) {
      const auto a = groups_.root(pair.l), b = groups_.root(pair.r);
      if (a == b || static_cast<double>(pair.weight) < settings_.join_from || !may(a, b) || rivals(pair)) continue;
      if (size_[a] == 1 && size_[b] == 1) merge(a, b);
    }
  }
  [[nodiscard]] bool is_apart(std::uint32_t a, std::uint32_t b) const { return apart_.contains({std::min(a, b), std::max(a, b)}); }
  void keep_apart(std::uint32_t a, std::uint32_t b) { apart_.insert({std::min(a, b), std::max(a, b)}); }
  [[nodiscard]] bool contradict(std::uint32_t a, std::uint32_t b) const {
    return contradiction_ != nullptr && identified_[a] && identified_[b] && contradiction_->between(rows_[a], rows_[b]);
  }
  /// `a` fits `b`, and nearly as well another group that `b` contradicts: nobody can say whose it is. It stays apart from both.
  bool stands_between(std::uint32_t a, std::uint32_t b) {
    if (contradiction_ == nullptr || !identified_[b]) return false;
    const double mean = mean_of(a, b);
    for (const auto& entry : between_[a]) {
      const auto other = entry.first;
      if (other == b || !identified_[other] || is_apart(a, other)) continue;
      const double rival = mean_of(a, other);
      if (rival < least_mean(a, other) || mean - rival >= settings_.lead_least || !contradict(b, other) || contradict(a, other)) continue;
      keep_apart(a, b);
      keep_apart(a, other);
      return true;
    }
    return false;
  }
  [[nodiscard]] bool may(std::uint32_t a, std::uint32_t b) {
    if (is_apart(a, b)) return false;
    if (contradict(a, b)) {
      keep_apart(a, b);
      return false;
    }
    return std::ranges::none_of(sources_[a], [&](std::uint32_t source) { return std::ranges::find(sources_[b], source) != sources_[b].end(); });
  }
  /// b becomes part of a; a < b keeps the lower root.
  void merge(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    groups_.join(a, b);
    size_[a] += size_[b];
    alive_[b] = false;
    sources_[a].insert(sources_[a].end(), sources_[b].begin(), sources_[b].end());
    rows_[a].insert(rows_[a].end(), rows_[b].begin(), rows_[b].end());
    if (contradiction_ != nullptr && identified_[b]) identified_[a] = true;
    between_[a].erase(b);
    for (const auto& [other, sums] : between_[b]) {
      if (other == a) continue;
      auto& mine = between_[a][other];
      mine.sum += sums.sum;
      mine.pairs += sums.pairs;
      auto& theirs = between_[other];
      theirs.erase(b);
      theirs[a] = mine;
    }
    between_[b].clear();
    std::vector<std::pair<std::uint32_t, std::uint32_t>> moved;
    for (const auto& pair : apart_)
      if (pair.first == b || pair.second == b) moved.push_back(pair);
    for (const auto& pair : moved) {
      apart_.erase(pair);
      const std::uint32_t other = pair.first == b ? pair.second : pair.first;
      if (other != a) apart_.insert({std::min(a, other), std::max(a, other)});
    }
  }

  const Component& component_;
  const ClusterSettings& settings_;
  const Contradiction* contradiction_;
  std::vector<WeightedPair> first_;           ///< without copies
  Forest groups_;
  std::vector<std::size_t> size_;
  std::vector<bool> alive_;
  std::vector<std::uint64_t> version_;
  std::vector<std::map<std::uint32_t, Between>> between_;
  std::vector<std::vector<std::uint32_t>> sources_;
  std::vector<std::vector<RowNumber>> rows_;  ///< of the table
  std::vector<bool> identified_;              ///< some row has an identifier; empty without `contradiction_`
  std::set<std::pair<std::uint32_t, std::uint32_t>> apart_;
};

}  // namespace

std::vector<std::uint32_t> cluster(const ClusterInput& input, const ClusterSettings& settings) {
  Forest forest{input.rows};
  for (const auto& pair : input.pairs)
    if (static_cast<double>(pair.weight) >= settings.join_from) forest.join(pair.l, pair.r);
  for (const auto& [a, b] : input.must) forest.join(a, b);

  std::vector<std::uint32_t> component_of(input.rows, std::numeric_limits<std::uint32_t>::max());
  std::vector<std::uint32_t> sizes(input.rows);
  for (RowNumber row = 0; row < input.rows; ++row) ++sizes[forest.root(row)];
  std::vector<Component> components;
  std::vector<std::uint32_t> place(input.rows);  // of a row in its component
  for (RowNumber row = 0; row < input.rows; ++row) {
    const auto root = forest.root(row);
    if (sizes[root] < 2) continue;
    if (component_of[root] == std::numeric_limits<std::uint32_t>::max()) {
      component_of[root] = static_cast<std::uint32_t>(components.size());
      components.emplace_back();
      components.back().rows.reserve(sizes[root]);
    }
    auto& component = components[component_of[root]];
    place[row] = static_cast<std::uint32_t>(component.rows.size());
    component.rows.push_back(row);
  }
  const auto inside = [&](RowNumber l, RowNumber r) { return forest.root(l) == forest.root(r); };
  for (const auto& pair : input.pairs)
    if (inside(pair.l, pair.r)) components[component_of[forest.root(pair.l)]].pairs.push_back({place[pair.l], place[pair.r], pair.weight});
  for (const auto& pair : input.first)
    if (inside(pair.l, pair.r)) components[component_of[forest.root(pair.l)]].first.push_back({place[pair.l], place[pair.r], pair.weight});
  for (const auto& [a, b] : input.must) components[component_of[forest.root(a)]].must.emplace_back(place[a], place[b]);
  for (const auto& [a, b] : input.cannot)
    if (a != b && inside(a, b)) components[component_of[forest.root(a)]].cannot.emplace_back(place[a], place[b]);

  std::vector<std::uint32_t> first(input.rows);  // the first row of each row's cluster
  std::iota(first.begin(), first.end(), 0U);
  parallel_ranges(components.size(), 64, settings.threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const auto groups = Agglomeration{components[i], input, settings}.run();
      for (std::size_t row = 0; row < groups.size(); ++row) first[components[i].rows[row]] = components[i].rows[groups[row]];
    }
  });
  std::vector<std::uint32_t> out(input.rows);
  std::uint32_t next = 0;
  for (RowNumber row = 0; row < input.rows; ++row) out[row] = first[row] == row ? next++ : out[first[row]];
  return out;
}

}  // namespace hearth::match
