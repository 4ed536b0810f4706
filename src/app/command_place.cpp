// hearth place new: a PLACE.toml to fill in.
#include <filesystem>
#include <memory>

#include "app/command.h"
#include "app/own_drafts.h"
#include "base/try.h"

namespace hearth::app {
namespace {

struct Options {
  std::string folder;
};

Result<Exit> place_new(Call& call, const Options& options) {
  const Path folder = call.path(options.folder);
  if (call.files.exists(folder / "PLACE.toml"))
    return wrong_use("place.exists", "there is a PLACE.toml already. Choose another folder, or edit that one.", {.file = options.folder});
  std::error_code failed;
  std::filesystem::create_directories(folder / "feeds", failed);
  if (failed) return fail("file.not_allowed", "the folder cannot be made: " + failed.message() + ".", {.file = options.folder});
  HEARTH_CHECK(call.files.write_all(folder / "PLACE.toml", place_template(call.clock.now().date())));
  HEARTH_CHECK(call.files.write_all(folder / "gazetteer.toml", gazetteer_template()));
  call.line("Made " + options.folder + "/PLACE.toml and " + options.folder + "/gazetteer.toml. Next:\n"
            "  1. name the organisations and their agreements in PLACE.toml: drafts of feeds take them from there\n"
            "  2. say in gazetteer.toml which column of your address list is what, or draft it:\n"
            "     hearth feed propose ADDRESSES.csv --out " + options.folder + "/gazetteer.toml\n"
            "  3. for each export: hearth feed propose EXPORT.csv --out " + options.folder + "/feeds/NAME.feed.toml\n"
            "     read the draft, then try it: hearth load " + options.folder + "/feeds/NAME.feed.toml --check; name it in PLACE.toml\n"
            "  4. hearth setup --yes --organisation ORGANISATION      you become the administrator, who manages people and sees no resident data\n"
            "  5. hearth run " + options.folder + "/PLACE.toml\n"
            "  6. hearth staff add NAME --role duty_officer --organisation ORGANISATION      somebody who may ask; a password is shown once\n"
            "  7. hearth query --as NAME --purpose flood-welfare --within AREA.geojson\n"
            "What each fact is called: hearth factors. What a declaration of a feed can say: hearth feed keys");
  return Exit::done;
}

}  // namespace

void register_place(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("place new", "writes a PLACE.toml to fill in", "  hearth place new myplace", Needs::nothing,
                            [options](Call& call) { return place_new(call, *options); });
  command.add_option("DIR", options->folder, "the folder to make")->required();
}

}  // namespace hearth::app
