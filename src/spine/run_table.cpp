#include "spine/run_table.h"

#include <algorithm>

#include "base/try.h"
#include "record/record_table.h"
#include "spine/statements.h"

namespace hearth::spine {
namespace {

using store::Session;
using store::Statement;
using store::to_value;

constexpr Statement find_state{"spine.find_state", "SELECT version, seen_load FROM step_state WHERE step = :step"};
constexpr Statement drop_state{"spine.drop_state", "DELETE FROM step_state WHERE step = :step"};
constexpr Statement add_state{"spine.add_state", "INSERT INTO step_state (step, version, seen_load) VALUES (:step, :version, :seen_load)"};
constexpr Statement newest_load{"spine.newest_load", "SELECT COALESCE(MAX(load_id), 0) FROM feed_load"};
constexpr Statement changed_since{"spine.changed_since", "SELECT record_id, until_load FROM record_version WHERE from_load > :seen_load"};
constexpr Statement ended_since{"spine.ended_since", "SELECT record_id FROM record_version WHERE until_load > :seen_load"};
constexpr Statement add_run{"spine.add_run",
                            "INSERT INTO run_record (run_id, sequence, started_at, step, in_count, out_count, recomputed, put_aside, seconds, "
                            "peak_mib, remark) VALUES (:run_id, :sequence, :started_at, :step, :in_count, :out_count, :recomputed, :put_aside, "
                            ":seconds, :peak_mib, :remark)"};
constexpr Statement newest_run{"spine.newest_run",
                               "SELECT started_at, step, in_count, out_count, recomputed, put_aside, seconds, peak_mib, remark FROM run_record "
                               "WHERE run_id = (SELECT MAX(run_id) FROM run_record) ORDER BY sequence"};
constexpr Statement find_setting{"spine.find_setting", "SELECT value FROM place_setting WHERE name = :name"};
constexpr Statement drop_setting{"spine.drop_setting", "DELETE FROM place_setting WHERE name = :name"};
constexpr Statement add_setting{"spine.add_setting", "INSERT INTO place_setting (name, value) VALUES (:name, :value)"};

void sort_unique(std::vector<std::int64_t>& ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

std::vector<Statement> statements() {
  return {find_state, drop_state, add_state,    newest_load,  changed_since, ended_since,
          add_run,    newest_run, find_setting, drop_setting, add_setting};
}

Result<StepState> step_state(Session& session, const std::string& step) {
  StepState out;
  HEARTH_CHECK((session.query<std::string, std::int64_t>(find_state, {to_value(step)}, [&](std::string version, std::int64_t load) {
    out = {std::move(version), load};
  })));
  return out;
}

Result<Done> set_step_state(Session& session, const std::string& step, const StepState& state) {
  HEARTH_CHECK(session.execute(drop_state, {to_value(step)}));
  HEARTH_CHECK(session.execute(add_state, {to_value(step), to_value(state.version), to_value(state.seen_load)}));
  return Done{};
}

Result<std::int64_t> last_load_number(Session& session) {
  HEARTH_TRY(found, session.one<std::int64_t>(newest_load));
  return found.value_or(0);
}

Result<Touched> touched_since(Session& session, std::int64_t seen_load) {
  Touched out;
  HEARTH_CHECK((session.query<std::int64_t, std::int64_t>(changed_since, {to_value(seen_load)}, [&](std::int64_t id, std::int64_t until) {
    (until == 0 ? out.present : out.vanished).push_back(id);
  })));
  HEARTH_CHECK((session.query<std::int64_t>(ended_since, {to_value(seen_load)}, [&](std::int64_t id) { out.vanished.push_back(id); })));
  sort_unique(out.present);
  sort_unique(out.vanished);
  // A changed record has an ended version and a current one: it is present.
  std::vector<std::int64_t> gone;
  std::ranges::set_difference(out.vanished, out.present, std::back_inserter(gone));
  out.vanished = std::move(gone);
  return out;
}

Result<std::int64_t> insert_run(Session& session, const std::string& started_at, const std::vector<RunRecord>& records) {
  HEARTH_TRY(run, record::take_ids(session, "run", 1));
  std::int64_t sequence = 0;
  for (const auto& r : records)
    HEARTH_CHECK(session.execute(add_run, {to_value(run), to_value(++sequence), to_value(started_at), to_value(r.step), to_value(r.in),
                                           to_value(r.out), to_value(r.recomputed), to_value(r.put_aside), to_value(r.seconds),
                                           to_value(r.peak_mib), to_value(r.remark)}));
  return run;
}

Result<std::vector<RunRecord>> last_run(Session& session, std::string& started_at) {
  std::vector<RunRecord> out;
  using I = std::int64_t;
  using S = std::string;
  HEARTH_CHECK((session.query<S, S, I, I, I, I, double, I, S>(
      newest_run, {}, [&](S at, S step, I in, I given, I again, I aside, double seconds, I peak, S remark) {
        started_at = std::move(at);
        out.push_back({std::move(step), in, given, again, aside, seconds, peak, std::move(remark)});
      })));
  return out;
}

Result<std::optional<std::string>> place_setting(Session& session, const std::string& name) {
  return session.one<std::string>(find_setting, {to_value(name)});
}

Result<Done> set_place_setting(Session& session, const std::string& name, const std::string& value) {
  HEARTH_CHECK(session.execute(drop_setting, {to_value(name)}));
  HEARTH_CHECK(session.execute(add_setting, {to_value(name), to_value(value)}));
  return Done{};
}

}  // namespace hearth::spine
