// hearth status: age of each feed, the last run, and what is not linked or shown and why. Counts only.
#include "app/command.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "record/record_table.h"
#include "spine/folder.h"
#include "spine/sight.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct FeedStatus {
  std::string feed, received, loaded_at, sharing;
  std::int64_t rows{0}, records{0}, aside{0};
};

/// What its agreement lets be done with a feed, in words.
std::string sharing_of(const trust::Policy& policy, const trust::Source& source, Instant now) {
  if (source.agreement.empty()) return "names no agreement: nothing of it is linked or shown";
  const auto* agreement = policy.find(source.agreement);
  if (agreement == nullptr) return "its agreement " + source.agreement.text() + " is not in PLACE.toml: nothing is linked or shown";
  if (!trust::is_live(*agreement, now)) return "its agreement " + source.agreement.text() + " is not in force: nothing is linked or shown";
  std::string out = source.agreement.text() + " until " + agreement->until.text();
  if (!agreement->may.match) out += "; its records are not linked (may has no \"match\")";
  if (!agreement->may.query) out += "; nothing of it is shown (may has no \"query\")";
  return out;
}

Result<Exit> status(Call& call) {
  auto& folder = *call.folder;
  HEARTH_TRY(path, folder.place_file());
  HEARTH_TRY(place, spine::PlaceFile::read(call.files, path));
  HEARTH_TRY(declared, trust::read_trust_declarations(place.declaration->root()));
  HEARTH_TRY(policy, trust::Policy::make(std::move(declared), {}));
  const auto sources = spine::sources_of(place);
  std::vector<FeedStatus> feeds;
  std::vector<spine::RunRecord> run;
  std::string run_at;
  HEARTH_CHECK(folder.database().read([&](store::Session& session) -> Result<Done> {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      HEARTH_TRY(load, record::last_load(session, sources[i].feed));
      FeedStatus feed{.feed = sources[i].feed.text(), .sharing = sharing_of(*policy, sources[i], call.clock.now())};
      if (load) {
        feed.received = load->received;
        feed.loaded_at = load->loaded_at;
        feed.rows = load->rows_in;
        feed.records = load->records;
        feed.aside = load->rows_put_aside + load->fields_put_aside;
      }
      feeds.push_back(std::move(feed));
    }
    HEARTH_TRY(steps, spine::last_run(session, run_at));
    run = std::move(steps);
    return Done{};
  }));
  const auto number = [](std::int64_t n) { return with_commas(static_cast<std::uint64_t>(n)); };
  if (call.json) {
    json::array list, steps;
    for (const auto& f : feeds)
      list.push_back(json::object{{"feed", f.feed}, {"received", f.received}, {"loaded_at", f.loaded_at}, {"rows", f.rows},
                                  {"records", f.records}, {"put_aside", f.aside}, {"sharing", f.sharing}});
    for (const auto& s : run) steps.push_back(json::object{{"step", s.step}, {"in", s.in}, {"out", s.out}, {"recomputed", s.recomputed}, {"seconds", s.seconds}});
    call.line(formats::write_json(json::object{{"place", place.name}, {"store", folder.database().engine()}, {"run_at", run_at}, {"feeds", list}, {"steps", steps}}));
    return Exit::done;
  }
  call.line(place.name + " in " + call.data.string() + " (" + folder.database().engine() + ")");
  TextTable table{{"feed", "received", "loaded", "rows", "records", "put aside", "sharing"}};
  for (const auto& f : feeds) table.row({f.feed, f.received.empty() ? "never" : f.received, f.loaded_at, number(f.rows), number(f.records), number(f.aside), f.sharing});
  call.line(table.text());
  TextTable steps{{"last run " + run_at, "in", "out", "recomputed", "seconds", ""}};
  for (const auto& s : run) steps.row({s.step, number(s.in), number(s.out), number(s.recomputed), seconds_text(s.seconds), s.remark});
  call.line(steps.text());
  return Exit::done;
}

}  // namespace

void register_status(CommandTable& table) {
  table.add("status", "age of each feed, the last run, what is not linked or shown and why", "  hearth status", Needs::folder, status);
}

}  // namespace hearth::app
