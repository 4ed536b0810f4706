// people_step.cpp: placed records -> people and households.
#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "formats/plain_text.h"
#include "base/try.h"
#include "people/link.h"
#include "people/link_files.h"
#include "people/link_near.h"
#include "people/pair_answers.h"
#include "people/people_table.h"
#include "people/review_table.h"
#include "place/placement_table.h"
#include "record/record_table.h"
#include "spine/sight.h"
#include "spine/working_set.h"

namespace hearth::spine {
namespace {

// Raise it when linking or households give other answers for the same records.
constexpr std::string_view people_version = "people-13";

/// Everything that the last run left.
struct Kept {
  std::vector<people::Membership> memberships, former;
  std::vector<people::Edge> edges;
  std::vector<people::Decision> decisions;
  std::vector<people::HouseholdMember> households;
  people::LinkModel model;
  std::string model_version;
  std::uint64_t next_person{1}, next_household{1};
  std::int64_t wait_for_second{0};         ///< pairs that were answered and whose answer does not count yet
};

struct Linkable {
  std::vector<people::LinkRow> rows;       ///< records that may be matched, by id
  std::vector<RecordId> apart;             ///< records of feeds whose agreement does not allow it: each for itself
};

Result<Linkable> linkable(WorkingSet& work) {
  Linkable out;
  place::PlacementColumns placed;
  HEARTH_CHECK(work.database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(columns, place::load_placements(session));
    placed = std::move(columns);
    return Done{};
  }));
  const auto sources = sources_of(work.context.place);
  std::vector<bool> may(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) may[i] = work.policy.may_match(sources[i], work.clock.now());
  std::size_t at = 0;
  for (const auto& record : work.records) {
    if (!may[record.feed]) {
      out.apart.push_back(record.id);
      continue;
    }
    const auto id = static_cast<std::int64_t>(record.id.number());
    while (at < placed.record.size() && placed.record[at] < id) ++at;
    std::optional<Uprn> home;
    if (at < placed.record.size() && placed.record[at] == id && placed.uprn[at] != 0 &&
        (placed.band[at] == place::Band::exact || placed.band[at] == place::Band::likely))
      home = Uprn::from_trusted(placed.uprn[at]);
    out.rows.push_back({.record = record.id, .feed = record.feed, .key = record.key, .fields = record.view(), .home = home, .is_protected = record.is_protected});
  }
  return out;
}

std::string version_of(const WorkingSet& work) {
  std::string out{people_version};
  const auto sources = sources_of(work.context.place);
  for (std::size_t i = 0; i < sources.size(); ++i)
    out += "|" + sources[i].feed.text() + (work.policy.may_match(sources[i], work.clock.now()) ? "+" : "-") +
           (work.context.place.feeds[i].deduplicated ? "1" : "0");
  if (work.context.place.reviewers > 1) out += "|two reviewers";
  return out;
}

Result<Kept> read_kept(WorkingSet& work) {
  Kept kept;
  HEARTH_CHECK(work.database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(memberships, people::read_memberships(session));
    HEARTH_TRY(former, people::read_former(session));
    HEARTH_TRY(edges, people::read_edges(session));
    HEARTH_TRY(decisions, people::read_decisions(session));
    HEARTH_TRY(households, people::read_households(session));
    HEARTH_TRY(model, people::read_model(session));
    HEARTH_TRY(version, people::model_version(session));
    // A number that was somebody's is nobody else's later: old lists, letters and bookmarks hold it.
    HEARTH_TRY(next_person, record::next_id_of(session, "person"));
    HEARTH_TRY(next_household, record::next_id_of(session, "household"));
    HEARTH_TRY(told, people::highest_person_of_events(session));
    kept = {std::move(memberships), std::move(former), std::move(edges), people::counting_answers(decisions, work.context.place.reviewers), std::move(households), std::move(model), std::move(version),
            std::max(static_cast<std::uint64_t>(next_person), told.number() + 1), static_cast<std::uint64_t>(next_household),
            std::ranges::count_if(people::answers_by_pair(decisions), [&](const auto& pair) { return pair.counting(work.context.place.reviewers) == nullptr; })};
    return Done{};
  }));
  for (const auto& m : kept.memberships) kept.next_person = std::max(kept.next_person, m.person.number() + 1);
  for (const auto& h : kept.households) kept.next_household = std::max(kept.next_household, h.household.number() + 1);
  return kept;
}

/// What reviewers have said since the last run. One more answer changes who is one person, and who is held back for doubt.
struct Reviewed {
  std::int64_t version{0};
  bool anew{false};
  std::vector<RecordId> records;  ///< of every pair that was ever answered, when anything is new
};

Result<Reviewed> reviewed_since(WorkingSet& work) {
  Reviewed out;
  HEARTH_CHECK(work.database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(version, people::review_version(session));
    HEARTH_TRY(before, step_state(session, "review"));
    out.version = version;
    out.anew = before.seen_load != version;
    if (!out.anew) return Done{};
    HEARTH_TRY(answers, people::newest_decisions(session, version));
    for (const auto& kept : answers) out.records.insert(out.records.end(), {kept.decision.left, kept.decision.right});
    return Done{};
  }));
  return out;
}

/// What block keys were made of: rules and feeds, the model, the newest load.
std::string keys_version(const std::string& version, const std::string& model, std::int64_t load) {
  return version + "|" + model + "|" + std::to_string(load);
}

Result<people::LinkResult> link(WorkingSet& work, const Linkable& input, const Kept& kept, const Reviewed& reviewed, bool everything, const std::string& keys_were) {
  std::vector<people::FeedFacts> feeds;
  for (const auto& feed : work.context.place.feeds) feeds.push_back(people::facts_of(feed));
  people::LinkSettings settings;
  settings.threads = work.threads;
  // Pairs that nobody would look at are not kept: half of all. Inside a component every pair is scored again when it is grouped.
  settings.low_from = settings.group_least - 1;
  settings.today = work.clock.now().date();
  settings.keep_keys = work.files != nullptr;
  if (everything || kept.model.empty()) return people::link_all(input.rows, feeds, kept.decisions, settings, work.progress);
  std::vector<RecordId> touched = work.placed_anew;
  touched.insert(touched.end(), work.vanished.begin(), work.vanished.end());
  // Those of an answer that was taken back, too: nothing else tells that they are to be grouped anew.
  touched.insert(touched.end(), reviewed.records.begin(), reviewed.records.end());
  std::ranges::sort(touched);
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  if (work.files != nullptr)
    if (const auto keys = people::load_block_keys(*work.files, work.keys_file, keys_were))
      return people::link_near(input.rows, feeds, kept.decisions, kept.model, {kept.edges, kept.memberships, *keys}, touched, settings, work.progress);
  return people::link_changes(input.rows, feeds, kept.decisions, kept.model, kept.edges, touched, settings, work.progress);
}

/// People whose records or household are not as before: in either list and not in both. The lists come in orders of their own.
template <class Item, class PersonOf>
void differing(std::vector<Item> before, std::vector<Item> now, PersonOf&& person_of, std::vector<PersonId>& out) {
  std::ranges::sort(before);
  std::ranges::sort(now);
  std::vector<Item> changed;
  std::ranges::set_symmetric_difference(before, now, std::back_inserter(changed));
  for (const auto& item : changed) out.push_back(person_of(item));
}

std::vector<PersonId> touched_people(const WorkingSet& work, const Kept& kept, const Reviewed& reviewed,
                                     const std::vector<people::Membership>& memberships,
                                     const std::vector<people::HouseholdMember>& households) {
  std::vector<PersonId> out;
  differing(kept.memberships, memberships, [](const people::Membership& m) { return m.person; }, out);
  differing(kept.households, households, [](const people::HouseholdMember& m) { return m.person; }, out);
  for (const auto* records : {&work.placed_anew, &reviewed.records})
    for (const auto id : *records) {
      const auto found = std::ranges::lower_bound(memberships, id, {}, &people::Membership::record);
      if (found != memberships.end() && found->record == id) out.push_back(found->person);
    }
  const std::unordered_set<PersonId> direct{out.begin(), out.end()};
  // What is known of one counts for those who live with them: everybody at a property where somebody was touched.
  std::unordered_set<std::uint64_t> homes;
  for (const auto* list : {&kept.households, &households})
    for (const auto& member : *list)
      if (direct.contains(member.person)) homes.insert(member.uprn.number());
  for (const auto& member : households)
    if (homes.contains(member.uprn.number())) out.push_back(member.person);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// A run that was cut between two steps left loads that place has seen and people has not.
Result<Done> catch_up(WorkingSet& work, const StepSeen& seen) {
  if (!seen.behind() || !work.placed_anew.empty() || !work.vanished.empty()) return Done{};
  return work.database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(touched, touched_since(session, seen.state.seen_load));
    for (const auto id : touched.present) work.placed_anew.emplace_back(static_cast<std::uint64_t>(id));
    for (const auto id : touched.vanished) work.vanished.emplace_back(static_cast<std::uint64_t>(id));
    return Done{};
  });
}

/// Clusters of the records that were linked, and one for each record that may not be.
people::PersonIds person_ids(const Linkable& input, const people::LinkResult& linked, const Kept& kept) {
  std::vector<RecordId> records;
  for (const auto& row : input.rows) records.push_back(row.record);
  auto clusters = linked.cluster_of_row;
  std::uint32_t next_cluster = linked.clusters;
  for (const auto id : input.apart) {
    records.push_back(id);
    clusters.push_back(next_cluster++);
  }
  return people::assign_person_ids(kept.memberships, records, clusters, kept.next_person, kept.former);
}

/// What somebody can do something about, and where. What the engine learnt and how is in the report of `hearth link`.
std::string remark_of(const Linkable& input, const people::LinkReport& report, std::int64_t waiting) {
  std::string remark = waiting == 0   ? "no pair of people waits for a decision"
                       : waiting == 1 ? "1 pair of people may be one: a reviewer decides at /review (hearth serve)"
                                      : with_commas(static_cast<std::uint64_t>(waiting)) + " pairs of people may be one: a reviewer decides at /review (hearth serve)";
  if (!input.apart.empty()) remark += "; " + formats::counted(input.apart.size(), "record") + " not linked: no agreement allows it";
  for (const auto& column : people::columns_that_never_agree(report))
    remark += "; " + column + " almost never agrees between the files: check in each FEED.toml which column it is read from";
  return remark;
}

}  // namespace

Result<RunRecord> people_step(WorkingSet& work) {
  StepTimer timer{"people", work.clock};
  const auto version = version_of(work);
  HEARTH_TRY(seen, step_seen(work.database, "people"));
  const bool everything = seen.state.version != version || work.all_placed_anew;
  if (!everything) HEARTH_CHECK(catch_up(work, seen));
  HEARTH_TRY(reviewed, reviewed_since(work));
  if (!everything && !reviewed.anew && work.placed_anew.empty() && work.vanished.empty()) return timer.finish(0, 0, 0);
  HEARTH_CHECK(work.need_records());
  HEARTH_TRY(kept, read_kept(work));
  HEARTH_TRY(input, linkable(work));
  HEARTH_TRY(linked, link(work, input, kept, reviewed, everything, keys_version(seen.state.version, kept.model_version, seen.state.seen_load)));

  auto ids = person_ids(input, linked, kept);
  auto households = people::find_households(input.rows, ids.memberships, kept.households, kept.next_household, {.threads = work.threads});
  work.all_people_touched = everything;
  if (!everything) work.people_touched = touched_people(work, kept, reviewed, ids.memberships, households.members);

  std::int64_t waiting = 0;
  work.progress.begin("keep people", 0);
  std::string model_version;
  HEARTH_CHECK(work.database.write([&](store::Session& session) -> Result<Done> {
    HEARTH_CHECK(people::save_memberships(session, kept.memberships, ids.memberships));
    HEARTH_CHECK(people::save_former(session, kept.former, ids.former));
    HEARTH_CHECK(people::save_edges(session, kept.edges, linked.edges));
    HEARTH_CHECK(people::save_households(session, kept.households, households.members));
    HEARTH_CHECK(people::add_events(session, ids.events, work.clock.now().text()));
    HEARTH_CHECK(record::keep_next_id(session, "person", static_cast<std::int64_t>(ids.next_id)));
    HEARTH_CHECK(record::keep_next_id(session, "household", static_cast<std::int64_t>(households.next_id)));
    if (everything || kept.model.empty()) HEARTH_CHECK(people::save_model(session, linked.model, work.clock.now().text()));
    HEARTH_CHECK(set_step_state(session, "review", {version, reviewed.version}));
    HEARTH_TRY(model, people::model_version(session));
    model_version = std::move(model);
    HEARTH_TRY(count, people::review_count(session));
    waiting = count + kept.wait_for_second;
    return set_step_state(session, "people", {version, seen.newest});
  }));
  // Only quicker with them: a folder that takes no more files is no reason to fail.
  if (work.files != nullptr) (void)people::save_block_keys(*work.files, work.keys_file, linked.keys, keys_version(version, model_version, seen.newest));
  const std::size_t all = input.rows.size() + input.apart.size();
  const std::size_t recomputed = everything ? all : work.placed_anew.size() + work.vanished.size();
  std::unordered_set<PersonId> people;
  for (const auto& m : ids.memberships) people.insert(m.person);
  return timer.finish(all, people.size(), recomputed, 0, remark_of(input, linked.report, waiting));
}

}  // namespace hearth::spine
