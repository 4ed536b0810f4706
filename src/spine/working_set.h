// working_set.h: what the steps of one run hand to each other in memory.
#pragma once

#include <functional>
#include <vector>

#include "base/clock.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "people/person_ids.h"
#include "record/record.h"
#include "spine/place_context.h"
#include "spine/run_table.h"
#include "store/store.h"
#include "trust/policy.h"

namespace hearth::spine {

struct Snapshot;

/// One run: the world it works in, and what was read so far. Steps use what stands above them and nothing below.
struct WorkingSet {
  store::Database& database;
  const PlaceContext& context;
  const trust::Policy& policy;
  const Clock& clock;
  Threads threads;
  Progress& progress;

  std::vector<record::Record> records{};   ///< every current record, by id
  bool records_read{false};
  std::vector<RecordId> placed_anew{};     ///< by place: changed records and those placed elsewhere; ascending
  std::vector<RecordId> vanished{};        ///< by place
  bool all_placed_anew{false};
  std::vector<PersonId> people_touched{};  ///< by people: whose records or household changed; ascending
  bool all_people_touched{false};

  Files* files{nullptr};                   ///< for `keys_file`; none: every night looks at everybody
  Path keys_file{};                        ///< people::BlockKeys of the last run

  /// Reads the records if nobody has yet.
  [[nodiscard]] Result<Done> need_records();
};

/// How far a step had come before this run, and the newest load that there is.
struct StepSeen {
  StepState state;
  std::int64_t newest{0};
  [[nodiscard]] bool behind() const noexcept { return state.seen_load < newest; }
};
[[nodiscard]] Result<StepSeen> step_seen(store::Database& database, const std::string& step);

/// Takes the time and the memory of a step.
class StepTimer {
 public:
  StepTimer(std::string step, const Clock& clock) : clock_{clock}, from_{clock.steady_seconds()} { record_.step = std::move(step); }
  [[nodiscard]] RunRecord finish(std::size_t in, std::size_t out, std::size_t recomputed, std::size_t put_aside = 0, std::string remark = {});

 private:
  const Clock& clock_;
  double from_;
  RunRecord record_;
};

/// Greatest resident memory of this process so far, MiB.
[[nodiscard]] std::int64_t peak_mib();

/// The steps after `load`, each in one transaction with its state: a run that is cut goes on where it had committed.
[[nodiscard]] Result<RunRecord> place_step(WorkingSet& work);
[[nodiscard]] Result<RunRecord> people_step(WorkingSet& work);
/// Whether need_step would do anything.
[[nodiscard]] Result<bool> need_has_work(const WorkingSet& work);
[[nodiscard]] Result<RunRecord> need_step(WorkingSet& work, const Snapshot& snapshot);

}  // namespace hearth::spine
