#include "spine/working_set.h"

#include <sys/resource.h>

#include "base/try.h"
#include "record/record_table.h"

namespace hearth::spine {

Result<Done> WorkingSet::need_records() {
  if (records_read) return Done{};
  progress.begin("read records", 0);
  HEARTH_CHECK(database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(current, record::current_records(session, context.place.feed_names()));
    records = std::move(current);
    return Done{};
  }));
  records_read = true;
  return Done{};
}

Result<StepSeen> step_seen(store::Database& database, const std::string& step) {
  StepSeen out;
  HEARTH_CHECK(database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(state, step_state(session, step));
    HEARTH_TRY(newest, last_load_number(session));
    out = {state, newest};
    return Done{};
  }));
  return out;
}

std::int64_t peak_mib() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::int64_t>(usage.ru_maxrss) / 1024;
}

RunRecord StepTimer::finish(std::size_t in, std::size_t out, std::size_t recomputed, std::size_t put_aside, std::string remark) {
  record_.in = static_cast<std::int64_t>(in);
  record_.out = static_cast<std::int64_t>(out);
  record_.recomputed = static_cast<std::int64_t>(recomputed);
  record_.put_aside = static_cast<std::int64_t>(put_aside);
  record_.seconds = clock_.steady_seconds() - from_;
  record_.peak_mib = peak_mib();
  record_.remark = std::move(remark);
  return record_;
}

}  // namespace hearth::spine
