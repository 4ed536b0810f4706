#include "people/link_findings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"
#include "base/try.h"
#include "people/contact_values.h"

namespace hearth::people {
namespace {

using record::Field;

constexpr std::size_t loose_most = 20;
constexpr int bits_a_bin = 2;

bool is_joined(Band band) { return band == Band::match || band == Band::differs; }

/// Rows of an edge: records are numbered from 1 in the order of the rows.
std::size_t row_of(RecordId record) { return static_cast<std::size_t>(record.number() - 1); }

struct Counted {
  std::uint64_t filled{0};
  std::vector<std::uint64_t> by_feed;
  std::unordered_map<std::uint64_t, std::uint64_t> values;
};

std::vector<ColumnFilled> columns_of_rows(std::span<const LinkRow> rows, std::size_t feeds) {
  std::map<std::string, Counted> all;  // in the order of their names
  const auto look = [&](Counted& column, const LinkRow& row, std::string_view value) {
    if (value.empty()) return;
    column.by_feed.resize(feeds);
    ++column.filled;
    ++column.by_feed[row.feed];
    ++column.values[hash64(value)];
  };
  std::array<Counted, record::field_count> fields;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (record::is_mapped(static_cast<Field>(i))) look(fields[i], row, row.fields.get(static_cast<Field>(i)));
    for (const auto& [name, value] : row.fields.extras()) look(all["extra." + std::string{name}], row, value);
  }
  std::vector<ColumnFilled> out;
  const auto add = [&](std::string name, const Counted& column) {
    if (column.filled == 0) return;
    ColumnFilled told{std::move(name), column.filled, column.values.size(), 0, column.by_feed};
    for (const auto& [value, count] : column.values) told.commonest = std::max(told.commonest, count);
    out.push_back(std::move(told));
  };
  for (std::size_t i = 0; i < fields.size(); ++i) add(std::string{record::name_of(static_cast<Field>(i))}, fields[i]);
  for (const auto& [name, column] : all) add(name, column);
  return out;
}

std::vector<WeightBin> weights_of(const LinkResult& result) {
  std::map<int, WeightBin> bins;
  for (const auto& edge : result.edges) {
    const int from = static_cast<int>(std::floor(static_cast<double>(edge.weight) / bits_a_bin)) * bits_a_bin;
    auto& bin = bins[from];
    bin.from = from;
    bin.to = from + bits_a_bin;
    ++(is_joined(edge.band) ? bin.joined : edge.band == Band::potential || edge.band == Band::many ? bin.for_review : bin.apart);
  }
  std::vector<WeightBin> out;
  for (const auto& [from, bin] : bins) out.push_back(bin);
  return out;
}

std::vector<PeopleOfSize> sizes_of(const std::vector<std::uint32_t>& records_of_person) {
  struct Step {
    const char* words;
    std::uint32_t most;
  };
  static constexpr std::array<Step, 8> steps{{{"1", 1}, {"2", 2}, {"3", 3}, {"4", 4}, {"5", 5}, {"6 to 10", 10}, {"11 to 20", 20}, {"over 20", 0xFFFFFFFFU}}};
  std::vector<PeopleOfSize> out;
  for (const auto& step : steps) out.push_back({step.words, 0});
  for (const auto size : records_of_person) {
    const auto at = std::ranges::find_if(steps, [size](const Step& step) { return size <= step.most; });
    ++out[static_cast<std::size_t>(at - steps.begin())].people;
  }
  while (out.size() > 1 && out.back().people == 0) out.pop_back();
  return out;
}

/// Of people with three records and more: by how little their records hang together.
std::vector<LooseEnd> loose_ends(std::span<const LinkRow> rows, const LinkResult& result, const std::vector<std::uint32_t>& records_of_person) {
  std::vector<float> best(rows.size(), -1000.0F);
  std::vector<std::uint64_t> found(records_of_person.size());
  std::vector<bool> doubtful(records_of_person.size()), hidden(records_of_person.size());
  for (const auto& edge : result.edges) {
    const auto l = row_of(edge.l), r = row_of(edge.r);
    const auto person = result.cluster_of_row[l];
    if (person != result.cluster_of_row[r]) continue;
    best[l] = std::max(best[l], edge.weight);
    best[r] = std::max(best[r], edge.weight);
    ++found[person];
    if (edge.band == Band::differs) doubtful[person] = true;
  }
  std::vector<float> weakest(records_of_person.size(), 1000.0F);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto person = result.cluster_of_row[row];
    weakest[person] = std::min(weakest[person], best[row]);
    if (rows[row].is_protected) hidden[person] = true;
  }
  std::vector<LooseEnd> out;
  for (std::uint32_t person = 0; person < records_of_person.size(); ++person) {
    const std::uint64_t size = records_of_person[person];
    if (size < 3 || hidden[person]) continue;
    const double pairs = static_cast<double>(size * (size - 1)) / 2;
    out.push_back({person + 1, static_cast<std::size_t>(size), static_cast<double>(weakest[person]), static_cast<double>(found[person]) / pairs, doubtful[person]});
  }
  const auto looser = [](const LooseEnd& a, const LooseEnd& b) { return std::tuple{a.weakest, a.agreeing, a.person} < std::tuple{b.weakest, b.agreeing, b.person}; };
  const auto kept = std::min(loose_most, out.size());
  std::ranges::partial_sort(out, out.begin() + static_cast<std::ptrdiff_t>(kept), looser);
  out.resize(kept);
  return out;
}

std::string sex_words(const record::FieldsView& fields) {
  const auto sex = normal_sex(fields.get(Field::sex));
  return sex.empty() ? "not told" : sex == "f" ? "female" : sex == "m" ? "male" : "other";
}

std::string born_words(const record::FieldsView& fields) {
  const auto born = fields.get(Field::birth_date);
  return born.size() < 4 ? "not told" : std::string{born.substr(0, 3)} + "0s";
}

/// A name that is written with letters of another script or with marks is joined as often as others, or the report shows it.
std::string letters_words(const record::FieldsView& fields) {
  std::string name;
  for (const Field part : {Field::full_name, Field::given_name, Field::surname}) name += fields.get(part);
  if (name.empty()) return "no name";
  if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return "with marks, or not Latin";
  return name.find('-') != std::string::npos || name.find('\'') != std::string::npos ? "with a hyphen or apostrophe" : "plain letters";
}

std::vector<GroupRate> groups_of(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkResult& result, const std::vector<std::uint32_t>& records_of_person) {
  std::vector<bool> for_review(rows.size());
  for (const auto& edge : result.edges)
    if (edge.band == Band::potential || edge.band == Band::many || edge.band == Band::differs) for_review[row_of(edge.l)] = for_review[row_of(edge.r)] = true;
  std::map<std::pair<std::string, std::string>, GroupRate> out;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto& fields = rows[row].fields;
    for (const auto& [by, group] : {std::pair<std::string, std::string>{"file", feeds[rows[row].feed].name}, {"sex", sex_words(fields)}, {"born in the", born_words(fields)}, {"name", letters_words(fields)}}) {
      auto& rate = out[{by, group}];
      rate.by = by;
      rate.group = group;
      ++rate.records;
      rate.joined += records_of_person[result.cluster_of_row[row]] > 1 ? 1 : 0;
      rate.for_review += for_review[row] ? 1 : 0;
    }
  }
  std::vector<GroupRate> told;
  for (auto& [name, rate] : out) told.push_back(std::move(rate));
  return told;
}

/// The edge whose weight is nearest to one that is wanted; neither record protected.
const Edge* nearest_edge(std::span<const LinkRow> rows, const LinkResult& result, double wanted) {
  const Edge* best = nullptr;
  const auto apart = [wanted](const Edge& edge) { return std::abs(static_cast<double>(edge.weight) - wanted); };
  for (const auto& edge : result.edges) {
    if (rows[row_of(edge.l)].is_protected || rows[row_of(edge.r)].is_protected) continue;
    if (best == nullptr || apart(edge) < apart(*best)) best = &edge;
  }
  return best;
}

Result<std::vector<SamplePair>> samples_of(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkResult& result, const LinkSettings& settings) {
  std::vector<double> joined;
  if (result.model.empty()) return std::vector<SamplePair>{};
  for (const auto& edge : result.edges)
    if (edge.band == Band::match) joined.push_back(static_cast<double>(edge.weight));
  std::ranges::sort(joined);
  const double middle = joined.empty() ? settings.match_from + 10 : joined[joined.size() / 2];
  std::vector<SamplePair> out;
  for (const auto& [what, wanted] : {std::pair<const char*, double>{"A pair as most that are joined", middle}, {"A pair that is joined just so", joined.empty() ? settings.match_from : joined.front()},
                                     {"A pair for a reviewer", (settings.potential_from + settings.match_from) / 2}, {"A pair that is not joined", settings.low_from + 3}}) {
    const auto* edge = nearest_edge(rows, result, wanted);
    if (edge == nullptr) break;
    HEARTH_TRY(told, explain_pair(rows[row_of(edge->l)], rows[row_of(edge->r)], feeds, result.model, settings));
    out.push_back({what, std::move(told)});
  }
  return out;
}

std::vector<formats::HtmlPoint> curve_of(std::vector<match::JudgedPair> pairs, double all_true) {
  constexpr std::size_t points_most = 100;
  std::ranges::sort(pairs, std::greater{}, &match::JudgedPair::probability);
  std::vector<formats::HtmlPoint> out;
  double right = 0;
  const std::size_t step = std::max<std::size_t>(1, pairs.size() / points_most);
  std::size_t next = 1;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    right += pairs[i].is_true ? 1 : 0;
    const bool is_last = i + 1 == pairs.size(), ends = is_last || pairs[i + 1].probability < pairs[i].probability;  // equal ones come together
    if (!ends || (!is_last && i + 1 < next)) continue;
    out.push_back({right / std::max(1.0, all_true), right / static_cast<double>(i + 1)});
    next = i + 1 + step;
  }
  return out;
}

Rightness rightness_of(const LinkResult& result, std::span<const std::uint32_t> truth) {
  std::vector<std::uint32_t> found, meant;
  std::vector<match::JudgedPair> judged;
  for (std::size_t row = 0; row < truth.size(); ++row) {
    if (truth[row] == 0) continue;
    found.push_back(result.cluster_of_row[row]);
    meant.push_back(truth[row]);
  }
  for (const auto& edge : result.edges) {
    const auto l = truth[row_of(edge.l)], r = truth[row_of(edge.r)];
    if (l != 0 && r != 0) judged.push_back({probability_of(static_cast<double>(edge.weight)).value(), l == r});
  }
  Rightness out;
  out.clusters = match::evaluate_clusters(found, meant);
  const double all_true = out.clusters.pairs.tp + out.clusters.pairs.fn;
  out.curve = curve_of(judged, all_true);
  out.scores = match::evaluate_scores(std::move(judged), all_true);
  return out;
}

}  // namespace

Result<LinkFindings> find_out(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkResult& result, const LinkSettings& settings,
                              std::span<const std::uint32_t> truth) {
  std::vector<std::uint32_t> records_of_person(result.clusters);
  for (const auto person : result.cluster_of_row) ++records_of_person[person];
  LinkFindings out;
  out.columns = columns_of_rows(rows, feeds.size());
  out.weights = weights_of(result);
  out.sizes = sizes_of(records_of_person);
  out.loose = loose_ends(rows, result, records_of_person);
  out.groups = groups_of(rows, feeds, result, records_of_person);
  HEARTH_TRY(samples, samples_of(rows, feeds, result, settings));
  out.samples = std::move(samples);
  if (!truth.empty()) out.rightness = rightness_of(result, truth);
  return out;
}

}  // namespace hearth::people
