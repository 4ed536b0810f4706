// hearth synth: a fictional district with known truth, as files.
#include <memory>

#include "app/command.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "synth/synth.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::uint64_t people{20'000};
  std::uint64_t seed{7};
  std::string out;
  std::string gazetteer;
  bool addressbase{false}, one_list{false};
};

json::object as_json(const synth::SynthSummary& summary) {
  return {{"people", summary.people},   {"households", summary.households}, {"properties", summary.properties},
          {"streets", summary.streets}, {"rows", summary.rows},             {"records", summary.records},
          {"listed", summary.listed},   {"protected", summary.is_protected}, {"dead", summary.dead},
          {"in_cohorts", summary.in_cohorts}, {"one_list_rows", summary.one_list_rows}};
}

Result<Exit> make(Call& call, const Options& options) {
  synth::SynthSettings settings;
  settings.people = options.people;
  settings.seed = options.seed;
  settings.out = call.path(options.out);
  settings.addressbase = options.addressbase;
  settings.one_list = options.one_list;
  if (!options.gazetteer.empty()) settings.gazetteer = call.path(options.gazetteer);
  HEARTH_TRY(summary, synth::synthesise(call.files, settings, call.progress));
  if (call.json) {
    call.line(formats::write_json(as_json(summary)));
    return Exit::done;
  }
  call.line(with_commas(summary.people) + " made-up people in " + with_commas(summary.households) + " households; 6 feeds with " +
            with_commas(summary.rows) + " rows name " + with_commas(summary.listed) + " of them.");
  if (options.one_list) call.line("one_list.csv holds them in " + with_commas(summary.one_list_rows) + " rows; who is who stands in its column person.");
  if (options.addressbase) call.line("addressbase.gazetteer.toml reads the town's homes as AddressBase Premium: a full supply and the change-only update since.");
  if (summary.people < options.people) call.talk("The premises of the gazetteer are full: fewer people than asked for.");
  if (settings.gazetteer) call.talk("Made-up people in real homes: everything that shows or prints refuses this data.");
  call.talk("Next: hearth run " + (Path{options.out} / "PLACE.toml").string());
  return Exit::done;
}

}  // namespace

void register_synth(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("synth", "make a fictional district with known truth: feeds, gazetteer, areas, services",
                            "  hearth synth --people 20000 --seed 7 --out district\n"
                            "  hearth synth --people 50000 --out bench --gazetteer leeds.gazetteer.toml   (made-up people, real premises)\n"
                            "  hearth synth --people 400000 --one-list --out big && hearth link big/one_list.feed.toml --out links.csv",
                            Needs::nothing, [options](Call& call) { return make(call, *options); });
  command.add_option("--people", options->people, "how many people, 100 to 5,000,000 (20000)");
  command.add_option("--seed", options->seed, "the same seed makes the same files (7)");
  command.add_option("--out", options->out, "a new or empty folder")->required();
  command.add_flag("--addressbase", options->addressbase, "also the homes as AddressBase Premium: a full supply, a change-only update, and what became of homes that are gone");
  command.add_flag("--one-list", options->one_list, "also one_list.csv: everybody once or several times, 2.5 rows a person, with the truth, to measure linking on");
  command.add_option("--gazetteer", options->gazetteer, "put the people into the premises of this gazetteer (G.gazetteer.toml)");
}

}  // namespace hearth::app
