#include "people/link_engine.h"

#include <algorithm>
#include <atomic>
#include <tuple>

#include "base/hash.h"
#include "people/link_columns.h"

namespace hearth::people {
namespace {

/// Rows that may share a key before it is refined. Small sets can afford to look at nearly everything.
std::size_t rows_per_key_most(std::size_t rows, const LinkSettings& settings) {
  if (settings.pairs_per_row_max > 0) return std::max<std::size_t>(2, static_cast<std::size_t>(settings.pairs_per_row_max));
  return std::clamp<std::size_t>(3'000'000 / std::max<std::size_t>(rows, 1), 12, 200);
}

match::TokenWeights together(const std::vector<match::TokenWeights>& all) {
  match::TokenWeights out;
  for (const auto& one : all) {
    out.rare.insert(out.rare.end(), one.rare.begin(), one.rare.end());
    out.otherwise = one.otherwise;
  }
  std::ranges::stable_sort(out.rare, {}, [](const auto& entry) { return entry.first; });
  return out;
}

/// The key of the row that a record's key KEY, KEY/NAME, KEY/NAME1 or KEY/1 stands for.
std::string_view row_key(std::string_view key, const std::vector<std::string>& people) {
  const auto slash = key.rfind('/');
  if (slash == std::string_view::npos) return key;
  auto part = key.substr(slash + 1);
  const auto digits = part.size() - std::min(part.size(), part.find_last_not_of("0123456789") + 1);
  const auto name = part.substr(0, part.size() - digits);
  const bool known = std::ranges::find(people, name) != people.end() && (!name.empty() || digits > 0);
  return known || std::ranges::find(people, part) != people.end() ? key.substr(0, slash) : key;
}

/// Rows of feeds whose keys are KEY/PERSON, by KEY.
std::vector<std::vector<match::RowNumber>> accounts_of(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, std::span<const std::uint32_t> order) {
  std::vector<std::tuple<std::uint32_t, std::string_view, match::RowNumber>> keys;
  for (match::RowNumber row = 0; row < order.size(); ++row) {
    const LinkRow& from = rows[order[row]];
    const auto& people = feeds[from.feed].people_of_row;
    if (!people.empty()) keys.emplace_back(from.feed, row_key(from.key, people), row);
  }
  std::ranges::sort(keys);
  std::vector<std::vector<match::RowNumber>> out;
  for (std::size_t i = 0; i < keys.size();) {
    std::size_t j = i;
    while (j < keys.size() && std::get<0>(keys[j]) == std::get<0>(keys[i]) && std::get<1>(keys[j]) == std::get<1>(keys[i])) ++j;
    if (j - i > 1) {
      out.emplace_back();
      for (std::size_t k = i; k < j; ++k) out.back().push_back(std::get<2>(keys[k]));
    }
    i = j;
  }
  return out;
}

std::atomic<std::uint64_t> engines_made{0};

/// What a model keeps by feed, in the order of these feeds. Of a feed that it has not seen it knows nothing.
void fit_to_feeds(LinkModel::State& state, std::span<const FeedFacts> feeds) {
  std::vector<std::size_t> kept;
  for (const auto& feed : feeds) kept.push_back(static_cast<std::size_t>(std::ranges::find(state.feeds, feed.name) - state.feeds.begin()));
  std::size_t known = 0;
  while (known * known < state.parameters.source_bits.size()) ++known;
  constexpr float seldom = -8;
  std::vector<float> turned, bits;
  for (const auto a : kept) {
    turned.push_back(a < state.name_order.turned.size() ? state.name_order.turned[a] : seldom);
    for (const auto b : kept) bits.push_back(a < known && b < known ? state.parameters.source_bits[a * known + b] : 0);
  }
  state.name_order.turned = std::move(turned);
  if (known > 0) state.parameters.source_bits = std::move(bits);
}

}  // namespace

Joining joining_of(const LinkModel::State& state, const LinkSettings& settings) {
  const bool relatives = state.parameters.home_bits > -999;
  Joining out{settings.match_from, settings.group_slope, settings.group_least};
  if (relatives) {
    out.from += 1;
    out.slope /= 4;
  }
  if (state.between_only) out.from -= 3;
  out.least = std::min(out.from, out.least);
  return out;
}

std::vector<std::uint32_t> order_of(std::span<const LinkRow> rows) {
  struct Rank {
    std::uint32_t feed, row;
    std::uint64_t content, key;
  };
  std::vector<Rank> ranks;
  ranks.reserve(rows.size());
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    const auto home = rows[row].home ? rows[row].home->number() : 0;
    ranks.push_back({rows[row].feed, row, hash64(rows[row].fields.packed(), home), hash64(rows[row].key)});
  }
  std::ranges::sort(ranks, {}, [](const Rank& rank) { return std::tuple{rank.feed, rank.content, rank.key, rank.row}; });
  std::vector<std::uint32_t> out;
  out.reserve(rows.size());
  for (const auto& rank : ranks) out.push_back(rank.row);
  return out;
}

std::unique_ptr<Engine> make_engine(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, LinkModel::State& state, bool learn,
                   const LinkSettings& settings) {
  auto order = order_of(rows);
  match::Table table = fill_table(state.plan, rows, order, settings.threads);
  auto accounts = accounts_of(rows, feeds, order);
  for (std::uint32_t number = 0; number < accounts.size(); ++number)
    for (const auto row : accounts[number]) table.set_account(row, number + 1);
  if (learn) {
    state.feeds.clear();
    for (const auto& feed : feeds) state.feeds.push_back(feed.name);
    state.name_order = learn_name_order(table);
  } else {
    fit_to_feeds(state, feeds);
  }
  put_names_in_order(table, state.name_order);
  if (learn) state.sex_of_name = learn_sex_of_names(table);
  presume_sex(table, state.sex_of_name);
  auto comparisons = comparisons_of(state.plan, table);
  if (learn) {
    state.between_only = std::ranges::all_of(feeds, [](const FeedFacts& feed) { return feed.deduplicated; });
    state.tokens.clear();
    for (const auto& comparison : comparisons) {
      if (comparison.kind != match::Kind::tokens && comparison.kind != match::Kind::place) continue;
      const auto column = comparison.kind == match::Kind::place ? comparison.columns[1] : comparison.columns[0];
      state.tokens.push_back(column == match::Comparison::no_column ? match::TokenWeights{} : match::token_weights(table.values(column)));
    }
  }
  auto features = match::prepare(table, comparisons, name_variants(), state.tokens, feeds.size() > 1);
  std::vector<bool> deduplicated;
  for (const auto& feed : feeds) deduplicated.push_back(feed.deduplicated);
  std::unique_ptr<Engine> engine{new Engine{std::move(order), std::move(table), std::move(comparisons), std::move(features), nullptr,
                [deduplicated](std::uint32_t l, std::uint32_t r) { return l != r || !deduplicated[l]; }, std::move(accounts), ++engines_made}};
  engine->blocking = std::make_unique<match::Blocking>(engine->table, rules_of(state.plan, engine->table, engine->comparisons),
                                                      together(state.tokens), rows_per_key_most(rows.size(), settings), settings.threads,
                                                      learn ? nullptr : state.hot);
  if (learn) state.hot = engine->blocking->hot();
  engine->contradiction = std::make_unique<match::Contradiction>(engine->table, engine->comparisons, state.parameters.born_apart);
  return engine;
}

}  // namespace hearth::people
