// hearth setup: first keys, first administrator; with --demo, made-up staff.
#include "app/command.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/folder.h"
#include "trust/setup.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  bool yes{false};
  bool demo{false};
  std::string administrator{"administrator"};
  std::string organisation{"council"};
};

void print(Call& call, const trust::SetupDone& done, const std::string& organisation, bool demo) {
  if (call.json) {
    json::array added;
    for (const auto& user : done.added) added.emplace_back(user);
    return call.line(formats::write_json(json::object{{"keys_made", done.keys_made}, {"was_set_up", done.was_set_up}, {"added", std::move(added)},
                                                      {"you_are", done.caller_is}, {"password", done.password.value_or("")}, {"log_key", done.verifier}}));
  }
  if (done.was_set_up) call.line("This data folder was set up before; nobody was added.");
  if (!done.added.empty()) {
    std::string all;
    for (const auto& user : done.added) all += (all.empty() ? "" : ", ") + user;
    call.line("Added: " + all + ".");
  }
  call.line(done.caller_is.empty() ? "Your user of this machine is nobody here: sign in with --as, or have an administrator run: hearth staff add"
                                   : "Your user of this machine is " + done.caller_is + ".");
  if (done.password) call.line("Password, shown this once: " + *done.password);
  call.line("Key of the audit log, to be kept elsewhere:\n  " + done.verifier);
  if (!done.added.empty() && !demo)
    call.line("An administrator manages people and sees no resident data. Next, somebody who may ask:\n"
              "  hearth staff add NAME --role duty_officer --organisation " + organisation + "\n"
              "  hearth query --as NAME --purpose flood-welfare --street \"STREET\"      (after hearth run PLACE.toml)");
}

/// As soon as a run has told which organisations there are. The demo's are its own.
Result<Done> check_organisation(Call& call, const Options& options) {
  const auto path = call.folder->place_file();
  if (!path || options.demo) return Done{};
  HEARTH_TRY(place, formats::DeclarationFile::read(call.files, *path));
  HEARTH_TRY(declared, trust::read_trust_declarations(place.root()));
  return trust::check_organisation(declared.organisations, OrganisationId{options.organisation});
}

Result<Exit> setup(Call& call, const Options& options) {
  if (!options.yes && !options.demo)
    return wrong_use("setup.say_how",
                     "say how: --yes makes you, this user of the machine, the first administrator, who manages people, roles and agreements and sees "
                     "no resident data; --demo adds made-up staff and makes you a duty officer of the demo.");
  HEARTH_CHECK(check_organisation(call, options));
  auto& folder = *call.folder;
  trust::SetupSettings settings;
  settings.administrator = to_lower_ascii(trim(options.administrator));
  settings.organisation = OrganisationId{options.organisation};
  settings.caller = call.invocation.user;
  settings.map_caller = options.yes;
  settings.demo = options.demo;
  HEARTH_TRY(done, trust::set_up(call.files, folder.database(), folder.log(), folder.path(), call.clock.now(), settings));
  print(call, done, options.organisation, options.demo);
  return Exit::done;
}

}  // namespace

void register_setup(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("setup", "first keys, first administrator, data folder", "  hearth setup --yes --organisation weirdale\n  hearth setup --demo",
                            Needs::folder_or_new, [options](Call& call) { return setup(call, *options); });
  command.add_flag("--yes", options->yes, "you are the first administrator");
  command.add_flag("--demo", options->demo, "made-up staff of the demo district; you are its duty officer");
  command.add_option("--administrator", options->administrator, "sign-in name of the first administrator")->capture_default_str();
  command.add_option("--organisation", options->organisation, "id of the administrator's organisation, as in PLACE.toml")->capture_default_str();
}

}  // namespace hearth::app
