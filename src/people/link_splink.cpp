#include "people/link_splink.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "match/cluster.h"
#include "match/dictionary.h"

namespace hearth::people {
namespace {

using match::RowNumber;
using match::Side;

constexpr std::size_t rows_a_piece = 4'096;

/// The columns of the model, row by row, as the files have them. Rows are ordered as Splink orders them: by file, then by key.
class RawTable {
 public:
  RawTable(std::size_t rows, std::size_t columns) : columns_(columns), cells_(rows * columns), feeds_(rows), records_(rows) {}

  [[nodiscard]] std::size_t rows() const noexcept { return feeds_.size(); }
  [[nodiscard]] std::optional<std::string_view> at(RowNumber row, std::size_t column) const {
    const auto value = cells_[row * columns_.size() + column];
    return value == match::no_value ? std::nullopt : std::optional{columns_[column].values.text(value)};
  }
  /// How often the row's value of a column stands among those that have one.
  [[nodiscard]] std::optional<double> share(RowNumber row, std::size_t column) const {
    const auto value = cells_[row * columns_.size() + column];
    if (value == match::no_value) return std::nullopt;
    return static_cast<double>(columns_[column].counts[value]) / static_cast<double>(columns_[column].filled);
  }
  void set(RowNumber row, std::size_t column, std::string_view text) {
    if (text.empty()) return;
    auto& into = columns_[column];
    const auto value = into.values.add(text);
    if (value >= into.counts.size()) into.counts.resize(value + 1);
    ++into.counts[value];
    ++into.filled;
    cells_[row * columns_.size() + column] = value;
  }
  void set_record(RowNumber row, std::size_t record, std::uint32_t feed) { records_[row] = record, feeds_[row] = feed; }
  [[nodiscard]] std::uint32_t feed(RowNumber row) const noexcept { return feeds_[row]; }
  [[nodiscard]] std::size_t record(RowNumber row) const noexcept { return records_[row]; }  ///< which of the caller's rows
  [[nodiscard]] match::CellOf cells(RowNumber l, RowNumber r) const {
    return [this, l, r](Side side, std::size_t column) { return at(side == Side::left ? l : r, column); };
  }

 private:
  struct Column {
    match::Dictionary values{};
    std::vector<std::uint32_t> counts{};
    std::uint64_t filled{0};
  };
  std::vector<Column> columns_;
  std::vector<match::ValueId> cells_;
  std::vector<std::uint32_t> feeds_;
  std::vector<std::size_t> records_;
};

/// @error splink.column
Result<std::size_t> column_of(const formats::CsvReader& csv, const std::string& name) {
  if (const auto column = csv.column(name)) return *column;
  const auto near = nearest(name, csv.heading());
  return wrong_use("splink.column", "the model compares a column \"" + name + "\", which the file does not have." + (near.empty() ? "" : " Did the model's column become \"" + near + "\"?"), {csv.file(), 1, name});
}

Result<Done> read_file(Files& files, const record::Feed& feed, const Path& path, const std::vector<std::string>& names,
                       const std::unordered_map<std::string_view, RowNumber>& row_of, std::vector<bool>& seen, RawTable& table) {
  HEARTH_TRY(source, files.open(path));
  HEARTH_TRY(csv, formats::CsvReader::open(std::move(source), path.filename().string(), feed.form));
  std::vector<std::size_t> columns, keys;
  for (const auto& name : names) {
    HEARTH_TRY(column, column_of(csv, name));
    columns.push_back(column);
  }
  for (const auto& name : feed.key) keys.push_back(csv.column(name).value_or(0));
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, csv.next(row));
    if (!more) return Done{};
    if (row.shape_broken()) continue;
    const auto found = row_of.find(record::Feed::key_of(row, keys));
    if (found == row_of.end() || seen[found->second]) continue;
    seen[found->second] = true;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i] < row.fields.size()) table.set(found->second, i, trim(row.fields[columns[i]]));
  }
}

Result<RawTable> read_table(Files& files, std::span<const record::Feed> feeds, std::span<const LinkRow> rows, const SplinkModel& model) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return std::pair{rows[a].feed, rows[a].key} < std::pair{rows[b].feed, rows[b].key}; });
  RawTable out{rows.size(), model.columns().size()};
  std::vector<std::unordered_map<std::string_view, RowNumber>> row_of(feeds.size());
  for (RowNumber row = 0; row < order.size(); ++row) {
    out.set_record(row, order[row], rows[order[row]].feed);
    row_of[rows[order[row]].feed].emplace(rows[order[row]].key, row);
  }
  std::vector<bool> seen(rows.size());
  for (std::size_t feed = 0; feed < feeds.size(); ++feed) {
    if (std::ranges::any_of(feeds[feed].persons, [](const auto& person) { return !person.name.empty(); }))
      return wrong_use("splink.people_of_row", "the rows of " + feeds[feed].name.text() + " tell of several people each, and a Splink model knows one a row. Link without --model.");
    for (const auto& path : feeds[feed].files) HEARTH_CHECK(read_file(files, feeds[feed], path, model.columns(), row_of[feed], seen, out));
  }
  return out;
}

/// What each row brings to a rule as the left and as the right of a pair: 0 where a key is NULL.
struct RuleKeys {
  std::vector<std::uint64_t> left, right;
};

RuleKeys keys_of(const RawTable& table, const SplinkRule& rule, Threads threads) {
  RuleKeys out{std::vector<std::uint64_t>(table.rows()), std::vector<std::uint64_t>(table.rows())};
  parallel_ranges(table.rows(), rows_a_piece, threads, [&](std::size_t from, std::size_t to) {
    for (auto row = static_cast<RowNumber>(from); row < to; ++row) {
      const auto cell = table.cells(row, row);
      for (const bool is_left : {true, false}) {
        std::uint64_t hash = 1;
        for (const auto& key : rule.join.keys) {
          const auto text = rule.condition.key(is_left ? key.left : key.right, cell);
          hash = !text || hash == 0 ? 0 : std::max<std::uint64_t>(1, hash64(*text, hash));
        }
        (is_left ? out.left : out.right)[row] = hash;
      }
    }
  });
  return out;
}

struct Pair {
  RowNumber l, r;
  float weight;
  std::uint64_t vector;
};

class Run {
 public:
  Run(const RawTable& table, const SplinkModel& model, const LinkSettings& settings) : table_{table}, model_{model}, settings_{settings} {
    for (const auto& rule : model.rules()) keys_.push_back(keys_of(table, rule, settings.threads));
  }

  Result<std::vector<Pair>> pairs(LinkReport& report) {
    std::vector<Pair> out;
    for (std::size_t rule = 0; rule < keys_.size(); ++rule) {
      std::vector<RowNumber> by_key(table_.rows());
      std::iota(by_key.begin(), by_key.end(), RowNumber{0});
      const auto& right = keys_[rule].right;
      std::ranges::stable_sort(by_key, {}, [&right](RowNumber row) { return right[row]; });
      const std::size_t pieces = (table_.rows() + rows_a_piece - 1) / rows_a_piece;
      std::vector<std::vector<Pair>> kept(pieces);
      std::vector<std::uint64_t> counts(pieces);
      parallel_ranges(table_.rows(), rows_a_piece, settings_.threads, [&](std::size_t from, std::size_t to) {
        const auto piece = from / rows_a_piece;
        for (auto l = static_cast<RowNumber>(from); l < to; ++l) counts[piece] += pairs_of(rule, l, by_key, kept[piece]);
      });
      RuleReport told{model_.rules()[rule].text, std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}), 0, 0, {}};
      report.pairs_compared += told.pairs;
      report.rules.push_back(std::move(told));
      for (auto& piece : kept) out.insert(out.end(), piece.begin(), piece.end());
      if (settings_.pairs_max > 0 && report.pairs_compared > settings_.pairs_max)
        return fail("link.too_many_pairs", "the model's rules bring more than " + with_commas(settings_.pairs_max) + " pairs; the last was: " + model_.rules()[rule].text + ". Allow more with --max-pairs.", {}, Exit::wrong_use);
    }
    std::ranges::sort(out, [](const Pair& a, const Pair& b) { return std::pair{a.l, a.r} < std::pair{b.l, b.r}; });
    return out;
  }

  [[nodiscard]] SplinkModel::Scored score(RowNumber l, RowNumber r) const {
    return model_.score(table_.cells(l, r), [this, l, r](Side side, std::size_t column) { return table_.share(side == Side::left ? l : r, column); });
  }

 private:
  [[nodiscard]] bool meets(std::size_t rule, RowNumber l, RowNumber r) const {
    return keys_[rule].left[l] != 0 && keys_[rule].left[l] == keys_[rule].right[r] && model_.rules()[rule].condition.holds(table_.cells(l, r));
  }
  /// Scores the pairs of a row as the left one; gives how many there were.
  std::uint64_t pairs_of(std::size_t rule, RowNumber l, const std::vector<RowNumber>& by_key, std::vector<Pair>& kept) const {
    const auto key = keys_[rule].left[l];
    if (key == 0) return 0;
    const auto& right = keys_[rule].right;
    std::uint64_t count = 0;
    for (auto at = std::ranges::lower_bound(by_key, key, {}, [&right](RowNumber row) { return right[row]; }); at != by_key.end() && right[*at] == key; ++at) {
      const RowNumber r = *at;
      if (r <= l || (model_.between_only() && table_.feed(l) == table_.feed(r)) || !meets(rule, l, r)) continue;
      bool is_first = true;
      for (std::size_t earlier = 0; earlier < rule && is_first; ++earlier) is_first = !meets(earlier, l, r);
      if (!is_first) continue;
      ++count;
      const auto scored = score(l, r);
      if (scored.weight >= settings_.low_from) kept.push_back({l, r, static_cast<float>(scored.weight), scored.vector});
    }
    return count;
  }

  const RawTable& table_;
  const SplinkModel& model_;
  const LinkSettings& settings_;
  std::vector<RuleKeys> keys_;
};

std::vector<std::uint32_t> group(const Run& run, const RawTable& table, const std::vector<Pair>& pairs, const SplinkModel& model, const LinkSettings& settings) {
  std::vector<match::WeightedPair> weighted;
  for (const auto& pair : pairs) weighted.push_back({pair.l, pair.r, pair.weight});
  match::ClusterInput input;
  input.rows = table.rows();
  input.pairs = weighted;
  input.score = [&run](RowNumber l, RowNumber r) { return run.score(std::min(l, r), std::max(l, r)).weight; };
  input.exclusive = [&](RowNumber row) { return model.between_only() ? table.feed(row) + 1 : 0U; };
  match::ClusterSettings how;
  how.join_from = settings.match_from;
  how.join_slope = settings.group_slope;
  how.join_least = std::min(settings.match_from, settings.group_least);
  how.threads = settings.threads;
  return match::cluster(input, how);
}

void report_levels(const SplinkModel& model, LinkReport& report, std::size_t rows) {
  for (const auto& comparison : model.comparisons())
    for (const auto& level : comparison.levels)
      if (!level.is_null) report.levels.push_back({comparison.name, level.label, level.m, level.u, level.u, level.bits, true});
  const double odds = std::exp2(model.prior_bits());
  report.partners_per_record = odds / (1 + odds) * static_cast<double>(rows > 0 ? rows - 1 : 0);
}

}  // namespace

Result<LinkResult> link_with_splink(Files& files, std::span<const record::Feed> feeds, std::span<const LinkRow> rows, const SplinkModel& model, const LinkSettings& settings,
                                    Progress& progress) {
  progress.begin("reading columns", 0);
  HEARTH_TRY(table, read_table(files, feeds, rows, model));
  progress.begin("comparing", 0);
  LinkResult out;
  Run run{table, model, settings};
  HEARTH_TRY(pairs, run.pairs(out.report));
  const auto clusters = group(run, table, pairs, model, settings);
  for (const auto& pair : pairs) {
    const bool together = clusters[pair.l] == clusters[pair.r];
    const auto weight = static_cast<double>(pair.weight);
    const Band band = weight >= settings.match_from ? (together ? Band::match : Band::potential) : weight >= settings.potential_from ? Band::potential : Band::low;
    out.edges.push_back({rows[table.record(pair.l)].record, rows[table.record(pair.r)].record, pair.weight, band, pair.vector});
    out.report.matches += band == Band::match ? 1 : 0;
    out.report.for_review += band == Band::potential && !together ? 1 : 0;
  }
  out.cluster_of_row.resize(rows.size());
  for (RowNumber row = 0; row < table.rows(); ++row) out.cluster_of_row[table.record(row)] = clusters[row];
  std::vector<std::uint32_t> renumbered(rows.size(), 0xFFFFFFFFU), sizes;
  for (auto& number : out.cluster_of_row) {
    if (renumbered[number] == 0xFFFFFFFFU) renumbered[number] = out.clusters++;
    number = renumbered[number];
    sizes.resize(std::max<std::size_t>(sizes.size(), number + 1));
    ++sizes[number];
  }
  out.report.rows = rows.size();
  out.report.edges = out.edges.size();
  out.report.people = out.clusters;
  out.report.largest_person = sizes.empty() ? 0 : *std::ranges::max_element(sizes);
  out.report.warnings = model.warnings();
  report_levels(model, out.report, rows.size());
  progress.end();
  return out;
}

}  // namespace hearth::people
