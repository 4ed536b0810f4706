// hearth staff add | list | disable: the people who may ask. Administrators only; every try is recorded.
#include "app/command.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/folder.h"
#include "trust/secrets.h"
#include "trust/sign_in.h"
#include "trust/staff.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::string name;
  std::vector<std::string> roles;
  std::string organisation;
  std::string os_user;
  std::string new_password_file;
};

Result<trust::Actor> actor_of(Call& call) {
  auto& folder = *call.folder;
  return trust::sign_in(folder.database(), folder.log(), call.as, call.invocation.password, call.invocation.user, call.clock.now());
}

/// The rules of PLACE.toml tell which organisations there are. Before the first run there are none, and any is taken.
Result<Done> load_rules(Call& call) {
  const auto snapshot = call.folder->snapshot(call.progress);
  if (!snapshot && snapshot.error().code != "place.not_run") return fail(snapshot.error());
  return Done{};
}

Result<std::string> first_line(Call& call, const std::string& file) {
  HEARTH_TRY(text, call.files.read_all(call.path(file), 4096));
  return std::string{trim(split(text, '\n').front())};
}

Result<Exit> add(Call& call, const Options& options) {
  HEARTH_TRY(actor, actor_of(call));
  trust::NewStaff person{options.name, OrganisationId{options.organisation}, {}};
  HEARTH_TRY(roles, trust::Roles::parse(joined(options.roles, ",")));
  person.roles = roles;
  if (!options.os_user.empty()) person.os_user = options.os_user;
  bool made = false;
  if (!options.new_password_file.empty()) {
    HEARTH_TRY(password, first_line(call, options.new_password_file));
    person.password = password;
  } else if (options.os_user.empty()) {
    person.password = trust::random_password();
    made = true;
  }
  HEARTH_CHECK(load_rules(call));
  auto& folder = *call.folder;
  HEARTH_CHECK(trust::add_staff(folder.database(), folder.log(), folder.guard(), actor, person, call.clock.now()));
  call.line("Added " + to_lower_ascii(trim(options.name)) + " of " + options.organisation + ": " + roles.text() + ".");
  if (made) call.line("Password, shown this once: " + *person.password);
  return Exit::done;
}

Result<Exit> list(Call& call) {
  HEARTH_TRY(actor, actor_of(call));
  HEARTH_TRY(members, trust::list_staff(call.folder->database(), call.folder->guard(), actor));
  if (call.json) {
    json::array rows;
    for (const auto& m : members)
      rows.push_back(json::object{{"user", m.user}, {"organisation", m.organisation.text()}, {"roles", m.roles.text()}, {"os_user", m.os_user},
                                  {"password", !m.password_hash.empty()}, {"disabled", m.disabled}, {"created", m.created}, {"last_used", m.last_used}});
    call.line(formats::write_json(rows));
    return Exit::done;
  }
  TextTable table{{"name", "organisation", "roles", "machine user", "last used", ""}};
  for (const auto& m : members) table.row({m.user, m.organisation.text(), m.roles.text(), m.os_user, m.last_used, m.disabled ? "disabled" : ""});
  call.line(table.text());
  return Exit::done;
}

Result<Exit> disable(Call& call, const Options& options) {
  HEARTH_TRY(actor, actor_of(call));
  auto& folder = *call.folder;
  HEARTH_CHECK(trust::disable_staff(folder.database(), folder.log(), folder.guard(), actor, options.name, call.clock.now()));
  call.line("Disabled, from this moment on: " + to_lower_ascii(trim(options.name)) + ".");
  return Exit::done;
}

Result<Exit> roles(Call& call, const Options& options) {
  HEARTH_TRY(actor, actor_of(call));
  HEARTH_TRY(wanted, trust::Roles::parse(joined(options.roles, ",")));
  HEARTH_CHECK(trust::change_roles(call.folder->database(), call.folder->guard(), actor, options.name, wanted));
  call.line("From now on " + to_lower_ascii(trim(options.name)) + " is: " + wanted.text() + ".");
  return Exit::done;
}

}  // namespace

void register_staff(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  const std::string known = "one or several of: " + joined(trust::role_names(), ", ");
  auto& adding = table.add("staff add", "gives a person roles; administrator only, recorded",
                           "  hearth staff add anna.smith --role duty_officer --organisation weirdale --os-user anna", Needs::folder,
                           [options](Call& call) { return add(call, *options); });
  adding.add_option("name", options->name, "sign-in name")->required();
  adding.add_option("--role", options->roles, known)->required()->delimiter(',');
  adding.add_option("--organisation", options->organisation, "id of the person's organisation, as in PLACE.toml")->required();
  adding.add_option("--os-user", options->os_user, "user of this machine, by name or number, who then needs no --as");
  adding.add_option("--new-password-file", options->new_password_file, "the person's password, in the first line of a file");
  table.add("staff list", "who may ask; administrator only, recorded", "  hearth staff list", Needs::folder, list);
  auto& changing = table.add("staff roles", "gives a person other roles; administrator only, recorded", "  hearth staff roles anna.smith --role duty_officer,reviewer",
                             Needs::folder, [options](Call& call) { return roles(call, *options); });
  changing.add_option("name", options->name, "sign-in name")->required();
  changing.add_option("--role", options->roles, known)->required()->delimiter(',');
  auto& disabling = table.add("staff disable", "a person is out at once; administrator only, recorded", "  hearth staff disable anna.smith", Needs::folder,
                              [options](Call& call) { return disable(call, *options); });
  disabling.add_option("name", options->name, "sign-in name")->required();
}

}  // namespace hearth::app
