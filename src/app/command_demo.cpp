// hearth demo: makes a fictional district, runs the whole spine on it, and says in five sentences what came of it.
#include <filesystem>
#include <memory>

#include "app/command.h"
#include "app/load_report.h"
#include "app/program.h"
#include "app/truth_check.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "formats/plain_text.h"
#include "need/cohort_table.h"
#include "spine/door_row_guard.h"
#include "spine/folder.h"
#include "store/owner.h"
#include "synth/synth.h"
#include "trust/sign_in.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::uint64_t people{20000};
  std::uint64_t seed{7};
  std::string out{"demo"};
};

// Raise it when synth makes other files for the same seed: a demo folder of another version is made anew.
constexpr std::string_view demo_version = "4";
constexpr std::string_view begun = "hearth demo: being made\n";  ///< the marker until the district is whole

std::string marker_of(const Options& options) {
  return std::to_string(options.people) + " people, seed " + std::to_string(options.seed) + ", version " + std::string{demo_version} + "\n";
}

/// Only a demo writes such a marker, and it does so before anything else: without one, nothing in the folder is a demo's.
bool made_by_demo(std::string_view marker) {
  return marker == begun || (marker.find(" people, seed ") != std::string_view::npos && marker.find(", version ") != std::string_view::npos);
}

/// Takes away what an earlier demo made, or refuses a folder that holds anything else.
Result<Done> clear_for_demo(Call& call, const Path& demo) {
  std::error_code fault;
  const bool there = std::filesystem::exists(demo, fault);
  const auto marker = call.files.read_all(demo / "district.made", 200);
  if (!marker || !made_by_demo(*marker)) {
    if (there && (!std::filesystem::is_directory(demo, fault) || !std::filesystem::is_empty(demo, fault)))
      return wrong_use("demo.not_empty", "this folder is not empty, and what is in it was not made by a demo: nothing was touched. Name a new folder with --out.",
                       {.file = demo.string()});
    return Done{};
  }
  if (std::filesystem::exists(demo / "data", fault)) HEARTH_CHECK(store::lock_folder(demo / "data"));  // not from under a process that uses it
  for (const char* made : {"district", "data"}) {
    std::filesystem::remove_all(demo / made, fault);
    if (fault) return fail("file.unwritable", "what an earlier demo made cannot be removed: " + fault.message() + ".", {.file = (demo / made).string()});
  }
  return Done{};
}

Result<Done> make_district(Call& call, const Options& options, const Path& demo) {
  const Path district = demo / "district";
  const Path marker = demo / "district.made";
  if (const auto made = call.files.read_all(marker, 200); made && *made == marker_of(options)) return Done{};
  HEARTH_CHECK(clear_for_demo(call, demo));
  std::error_code fault;
  std::filesystem::create_directories(demo, fault);
  if (fault) return fail("file.unwritable", "the folder cannot be made: " + fault.message() + ".", {.file = demo.string()});
  HEARTH_CHECK(call.files.write_all(marker, begun));
  synth::SynthSettings settings;
  settings.people = options.people;
  settings.seed = options.seed;
  settings.out = district;
  HEARTH_CHECK(synth::synthesise(call.files, settings, call.progress));
  return call.files.write_all(marker, marker_of(options));
}

/// Runs a command as a user would; what it prints goes to the demo's console, or nowhere.
int run_as_user(Call& call, const std::vector<std::string>& arguments, bool quiet) {
  class Quiet final : public Console {
   public:
    void out(std::string_view) override {}
    void talk(std::string_view) override {}
  } nowhere;
  Invocation invocation = call.invocation;
  invocation.arguments = arguments;
  return run_program({call.files, call.clock, call.threads}, std::move(invocation), quiet ? nowhere : call.console, call.progress);
}

struct Looked {
  spine::AreaHead head;
  std::size_t rows{0};
  double seconds{0};
  std::string refusal;
  TruthFigures truth;
};

/// The duty officer's look at the flood, a look that is refused, and the comparison with the truth.
Result<Looked> look(Call& call, const Path& demo, spine::Folder& folder) {
  Looked out;
  HEARTH_TRY(snapshot, folder.snapshot(call.progress));
  const auto programme = std::ranges::find(snapshot->programmes, PurposeId{"flood-welfare"}, &need::Programme::purpose);
  if (programme == snapshot->programmes.end()) return fail("demo.programme", "the district has no flood-welfare programme.");
  // As a user would: this user of the machine is the made-up duty officer, since setup --demo said so.
  HEARTH_TRY(officer, trust::sign_in(folder.database(), folder.log(), {}, {}, call.invocation.user, call.clock.now()));
  trust::Look question{.actor = officer, .action = trust::Action::query, .purpose = programme->purpose,
                       .asked = "demo: homes within flood.geojson", .feeds = spine::sources_of(snapshot->place), .factors = {}};
  for (const auto factor : programme->factors) question.factors.push_back((*snapshot->vocabulary)[factor].id);
  HEARTH_TRY(shape, place::Shape::load(call.files, demo / "district" / "flood.geojson"));
  const spine::AreaAsked asked{.words = "homes within flood.geojson", .shape = shape, .street = {}, .postcode = {}};
  const double from = call.clock.steady_seconds();
  HEARTH_TRY(grants, folder.guard().open(question));
  const spine::Sight sight{grants, *snapshot->vocabulary};
  HEARTH_TRY(answer, spine::ask_area(*snapshot, sight, *programme, asked, call.clock.now(), call.threads));
  HEARTH_TRY(seen, folder.guard().see_answer(question, std::move(answer.head), std::move(answer.rows)));
  out.seconds = call.clock.steady_seconds() - from;
  out.head = seen->head;
  out.rows = seen->rows.size();

  HEARTH_TRY(password, call.files.read_all(folder.path() / "keys" / "demo.password", 200));
  HEARTH_TRY(worker, trust::sign_in(folder.database(), folder.log(), "demo-charity-worker", trim(password), call.invocation.user, call.clock.now()));
  auto charity = question;
  charity.actor = worker;
  const auto refused = folder.guard().open(charity);
  out.refusal = refused ? std::string{} : refused.error().message;

  std::vector<CohortFound> cohorts;
  HEARTH_CHECK(folder.database().read([&](store::Session& session) -> Result<Done> {
    for (const auto& one : snapshot->programmes) {
      HEARTH_TRY(rows, need::read_cohort(session, one.id.text()));
      auto& cohort = cohorts.emplace_back(CohortFound{one.id.text(), {}});
      for (const auto& row : rows) cohort.persons.emplace_back(static_cast<std::uint64_t>(row.subject_id));
    }
    return Done{};
  }));
  HEARTH_TRY(properties, spine::properties_of(*snapshot, asked));
  HEARTH_TRY(figures, check_against_truth(call.files, demo / "district" / "truth", *snapshot, cohorts, {programme->id.text(), properties, seen->rows}));
  out.truth = figures;
  HEARTH_CHECK(need::keep_checks(call.files, folder.path(), figures.cohorts));
  return out;
}

std::size_t homes_with_people(const spine::Snapshot& snapshot) {
  std::size_t homes = 0;
  for (std::uint32_t i = 0; i < snapshot.records_at_property.size(); ++i) homes += !snapshot.records_at_property.of(i).empty();
  return homes;
}

json::object figures_json(const spine::RunReport& run, const Looked& looked, std::size_t people, std::size_t homes) {
  const auto& t = looked.truth;
  const auto* flood = t.cohort("flood-welfare");
  std::uint64_t rows = 0, aside = 0;
  for (const auto& load : run.loads) rows += load.rows_in, aside += load.rows_put_aside + load.fields_put_aside;
  return {{"files", run.loads.size()}, {"rows", rows}, {"put_aside", aside}, {"people", people}, {"homes", homes},
          {"doors", looked.head.doors}, {"listed", looked.rows}, {"seconds", looked.seconds}, {"known_to_one", looked.head.known_to_one},
          {"power_not_on_register", looked.head.power_not_on_register}, {"refusal", looked.refusal},
          {"truth", json::object{{"records", t.records}, {"person_precision", t.person_precision}, {"person_recall", t.person_recall},
                                 {"uprn_accuracy", t.uprn_accuracy}, {"uprn_recall", t.uprn_recall}, {"cohort_precision", flood == nullptr ? 0 : flood->precision()},
                                 {"cohort_recall", flood == nullptr ? 0 : flood->recall()}, {"doors_listed", t.doors_listed}, {"doors_wrong", t.doors_wrong},
                                 {"should_be_found", t.should_be_found}, {"missed", t.missed}}}};
}

/// A path as it is typed: from where the user stands when it is below that, in quotation marks when it needs them.
std::string typed(const Call& call, const Path& path) {
  std::error_code fault;
  const auto below = std::filesystem::relative(path, call.invocation.working_folder, fault);
  const std::string text = !fault && !below.empty() && *below.begin() != ".." ? below.string() : path.string();
  return text.find_first_of(" '\"$\\*?;&()") == std::string::npos ? text : "'" + text + "'";
}

/// The program as it can be started from where the user stands.
std::string typed_program(const Call& call) {
  std::error_code fault;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", fault);
  if (fault) return "hearth";
  const auto text = typed(call, self);
  return text.find('/') == std::string::npos ? "./" + text : text;
}

void print_sentences(Call& call, const Options& options, const json::object& f, const Looked& looked) {
  const auto figure = [&](std::string_view key) { return f.at(key).to_number<std::uint64_t>(); };
  const auto number = [&](std::string_view key, std::string_view one) { return formats::counted(figure(key), one); };
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.3f", looked.seconds);
  char missed[32];
  std::snprintf(missed, sizeof missed, "%.0f", looked.truth.missed_per_thousand());
  call.line("\n" + number("files", "file") + ", " + number("rows", "row") + ": " + number("people", "person") + " in " + number("homes", "home") + ".\n" +
            with_commas(figure("put_aside")) + " rows and fields put aside (see " + options.out + "/data/refused/).\n" +
            "Flood at Weir Lane: " + number("doors", "door") + " in " + seconds + " s; " + number("known_to_one", "person") +
            " of the list known to one organisation only; " + number("power_not_on_register", "person") +
            (figure("power_not_on_register") == 1 ? " needs power and is" : " need power and are") + " not on the priority register.\n" +
            "Checked against truth: " + formats::counted(looked.truth.doors_wrong, "wrong door") + ", " + missed + " missed per 1,000.\n" +
            (looked.refusal.empty() ? "No look was refused." : "1 look refused: " + looked.refusal));
  const Path demo = call.path(options.out);
  call.line("\nTry it:  " + typed_program(call) + " query --data " + typed(call, demo / "data") + " --within " +
            typed(call, demo / "district" / "flood.geojson") + " --purpose flood-welfare");
}

/// A demo that is being served is left as it is: says where its pages are.
bool served(Call& call, const Path& data) {
  const auto url = call.files.read_all(data / "pages.url", 200);
  if (!url || store::lock_folder(data).has_value()) return false;
  call.line("This demo is being served already: " + std::string{trim(*url)} + "\nFor new sign-in links stop it with Ctrl-C, and run the demo again.");
  return true;
}

Result<Exit> demo(Call& call, const Options& options) {
  const Path folder_path = call.path(options.out);
  const Path place_file = folder_path / "district" / "PLACE.toml";
  const Path data = folder_path / "data";
  const auto made = call.files.read_all(folder_path / "district.made", 200);
  if (made && *made == marker_of(options) && served(call, data)) return Exit::done;
  HEARTH_CHECK(make_district(call, options, folder_path));
  if (!call.files.exists(data / "keys" / "audit.key"))
    if (const int code = run_as_user(call, {"setup", "--demo", "--administrator", "demo-administrator", "--data", data.string()}, true); code != 0)
      return fail("demo.setup", "setup ended with " + std::to_string(code) + ". Run: hearth setup --demo --data " + data.string());
  HEARTH_TRY(folder, spine::Folder::open(data, call.files, call.clock, call.threads));
  if (const auto& fault = folder->keys_fault()) return fail(*fault);
  HEARTH_TRY(run, folder->run(place_file, {}, call.progress));
  for (const auto& error : run.errors) call.talk("hearth: " + to_string(error));
  HEARTH_TRY(snapshot, folder->snapshot(call.progress));
  HEARTH_TRY(looked, look(call, folder_path, *folder));
  const auto figures = figures_json(run, looked, snapshot->persons.size(), homes_with_people(*snapshot));
  if (call.json) call.line(formats::write_json(figures));
  else print_run_table(call, run), print_sentences(call, options, figures, looked);
  return run.exit();
}

}  // namespace

void register_demo(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("demo", "a fictional district from raw files to a list of doors, checked against its truth",
                            "  hearth demo\n  hearth demo --people 1000000 --out big", Needs::nothing, [options](Call& call) { return demo(call, *options); });
  command.add_option("--people", options->people, "how many people live there")->capture_default_str();
  command.add_option("--seed", options->seed, "another seed, another district")->capture_default_str();
  command.add_option("--out", options->out, "the folder for district and data")->capture_default_str();
}

}  // namespace hearth::app
