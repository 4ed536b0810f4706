// hearth gazetteer: a gazetteer with its address index in one file, for `hearth match` on other machines.
#include <memory>

#include "app/command.h"
#include "app/separate_files.h"
#include "base/text.h"
#include "formats/plain_text.h"
#include "base/try.h"
#include "place/index_file.h"

namespace hearth::app {
namespace {

struct Options {
  std::string gazetteer;
  std::string out;
};

Result<Exit> make_index(Call& call, const Options& options) {
  HEARTH_CHECK(separate_files(gazetteer_inputs(call.files, call.path(options.gazetteer)), {{"--out", call.path(options.out)}}));
  HEARTH_TRY(loaded, place::load_gazetteer(call.files, call.path(options.gazetteer), call.threads, call.progress));
  const auto index = place::AddressIndex::build(loaded.gazetteer, call.threads);
  HEARTH_CHECK(place::save_index(call.files, call.path(options.out), loaded, index));
  call.talk(loaded.gazetteer.name() + ": " + formats::counted(loaded.rows, "row") + ", " + formats::counted(loaded.gazetteer.size(), "property") + "; " +
            formats::counted(loaded.rows_put_aside, "row") + " and " + formats::counted(loaded.fields_put_aside, "field") + " put aside.");
  if (loaded.units_without_address > 0) call.talk("  " + formats::counted(loaded.units_without_address, "property") + " without any address: left out.");
  constexpr std::size_t faults_shown = 5;
  for (std::size_t i = 0; i < loaded.faults.size() && i < faults_shown; ++i) call.talk("  " + to_string(loaded.faults[i]));
  if (loaded.faults.size() > faults_shown) call.talk("  and " + with_commas(loaded.rows_put_aside + loaded.fields_put_aside - faults_shown) + " more");
  return loaded.rows_put_aside + loaded.fields_put_aside > 0 ? Exit::put_aside : Exit::done;
}

}  // namespace

void register_gazetteer(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("gazetteer", "make the address index of a gazetteer as one file",
                            "  hearth gazetteer district.gazetteer.toml --out district.index\n"
                            "  hearth match list.csv --gazetteer district.index --out matches.csv",
                            Needs::nothing, [options](Call& call) { return make_index(call, *options); });
  command.add_option("G.gazetteer.toml", options->gazetteer, "the gazetteer's declaration")->required();
  command.add_option("--out", options->out, "the index file to write")->required();
}

}  // namespace hearth::app
