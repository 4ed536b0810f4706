// hearth refused: what was put aside and why, by kind; with --rows what stands there: guarded and audited.
#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include "app/signed_look.h"
#include "app/command.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "formats/plain_text.h"
#include "spine/door_row.h"
#include "spine/folder.h"
#include "spine/refused_rows.h"
#include "spine/sight.h"
#include "trust/sign_in.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::optional<std::int64_t> load;
  std::string purpose;
  bool rows{false};
};

using spine::RefusedRow;
using SeenRefused = trust::Seen<std::vector<RefusedRow>>;

Result<std::vector<RefusedRow>> rows_of(Call& call, const spine::Snapshot& snapshot, const Options& options) {
  std::vector<RefusedRow> out;
  HEARTH_CHECK(call.folder->database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(rows, spine::refused_rows(session, snapshot, options.load));
    out = std::move(rows);
    return Done{};
  }));
  return out;
}

/// Faults of one kind in one column of one file.
struct Group {
  const record::PutAsideRow* first;
  std::vector<const RefusedRow*> rows;
};

std::vector<Group> groups_of(const SeenRefused& seen) {
  using Key = std::tuple<std::int64_t, std::string, std::string, std::string, bool>;
  std::map<Key, Group> groups;
  for (const auto& item : *seen) {
    const auto& row = item.row;
    auto& group = groups.try_emplace(Key{row.load_id, row.file, row.column, row.code, row.whole_row}, Group{&row, {}}).first->second;
    group.rows.push_back(&item);
  }
  std::vector<Group> out;
  for (auto& entry : groups) out.push_back(std::move(entry.second));
  std::ranges::stable_sort(out, [](const Group& a, const Group& b) {
    return std::tie(a.first->load_id, a.first->file) != std::tie(b.first->load_id, b.first->file) ? std::tie(a.first->load_id, a.first->file) < std::tie(b.first->load_id, b.first->file)
                                                                                                 : a.rows.size() > b.rows.size();
  });
  return out;
}

std::string place_of(const RefusedRow& item) { return item.key.empty() ? std::to_string(item.row.row) : item.key; }

/// "rows 4, 18, 22 and 7 more", "records T12, T15"
std::string places_of(const Group& group) {
  constexpr std::size_t shown = 8;
  std::string out = std::string{group.rows.front()->key.empty() ? "row" : "record"} + (group.rows.size() == 1 ? " " : "s ");
  for (std::size_t i = 0; i < std::min(shown, group.rows.size()); ++i) out += (i == 0 ? "" : ", ") + place_of(*group.rows[i]);
  if (group.rows.size() > shown) out += " and " + with_commas(group.rows.size() - shown) + " more";
  return out;
}

formats::json::array as_json(const std::vector<Group>& groups, bool with_rows, bool made_up) {
  json::array out;
  for (const auto& group : groups) {
    json::array rows;
    for (const auto* item : group.rows) {
      json::object one = item->key.empty() ? json::object{{"row", item->row.row}} : json::object{{"record", item->key}};
      if (with_rows) one["content"] = item->row.content;
      rows.push_back(std::move(one));
    }
    const auto& first = *group.first;
    json::object told{{"load", first.load_id}, {"feed", first.feed}, {"file", first.file}, {"column", first.column}, {"code", first.code},
                               {"advice", first.message}, {"whole_row", first.whole_row}, {"count", group.rows.size()}, {"rows", std::move(rows)}};
    if (made_up) told["made_up"] = spine::made_up_words;
    out.push_back(std::move(told));
  }
  return out;
}

void print(Call& call, const SeenRefused& seen, bool with_rows, bool made_up) {
  const auto groups = groups_of(seen);
  if (call.json) return call.line(formats::write_json(as_json(groups, with_rows, made_up)));
  if (seen->empty()) return call.line("Nothing is put aside in what you may see.");
  if (made_up) call.line(std::string{spine::made_up_words} + ".");
  const record::PutAsideRow* last = nullptr;
  for (const auto& group : groups) {
    const auto& first = *group.first;
    if (last == nullptr || last->load_id != first.load_id || last->file != first.file) call.line(first.file + " (load " + std::to_string(first.load_id) + ", feed " + first.feed + ")");
    last = &first;
    call.line("  " + formats::counted(group.rows.size(), first.whole_row ? "whole row" : "field") + (first.column.empty() ? "" : ", column " + first.column) + ": " + first.message);
    call.line("    " + places_of(group));
    if (!with_rows) continue;
    for (const auto* item : group.rows) call.line((item->key.empty() ? "    row " : "    record ") + place_of(*item) + ": " + one_line(item->row.content));
  }
  call.line(std::string{"Mend at the source, then load again."} + (with_rows ? "" : " What stands in these rows: hearth refused --rows"));
}

/// Rows are shown under the agreements of PLACE.toml, which are in force from the first run on.
Error before_first_run(const Call& call, Error error) {
  if (error.code == "place.not_run")
    error.message = "rows are shown under the agreements of PLACE.toml, and none has been run here yet. Run: hearth run PLACE.toml. Where each fault is, without "
                    "what stands there: " + (call.folder->path() / "refused").string();
  return error;
}

Result<Done> know_load(Call& call, const Options& options) {
  if (!options.load) return Done{};
  std::string known;
  bool there = false;
  HEARTH_CHECK(call.folder->database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(loads, record::all_loads(session));
    for (const auto& load : loads) there = there || load.load_id == *options.load;
    if (!loads.empty()) known = " Loads are numbered up to " + std::to_string(std::ranges::max_element(loads, {}, &record::LoadRow::load_id)->load_id) + ".";
    return Done{};
  }));
  if (there) return Done{};
  return wrong_use("refused.no_such_load", "there is no load with the number " + std::to_string(*options.load) + "." + known);
}

Result<Exit> refused(Call& call, const Options& options) {
  auto& folder = *call.folder;
  HEARTH_TRY(actor, trust::sign_in(folder.database(), folder.log(), call.as, call.invocation.password, call.invocation.user, call.clock.now()));
  auto published = folder.snapshot(call.progress);
  if (!published) return fail(before_first_run(call, published.error()));
  const auto snapshot = std::move(*published);
  trust::Look look{.actor = actor, .action = trust::Action::refused, .purpose = PurposeId{options.purpose},
                   .asked = "what was put aside", .feeds = spine::sources_of(snapshot->place), .factors = {}};
  if (const auto grants = folder.guard().open(look); !grants) return fail(spine::refused_look(folder.guard(), look, grants.error()));
  if (snapshot->place.fictional_people_in_real_homes)
    return fail(folder.guard().refuse(actor, look.action, look.purpose, trust::Reason::nothing_shared, look.asked));
  HEARTH_CHECK(know_load(call, options));
  HEARTH_TRY(rows, rows_of(call, *snapshot, options));
  HEARTH_TRY(seen, folder.guard().see_list(look, std::move(rows)));
  print(call, seen, options.rows, snapshot->place.made_up);
  return Exit::done;
}

}  // namespace

void register_refused(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("refused", "what was put aside and why", "  hearth refused\n  hearth refused --run 412 --rows", Needs::folder,
                            [options](Call& call) { return refused(call, *options); });
  command.add_option("--run", options->load, "what this load put aside (default: the last load of each feed)");
  command.add_flag("--rows", options->rows, "with what stands in the rows, as it was sent");
  command.add_option("--purpose", options->purpose, "not needed for rows that your own organisation sent");
}

}  // namespace hearth::app
