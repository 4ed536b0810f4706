// hearth query: who in this area needs help, as a table, CSV, JSON or GeoJSON. One look, one audit event.
#include <memory>

#include "app/signed_look.h"
#include "app/command.h"
#include "app/door_list_text.h"
#include "app/separate_files.h"
#include "base/text.h"
#include "base/try.h"
#include "spine/area_question.h"
#include "spine/door_row_guard.h"

namespace hearth::app {
namespace {

struct Options {
  std::string within, near, street, postcode, purpose, format{"table"}, out;
};

Result<spine::AreaAsked> area_asked(Call& call, const Options& options) {
  const int given = !options.within.empty() + !options.near.empty() + !options.street.empty() + !options.postcode.empty();
  if (given != 1)
    return wrong_use("query.area", "say where, in one way: --within FILE.geojson, --near X,Y,M, --street S or --postcode P.");
  spine::AreaAsked asked;
  if (!options.within.empty()) {
    HEARTH_TRY(shape, place::Shape::load(call.files, call.path(options.within)));
    asked.words = "homes within " + plain(Path{options.within}.filename().string());
    asked.shape = std::move(shape);
  } else if (!options.near.empty()) {
    HEARTH_TRY(shape, spine::parse_near(options.near));
    asked.words = "homes near a point";
    asked.shape = std::move(shape);
  } else if (!options.street.empty()) {
    asked.words = "homes of one street";
    asked.street = options.street;
  } else {
    asked.words = "homes of one postcode";
    asked.postcode = options.postcode;
  }
  return asked;
}

/// An area that lies nowhere near the place is a mistake in its coordinates, and an empty list would pass for good news.
Result<Done> near_the_place(const spine::Snapshot& snapshot, const spine::AreaAsked& asked) {
  if (!asked.shape || !snapshot.grid->within(*asked.shape).empty()) return Done{};
  const auto& box = asked.shape->bounds();
  const GridPoint middle{(box.least.easting + box.most.easting) / 2, (box.least.northing + box.most.northing) / 2};
  const auto nearest = snapshot.grid->nearest(middle, 1);
  constexpr double far = 2000;
  const double away = nearest.empty() ? 0 : asked.shape->distance_to(*snapshot.properties().point(nearest.front().property)).value();
  if (away < far) return Done{};
  return wrong_use("area.outside", "this area lies outside the place: its nearest home is " + with_commas(static_cast<std::uint64_t>(away / 1000)) +
                                       " km away. Are the coordinates right, east (or longitude) first?");
}

Result<Exit> query(Call& call, const Options& options) {
  HEARTH_TRY(asked, area_asked(call, options));
  const bool into_file = !options.out.empty();
  HEARTH_CHECK(separate_files({{"--within", options.within.empty() ? Path{} : call.path(options.within)}}, {{"--out", options.out.empty() ? Path{} : call.path(options.out)}}));
  HEARTH_TRY(asking, begin_look(call, into_file ? trust::Action::export_ : trust::Action::query, options.purpose, asked.words));
  HEARTH_CHECK(near_the_place(*asking.snapshot, asked));
  HEARTH_TRY(answer, spine::ask_area(*asking.snapshot, *asking.sight, *asking.programme, asked, call.clock.now(), call.threads));
  HEARTH_TRY(seen, call.folder->guard().see_answer(asking.look, std::move(answer.head), std::move(answer.rows)));
  HEARTH_TRY(text, door_list(seen, call.json ? "json" : options.format));
  if (!into_file) {
    call.console.out(text);
    return Exit::done;
  }
  HEARTH_CHECK(call.files.write_all(call.path(options.out), text, true));
  call.talk("Written to " + options.out + " (mode 0600). " + seen->head.sentence());
  return Exit::done;
}

}  // namespace

void register_query(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("query", "who in this area needs help, why, where, and who already knows them",
                            "  hearth query --within flood.geojson --purpose flood-welfare\n"
                            "  hearth query --street \"Weir Lane\" --purpose flood-welfare --format csv --out weir-lane.csv\n"
                            "  hearth query --near 431200,433800,250 --purpose flood-welfare\n"
                            "  hearth query --postcode \"ZZ1 1AA\" --purpose flood-welfare --json",
                            Needs::folder, [options](Call& call) { return query(call, *options); });
  command.add_option("--within", options->within, "homes inside a polygon (GeoJSON)");
  command.add_option("--near", options->near, "homes near a point: X,Y,M (grid or longitude, latitude; metres)");
  command.add_option("--street", options->street, "homes of a street");
  command.add_option("--postcode", options->postcode, "homes of a postcode, or of an outward code");
  command.add_option("--purpose", options->purpose, "what for: decides what may be seen")->required();
  command.add_option("--format", options->format, "table, csv, json or geojson")->check(CLI::IsMember({"table", "csv", "json", "geojson"}))->capture_default_str();
  command.add_option("--out", options->out, "into a file (needs the right to export)");
}

}  // namespace hearth::app
