#include "people/evaluate_links.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/gzip.h"
#include "formats/json.h"
#include "record/read_feed.h"

namespace hearth::people {
namespace {

using formats::CsvReader;
using formats::CsvRow;

/// Records by source and key, numbered as they are met.
class Items {
 public:
  std::uint32_t number(std::string_view source, std::string_view key) {
    std::string name{source};
    name.push_back('\x1f');
    name.append(key);
    const auto [at, is_new] = numbers_.emplace(std::move(name), static_cast<std::uint32_t>(source_.size()));
    if (is_new) {
      const auto [place, new_source] = sources_.emplace(std::string{source}, static_cast<std::uint32_t>(sources_.size()));
      source_.push_back(place->second);
      keys_.emplace_back(key);
    }
    return at->second;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view source, std::string_view key) const {
    const auto at = numbers_.find(std::string{source} + '\x1f' + std::string{key});
    return at == numbers_.end() ? std::nullopt : std::optional<std::uint32_t>{at->second};
  }
  [[nodiscard]] std::size_t size() const { return source_.size(); }
  [[nodiscard]] const std::vector<std::uint32_t>& sources() const { return source_; }
  [[nodiscard]] std::uint32_t source(std::uint32_t item) const { return source_[item]; }
  [[nodiscard]] bool knows_source(const std::string& name) const { return sources_.contains(name); }
  [[nodiscard]] std::size_t source_count() const { return sources_.size(); }
  [[nodiscard]] const std::string& first_source() const { return sources_.begin()->first; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::map<std::string, std::uint32_t> sources_;
  std::vector<std::uint32_t> source_;
  std::vector<std::string> keys_;
};

std::uint32_t root(std::vector<std::uint32_t>& parent, std::uint32_t at) {
  while (parent[at] != at) at = parent[at] = parent[parent[at]];
  return at;
}

Result<CsvReader> open_csv(Files& files, const Path& path) {
  HEARTH_TRY(source, files.open(path));
  return CsvReader::open(std::move(source), path.string());
}

/// Each row of a CSV by the columns named; a broken row is an error here: nothing may be left out of a score.
template <class Each>
Result<Done> each_row(CsvReader& reader, const std::vector<std::size_t>& columns, Each&& each) {
  CsvRow row;
  for (;;) {
    HEARTH_TRY(more, reader.next(row));
    if (!more) return Done{};
    if (row.fault) return fail(*row.fault);
    std::vector<std::string_view> values;
    for (const auto column : columns) values.push_back(trim(row.fields[column]));
    each(values);
  }
}

Result<std::vector<std::size_t>> columns_named(const CsvReader& reader, const std::vector<std::string>& names) {
  std::vector<std::size_t> out;
  for (const auto& name : names) {
    const auto column = reader.column(name);
    if (!column) return wrong_use("evaluate.column_missing", "there is no column " + name + ".", {reader.file(), 1, name});
    out.push_back(*column);
  }
  return out;
}

struct ScoredLink {
  std::uint32_t l, r;
  double probability;
  std::string band;
};

struct Links {
  Items items;
  std::vector<ScoredLink> scored;                               ///< of a pairs file: all of them
  std::vector<std::uint32_t> group;                             ///< of each item
  std::optional<std::set<std::pair<std::uint32_t, std::uint32_t>>> pairs;  ///< of a pairs file: what its band calls a match
};

std::optional<double> probability_in(std::string_view text) {
  double out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && out >= 0 && out <= 1 ? std::optional{out} : std::nullopt;
}

Result<Links> read_links(Files& files, const Path& path) {
  HEARTH_TRY(reader, open_csv(files, path));
  Links out;
  if (reader.column("person_id")) {
    HEARTH_TRY(columns, columns_named(reader, {"source", "key", "person_id"}));
    std::unordered_map<std::string, std::uint32_t> people;
    HEARTH_CHECK(each_row(reader, columns, [&](const std::vector<std::string_view>& row) {
      const auto item = out.items.number(row[0], row[1]);
      const auto person = people.emplace(std::string{row[2]}, static_cast<std::uint32_t>(people.size())).first->second;
      if (item == out.group.size()) out.group.push_back(person);
      else out.group[item] = person;
    }));
    return out;
  }
  if (!reader.column("source_l") || !reader.column("key_r"))
    return wrong_use("evaluate.not_links",
                     "this is no file of links. Expected source, key, person_id, or source_l, key_l, source_r, key_r, ..., band.",
                     {path.string(), 1});
  HEARTH_TRY(columns, columns_named(reader, {"source_l", "key_l", "source_r", "key_r", "band"}));
  const bool has_probability = reader.column("probability").has_value();
  if (has_probability) columns.push_back(*reader.column("probability"));
  bool malformed = false;
  out.pairs.emplace();
  std::vector<std::uint32_t> parent;
  HEARTH_CHECK(each_row(reader, columns, [&](const std::vector<std::string_view>& row) {
    const auto l = out.items.number(row[0], row[1]), r = out.items.number(row[2], row[3]);
    while (parent.size() < out.items.size()) parent.push_back(static_cast<std::uint32_t>(parent.size()));
    if (has_probability) {
      const auto probability = probability_in(row[5]);
      malformed = malformed || !probability;
      out.scored.push_back({l, r, probability.value_or(0), std::string{row[4]}});
    }
    if ((row[4] != "match" && row[4] != "differs") || l == r) return;
    out.pairs->insert({std::min(l, r), std::max(l, r)});
    const auto a = root(parent, l), b = root(parent, r);
    parent[std::max(a, b)] = std::min(a, b);
  }));
  if (malformed) return wrong_use("evaluate.probability", "a probability is none. Expected 0 to 1.", {path.string(), 0, "probability"});
  for (std::uint32_t item = 0; item < out.items.size(); ++item) out.group.push_back(root(parent, item));
  return out;
}

/// Puts in `values` the text of `wanted` of the feed's files, by item; true when a file has that column.
Result<bool> read_groups(Files& files, const record::Feed& feed, const std::string& wanted, const Items& items,
                         std::vector<std::string>& values) {
  bool found = false;
  for (const auto& path : feed.files) {
    HEARTH_TRY(source, formats::open_unpacked(files, path));
    HEARTH_TRY(reader, CsvReader::open(std::move(source), path.string(), feed.form));
    if (!reader.column(wanted)) continue;
    found = true;
    auto names = feed.key;
    names.push_back(wanted);
    HEARTH_TRY(columns, columns_named(reader, names));
    const std::vector<std::size_t> key{columns.begin(), columns.end() - 1};
    CsvRow row;
    for (;;) {
      HEARTH_TRY(more, reader.next(row));
      if (!more) break;
      if (row.fault) continue;
      if (const auto item = items.find(feed.name.text(), record::Feed::key_of(row, key))) values[*item] = trim(row.fields[columns.back()]);
    }
  }
  return found;
}

/// Labels: pairs of which somebody said how sure they are one person.
struct Label {
  std::uint32_t l, r;
  bool same;
  bool is_unknown;  ///< it names a record of which the links say nothing
};

Result<std::vector<Label>> read_labels(Files& files, const Path& path, Links& links) {
  HEARTH_TRY(reader, open_csv(files, path));
  const bool splink = reader.column("clerical_match_score").has_value() || reader.column("unique_id_l").has_value();
  const auto names = splink ? std::vector<std::string>{"source_dataset_l", "unique_id_l", "source_dataset_r", "unique_id_r", "clerical_match_score"}
                            : std::vector<std::string>{"source_l", "key_l", "source_r", "key_r", "score"};
  HEARTH_TRY(columns, columns_named(reader, names));
  std::vector<Label> out;
  bool malformed = false;
  const auto known = links.items.size();
  HEARTH_CHECK(each_row(reader, columns, [&](const std::vector<std::string_view>& row) {
    double score = 0;
    if (std::from_chars(row[4].data(), row[4].data() + row[4].size(), score).ec != std::errc{}) malformed = true;
    // A file of one data set may call it anything, or nothing: with one source in the links there is no doubt which is meant.
    const auto item = [&](std::string_view source, std::string_view key) {
      const auto only = links.items.source_count() == 1 && !links.items.knows_source(std::string{source});
      if (!only) return links.items.number(source, key);
      return links.items.number(links.items.first_source(), key);
    };
    const auto l = item(row[0], row[1]), r = item(row[2], row[3]);
    out.push_back({l, r, score >= 0.5, std::max(l, r) >= known});
  }));
  if (malformed) return wrong_use("evaluate.score", "a score is not a number. Expected 0 to 1.", {path.string(), 0, names[4]});
  while (links.group.size() < links.items.size()) links.group.push_back(0x80000000U + static_cast<std::uint32_t>(links.group.size()));
  return out;
}

bool joined(const Links& links, std::uint32_t l, std::uint32_t r) {
  return links.pairs ? links.pairs->contains({std::min(l, r), std::max(l, r)}) : links.group[l] == links.group[r];
}

/// Of the scored pairs those of which `is_true` knows whether they are one.
void judge_scores(const Links& links, double all_true, LinkQuality& out, const std::function<std::optional<bool>(std::uint32_t, std::uint32_t)>& is_true) {
  if (links.scored.empty()) return;
  std::vector<match::JudgedPair> judged;
  std::map<std::string, BandQuality> bands;
  for (const auto& pair : links.scored) {
    const auto truth = is_true(pair.l, pair.r);
    if (!truth) continue;
    judged.push_back({pair.probability, *truth});
    auto& band = bands[pair.band];
    ++band.pairs;
    band.said += pair.probability;
    band.right += *truth ? 1 : 0;
  }
  for (auto& [name, band] : bands) {
    const auto count = static_cast<double>(band.pairs);
    out.bands.push_back({name, band.pairs, band.said / count, band.right / count, match::wilson(band.right, count)});
  }
  out.scores = match::evaluate_scores(std::move(judged), all_true);
}

LinkQuality against_labels(const Links& links, const std::vector<Label>& labels, bool between) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> told;
  LinkQuality out;
  for (const auto& label : labels) {
    out.labels_unknown += label.is_unknown ? 1 : 0;
    if (between && links.items.source(label.l) == links.items.source(label.r)) continue;
    const bool found = joined(links, label.l, label.r);
    told[std::minmax(label.l, label.r)] = label.same;
    if (label.same) (found ? out.pairs.tp : out.pairs.fn) += 1;
    else if (found) out.pairs.fp += 1;
  }
  judge_scores(links, out.pairs.tp + out.pairs.fn, out, [&](std::uint32_t l, std::uint32_t r) {
    const auto at = told.find(std::minmax(l, r));
    return at == told.end() ? std::nullopt : std::optional{at->second};
  });
  return out;
}

/// What the truth says of each item; no_truth for those of which it says nothing.
constexpr std::uint32_t no_truth = 0xFFFFFFFFU;

struct Truth {
  std::vector<std::uint32_t> entity;
  std::vector<record::Feed> feeds;
};

Result<Truth> read_truths(Files& files, const std::vector<Path>& declarations, Links& links) {
  Truth out;
  std::unordered_map<std::string, std::uint32_t> entities;
  for (const auto& path : declarations) {
    HEARTH_TRY(feed, record::Feed::read(files, path));
    HEARTH_TRY(truth, record::read_truth(files, feed));
    std::vector<std::pair<std::string, std::string>> ordered(truth.begin(), truth.end());
    std::ranges::sort(ordered);
    for (const auto& [key, value] : ordered) {
      const auto item = links.items.number(feed.name.text(), key);
      if (item >= out.entity.size()) out.entity.resize(item + 1, no_truth);
      out.entity[item] = entities.emplace(value, static_cast<std::uint32_t>(entities.size())).first->second;
    }
    out.feeds.push_back(std::move(feed));
  }
  out.entity.resize(links.items.size(), no_truth);
  // A record that the links do not name stands alone.
  while (links.group.size() < links.items.size()) links.group.push_back(0x80000000U + static_cast<std::uint32_t>(links.group.size()));
  return out;
}

/// Calls each(l, r) for the pairs inside each group of known items.
template <class Each>
void pairs_inside(const std::vector<std::uint32_t>& group, const std::vector<std::uint32_t>& items, Each&& each) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ordered;
  for (const auto item : items) ordered.emplace_back(group[item], item);
  std::ranges::sort(ordered);
  for (std::size_t i = 0; i < ordered.size(); ++i)
    for (std::size_t j = i + 1; j < ordered.size() && ordered[j].first == ordered[i].first; ++j) each(ordered[i].second, ordered[j].second);
}

std::vector<GroupQuality> by_group(const Links& links, const Truth& truth, const std::vector<std::uint32_t>& known,
                                   const std::vector<std::string>& values, bool between) {
  std::map<std::string, match::PairQuality> sums;
  const auto counts = [&](std::uint32_t l, std::uint32_t r) { return !between || links.items.source(l) != links.items.source(r); };
  pairs_inside(truth.entity, known, [&](std::uint32_t l, std::uint32_t r) {
    if (!counts(l, r)) return;
    const bool found = joined(links, l, r);
    for (const auto item : {l, r}) (found ? sums[values[item]].tp : sums[values[item]].fn) += 0.5;
  });
  const auto wrong = [&](std::uint32_t l, std::uint32_t r) {
    if (!counts(l, r) || truth.entity[l] == truth.entity[r] || truth.entity[l] == no_truth || truth.entity[r] == no_truth) return;
    for (const auto item : {l, r}) sums[values[item]].fp += 0.5;
  };
  if (links.pairs)
    for (const auto& [l, r] : *links.pairs) wrong(l, r);
  else
    pairs_inside(links.group, known, wrong);
  std::map<std::string, std::vector<match::CountedPair>> scored;
  for (const auto& pair : links.scored) {
    if (pair.l == pair.r || !counts(pair.l, pair.r) || truth.entity[pair.l] == no_truth || truth.entity[pair.r] == no_truth) continue;
    for (const auto item : {pair.l, pair.r}) scored[values[item]].push_back({pair.probability, truth.entity[pair.l] == truth.entity[pair.r], 0.5});
  }
  std::vector<GroupQuality> out;
  for (const auto& [value, pairs] : sums) {
    out.push_back({value, pairs});
    if (!links.scored.empty()) out.back().fair = match::recall_at(std::move(scored[value]), pairs.tp + pairs.fn, Fairness::precision);
  }
  return out;
}

formats::json::object numbers_of(const match::PairQuality& pairs) {
  return {{"precision", pairs.precision()}, {"recall", pairs.recall()}, {"f1", pairs.f1()},
          {"tp", pairs.tp}, {"fp", pairs.fp}, {"fn", pairs.fn}};
}

formats::json::array ends_of(const match::Interval& interval) { return {interval.least, interval.most}; }

formats::json::object numbers_of(const match::AtThreshold& at) {
  auto out = numbers_of(at.pairs);
  out["from"] = at.from;
  out["precision_95"] = ends_of(at.precision);
  out["recall_95"] = ends_of(at.recall);
  return out;
}

void add_scores(const LinkQuality& quality, formats::json::object& out) {
  formats::json::array thresholds, bins, bands;
  for (const auto& at : quality.scores->thresholds) thresholds.push_back(numbers_of(at));
  for (const auto& bin : quality.scores->bins)
    bins.push_back(formats::json::object{{"from", bin.from}, {"to", bin.to}, {"pairs", bin.pairs}, {"said", bin.said}, {"right", bin.right}, {"right_95", ends_of(bin.share)}});
  for (const auto& band : quality.bands)
    bands.push_back(formats::json::object{{"band", band.band}, {"pairs", band.pairs}, {"said", band.said}, {"right", band.right}, {"right_95", ends_of(band.share)}});
  out["thresholds"] = std::move(thresholds);
  out["best"] = numbers_of(quality.scores->best);
  out["bands"] = std::move(bands);
  out["calibration"] = std::move(bins);
  out["calibration_error"] = quality.scores->calibration_error;
}

}  // namespace

bool is_links_heading(const std::vector<std::string>& heading) {
  const auto has = [&](std::string_view name) { return std::ranges::any_of(heading, [&](const auto& column) { return to_lower_ascii(column) == name; }); };
  return has("person_id") || (has("source_l") && has("key_r"));
}

Result<LinkQuality> evaluate_links(Files& files, const EvaluateLinksAsk& ask) {
  if (ask.truth.empty()) return wrong_use("evaluate.no_truth", "nothing to compare with. Name a FEED.toml with [truth], or a file of labels.");
  HEARTH_TRY(links, read_links(files, ask.links));
  const bool labels = ask.truth.size() == 1 && ask.truth[0].extension() != ".toml";
  if (labels) {
    HEARTH_TRY(read, read_labels(files, ask.truth[0], links));
    return against_labels(links, read, ask.between);
  }
  HEARTH_TRY(truth, read_truths(files, ask.truth, links));
  std::vector<std::uint32_t> known, found, meant, sources;
  for (std::uint32_t item = 0; item < links.items.size(); ++item) {
    if (truth.entity[item] == no_truth) continue;
    known.push_back(item);
    found.push_back(links.group[item]);
    meant.push_back(truth.entity[item]);
    sources.push_back(links.items.source(item));
  }
  if (known.empty())
    return wrong_use("evaluate.source_unknown", "no record of the links has a truth value: are these the feeds that were linked?");
  LinkQuality out;
  out.clusters = match::evaluate_clusters(found, meant, ask.between ? std::span<const std::uint32_t>{sources} : std::span<const std::uint32_t>{});
  out.pairs = out.clusters->pairs;
  if (links.pairs) {
    out.pairs = {0, 0, out.clusters->pairs.tp + out.clusters->pairs.fn};
    for (const auto& [l, r] : *links.pairs) {
      if (truth.entity[l] == no_truth || truth.entity[r] == no_truth) continue;
      if (ask.between && links.items.source(l) == links.items.source(r)) continue;
      if (truth.entity[l] == truth.entity[r]) out.pairs.tp += 1, out.pairs.fn -= 1;
      else out.pairs.fp += 1;
    }
  }
  judge_scores(links, out.pairs.tp + out.pairs.fn, out, [&](std::uint32_t l, std::uint32_t r) -> std::optional<bool> {
    const bool counts = truth.entity[l] != no_truth && truth.entity[r] != no_truth && l != r && (!ask.between || links.items.source(l) != links.items.source(r));
    return counts ? std::optional{truth.entity[l] == truth.entity[r]} : std::nullopt;
  });
  if (!ask.by.empty()) {
    std::vector<std::string> values(links.items.size());
    bool any = false;
    for (const auto& feed : truth.feeds) {
      HEARTH_TRY(has, read_groups(files, feed, ask.by, links.items, values));
      any = any || has;
    }
    if (!any) return wrong_use("evaluate.column_missing", "no file of these feeds has that column.", {{}, 0, ask.by});
    out.groups = by_group(links, truth, known, values, ask.between);
  }
  return out;
}

std::optional<Fairness> fairness_of(const std::vector<GroupQuality>& groups) {
  std::vector<const GroupQuality*> told;
  for (const auto& group : groups)
    if (group.fair && group.pairs.tp + group.pairs.fn >= Fairness::true_pairs_least) told.push_back(&group);
  if (told.size() < 2) return std::nullopt;
  const auto [worst, best] = std::ranges::minmax(told, {}, [](const GroupQuality* group) { return group->fair->recall; });
  return Fairness{best->value, worst->value, best->fair->recall - worst->fair->recall, told.size()};
}

std::string to_json(const LinkQuality& quality) {
  formats::json::object out{{"pairs", numbers_of(quality.pairs)}};
  if (quality.clusters) {
    const auto& clusters = *quality.clusters;
    out["clusters"] = formats::json::object{{"precision", clusters.pairs.precision()},
                                            {"recall", clusters.pairs.recall()},
                                            {"f1", clusters.pairs.f1()},
                                            {"b_cubed", clusters.b_cubed()}};
  }
  if (!quality.groups.empty()) {
    formats::json::object groups;
    for (const auto& group : quality.groups) {
      auto told = numbers_of(group.pairs);
      if (group.fair)
        told["at_precision_99"] = formats::json::object{{"from", group.fair->from}, {"recall", group.fair->recall}, {"never_scored", group.fair->never}, {"scored_too_low", group.fair->too_low}};
      groups[group.value] = std::move(told);
    }
    out["groups"] = std::move(groups);
    if (const auto fair = fairness_of(quality.groups)) out["fairness"] = formats::json::object{{"best", fair->best}, {"worst", fair->worst}, {"recall_span", fair->span}, {"groups", fair->groups}};
  }
  if (quality.labels_unknown > 0) out["labels_unknown"] = quality.labels_unknown;
  if (quality.scores) add_scores(quality, out);
  return formats::write_json(out);
}

}  // namespace hearth::people
