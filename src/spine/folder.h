// folder.h: an open data folder: the store, the log, the guard, the steps, and the snapshot that readers ask.
//
// One process opens it (store/owner.h). Readers take the published snapshot and never wait for a run; runs wait for each other.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "people/link.h"
#include "record/load.h"
#include "spine/place_context.h"
#include "spine/run_table.h"
#include "spine/snapshot.h"
#include "store/owner.h"
#include "store/store.h"
#include "trust/audit_log.h"
#include "trust/guard.h"

namespace hearth::spine {

struct RunSettings {
  std::string only{};         ///< load, place, people or need; empty: all
  bool accept_shrink{false};
  bool load{true};            ///< false: the feeds' files stay unread, and only what is kept is worked on
};

struct RunReport {
  std::int64_t run_id{0};
  std::vector<RunRecord> steps;
  std::vector<record::LoadReport> loads;
  std::vector<Error> errors;  ///< feeds that could not be loaded; the others went on
  std::vector<Error> faults;  ///< rows and entries of gazetteer and services that were put aside anew
  [[nodiscard]] Exit exit() const noexcept;
};

struct PurgeReport {
  std::int64_t versions{0}, records{0}, claims{0}, put_aside{0}, cohort_rows{0};
};

class Folder {
 public:
  /// Takes the lock, opens or creates the store. @error owner.taken, store.*; of keys see keys_fault()
  [[nodiscard]] static Result<std::unique_ptr<Folder>> open(const Path& data, Files& files, const Clock& clock, Threads threads);

  [[nodiscard]] const Path& path() const noexcept { return data_; }
  [[nodiscard]] store::Database& database() noexcept { return *database_; }
  [[nodiscard]] trust::AuditLog& log() noexcept { return *log_; }
  [[nodiscard]] trust::Guard& guard() noexcept { return *guard_; }
  /// Why the log cannot be signed as it was before: keys.unfinished, keys.lost, keys.malformed. Only the checks go on with it.
  [[nodiscard]] const std::optional<Error>& keys_fault() const noexcept { return keys_fault_; }

  /// The dry run of load(): what would be new, changed and gone.
  [[nodiscard]] Result<record::LoadReport> check(const record::Feed& feed, Progress& progress);
  /// A demonstration's folder takes no file that is not of it. @error demo.other_feed (exit 2)
  [[nodiscard]] Result<Done> may_take(const record::Feed& feed);
  /// Loads one feed and writes DIR/refused/FEED.csv, without values.
  [[nodiscard]] Result<record::LoadReport> load(const record::Feed& feed, const record::LoadSettings& settings, Progress& progress);
  /// load -> place -> people -> need, and publishes. @error of PLACE.toml and what it names; a feed's own are in the report
  /// @error demo.other_place (exit 2): this folder is a demonstration's, and the place is none
  [[nodiscard]] Result<RunReport> run(const Path& place_file, const RunSettings& settings, Progress& progress);
  /// What was published last; built at the first call. The rules of PLACE.toml are read again at each call, so that an agreement
  /// that ends is ended at once. @error place.not_run; place.running: nothing is published yet, and a run is going on
  [[nodiscard]] Result<std::shared_ptr<const Snapshot>> snapshot(Progress& progress);
  /// From now on every snapshot is made ready for searches before anybody is given it: of a process that serves pages.
  void make_ready_for_readers() noexcept { serves_readers_ = true; }
  /// Deletes what is past retention and claims that no live purpose uses, from store and snapshot.
  [[nodiscard]] Result<PurgeReport> purge(Progress& progress);
  /// The linking model of the last full run; empty before it.
  [[nodiscard]] Result<people::LinkModel> link_model();
  /// The PLACE.toml of the last run. @error place.not_run
  [[nodiscard]] Result<Path> place_file();
  [[nodiscard]] Result<bool> holds_made_up_people();   ///< a made-up place was run here

 private:
  Folder(Path data, Files& files, const Clock& clock, Threads threads, store::FolderLock lock) :
      data_{std::move(data)}, files_{files}, clock_{clock}, threads_{threads}, lock_{std::move(lock)} {}
  [[nodiscard]] Result<Done> put_rules_in_force(const PlaceContext& context, const formats::DeclarationFile& declaration);
  [[nodiscard]] Result<RunRecord> load_all(const PlaceContext& context, const RunSettings& settings, RunReport& report, Progress& progress);
  /// refused/NAME.csv: where each fault is, and no value.
  [[nodiscard]] Result<Done> write_refused(const std::string& name, const std::vector<Error>& faults);
  [[nodiscard]] Path block_keys_file() const { return data_ / "index" / "people.keys"; }
  [[nodiscard]] std::shared_ptr<const Snapshot> published() const;
  void publish(std::shared_ptr<const Snapshot> snapshot);

  Path data_;
  Files& files_;
  const Clock& clock_;
  Threads threads_;
  store::FolderLock lock_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<trust::AuditLog> log_;
  std::unique_ptr<trust::Guard> guard_;
  std::optional<Error> keys_fault_;
  std::mutex steps_;                       ///< one run at a time
  std::shared_mutex loading_;              ///< loads share it; a purge has it alone, for a load compares with what it read before
  std::atomic<bool> running_{false};       ///< a run, not the building of a snapshot, holds steps_
  mutable std::mutex publishing_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::atomic<bool> serves_readers_{false};
  std::mutex ruling_;
  std::string rules_version_;              ///< of the PLACE.toml whose rules are in force; under ruling_
};

}  // namespace hearth::spine
