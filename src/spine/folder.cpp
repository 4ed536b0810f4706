#include "spine/folder.h"

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "base/text.h"
#include "formats/plain_text.h"
#include "base/try.h"
#include "need/cohort_table.h"
#include "people/people_table.h"
#include "record/record_table.h"
#include "spine/build_snapshot.h"
#include "spine/rules_in_force.h"
#include "spine/search.h"
#include "spine/working_set.h"
#include "trust/key_files.h"

namespace hearth::spine {
namespace {

std::string held_back(const Snapshot& snapshot) {
  if (snapshot.protected_by_doubt == 0) return {};
  return formats::counted(snapshot.protected_by_doubt, "pair") + " may be a protected person: shown to nobody until a reviewer has looked";
}

/// Says while it lives that a run is going on.
class RunningNow {
 public:
  explicit RunningNow(std::atomic<bool>& flag) : flag_{flag} { flag_ = true; }
  ~RunningNow() { flag_ = false; }
  RunningNow(const RunningNow&) = delete;
  RunningNow& operator=(const RunningNow&) = delete;

 private:
  std::atomic<bool>& flag_;
};

std::string version_of(const std::vector<Error>& faults) {
  std::string all;
  for (const auto& fault : faults) all += to_string(fault) + "\n";
  return all.empty() ? std::string{} : ContentHash::of(all).text();
}

bool wanted(const RunSettings& settings, std::string_view step) { return settings.only.empty() || settings.only == step; }

}  // namespace

Exit RunReport::exit() const noexcept {
  Exit worst = faults.empty() ? Exit::done : Exit::put_aside;
  for (const auto& load : loads)
    if (!load.unchanged && load.rows_put_aside + load.fields_put_aside > 0) worst = Exit::put_aside;
  for (const auto& error : errors) worst = std::max(worst, error.exit);
  return worst;
}

Result<std::unique_ptr<Folder>> Folder::open(const Path& data, Files& files, const Clock& clock, Threads threads) {
  HEARTH_TRY(lock, store::lock_folder(data));
  std::unique_ptr<Folder> folder{new Folder{data, files, clock, threads, std::move(lock)}};
  HEARTH_TRY(database, store::open_folder(data));
  folder->database_ = std::move(database);
  HEARTH_TRY(log_signed, trust::log_is_signed(files, data, *folder->database_));
  std::optional<trust::AuditKeys> keys;
  if (auto read = trust::keys_of_log(files, data, log_signed)) keys = std::move(*read);
  else folder->keys_fault_ = std::move(read).error();
  folder->log_ = std::make_unique<trust::AuditLog>(*folder->database_, std::move(keys));
  folder->guard_ = std::make_unique<trust::Guard>(*folder->log_, clock);
  return folder;
}

std::shared_ptr<const Snapshot> Folder::published() const {
  const std::lock_guard lock{publishing_};
  return snapshot_;
}

void Folder::publish(std::shared_ptr<const Snapshot> snapshot) {
  if (serves_readers_ && snapshot) make_ready_for_searches(*snapshot);
  const std::lock_guard lock{publishing_};
  snapshot_ = std::move(snapshot);
}

Result<Path> Folder::place_file() {
  std::optional<std::string> found;
  HEARTH_CHECK(database_->read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(path, place_setting(session, "place_file"));
    found = path;
    return Done{};
  }));
  if (!found)
    return fail("place.not_run", "nothing has been run in this data folder yet. Run: hearth run PLACE.toml", {.file = data_.string()}, Exit::wrong_use);
  return Path{*found};
}

Result<Done> Folder::put_rules_in_force(const PlaceContext& context, const formats::DeclarationFile& declaration) {
  HEARTH_CHECK(check_feeds(context.place));
  const std::lock_guard one_at_a_time{ruling_};
  if (rules_version_ == declaration.version()) return Done{};
  HEARTH_TRY(policy, policy_of(declaration, context.programmes));
  HEARTH_CHECK(guard_->set_policy(std::move(policy), "PLACE.toml"));
  rules_version_ = declaration.version();
  return Done{};
}

Result<Done> Folder::write_refused(const std::string& name, const std::vector<Error>& faults) {
  if (faults.empty()) return Done{};
  return record::write_put_aside_list(files_, data_ / "refused" / (name + ".csv"), faults);
}

Result<people::LinkModel> Folder::link_model() {
  people::LinkModel model;
  HEARTH_CHECK(database_->read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(kept, people::read_model(session));
    model = std::move(kept);
    return Done{};
  }));
  return model;
}

Result<record::LoadReport> Folder::check(const record::Feed& feed, Progress& progress) {
  return record::check_feed(database_.get(), files_, feed, clock_, progress);
}

Result<bool> Folder::holds_made_up_people() {
  bool out = false;
  HEARTH_CHECK(database_->read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(made_up, place_setting(session, "made_up"));
    out = made_up == "yes";
    return Done{};
  }));
  return out;
}

Result<Done> Folder::may_take(const record::Feed& feed) {
  HEARTH_TRY(is_demo, holds_made_up_people());
  bool is_known = false;
  HEARTH_CHECK(database_->read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(last, record::last_load(session, feed.name));
    is_known = last.has_value();
    return Done{};
  }));
  if (is_demo && !is_known)
    return fail("demo.other_feed", "this data folder holds a demonstration's made-up people, and takes no file that is not of it. Give a folder of your own with --data.",
                {.file = data_.string()}, Exit::wrong_use);
  return Done{};
}

Result<record::LoadReport> Folder::load(const record::Feed& feed, const record::LoadSettings& settings, Progress& progress) {
  const std::shared_lock with_other_loads{loading_};
  HEARTH_TRY(loaded, record::load_feed(*database_, files_, feed, 0, settings, clock_, progress));
  std::vector<Error> faults;
  for (const auto& row : loaded.put_aside) faults.push_back(row.error);
  HEARTH_CHECK(write_refused(loaded.report.feed, faults));
  if (!loaded.put_aside.empty()) loaded.report.refused_file = (data_ / "refused" / (loaded.report.feed + ".csv")).string();
  return std::move(loaded.report);
}

Result<RunRecord> Folder::load_all(const PlaceContext& context, const RunSettings& settings, RunReport& report, Progress& progress) {
  StepTimer timer{"load", clock_};
  const auto& feeds = context.place.feeds;
  std::vector<std::optional<Result<record::LoadReport>>> done(feeds.size());
  progress.begin("load", feeds.size());
  parallel_ranges(feeds.size(), 1, threads_, [&](std::size_t from, std::size_t to) {
    SilentProgress silent;
    for (std::size_t i = from; i < to; ++i) {
      done[i] = load(feeds[i], {.accept_shrink = settings.accept_shrink, .threads = {std::max(1U, threads_.count / static_cast<unsigned>(feeds.size()))}}, silent);
      progress.advance(1);
    }
  });
  progress.end();
  std::size_t in = 0, out = 0, again = 0, aside = 0;
  for (auto& result : done) {
    if (!*result) {
      report.errors.push_back(result->error());
      continue;
    }
    const auto& load = **result;
    in += load.rows_in;
    out += load.records;
    again += load.added + load.changed + load.vanished;
    if (!load.unchanged) aside += load.rows_put_aside + load.fields_put_aside;
    report.loads.push_back(load);
  }
  return timer.finish(in, out, again, aside);
}

Result<RunReport> Folder::run(const Path& place_file, const RunSettings& settings, Progress& progress) {
  const std::lock_guard one_at_a_time{steps_};
  const RunningNow running{running_};
  RunReport report;
  const auto started = clock_.now();
  StepTimer opening{"open", clock_};
  HEARTH_TRY(context, PlaceContext::read(files_, place_file, data_ / "index", threads_, progress));
  HEARTH_TRY(is_demo, holds_made_up_people());
  if (is_demo && !context.place.made_up)
    return fail("demo.other_place", "this data folder holds a demonstration's made-up people, and this place does not say that its people are made up (made_up = true). "
                                    "Give a folder of its own with --data.", {.file = place_file.string()}, Exit::wrong_use);
  HEARTH_CHECK(put_rules_in_force(context, *context.place.declaration));
  const auto& gazetteer = context.gazetteer->loaded;
  HEARTH_CHECK(write_refused("gazetteer", gazetteer.faults));
  HEARTH_CHECK(database_->write([&](store::Session& session) -> Result<Done> {
    if (context.place.made_up) HEARTH_CHECK(set_place_setting(session, "made_up", "yes"));
    // What was told at an earlier run is no news; it stays in refused/, and doctor tells of it.
    HEARTH_TRY(told, place_setting(session, "gazetteer_told"));
    const auto faults = version_of(gazetteer.faults);
    if (told != faults) report.faults = gazetteer.faults;
    HEARTH_CHECK(set_place_setting(session, "gazetteer_told", faults));
    HEARTH_TRY(seen, place_setting(session, "surroundings"));
    if (seen != context.surroundings->version) report.faults.insert(report.faults.end(), context.surroundings->faults.begin(), context.surroundings->faults.end());
    HEARTH_CHECK(set_place_setting(session, "surroundings", context.surroundings->version));
    return set_place_setting(session, "place_file", std::filesystem::absolute(place_file).lexically_normal().string());
  }));
  report.steps.push_back(opening.finish(gazetteer.rows, gazetteer.gazetteer.size(), 0, gazetteer.rows_put_aside + context.surroundings->faults.size(),
                                        context.surroundings->words()));
  if (settings.load && wanted(settings, "load")) {
    HEARTH_TRY(loaded, load_all(context, settings, report, progress));
    report.steps.push_back(loaded);
  }
  const auto policy = guard_->policy();
  WorkingSet work{*database_, context, *policy, clock_, threads_, progress};
  work.files = &files_;
  work.keys_file = block_keys_file();
  if (wanted(settings, "place")) {
    HEARTH_TRY(placed, place_step(work));
    report.steps.push_back(placed);
  }
  if (wanted(settings, "people")) {
    HEARTH_TRY(joined, people_step(work));
    report.steps.push_back(joined);
  }
  const bool changed = work.records_read || !published() || published()->place.declaration->version() != context.place.declaration->version();
  HEARTH_TRY(need_behind, need_has_work(work));
  if (changed || need_behind) {
    StepTimer publishing{"publish", clock_};
    HEARTH_TRY(snapshot, build_snapshot(*database_, context, std::move(work.records), work.records_read, progress));
    report.steps.push_back(publishing.finish(snapshot->records.size(), snapshot->persons.size(), 0, 0, held_back(*snapshot)));
    if (wanted(settings, "need")) {
      HEARTH_TRY(found, need_step(work, *snapshot));
      report.steps.push_back(found);
    }
    publish(std::move(snapshot));
  } else if (wanted(settings, "need")) {
    report.steps.push_back(StepTimer{"need", clock_}.finish(0, 0, 0));
  }
  HEARTH_CHECK(database_->write([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(id, insert_run(session, started.text(), report.steps));
    report.run_id = id;
    return Done{};
  }));
  return report;
}

Result<std::shared_ptr<const Snapshot>> Folder::snapshot(Progress& progress) {
  HEARTH_TRY(path, place_file());
  if (auto now = published()) {
    const std::lock_guard one_at_a_time{ruling_};
    // Read each time, and understood again only when it is another text.
    HEARTH_TRY(version, formats::DeclarationFile::version_of(files_, path));
    if (version == rules_version_) return now;
    HEARTH_TRY(declaration, formats::DeclarationFile::read(files_, path));
    HEARTH_TRY(policy, policy_of(declaration, now->programmes));
    HEARTH_CHECK(guard_->set_policy(std::move(policy), "PLACE.toml"));
    rules_version_ = declaration.version();
    return now;
  }
  if (running_)
    return fail("place.running", "nothing is published yet: the run that publishes it is going on. Ask again when it has ended.", {.file = data_.string()});
  const std::lock_guard one_at_a_time{steps_};
  if (auto now = published()) return now;
  HEARTH_TRY(context, PlaceContext::read(files_, path, data_ / "index", threads_, progress));
  HEARTH_CHECK(put_rules_in_force(context, *context.place.declaration));
  HEARTH_TRY(built, build_snapshot(*database_, context, {}, false, progress));
  publish(built);
  return built;
}

Result<PurgeReport> Folder::purge(Progress& progress) {
  HEARTH_TRY(path, place_file());
  const std::lock_guard one_at_a_time{steps_};
  const std::unique_lock no_load{loading_};
  HEARTH_TRY(context, PlaceContext::read(files_, path, data_ / "index", threads_, progress));
  HEARTH_CHECK(put_rules_in_force(context, *context.place.declaration));
  std::error_code ignored;
  std::filesystem::remove(block_keys_file(), ignored);  // hashes of people's values: the next run makes them again
  HEARTH_TRY(report, purge_folder(*database_, context, *guard_->policy(), clock_.now()));
  publish(nullptr);
  HEARTH_CHECK(remove_refused_lists(data_, report));
  return report;
}

}  // namespace hearth::spine
