// need_step.cpp: people -> who each programme finds.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "need/cohort_months.h"
#include "need/cohort_table.h"
#include "need/evaluate.h"
#include "spine/person_reader.h"
#include "spine/snapshot.h"
#include "spine/working_set.h"

namespace hearth::spine {
namespace {

/// Rules, sharing and month: with another one everybody is looked at again. Birthdays and facts that age inside a month reach
/// the kept cohort with the month; a query always works with today.
std::string version_of(const WorkingSet& work) {
  std::string out = "need-5|" + work.policy.version() + "|" + work.clock.now().date().text().substr(0, 7);
  for (const auto& programme : work.context.programmes) out += "|" + programme.id.text() + "=" + programme.version;
  return out;
}

std::vector<need::CohortRow> find_cohort(WorkingSet& work, const Snapshot& snapshot, const need::Programme& programme,
                                         const std::vector<std::uint32_t>& persons) {
  const auto now = work.clock.now();
  const Sight sight{grants_of_purpose(work.policy, sources_of(snapshot.place), programme.purpose, now), *snapshot.vocabulary};
  std::vector<std::string> feed_names;
  for (const auto& feed : snapshot.feeds) feed_names.push_back(feed.name.text());
  std::vector<std::optional<need::CohortRow>> found(persons.size());
  work.progress.begin("need: " + programme.id.text(), persons.size());
  parallel_ranges(persons.size(), 4096, work.threads, [&](std::size_t from, std::size_t to) {
    PersonReader reader{snapshot, sight, now.date()};
    for (std::size_t i = from; i < to; ++i) {
      const auto seen = reader.see(persons[i]);
      if (seen.records.empty()) continue;
      if (const auto entry = need::evaluate(programme, reader.facts(seen)))
        found[i] = need::row_from(programme, *snapshot.vocabulary, feed_names, need::About::person,
                                  static_cast<std::int64_t>(snapshot.persons[persons[i]].number()), *entry, now);
    }
    work.progress.advance(to - from);
  });
  std::vector<need::CohortRow> rows;
  for (auto& row : found)
    if (row) rows.push_back(std::move(*row));
  return rows;
}

}  // namespace

Result<bool> need_has_work(const WorkingSet& work) {
  HEARTH_TRY(step, step_seen(work.database, "need"));
  return step.behind() || step.state.version != version_of(work) || work.all_people_touched || !work.people_touched.empty();
}

Result<RunRecord> need_step(WorkingSet& work, const Snapshot& snapshot) {
  StepTimer timer{"need", work.clock};
  const auto version = version_of(work);
  HEARTH_TRY(step, step_seen(work.database, "need"));
  const bool cut = step.behind() && work.people_touched.empty() && !work.all_people_touched;
  const bool everything = step.state.version != version || work.all_people_touched || cut;
  if (!everything && work.people_touched.empty()) return timer.finish(0, 0, 0);
  std::vector<std::uint32_t> persons;
  std::vector<std::int64_t> subjects;
  if (everything) {
    for (std::uint32_t i = 0; i < snapshot.persons.size(); ++i) persons.push_back(i);
  } else {
    for (const auto id : work.people_touched) {
      subjects.push_back(static_cast<std::int64_t>(id.number()));
      if (const auto index = snapshot.find_person(id)) persons.push_back(*index);
    }
  }
  // Home by home, so that who lives together is read once.
  std::ranges::stable_sort(persons, {}, [&](std::uint32_t person) { return snapshot.first_place_of(person); });
  std::vector<std::vector<need::CohortRow>> cohorts;
  std::size_t found = 0;
  std::string remark;
  for (const auto& programme : work.context.programmes) {
    cohorts.push_back(find_cohort(work, snapshot, programme, persons));
    found += cohorts.back().size();
    remark += (remark.empty() ? "" : ", ") + programme.id.text() + " " + with_commas(cohorts.back().size());
  }
  HEARTH_CHECK(work.database.write([&](store::Session& session) -> Result<Done> {
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
      const auto& id = work.context.programmes[i].id.text();
      if (everything) HEARTH_CHECK(need::replace_cohort(session, id, cohorts[i]));
      else HEARTH_CHECK(need::update_cohort(session, id, "person", subjects, cohorts[i]));
      HEARTH_CHECK(need::keep_month(session, work.context.programmes[i], work.clock.now()));
    }
    return set_step_state(session, "need", {version, step.newest});
  }));
  return timer.finish(persons.size(), found, persons.size(), 0, remark);
}

}  // namespace hearth::spine
