// Every SQL statement about the `placement` table (src/store/migrations/0002_place.sql).
#include "place/placement_table.h"

#include "base/text.h"
#include "base/try.h"
#include "place/statements.h"

namespace hearth::place {
namespace {

using store::Session;
using store::Statement;
using store::to_value;

constexpr Statement put_placement{
    "place.put_placement",
    "INSERT INTO placement (record_id, band, uprn, probability, margin, runner_up, candidates, reason, matcher_version, "
    "gazetteer_version) VALUES (:record_id, :band, :uprn, :probability, :margin, :runner_up, :candidates, :reason, :matcher_version, "
    ":gazetteer_version) ON CONFLICT (record_id) DO UPDATE SET band = excluded.band, uprn = excluded.uprn, probability = "
    "excluded.probability, margin = excluded.margin, runner_up = excluded.runner_up, candidates = excluded.candidates, reason = "
    "excluded.reason, matcher_version = excluded.matcher_version, gazetteer_version = excluded.gazetteer_version"};
constexpr Statement remove_placement{"place.remove_placement", "DELETE FROM placement WHERE record_id = :record_id"};
constexpr Statement placement_columns{"place.placement_columns",
                                      "SELECT record_id, band, uprn, probability FROM placement ORDER BY record_id"};
constexpr Statement unsure_placements{"place.unsure_placements",
                                      "SELECT record_id, band, uprn, probability, margin, runner_up, candidates, reason FROM placement "
                                      "WHERE candidates <> '' ORDER BY record_id"};
constexpr Statement one_placement{"place.one_placement",
                                  "SELECT record_id, band, uprn, probability, margin, runner_up, candidates, reason FROM placement "
                                  "WHERE record_id = :record_id"};
constexpr Statement outdated{"place.outdated",
                             "SELECT record_id FROM placement WHERE matcher_version <> :matcher_version OR gazetteer_version <> "
                             ":gazetteer_version ORDER BY record_id"};

std::int64_t number_of(const std::optional<Uprn>& uprn) { return uprn ? static_cast<std::int64_t>(uprn->number()) : 0; }

std::optional<Uprn> uprn_of(std::int64_t number) {
  if (number == 0) return std::nullopt;
  return Uprn::from_trusted(static_cast<std::uint64_t>(number));
}

std::string joined(const std::vector<Uprn>& uprns) {
  std::string text;
  for (const auto& uprn : uprns) {
    if (!text.empty()) text.push_back('|');
    text.append(uprn.text());
  }
  return text;
}

RecordPlacement placement_from(std::int64_t record, const std::string& band, std::int64_t uprn, double probability, double margin,
                               std::int64_t runner_up, const std::string& candidates, std::string reason) {
  RecordPlacement row{.record = RecordId{static_cast<std::uint64_t>(record)}, .placement = {}};
  auto& p = row.placement;
  p.band = band_of(band).value_or(Band::none);
  p.uprn = uprn_of(uprn);
  p.probability = Probability{probability};
  p.margin = LogOdds{margin};
  p.runner_up = uprn_of(runner_up);
  p.reason = std::move(reason);
  if (!candidates.empty())
    for (const auto text : split(candidates, '|'))
      if (const auto parsed = Uprn::parse(text)) p.candidates.push_back(*parsed);
  return row;
}

template <class Each>
Result<Done> each_placement(Session& session, const Statement& statement, std::vector<store::Value> parameters, Each&& each) {
  return session.query<std::int64_t, std::string, std::int64_t, double, double, std::int64_t, std::string, std::string>(
      statement, std::move(parameters),
      [&](std::int64_t record, const std::string& band, std::int64_t uprn, double probability, double margin, std::int64_t runner_up,
          const std::string& candidates, std::string reason) {
        each(placement_from(record, band, uprn, probability, margin, runner_up, candidates, std::move(reason)));
      });
}

}  // namespace

std::vector<Statement> statements() {
  return {put_placement, remove_placement, placement_columns, unsure_placements, one_placement, outdated};
}

Result<Done> put_placements(Session& session, const std::vector<RecordPlacement>& placements, const PlacementVersions& versions) {
  // In batches, so that the columns of a large district are never all in memory twice.
  constexpr std::size_t batch = 50'000;
  for (std::size_t from = 0; from < placements.size(); from += batch) {
    const auto to = std::min(placements.size(), from + batch);
    std::vector<std::int64_t> record, uprn, runner_up;
    std::vector<double> probability, margin;
    std::vector<std::string> band, candidates, reason;
    for (auto i = from; i < to; ++i) {
      const auto& p = placements[i].placement;
      record.push_back(static_cast<std::int64_t>(placements[i].record.number()));
      band.emplace_back(name_of(p.band));
      uprn.push_back(number_of(p.uprn));
      probability.push_back(p.probability.value());
      margin.push_back(p.margin.value());
      runner_up.push_back(number_of(p.runner_up));
      candidates.push_back(joined(p.candidates));
      reason.push_back(p.reason);
    }
    std::vector<std::string> matcher(to - from, versions.matcher), gazetteer(to - from, versions.gazetteer);
    HEARTH_CHECK(session.execute_bulk(put_placement, {std::move(record), std::move(band), std::move(uprn), std::move(probability),
                                                      std::move(margin), std::move(runner_up), std::move(candidates),
                                                      std::move(reason), std::move(matcher), std::move(gazetteer)}));
  }
  return Done{};
}

Result<Done> remove_placements(Session& session, const std::vector<RecordId>& records) {
  std::vector<std::int64_t> numbers;
  for (const auto record : records) numbers.push_back(static_cast<std::int64_t>(record.number()));
  if (numbers.empty()) return Done{};
  return session.execute_bulk(remove_placement, {std::move(numbers)});
}

Result<PlacementColumns> load_placements(Session& session) {
  PlacementColumns columns;
  HEARTH_CHECK((session.query<std::int64_t, std::string, std::int64_t, double>(
      placement_columns, {}, [&](std::int64_t record, const std::string& band, std::int64_t uprn, double probability) {
        columns.record.push_back(record);
        columns.band.push_back(band_of(band).value_or(Band::none));
        columns.uprn.push_back(static_cast<std::uint64_t>(uprn));
        columns.probability.push_back(static_cast<float>(probability));
      })));
  return columns;
}

Result<std::vector<RecordPlacement>> load_unsure_placements(Session& session) {
  std::vector<RecordPlacement> unsure;
  HEARTH_CHECK(each_placement(session, unsure_placements, {}, [&](RecordPlacement row) { unsure.push_back(std::move(row)); }));
  return unsure;
}

Result<std::optional<RecordPlacement>> load_placement(Session& session, RecordId record) {
  std::optional<RecordPlacement> found;
  HEARTH_CHECK(each_placement(session, one_placement, {to_value(record.number())}, [&](RecordPlacement row) { found = std::move(row); }));
  return found;
}

Result<std::vector<RecordId>> outdated_placements(Session& session, const PlacementVersions& versions) {
  std::vector<RecordId> records;
  HEARTH_CHECK((session.query<std::int64_t>(outdated, {to_value(versions.matcher), to_value(versions.gazetteer)}, [&](std::int64_t record) {
    records.emplace_back(static_cast<std::uint64_t>(record));
  })));
  return records;
}

}  // namespace hearth::place
