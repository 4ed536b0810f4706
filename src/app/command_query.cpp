// hearth query: who in this area needs help, as a table, CSV, JSON, GeoJSON or paper. One look, one audit event.
#include <memory>

#include "app/area_options.h"
#include "app/signed_look.h"
#include "app/command.h"
#include "app/door_list_text.h"
#include "app/letters_out.h"
#include "app/separate_files.h"
#include "base/text.h"
#include "base/try.h"
#include "spine/area_question.h"
#include "spine/door_row_guard.h"
#include "web/pack_facts.h"

namespace hearth::app {
namespace {

struct Options {
  AreaOptions area;
  std::string purpose, format{"table"}, out, destroy_by;
  std::optional<std::size_t> cards;
  std::optional<std::uint64_t> person;
  bool large_print{false}, again{false};
};

/// Letters go to the whole place, or to one person wherever they live.
Result<spine::AreaAsked> asked_in(Call& call, const Options& options) {
  const int given = options.area.given();
  if (given == 0 && options.person) return spine::AreaAsked{.words = "a letter to one person", .shape = {}, .street = {}, .postcode = {}};
  if (options.person) return wrong_use("query.person", "--person is one person wherever they live: leave --within, --near, --street and --postcode out.");
  if (given == 0 && options.format == "letters") return spine::AreaAsked{.words = "all homes of the place", .shape = {}, .street = {}, .postcode = {}, .everywhere = true};
  return area_asked(call, options.area);
}

Result<std::string> pack(Call& call, const Options& options, const spine::Asking& asking, const spine::AreaAsked& asked,
                         const web::SeenDoors& seen) {
  web::PackWishes wishes{.destroy_by = {}, .cards = options.cards};
  if (!options.destroy_by.empty()) {
    HEARTH_TRY(day, Date::parse_iso(options.destroy_by));
    wishes.destroy_by = day;
  }
  const auto policy = call.folder->guard().policy();
  HEARTH_TRY(facts, web::pack_facts(call.files, *policy, asking, seen, asked, call.clock.now(), wishes));
  return web::door_pack(seen, facts);
}

/// What can be known to be wrong before anybody's data is looked at.
Result<Done> fault_of_options(const Options& options, bool json) {
  const bool paper = options.format == "pdf";
  if (paper && (options.out.empty() || json))
    return wrong_use("query.pdf_out", "a pack of paper is written into a file: --format pdf --out pack.pdf, without --json.");
  const bool letters = options.format == "letters";
  if (letters && (options.out.empty() || json)) return wrong_use("query.letters_out", "letters are written into a file: --format letters --out letters.pdf, without --json.");
  if (!letters && (options.large_print || options.again || options.person))
    return wrong_use("query.letters_only", "--large-print, --again and --person are for --format letters.");
  if (!paper && (!options.destroy_by.empty() || options.cards))
    return wrong_use("query.pdf_only", "--destroy-by and --cards are for --format pdf.");
  if (!options.destroy_by.empty() && !Date::parse_iso(options.destroy_by))
    return wrong_use("query.destroy_by", "--destroy-by: expected a day, YYYY-MM-DD.");
  return Done{};
}

Result<Exit> query(Call& call, const Options& options) {
  HEARTH_CHECK(fault_of_options(options, call.json));
  HEARTH_TRY(asked, asked_in(call, options));
  const bool into_file = !options.out.empty();
  HEARTH_CHECK(separate_files({{"--within", options.area.within.empty() ? Path{} : call.path(options.area.within)}}, {{"--out", options.out.empty() ? Path{} : call.path(options.out)}}));
  HEARTH_TRY(asking, begin_look(call, into_file ? trust::Action::export_ : trust::Action::query, options.purpose, asked.words));
  HEARTH_CHECK(in_the_place(*asking.snapshot, options.area, asked));
  if (into_file) HEARTH_CHECK(separate_files(place_inputs(call.files, asking.snapshot->place), {{"--out", call.path(options.out)}}));
  if (options.format == "letters") return write_letters(call, asking, asked, {options.out, options.large_print, options.again, options.person ? std::optional{PersonId{*options.person}} : std::nullopt});
  HEARTH_TRY(answer, spine::ask_area(*asking.snapshot, *asking.sight, *asking.programme, asked, call.clock.now(), call.threads));
  HEARTH_TRY(seen, call.folder->guard().see_answer(asking.look, std::move(answer.head), std::move(answer.rows)));
  const bool paper = options.format == "pdf";
  HEARTH_TRY(text, paper ? pack(call, options, asking, asked, seen) : door_list(seen, call.json ? "json" : options.format));
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
                            "  hearth query --within flood.geojson --purpose flood-welfare --format pdf --out pack.pdf\n"
                            "  hearth query --purpose pension-credit --format letters --out letters.pdf\n"
                            "  hearth query --purpose pension-credit --format letters --person 31 --large-print --out letter.pdf\n"
                            "  hearth query --near \"12 Weir Lane, 250\" --purpose flood-welfare\n"
                            "  hearth query --near \"12 Weir Lane, 10 minutes\" --purpose flood-welfare\n"
                            "  hearth query --postcode \"ZZ1 1AA\" --purpose flood-welfare --json",
                            Needs::folder, [options](Call& call) { return query(call, *options); });
  add_area_options(command, options->area);
  command.add_option("--purpose", options->purpose, "what for: decides what may be seen")->required();
  command.add_option("--format", options->format, "table, csv, json, geojson, pdf or letters")
      ->check(CLI::IsMember({"table", "csv", "json", "geojson", "pdf", "letters"}))
      ->capture_default_str();
  command.add_option("--out", options->out, "into a file (needs the right to export)");
  command.add_flag("--large-print", options->large_print, "letters: 18 point in place of 12");
  command.add_flag("--again", options->again, "letters: also to those who have had one");
  command.add_option("--person", options->person, "letters: to this person alone (the number of a list), again where they have had one");
  command.add_option("--destroy-by", options->destroy_by, "pdf: the day, YYYY-MM-DD, until which the pack is kept (else a week)");
  command.add_option("--cards", options->cards, "pdf: how many letter-box cards (else one for four doors)")->check(CLI::Range(0, 2000));
}

}  // namespace hearth::app
