#include "people/link.h"

#include <algorithm>
#include <chrono>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>

#include "base/assertion.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/try.h"
#include "match/cluster.h"
#include "match/train.h"
#include "people/link_columns.h"
#include "people/link_engine.h"
#include "people/link_model.h"

namespace hearth::people {
namespace {

using match::RowNumber;

class Stopwatch {
 public:
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - since_).count();
    since_ = now;
    return seconds;
  }

 private:
  std::chrono::steady_clock::time_point since_{std::chrono::steady_clock::now()};
};

constexpr std::size_t pieces = 256;
/// Above so many rows duplicates are too few to make a value look common, and one pass of learning is enough.
constexpr std::size_t again_up_to = 150'000;

struct ScoredPair {
  RowNumber l, r;
  float weight;
  std::uint64_t vector;
};

/// Only pairs whose first row is one of these are looked at.
struct LeftRows {
  RowNumber from{0}, to{0xFFFFFFFFU};
};

/// Scores the pairs of one piece and keeps those that are heavy enough.
class ScoringSink final : public match::PairSink {
 public:
  ScoringSink(match::Comparers& comparers, const match::Scorer& scorer, double keep_from, const LeftRows& left, std::vector<ScoredPair>& kept,
              std::vector<std::uint64_t>& by_rule)
      : comparers_{comparers}, comparer_{comparers.lend()}, scorer_{scorer}, ceiling_{scorer.ceiling(keep_from)}, keep_from_{keep_from}, left_{left},
        kept_{kept}, by_rule_{by_rule} {}
  ScoringSink(const ScoringSink&) = delete;
  ScoringSink& operator=(const ScoringSink&) = delete;
  ~ScoringSink() override { comparers_.take_back(std::move(comparer_)); }
  void pair(RowNumber l, RowNumber r, std::size_t rule) override {
    if (l < left_.from || l >= left_.to) return;
    ++by_rule_[rule];
    const auto vector = comparer_->vector_above(ceiling_, l, r);
    if (!vector) return;
    const double weight = scorer_.weight(*vector, l, r);
    if (weight >= keep_from_) kept_.push_back({l, r, static_cast<float>(weight), *vector});
  }

 private:
  match::Comparers& comparers_;
  std::unique_ptr<match::Comparer> comparer_;
  const match::Scorer& scorer_;
  match::Ceiling ceiling_;
  double keep_from_;
  LeftRows left_;
  std::vector<ScoredPair>& kept_;
  std::vector<std::uint64_t>& by_rule_;
};

void report_rules(const Engine& engine, const std::vector<std::vector<std::uint64_t>>& counts, LinkReport& report) {
  report.rules.clear();
  report.pairs_compared = 0;
  for (std::size_t rule = 0; rule < engine.blocking->rules().size(); ++rule) {
    RuleReport line{engine.blocking->rules()[rule].name, 0, (*engine.blocking->hot())[rule].size(),
                    engine.blocking->counts()[rule].rows_not_compared, {}};
    for (const auto& piece : counts) line.pairs += piece[rule];
    report.pairs_compared += line.pairs;
    report.rules.push_back(std::move(line));
  }
}

std::vector<ScoredPair> score_pairs(const Engine& engine, const match::Scorer& scorer, const std::vector<bool>* touched, double keep_from,
                                    Threads threads, LinkReport& report, const LeftRows& left = {}) {
  std::vector<std::vector<ScoredPair>> kept(pieces);
  std::vector<std::vector<std::uint64_t>> counts(pieces, std::vector<std::uint64_t>(engine.blocking->rules().size()));
  match::Comparers comparers{engine.table, engine.features};
  const auto sink = [&](std::size_t piece) -> std::unique_ptr<match::PairSink> {
    return std::make_unique<ScoringSink>(comparers, scorer, keep_from, left, kept[piece], counts[piece]);
  };
  if (touched == nullptr) engine.blocking->each_pair(engine.may, pieces, sink, threads);
  else engine.blocking->each_pair_touching(*touched, engine.may, pieces, sink, threads);
  std::vector<ScoredPair> out;
  std::size_t all = 0;
  for (const auto& piece : kept) all += piece.size();
  out.reserve(all);
  for (auto& piece : kept) {
    out.insert(out.end(), piece.begin(), piece.end());
    piece = {};
  }
  std::ranges::sort(out, [](const ScoredPair& a, const ScoredPair& b) { return std::pair{a.l, a.r} < std::pair{b.l, b.r}; });
  report_rules(engine, counts, report);
  return out;
}

/// Decisions by row of the table; the latest about a pair counts.
struct DecidedRows {
  std::vector<std::pair<RowNumber, RowNumber>> same, different;
};

/// Claimant and partner, husband and wife on one account: whoever keeps the feed says that they are two people.
void keep_people_of_a_row_apart(const Engine& engine, DecidedRows& out) {
  for (const auto& account : engine.accounts)
    for (std::size_t i = 0; i < account.size(); ++i)
      for (std::size_t j = i + 1; j < account.size(); ++j) out.different.push_back(std::minmax(account[i], account[j]));
}

DecidedRows decided_rows(std::span<const Decision> decisions, std::span<const LinkRow> rows, const Engine& engine) {
  DecidedRows out;
  keep_people_of_a_row_apart(engine, out);
  if (decisions.empty()) return out;
  std::unordered_map<std::uint64_t, RowNumber> row_of;
  std::unordered_map<std::uint64_t, bool> wanted;
  for (const auto& decision : decisions) wanted[decision.left.number()] = wanted[decision.right.number()] = true;
  for (RowNumber row = 0; row < engine.order.size(); ++row)
    if (const auto id = rows[engine.order[row]].record.number(); wanted.contains(id)) row_of[id] = row;
  std::map<std::pair<RowNumber, RowNumber>, std::pair<std::string, Verdict>> latest;
  for (const auto& decision : decisions) {
    const auto l = row_of.find(decision.left.number()), r = row_of.find(decision.right.number());
    if (l == row_of.end() || r == row_of.end() || l->second == r->second) continue;
    auto& entry = latest[std::minmax(l->second, r->second)];
    if (decision.decided_at >= entry.first) entry = {decision.decided_at, decision.verdict};
  }
  for (const auto& [pair, decision] : latest) {
    if (decision.second == Verdict::same) out.same.push_back(pair);
    if (decision.second == Verdict::different) out.different.push_back(pair);
  }
  return out;
}

/// Of one source and equal in every column: equal numbers.
std::vector<std::uint64_t> contents_of(const match::Table& table) {
  std::vector<std::uint64_t> out;
  out.reserve(table.rows());
  for (RowNumber row = 0; row < table.rows(); ++row) {
    std::uint64_t hash = mix64(table.source(row) + 1);
    for (match::ColumnNumber column = 0; column < table.width(); ++column) hash = mix64(hash ^ table.at(row, column));
    out.push_back(hash);
  }
  return out;
}

std::vector<std::uint32_t> group(const Engine& engine, const match::Scorer& scorer, const std::vector<ScoredPair>& pairs,
                                 const DecidedRows& decided, std::span<const FeedFacts> feeds, const Joining& joining, const LinkSettings& settings) {
  std::vector<match::WeightedPair> weighted, first;
  weighted.reserve(pairs.size());
  const auto handover = static_cast<std::size_t>(std::ranges::find(engine.comparisons, match::Kind::handover, &match::Comparison::kind) - engine.comparisons.begin());
  for (const auto& pair : pairs) {
    weighted.push_back({pair.l, pair.r, pair.weight});
    if (handover < engine.comparisons.size() && match::level_of(pair.vector, handover) == 1) first.push_back(weighted.back());
  }
  const auto content = contents_of(engine.table);
  match::ClusterInput input;
  input.rows = engine.table.rows();
  input.content = content;
  input.pairs = weighted;
  input.first = first;
  input.must = decided.same;
  input.cannot = decided.different;
  input.score = [&](RowNumber l, RowNumber r) {
    thread_local std::unique_ptr<match::Comparer> comparer;
    thread_local std::uint64_t made_for = 0;
    if (!comparer || made_for != engine.number) {
      comparer = std::make_unique<match::Comparer>(engine.table, engine.features);
      made_for = engine.number;
    }
    return scorer.weight(comparer->vector(l, r), l, r);
  };
  input.exclusive = [&](RowNumber row) {
    const auto feed = engine.table.source(row);
    return feeds[feed].deduplicated ? feed + 1 : 0U;
  };
  input.contradiction = engine.contradiction.get();
  match::ClusterSettings how;
  how.join_from = joining.from;
  how.join_slope = joining.slope;
  how.join_least = joining.least;
  how.threads = settings.threads;
  return match::cluster(input, how);
}

Band band_for(double weight, bool together, bool blocked, double match_from, const LinkSettings& settings) {
  if (weight >= match_from) return together ? Band::match : blocked ? Band::many : Band::potential;
  if (weight >= settings.potential_from) return Band::potential;
  return weight >= settings.low_from ? Band::low : Band::none;
}

BlockKeys keys_of(const Engine& engine, std::span<const LinkRow> rows) {
  BlockKeys out;
  out.width = engine.blocking->width();
  std::vector<std::pair<std::uint64_t, RowNumber>> by_record;
  for (RowNumber row = 0; row < engine.order.size(); ++row) by_record.emplace_back(rows[engine.order[row]].record.number(), row);
  std::ranges::sort(by_record);
  out.buckets.reserve(by_record.size() * out.width);
  for (const auto& [record, row] : by_record) {
    out.records.push_back(record);
    const auto buckets = engine.blocking->buckets_of(row);
    out.buckets.insert(out.buckets.end(), buckets.begin(), buckets.end());
  }
  return out;
}

/// Bands of the edges, and clusters and ids in the caller's order.
void finish(LinkResult& result, const Engine& engine, std::span<const LinkRow> rows, std::span<const FeedFacts> feeds,
            const std::vector<ScoredPair>& pairs, const std::vector<std::uint32_t>& clusters, double match_from,
            const LinkSettings& settings) {
  std::vector<std::uint32_t> sizes;
  for (const auto number : clusters) {
    if (number >= sizes.size()) sizes.resize(number + 1);
    ++sizes[number];
  }
  // Clusters that hold a record of each feed that has no duplicates: another one cannot join them.
  std::vector<std::uint64_t> exclusive(sizes.size());
  for (RowNumber row = 0; row < clusters.size(); ++row)
    if (const auto feed = engine.table.source(row); feeds[feed].deduplicated) exclusive[clusters[row]] |= std::uint64_t{1} << (feed % 64);
  result.edges.reserve(pairs.size());
  for (const auto& pair : pairs) {
    const auto a = clusters[pair.l], b = clusters[pair.r];
    const bool differs = a == b && engine.contradiction->stance(pair.l, pair.r).doubtful();
    const Band band = differs ? Band::differs
                              : band_for(static_cast<double>(pair.weight), a == b, a != b && (exclusive[a] & exclusive[b]) != 0, match_from, settings);
    result.edges.push_back({rows[engine.order[pair.l]].record, rows[engine.order[pair.r]].record, pair.weight, band, pair.vector});
    result.report.for_review += differs || (a != b && (band == Band::potential || band == Band::many)) ? 1 : 0;
    result.report.matches += band == Band::match ? 1 : 0;
  }
  std::vector<std::uint32_t> of_row(rows.size());
  for (RowNumber row = 0; row < clusters.size(); ++row) of_row[engine.order[row]] = clusters[row];
  std::vector<std::uint32_t> renumbered(sizes.size(), 0xFFFFFFFFU);
  std::uint32_t next = 0;
  for (auto& number : of_row) {
    if (renumbered[number] == 0xFFFFFFFFU) renumbered[number] = next++;
    number = renumbered[number];
  }
  result.cluster_of_row = std::move(of_row);
  result.clusters = next;
  auto& report = result.report;
  report.rows = rows.size();
  report.edges = result.edges.size();
  report.people = next;
  report.largest_person = sizes.empty() ? 0 : *std::ranges::max_element(sizes);
}

void report_levels(const Engine& engine, const LinkModel::State& state, LinkReport& report) {
  for (std::size_t c = 0; c < engine.comparisons.size(); ++c) {
    const auto words = match::levels_of(engine.comparisons[c].kind);
    for (std::size_t level = 0; level < words.size(); ++level) {
      const double m = state.parameters.m[c][level], u = state.parameters.u[c][level], h = state.parameters.h[c][level];
      report.levels.push_back({engine.comparisons[c].name, std::string{words[level]}, m, u, h, std::log2(std::max(m, 1e-12) / std::max(u, 1e-12)),
                               engine.comparisons[c].kind != match::Kind::handover});
    }
  }
  const double odds = std::exp2(state.parameters.match_bits);
  report.partners_per_record = odds / (1 + odds) * static_cast<double>(engine.table.rows() > 0 ? engine.table.rows() - 1 : 0);
}

LinkPlan plan_for(std::span<const LinkRow> rows, const LinkSettings& settings, std::vector<std::string>& warnings) {
  return settings.plan ? *settings.plan : make_plan(rows, settings.today, warnings);
}

/// What the first keys of a rule are for a row: "surname smith, year of birth date 1980".
std::string key_words(const Engine& engine, std::size_t rule, RowNumber row) {
  std::string out;
  const auto& of = engine.blocking->rules()[rule];
  for (std::size_t i = 0; i < of.depth_min && i < of.variants.front().size(); ++i) {
    const auto& key = of.variants.front()[i];
    const auto derived = name_of(key.derive);
    out += (i > 0 ? ", " : "") + (derived.empty() ? std::string{} : std::string{derived} + " ") + engine.table.name(key.column) + " " + std::string{engine.table.values(key.column).text(engine.table.at(row, key.column))};
  }
  return out;
}

/// @error link.too_many_pairs
Result<Done> keep_below(std::uint64_t most, const Engine& engine, std::size_t feeds, Threads threads) {
  const auto planned = engine.blocking->plan(engine.may, feeds, 0, threads);
  std::vector<std::pair<std::uint64_t, std::string>> rules;
  std::uint64_t all = 0;
  for (std::size_t rule = 0; rule < planned.size(); ++rule) {
    all += planned[rule].pairs;
    rules.emplace_back(planned[rule].pairs, engine.blocking->rules()[rule].name);
  }
  if (all <= most) return Done{};
  std::ranges::sort(rules, std::greater{});
  std::string blamed;
  for (std::size_t i = 0; i < rules.size() && i < 3; ++i) blamed += (i > 0 ? ", " : "") + rules[i].second + " (" + with_commas(rules[i].first) + ")";
  return fail("link.too_many_pairs", "the rules bring up to " + with_commas(all) + " pairs, and at most " + with_commas(most) + " are wanted: nothing was compared. Most come from: " + blamed +
                                         ". Write the plan with --plan --write-plan plan.toml, take such rules out or give them a further key, and run with --use-plan plan.toml; or allow more with --max-pairs.", {}, Exit::wrong_use);
}

Result<Done> check(std::span<const LinkRow> rows, const LinkSettings& settings) {
  if (rows.size() > 0xFFFFFFFEULL) return fail("link.too_many_rows", "more than 4,294,967,294 records. Link them in several runs.");
  const std::uint64_t least = rows.size() * 200 + (64ULL << 20);
  if (settings.bytes_max != 0 && least > settings.bytes_max)
    return fail("link.memory", "these records alone need about " + with_commas(least >> 20) +
                                   " MiB. Allow more with --max-memory, or link fewer feeds at a time.", {}, Exit::wrong_use);
  return Done{};
}

}  // namespace

std::vector<std::string> columns_that_never_agree(const LinkReport& report) {
  constexpr double almost_never = 0.03;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < report.levels.size();) {
    double agree = 0;  // the last level is that they differ
    auto last = i;
    while (last + 1 < report.levels.size() && report.levels[last + 1].comparison == report.levels[i].comparison) agree += report.levels[last++].m;
    if (agree < almost_never && report.levels[i].usual) out.push_back(report.levels[i].comparison);
    i = last + 1;
  }
  return out;
}

std::string_view name_of(Band band) noexcept {
  constexpr std::array<std::string_view, 6> names{"match", "potential", "low", "many", "differs", "none"};
  return names[static_cast<std::size_t>(band)];
}

std::optional<Band> band_of(std::string_view name) noexcept {
  for (const Band band : {Band::match, Band::potential, Band::low, Band::many, Band::differs, Band::none})
    if (name_of(band) == name) return band;
  return std::nullopt;
}

std::string_view name_of(Verdict verdict) noexcept {
  constexpr std::array<std::string_view, 3> names{"same", "different", "not_sure"};
  return names[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> verdict_of(std::string_view name) noexcept {
  for (const Verdict verdict : {Verdict::same, Verdict::different, Verdict::not_sure})
    if (name_of(verdict) == name) return verdict;
  return std::nullopt;
}

Probability probability_of(double weight) noexcept { return Probability{1 / (1 + std::exp2(-weight))}; }

Result<LinkResult> link_all(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, std::span<const Decision> decisions,
                            const LinkSettings& settings, Progress& progress, const LinkModel& kept) {
  HEARTH_CHECK(check(rows, settings));
  LinkResult result;
  Stopwatch watch;
  progress.begin("reading columns", 0);
  auto state = std::make_shared<LinkModel::State>();
  if (!kept.empty()) *state = *kept.state();
  else state->plan = plan_for(rows, settings, result.report.warnings);
  const auto made = make_engine(rows, feeds, *state, kept.empty(), settings);
  Engine& engine = *made;
  if (settings.pairs_max > 0) HEARTH_CHECK(keep_below(settings.pairs_max, engine, feeds.size(), settings.threads));
  result.report.seconds_columns = watch.lap();
  progress.begin("comparing", 0);
  const DecidedRows decided = decided_rows(decisions, rows, engine);
  std::vector<ScoredPair> pairs;
  std::vector<std::uint32_t> clusters;
  const auto score_and_group = [&] {
    const match::Scorer scorer{engine.table, engine.comparisons, state->parameters, state->frequencies};
    pairs = score_pairs(engine, scorer, nullptr, settings.low_from, settings.threads, result.report);
    result.report.seconds_pairs += watch.lap();
    clusters = group(engine, scorer, pairs, decided, feeds, joining_of(*state, settings), settings);
    result.report.seconds_clusters += watch.lap();
  };
  if (kept.empty()) {
    const match::Trainer trainer{engine.table, engine.comparisons, engine.features, *engine.blocking, engine.may,
                                 {.seed = settings.seed, .threads = settings.threads}};
    for (int pass = rows.size() <= again_up_to ? 0 : 2; pass < 3; ++pass) {
      auto trained = trainer.learn(clusters);
      state->parameters = std::move(trained.parameters);
      state->frequencies = std::move(trained.frequencies);
      engine.contradiction = std::make_unique<match::Contradiction>(engine.table, engine.comparisons, state->parameters.born_apart);
      result.report.seconds_training += watch.lap();
      score_and_group();
      if (pass == 2) std::ranges::move(trained.warnings, std::back_inserter(result.report.warnings));
    }
  } else {
    score_and_group();
  }
  finish(result, engine, rows, feeds, pairs, clusters, joining_of(*state, settings).from, settings);
  report_levels(engine, *state, result.report);
  if (rows.size() > 1 && result.report.pairs_compared == 0)
    result.report.warnings.emplace_back("no two records agree in anything by which records are looked for: nothing was compared. Are the right columns named, and in the same form in each file?");
  if (settings.keep_keys) result.keys = keys_of(engine, rows);
  result.model = kept.empty() ? LinkModel{state} : kept;
  progress.end();
  return result;
}

Result<LinkResult> link_changes(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, std::span<const Decision> decisions,
                                const LinkModel& model, std::span<const Edge> kept_edges, std::span<const RecordId> touched,
                                const LinkSettings& settings, Progress& progress) {
  if (model.empty()) return link_all(rows, feeds, decisions, settings, progress);
  HEARTH_CHECK(check(rows, settings));
  LinkResult result;
  Stopwatch watch;
  progress.begin("comparing what changed", 0);
  LinkModel::State state = *model.state();
  const auto made = make_engine(rows, feeds, state, false, settings);
  const Engine& engine = *made;
  result.report.seconds_columns = watch.lap();

  std::vector<std::uint64_t> changed;
  for (const auto id : touched) changed.push_back(id.number());
  std::ranges::sort(changed);
  std::vector<bool> is_touched(engine.order.size());
  std::vector<std::pair<std::uint64_t, RowNumber>> row_of;
  row_of.reserve(engine.order.size());
  for (RowNumber row = 0; row < engine.order.size(); ++row) {
    const auto id = rows[engine.order[row]].record.number();
    row_of.emplace_back(id, row);
    is_touched[row] = std::ranges::binary_search(changed, id);
  }
  std::ranges::sort(row_of);
  const match::Scorer scorer{engine.table, engine.comparisons, state.parameters, state.frequencies};
  auto pairs = score_pairs(engine, scorer, &is_touched, settings.low_from, settings.threads, result.report);
  const auto find = [&](RecordId id) -> std::optional<RowNumber> {
    const auto at = std::ranges::lower_bound(row_of, std::pair{id.number(), RowNumber{0}});
    return at != row_of.end() && at->first == id.number() ? std::optional<RowNumber>{at->second} : std::nullopt;
  };
  for (const auto& edge : kept_edges) {
    const auto l = find(edge.l), r = find(edge.r);  // records that vanished are not found
    if (l && r && !is_touched[*l] && !is_touched[*r]) pairs.push_back({std::min(*l, *r), std::max(*l, *r), edge.weight, edge.vector});
  }
  std::ranges::sort(pairs, [](const ScoredPair& a, const ScoredPair& b) { return std::pair{a.l, a.r} < std::pair{b.l, b.r}; });
  result.report.seconds_pairs = watch.lap();
  const auto clusters = group(engine, scorer, pairs, decided_rows(decisions, rows, engine), feeds, joining_of(state, settings), settings);
  result.report.seconds_clusters = watch.lap();
  finish(result, engine, rows, feeds, pairs, clusters, joining_of(state, settings).from, settings);
  report_levels(engine, state, result.report);
  result.model = model;
  if (settings.keep_keys) result.keys = keys_of(engine, rows);
  progress.end();
  return result;
}

BlockKeys block_keys(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkModel& model, const LinkSettings& settings) {
  LinkModel::State state = *model.state();
  return keys_of(*make_engine(rows, feeds, state, false, settings), rows);
}

Result<LinkReport> plan_link(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkSettings& settings,
                             Progress& progress) {
  HEARTH_CHECK(check(rows, settings));
  LinkReport report;
  Stopwatch watch;
  progress.begin("counting pairs", 0);
  LinkModel::State state;
  state.plan = plan_for(rows, settings, report.warnings);
  const auto made = make_engine(rows, feeds, state, true, settings);
  const Engine& engine = *made;
  if (settings.pairs_max > 0) HEARTH_CHECK(keep_below(settings.pairs_max, engine, feeds.size(), settings.threads));
  constexpr std::size_t keys_told = 3;
  const auto planned = engine.blocking->plan(engine.may, feeds.size(), keys_told, settings.threads);
  const auto& rules = engine.blocking->rules();
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    report.rules.push_back({rules[rule].name, planned[rule].pairs, (*engine.blocking->hot())[rule].size(), engine.blocking->counts()[rule].rows_not_compared, {}});
    for (const auto& shared : planned[rule].hottest) report.rules.back().hottest.push_back({rows[engine.order[shared.row]].is_protected ? "(of a protected record)" : key_words(engine, rule, shared.row), shared.rows});
    report.pairs_compared += report.rules.back().pairs;
  }
  report.rows = rows.size();
  report.seconds_columns = watch.lap();
  progress.end();
  return report;
}

Result<Done> each_pair(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkModel& model,
                       const LinkSettings& settings, const std::function<Result<Done>(const Edge&)>& each) {
  if (model.empty()) return fail("model.empty", "pairs can be scored only with a model: link first.");
  LinkModel::State state = *model.state();
  const auto made = make_engine(rows, feeds, state, false, settings);
  const Engine& engine = *made;
  const match::Scorer scorer{engine.table, engine.comparisons, state.parameters, state.frequencies};
  LinkReport report;
  std::uint64_t all = 0;
  for (const auto& rule : engine.blocking->plan(engine.may, feeds.size(), 0, settings.threads)) all += rule.pairs;
  // Pairs are found bucket by bucket and wanted row by row: as many rows at a time as keep their number in bounds.
  const std::uint64_t passes = all / std::max<std::uint64_t>(1, settings.pairs_held) + 1;
  for (std::uint64_t pass = 0; pass < passes; ++pass) {
    const LeftRows left{static_cast<RowNumber>(engine.table.rows() * pass / passes), static_cast<RowNumber>(engine.table.rows() * (pass + 1) / passes)};
    for (const auto& pair : score_pairs(engine, scorer, nullptr, -1e9, settings.threads, report, left)) {
      const Band band = band_for(static_cast<double>(pair.weight), true, false, joining_of(state, settings).from, settings);
      HEARTH_CHECK(each({rows[engine.order[pair.l]].record, rows[engine.order[pair.r]].record, pair.weight, band, pair.vector}));
    }
  }
  return Done{};
}

}  // namespace hearth::people
