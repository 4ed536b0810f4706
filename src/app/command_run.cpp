// hearth run: the whole spine over one place; only what changed.
#include <memory>

#include "app/command.h"
#include "app/load_report.h"
#include "app/place_warnings.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/folder.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::string place;
  spine::RunSettings settings;
};

json::object as_json(const spine::RunReport& report) {
  json::array steps, errors, faults;
  for (const auto& step : report.steps)
    steps.push_back(json::object{{"step", step.step}, {"in", step.in}, {"out", step.out}, {"recomputed", step.recomputed},
                                 {"put_aside", step.put_aside}, {"seconds", step.seconds}, {"peak_mib", step.peak_mib}, {"remark", step.remark}});
  for (const auto& fault : report.faults) faults.push_back(json::object{{"code", fault.code}, {"message", to_string(fault)}});
  for (const auto& error : report.errors) errors.push_back(json::object{{"code", error.code}, {"message", to_string(error)}});
  return {{"run", report.run_id}, {"steps", std::move(steps)}, {"errors", std::move(errors)}, {"faults", std::move(faults)}};
}

}  // namespace

void print_run_table(Call& call, const spine::RunReport& report) {
  TextTable table{{"step", "in", "out", "recomputed", "put aside", "seconds", "peak MiB", ""}};
  for (const auto& s : report.steps)
    table.row({s.step, with_commas(static_cast<std::uint64_t>(s.in)), with_commas(static_cast<std::uint64_t>(s.out)),
               with_commas(static_cast<std::uint64_t>(s.recomputed)), with_commas(static_cast<std::uint64_t>(s.put_aside)),
               seconds_text(s.seconds), with_commas(static_cast<std::uint64_t>(s.peak_mib)), s.remark});
  call.line("\n" + table.text());
}

namespace {

/// The first faults of gazetteer and services, and how many more there are.
void print_faults(Call& call, const spine::RunReport& report) {
  constexpr std::size_t most = 5;
  for (std::size_t i = 0; i < report.faults.size() && i < most; ++i) call.talk("put aside: " + to_string(report.faults[i]));
  if (report.faults.size() > most) call.talk("... and " + with_commas(report.faults.size() - most) + " more of gazetteer and services.");
}

/// Said after every run, also after one that changed nothing: a feed that nobody may see is found out before the day.
Result<Done> warn(Call& call) {
  HEARTH_TRY(snapshot, call.folder->snapshot(call.progress));
  HEARTH_TRY(staff, organisations_of_staff(call.folder->database()));
  for (const auto& warning : place_warnings(snapshot->place, *call.folder->guard().policy(), staff, call.clock.now())) call.talk("warning: " + warning);
  if (const auto warning = gazetteer_warning(*snapshot); !warning.empty()) call.talk("warning: " + warning);
  return Done{};
}

Result<Exit> run(Call& call, const Options& options) {
  HEARTH_TRY(report, call.folder->run(call.path(options.place), options.settings, call.progress));
  if (call.json) call.line(formats::write_json(as_json(report)));
  else {
    for (const auto& load : report.loads)
      if (!load.unchanged) print_load_report(call, load, false);
    print_run_table(call, report);
    print_faults(call, report);
  }
  for (const auto& error : report.errors) call.talk("hearth: " + to_string(error));
  HEARTH_CHECK(warn(call));
  return report.exit();
}

}  // namespace

void register_run(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("run", "load, place, people, need: the whole spine over one place; only what changed",
                            "  hearth run myplace/PLACE.toml\n  hearth run myplace/PLACE.toml --only load", Needs::folder_or_new,
                            [options](Call& call) { return run(call, *options); });
  command.add_option("PLACE.toml", options->place, "the place's declaration")->required();
  command.add_option("--only", options->settings.only, "one step")->check(CLI::IsMember({"load", "place", "people", "need"}));
  command.add_flag("--accept-shrink", options->settings.accept_shrink, "go on although a feed has less than half of its rows");
}

}  // namespace hearth::app
