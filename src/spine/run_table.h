// run_table.h: what each step did and how far it has seen, in the store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace hearth::spine {

/// One line of the run table: what a step took, gave, did again and put aside.
struct RunRecord {
  std::string step;
  std::int64_t in{0}, out{0}, recomputed{0}, put_aside{0};
  double seconds{0};
  std::int64_t peak_mib{0};
  std::string remark;
};

/// How far a step has come: the version of what its answers depend on, and the last load that it has seen.
struct StepState {
  std::string version;
  std::int64_t seen_load{0};
};

/// Records that a load after `seen_load` added, changed or took away. Each id once.
struct Touched {
  std::vector<std::int64_t> present;   ///< have a current version
  std::vector<std::int64_t> vanished;  ///< have none
};

[[nodiscard]] Result<StepState> step_state(store::Session& session, const std::string& step);
[[nodiscard]] Result<Done> set_step_state(store::Session& session, const std::string& step, const StepState& state);
[[nodiscard]] Result<std::int64_t> last_load_number(store::Session& session);
[[nodiscard]] Result<Touched> touched_since(store::Session& session, std::int64_t seen_load);
/// The number of the run.
[[nodiscard]] Result<std::int64_t> insert_run(store::Session& session, const std::string& started_at, const std::vector<RunRecord>& records);
[[nodiscard]] Result<std::vector<RunRecord>> last_run(store::Session& session, std::string& started_at);
/// Settings of the place that outlive a run: which PLACE.toml it was.
[[nodiscard]] Result<std::optional<std::string>> place_setting(store::Session& session, const std::string& name);
[[nodiscard]] Result<Done> set_place_setting(store::Session& session, const std::string& name, const std::string& value);

}  // namespace hearth::spine
