#include "people/link_near.h"

#include <algorithm>
#include <numeric>

#include "base/try.h"
#include "people/link_engine.h"

namespace hearth::people {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;

/// Ids come from a counter, so a flat table by id is small and needs no search.
class Night {
 public:
  Night(std::span<const LinkRow> rows, const LastNight& last, std::span<const RecordId> touched, double join_from)
      : rows_{rows}, last_{last}, join_from_{join_from} {
    std::uint64_t most = 0, person = 0;
    for (const auto& row : rows) most = std::max(most, row.record.number());
    for (const auto& one : last.memberships) most = std::max(most, one.record.number()), person = std::max(person, one.person.number());
    for (const auto& edge : last.edges) most = std::max({most, edge.l.number(), edge.r.number()});
    for (const auto id : touched) most = std::max(most, id.number());
    records_ = most + 1;
    persons_ = person + 1;
  }
  /// Ids so sparse that flat tables would not pay: nobody has such a place, but nobody shall run out of memory either.
  [[nodiscard]] bool too_sparse() const { return records_ + persons_ > 256 * (rows_.size() + 4096); }

  void prepare(std::span<const RecordId> touched) {
    row_of_.assign(records_, none);
    for (std::uint32_t row = 0; row < rows_.size(); ++row) row_of_[rows_[row].record.number()] = row;
    touched_.assign(records_, false);
    for (const auto id : touched) touched_[id.number()] = true;
    person_of_.assign(records_, 0);
    for (const auto& one : last_.memberships) person_of_[one.record.number()] = one.person.number();
    affected_ = touched_;
  }
  /// Everybody who has not changed was there last night, and nobody else was.
  [[nodiscard]] bool fits() const {
    std::size_t kept = 0, here = 0;
    for (const auto id : last_.keys.records) {
      if (id >= records_) return false;
      if (touched_[id]) continue;
      if (row_of_[id] == none || person_of_[id] == 0) return false;
      ++kept;
    }
    for (const auto& row : rows_) here += touched_[row.record.number()] ? 0 : 1;
    return kept == here;
  }
  [[nodiscard]] bool is_touched(std::uint64_t id) const { return touched_[id]; }
  [[nodiscard]] bool is_here(std::uint64_t id) const { return id < records_ && row_of_[id] != none; }
  [[nodiscard]] bool is_affected(RecordId id) const { return affected_[id.number()]; }
  void affect(RecordId id) {
    if (id.number() < records_) affected_[id.number()] = true;
  }
  [[nodiscard]] std::vector<LinkRow> rows_of(const std::vector<bool>& wanted) const {
    std::vector<LinkRow> out;
    for (const auto& row : rows_)
      if (wanted[row.record.number()]) out.push_back(row);
    return out;
  }
  [[nodiscard]] std::vector<LinkRow> touched_rows() const { return rows_of(touched_); }
  [[nodiscard]] std::vector<LinkRow> affected_rows() const { return rows_of(affected_); }
  [[nodiscard]] std::vector<LinkRow> touched_and(const std::vector<std::uint64_t>& near) const {
    auto wanted = touched_;
    for (const auto id : near) wanted[id] = true;
    return rows_of(wanted);
  }

  /// Whole components, by what joined last night and what joins now, and whole people of last night.
  void close(const std::vector<Edge>& found) {
    std::vector<bool> person(persons_, false);
    for (bool grew = true; grew;) {
      grew = false;
      const auto both = [&](const Edge& edge) {
        if (static_cast<double>(edge.weight) < join_from_ || affected_[edge.l.number()] == affected_[edge.r.number()]) return;
        affected_[edge.l.number()] = affected_[edge.r.number()] = grew = true;
      };
      for (const auto& edge : last_.edges) both(edge);
      for (const auto& edge : found) both(edge);
      for (const auto& one : last_.memberships)
        if (affected_[one.record.number()] && !person[one.person.number()]) person[one.person.number()] = grew = true;
      for (const auto& one : last_.memberships)
        if (person[one.person.number()] && !affected_[one.record.number()]) affected_[one.record.number()] = grew = true;
    }
  }

  /// Clusters of all rows: of the affected ones as they were grouped now, of the others as their people were.
  void number(const std::vector<LinkRow>& regrouped, const LinkResult& grouped, LinkResult& out) const {
    std::vector<std::uint32_t> cluster(records_, none);
    for (std::size_t i = 0; i < regrouped.size(); ++i) cluster[regrouped[i].record.number()] = grouped.cluster_of_row[i];
    std::vector<std::uint32_t> of_person(persons_, none), of_cluster(grouped.clusters, none), sizes;
    out.cluster_of_row.reserve(rows_.size());
    for (const auto& row : rows_) {
      const auto id = row.record.number();
      auto& number = cluster[id] != none ? of_cluster[cluster[id]] : of_person[person_of_[id]];
      if (number == none) number = static_cast<std::uint32_t>(sizes.size()), sizes.push_back(0);
      ++sizes[number];
      out.cluster_of_row.push_back(number);
    }
    out.clusters = static_cast<std::uint32_t>(sizes.size());
    out.report.largest_person = sizes.empty() ? 0 : *std::ranges::max_element(sizes);
  }

  /// In the order of the table; and what the report says of all.
  void finish(LinkResult& out) const {
    const auto order = order_of(rows_);
    std::vector<std::uint32_t> rank(rows_.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) rank[order[place]] = place;
    const auto row = [&](RecordId id) { return row_of_[id.number()]; };
    std::vector<std::pair<std::uint64_t, std::uint32_t>> places;
    places.reserve(out.edges.size());
    for (std::uint32_t i = 0; i < out.edges.size(); ++i) {
      const auto& edge = out.edges[i];
      places.emplace_back((std::uint64_t{rank[row(edge.l)]} << 32) | rank[row(edge.r)], i);
      const bool together = out.cluster_of_row[row(edge.l)] == out.cluster_of_row[row(edge.r)];
      out.report.for_review += edge.band == Band::differs || (!together && (edge.band == Band::potential || edge.band == Band::many)) ? 1 : 0;
      out.report.matches += edge.band == Band::match ? 1 : 0;
    }
    std::ranges::sort(places);
    std::vector<Edge> sorted;
    sorted.reserve(places.size());
    for (const auto& place : places) sorted.push_back(out.edges[place.second]);
    out.edges = std::move(sorted);
    out.report.rows = rows_.size();
    out.report.edges = out.edges.size();
    out.report.people = out.clusters;
  }

 private:
  std::span<const LinkRow> rows_;
  const LastNight& last_;
  double join_from_;
  std::uint64_t records_{0}, persons_{0};
  std::vector<std::uint32_t> row_of_;       ///< by record id
  std::vector<std::uint64_t> person_of_;    ///< by record id, last night; 0 is nobody
  std::vector<bool> touched_, affected_;    ///< by record id
};

/// Edges that change nothing by the new groups: kept ones of whom nobody is touched, and new ones too light to join.
void add_lighter(const Night& night, const LastNight& last, const std::vector<Edge>& found, const LinkSettings& settings, LinkResult& out) {
  const auto regrouped = [&](const Edge& edge) { return night.is_affected(edge.l) && night.is_affected(edge.r); };
  for (const auto& edge : last.edges)
    if (!regrouped(edge) && !night.is_touched(edge.l.number()) && !night.is_touched(edge.r.number())) out.edges.push_back(edge);
  for (auto edge : found) {
    if (regrouped(edge)) continue;
    edge.band = static_cast<double>(edge.weight) >= settings.potential_from ? Band::potential : Band::low;
    out.edges.push_back(edge);
  }
}

std::vector<Edge> edges_inside(const Night& night, const LastNight& last, const std::vector<Edge>& found) {
  std::vector<Edge> out;
  for (const auto& edge : last.edges)
    if (night.is_affected(edge.l) && night.is_affected(edge.r) && !night.is_touched(edge.l.number()) && !night.is_touched(edge.r.number()))
      out.push_back(edge);
  for (const auto& edge : found)
    if (night.is_affected(edge.l) && night.is_affected(edge.r)) out.push_back(edge);
  return out;
}

}  // namespace

Result<LinkResult> link_near(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, std::span<const Decision> decisions,
                             const LinkModel& model, const LastNight& last, std::span<const RecordId> touched, const LinkSettings& settings,
                             Progress& progress) {
  auto everybody = settings;
  everybody.keep_keys = true;
  const auto look_at_all = [&] { return link_changes(rows, feeds, decisions, model, last.edges, touched, everybody, progress); };
  if (model.empty()) return look_at_all();
  Night night{rows, last, touched, joining_of(*model.state(), settings).from};
  if (night.too_sparse()) return look_at_all();
  night.prepare(touched);
  if (!night.fits()) return look_at_all();

  auto part = settings;
  part.keep_keys = false;
  LinkResult out;
  std::vector<Edge> found;
  BlockKeys fresh{last.keys.width, {}, {}};
  if (const auto changed = night.touched_rows(); !changed.empty()) {
    fresh = block_keys(changed, feeds, model, part);
    if (fresh.width != last.keys.width) return look_at_all();
    auto near = sharing(last.keys, fresh, settings.threads);
    std::erase_if(near, [&](std::uint64_t id) { return !night.is_here(id); });
    if (near.size() * 2 > rows.size() + 1000) return look_at_all();
    HEARTH_TRY(compared, link_changes(night.touched_and(near), feeds, {}, model, {}, touched, part, progress));
    found = std::move(compared.edges);
    out.report = {.pairs_compared = compared.report.pairs_compared, .rules = std::move(compared.report.rules)};
  }
  for (const auto& decision : decisions) night.affect(decision.left), night.affect(decision.right);
  night.close(found);
  const auto regrouped = night.affected_rows();
  HEARTH_TRY(grouped, link_changes(regrouped, feeds, decisions, model, edges_inside(night, last, found), {}, part, progress));
  out.model = model;
  out.report.levels = std::move(grouped.report.levels);
  out.edges = std::move(grouped.edges);
  add_lighter(night, last, found, settings, out);
  night.number(regrouped, grouped, out);
  night.finish(out);
  std::vector<std::uint64_t> gone;
  for (const auto id : touched) gone.push_back(id.number());
  std::ranges::sort(gone);
  out.keys = renewed(last.keys, gone, fresh);
  return out;
}

}  // namespace hearth::people
