// hearth refused: what was put aside and why, with the rows themselves: guarded and audited.
#include <memory>

#include "app/signed_look.h"
#include "app/command.h"
#include "app/refused_row.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/folder.h"
#include "spine/protected_words.h"
#include "spine/sight.h"
#include "trust/sign_in.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::optional<std::int64_t> load;
  std::string purpose;
};

using SeenRefused = trust::Seen<std::vector<RefusedRow>>;

Result<std::vector<RefusedRow>> rows_of(Call& call, const spine::Snapshot& snapshot, const Options& options) {
  const auto& place = snapshot.place;
  const spine::ProtectedWords protected_words{snapshot};
  std::vector<RefusedRow> out;
  HEARTH_CHECK(call.folder->database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(rows, record::put_aside_rows(session, options.load));
    for (auto& row : rows)
      for (std::size_t i = 0; i < place.feeds.size(); ++i)
        if (place.feeds[i].name.text() == row.feed) {
          // The place of the fault is told in any case; what stands there is not, where it may tell of a protected person.
          if (protected_words.in(row.content)) row.content = "(not kept here: see the file)";
          out.push_back({std::move(row), static_cast<trust::FeedIndex>(i), place.feeds[i].is_protected});
          break;
        }
    return Done{};
  }));
  return out;
}

void print(Call& call, const SeenRefused& seen) {
  if (call.json) {
    json::array rows;
    for (const auto& item : *seen)
      rows.push_back(json::object{{"load", item.row.load_id}, {"feed", item.row.feed}, {"file", item.row.file}, {"row", item.row.row},
                                  {"column", item.row.column}, {"code", item.row.code}, {"advice", item.row.message},
                                  {"whole_row", item.row.whole_row}, {"content", item.row.content}});
    return call.line(formats::write_json(rows));
  }
  if (seen->empty()) return call.line("Nothing is put aside in what you may see.");
  TextTable table{{"load", "file", "row", "column", "what", "advice", "content"}};
  for (const auto& item : *seen)
    table.row({std::to_string(item.row.load_id), item.row.file, std::to_string(item.row.row), item.row.column,
               item.row.whole_row ? "row" : "field", item.row.message, one_line(item.row.content)});
  call.line(table.text() + "Mend at the source, then load again.");
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
  if (const auto grants = folder.guard().open(look); !grants) return fail(spine::refused_look(*folder.guard().policy(), look, grants.error()));
  if (snapshot->place.fictional_people_in_real_homes)
    return fail(folder.guard().refuse(actor, look.action, look.purpose, trust::Reason::nothing_shared, look.asked));
  HEARTH_CHECK(know_load(call, options));
  HEARTH_TRY(rows, rows_of(call, *snapshot, options));
  HEARTH_TRY(seen, folder.guard().see_list(look, std::move(rows)));
  print(call, seen);
  return Exit::done;
}

}  // namespace

void register_refused(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("refused", "what was put aside and why", "  hearth refused\n  hearth refused --run 412", Needs::folder,
                            [options](Call& call) { return refused(call, *options); });
  command.add_option("--run", options->load, "what this load put aside (default: the last load of each feed)");
  command.add_option("--purpose", options->purpose, "not needed for rows that your own organisation sent");
}

}  // namespace hearth::app
