// files.cpp: rows in, put aside and why, by file; rows night by night. Counts only: the rows themselves are shown by `hearth refused`.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/plain_text.h"
#include "formats/text_sink.h"
#include "record/record_table.h"
#include "spine/asking.h"
#include "spine/refused_rows.h"
#include "spine/sight.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

struct FileStory {
  std::string feed;
  std::vector<record::LoadRow> loads;  ///< newest first
};

Result<std::vector<FileStory>> stories(const Visit& visit, const spine::Snapshot& snapshot) {
  std::vector<FileStory> out;
  for (const auto& feed : snapshot.place.feeds) out.push_back({feed.name.text(), {}});
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(loads, record::all_loads(session));
    std::ranges::sort(loads, std::greater<>{}, &record::LoadRow::load_id);
    for (auto& load : loads)
      for (auto& story : out)
        if (story.feed == load.feed) story.loads.push_back(load);
    return Done{};
  }));
  return out;
}

const record::Feed* feed_named(const spine::Snapshot& snapshot, std::string_view name) {
  const auto found = std::ranges::find(snapshot.place.feeds, name, [](const record::Feed& feed) { return feed.name.text(); });
  return found == snapshot.place.feeds.end() ? nullptr : &*found;
}

/// For those who may see the rows that their own organisation sent.
Html download(const Visit& visit, const record::Feed* feed) {
  if (feed == nullptr || feed->organisation != visit.actor->organisation || !trust::may_take(visit.actor->roles, trust::Action::refused)) return {};
  return paragraph(join(link("/files/" + percent_encoded(feed->name.text()) + "/put-aside", "Download what was put aside (CSV)"),
                        text(", with what stands in the rows, to mend at the source. It is written in the log under your name.")));
}

std::string number(std::int64_t n) { return with_commas(static_cast<std::uint64_t>(std::max<std::int64_t>(n, 0))); }

Result<Response> files(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  HEARTH_TRY(all, stories(visit, *snapshot));
  std::vector<std::vector<Html>> rows;
  for (const auto& story : all) {
    if (story.loads.empty()) {
      rows.push_back({text(spaced(story.feed)), text("never loaded"), {}, {}, {}, {}});
      continue;
    }
    const auto& last = story.loads.front();
    rows.push_back({link("/files/" + percent_encoded(story.feed), spaced(story.feed)), text(day_words(last.received)), text(number(last.rows_in)), text(number(last.records)),
                    text(number(last.rows_put_aside)), text(number(last.fields_put_aside))});
  }
  return page(visit, {.title = "Files", .active = "/files", .wide = true},
              join(heading("Files"), paragraph(link("/known", "What this place knows: who tells which fact, and which homes nobody tells of")),
                   paragraph(link("/figures", "Place in figures: how many people of each area have each need")),
                   paragraph("What each organisation sent last. A faulty field is put aside and its row goes on; a row is put aside only when its key or shape is broken."),
                   all.empty() ? no_files_yet() : table("The newest file of each", {{"File from"}, {"Day of the extract"}, {"Rows in", true}, {"Records", true}, {"Rows put aside", true}, {"Fields put aside", true}}, rows)));
}

/// Rows of each load, oldest first, as bars; a load with less than nine tenths of the rows before it is marked.
Html chart(const FileStory& story) {
  if (story.loads.size() < 2) return {};
  constexpr std::size_t shown = 30, width = 640, height = 160;
  std::vector<record::LoadRow> loads{story.loads.begin(), story.loads.begin() + static_cast<std::ptrdiff_t>(std::min(shown, story.loads.size()))};
  std::ranges::reverse(loads);
  std::int64_t most = 1;
  for (const auto& load : loads) most = std::max(most, load.rows_in);
  const std::size_t step = width / loads.size();
  Html bars;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const auto bar = static_cast<std::size_t>(loads[i].rows_in * static_cast<std::int64_t>(height - 20) / most);
    const bool shrank = i > 0 && loads[i].rows_in * 10 < loads[i - 1].rows_in * 9;
    bars += el("rect", {{"x", std::to_string(i * step)}, {"y", std::to_string(height - bar)}, {"width", std::to_string(std::max<std::size_t>(step - 3, 2))},
                        {"height", std::to_string(bar)}, {"class", shrank ? "hearth-bar-0" : "hearth-bar-1"}});
    if (shrank) bars += el("text", {{"x", std::to_string(i * step)}, {"y", std::to_string(height - bar - 4)}}, text("shrank"));
  }
  return el("svg", {{"class", "hearth-chart"}, {"viewBox", "0 0 640 160"}, {"role", "img"}, {"aria-label", "Rows of each load, oldest first. The same figures are in the table below."}}, bars);
}

Result<Response> one_file(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  HEARTH_TRY(all, stories(visit, *snapshot));
  const auto story = std::ranges::find(all, visit.parts.front(), &FileStory::feed);
  if (story == all.end() || story->loads.empty()) return fail("page.not_found", "there is no such file in this place.");
  struct Group {
    std::int64_t count{0};
    std::string advice;
  };
  std::map<std::pair<std::string, std::string>, Group> groups;  // by column and code
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(rows, record::put_aside_rows(session, story->loads.front().load_id));
    for (const auto& row : rows) {
      auto& group = groups[{row.column, row.code}];
      ++group.count;
      group.advice = row.message;
    }
    return Done{};
  }));
  std::vector<std::vector<Html>> nights, faults;
  for (const auto& load : story->loads)
    nights.push_back({text(moment_words(load.loaded_at)), text(number(load.rows_in)), text(number(load.added)), text(number(load.changed)), text(number(load.vanished)),
                      text(number(load.rows_put_aside + load.fields_put_aside))});
  std::vector<std::pair<std::pair<std::string, std::string>, Group>> ordered{groups.begin(), groups.end()};
  std::ranges::stable_sort(ordered, std::greater<>{}, [](const auto& entry) { return entry.second.count; });
  for (const auto& [key, group] : ordered) faults.push_back({text(key.first.empty() ? "the row" : key.first), text(number(group.count)), text(group.advice)});
  return page(visit, {.title = "File from " + spaced(story->feed), .back = "/files", .active = "/files", .wide = true},
              join(heading("File from " + spaced(story->feed)),
                   faults.empty() ? paragraph("Nothing of the last load was put aside.") : table("Put aside from the last load, by reason", {{"Column"}, {"How many", true}, {"What to do"}}, faults),
                   faults.empty() ? Html{} : download(visit, feed_named(*snapshot, story->feed)), chart(*story),
                   table("Load by load, newest first", {{"Loaded"}, {"Rows", true}, {"New", true}, {"Changed", true}, {"Gone", true}, {"Put aside", true}}, nights)));
}

/// What was put aside, for whoever has to mend it at the source: each row with its number, why, and what stands there.
Result<std::string> put_aside_csv(const std::vector<spine::RefusedRow>& rows, bool made_up) {
  formats::TextSink sink;
  formats::CsvWriter csv{sink};
  std::vector<std::string> names{"file", "row", "record", "column", "reason", "what_to_do", "content"};
  if (made_up) names.emplace_back("made_up");
  HEARTH_CHECK(csv.row(names));
  for (const auto& one : rows) {
    std::vector<std::string> cells{one.row.file, one.key.empty() ? std::to_string(one.row.row) : std::string{}, one.key, one.row.column, one.row.code, one.row.message, one.row.content};
    if (made_up) cells.emplace_back("MADE-UP PEOPLE");
    for (auto& cell : cells) cell = formats::plain(cell);
    HEARTH_CHECK(csv.row(cells));
  }
  HEARTH_CHECK(csv.flush());
  return std::move(sink.text);
}

Result<Response> put_aside_file(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto* feed = feed_named(*snapshot, visit.parts.front());
  if (feed == nullptr) return fail("page.not_found", "there is no such file in this place.");
  auto& guard = visit.surface.folder.guard();
  const trust::Look look{.actor = *visit.actor, .action = trust::Action::refused, .purpose = {}, .asked = "what was put aside, as a file", .feeds = spine::sources_of(snapshot->place), .factors = {}};
  if (const auto grants = guard.open(look); !grants) return fail(spine::refused_look(guard, look, grants.error()));
  if (snapshot->place.fictional_people_in_real_homes) return fail(guard.refuse(look.actor, look.action, look.purpose, trust::Reason::nothing_shared, look.asked));
  std::vector<spine::RefusedRow> rows;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, spine::refused_rows(session, *snapshot, std::nullopt, feed->name));
    rows = std::move(found);
    return Done{};
  }));
  HEARTH_TRY(seen, guard.see_list(look, std::move(rows)));
  Response out;
  out.content_type = "text/csv; charset=utf-8";
  out.headings.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string{visit.made_up ? "MADE-UP-" : ""} + feed->name.text() + "-put-aside.csv\"");
  HEARTH_TRY(csv, put_aside_csv(*seen, visit.made_up));
  out.body = std::move(csv);
  return out;
}

}  // namespace

std::vector<Route> file_routes() {
  return {{Method::get, "/files", Door::signed_in, files}, {Method::get, "/files/{}", Door::signed_in, one_file}, {Method::get, "/files/{}/put-aside", Door::signed_in, put_aside_file}};
}

}  // namespace hearth::web
