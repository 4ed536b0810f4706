#include "trust/staff.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/try.h"
#include "formats/json.h"
#include "store/any_database.h"
#include "trust/audit_verify.h"
#include "trust/example_place.h"
#include "trust/key_files.h"
#include "trust/setup.h"
#include "trust/sign_in.h"
#include "trust/statements.h"

using namespace hearth;
using namespace hearth::trust;
using namespace hearth::tests;

namespace {

const PasswordCost cheap = PasswordCost::least();
constexpr const char* good_password = "correct horse battery";

struct Place {
  TemporaryFolder folder;
  Path data{folder.path() / "data"};
  DiskFiles files;
  std::unique_ptr<store::Database> database{std::move(*store::open_folder(data))};
  AuditLog log{*database, std::nullopt};
  FixedClock clock{today};
  Guard guard{log, clock, example_policy()};
  Actor boss{"boss", OrganisationId{"council"}, {Role::administrator}};

  Result<SetupDone> setup(SetupSettings settings) {
    settings.cost = cheap;
    return set_up(files, *database, log, data, clock.now(), settings);
  }
  Result<Done> add(const Actor& by, NewStaff person) { return add_staff(*database, log, guard, by, person, clock.now(), cheap); }
  Result<Actor> sign_in(const std::string& user, const std::string& password) {
    return sign_in_with_password(*database, log, user, password, clock.now(), cheap);
  }
  void wait(std::int64_t seconds) { clock.set({clock.now().milliseconds + seconds * 1000}); }
  std::vector<std::string> lines() {
    std::vector<std::string> out;
    static_cast<void>(export_audit(*database, [&out](std::string_view line) -> Result<Done> {
      out.emplace_back(line);
      return Done{};
    }));
    return out;
  }
  std::string last_event() { return lines().back(); }
};

NewStaff anna(std::optional<std::string> password = good_password) {
  return {"anna.smith", OrganisationId{"council"}, {Role::duty_officer}, std::move(password), std::nullopt};
}
int mode_of(const Path& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? static_cast<int>(found.st_mode & 0777) : -1;
}

}  // namespace

TEST_CASE("Every statement of the room works on both databases") {
  for_each_database([](store::Database& database) {
    TemporaryFolder folder;
    DiskFiles files;
    AuditLog log{database, std::nullopt};
    const FixedClock clock{today};
    Guard guard{log, clock, example_policy()};
    SetupSettings settings;
    settings.map_caller = true;
    settings.caller = 4711;
    settings.cost = cheap;
    CHECK(database.prepare_all(statements()));
    const auto done = set_up(files, database, log, folder.path(), today, settings);
    if (!done) FAIL(to_string(done.error()));
    const auto boss = sign_in_as_os_user(database, 4711, today);
    REQUIRE(boss);
    CHECK(add_staff(database, log, guard, *boss, anna(), today, cheap));
    CHECK(!sign_in_with_password(database, log, "anna.smith", "wrong password", today, cheap));
    CHECK(!sign_in_with_password(database, log, "anna.smith", "wrong password", today, cheap));
    CHECK(sign_in_with_password(database, log, "anna.smith", good_password, today, cheap));
    CHECK(list_staff(database, guard, *boss)->size() == 2);
    CHECK(disable_staff(database, log, guard, *boss, "anna.smith", today));
    REQUIRE(guard.set_policy(example_policy(), "PLACE.toml"));
    CHECK(verify_audit(database, *read_verify_key(files, folder.path()))->whole());
  });
  CHECK(statements().size() == 30);
}

TEST_CASE("Set-up makes private keys and the first administrator, signs the log, and can be run again") {
  Place place;
  const auto done = place.setup({.caller = 1000, .map_caller = true});
  if (!done) FAIL(to_string(done.error()));
  CHECK(done->keys_made);
  CHECK(done->caller_is == "administrator");
  CHECK(!done->password);
  CHECK(mode_of(place.data / "keys") == 0700);
  CHECK(mode_of(place.data / "keys" / "audit.key") == 0600);
  CHECK(mode_of(place.data / "keys" / "subject.key") == 0600);
  const auto actor = sign_in_as_os_user(*place.database, 1000, today);
  REQUIRE(actor);
  CHECK(actor->roles == Roles{Role::administrator});
  CHECK(verify_folder(place.files, place.data, *place.database)->whole());

  const auto again = place.setup({.caller = 2000, .map_caller = true});
  REQUIRE(again);
  CHECK(again->was_set_up);
  CHECK(!again->keys_made);
  CHECK(again->caller_is.empty());  // another user of the machine does not become administrator by running it again
  CHECK(!sign_in_as_os_user(*place.database, 2000, today)->is_somebody());
  CHECK(again->verifier == done->verifier);
}

TEST_CASE("Set-up on a folder that has data already loses nothing") {
  Place place;
  REQUIRE(place.log.append({.at = today, .actor = "", .action = "query", .reason = "nobody"}));
  REQUIRE(place.setup({.caller = 1000, .map_caller = true}));
  const auto report = verify_audit(*place.database, *read_verify_key(place.files, place.data));
  CHECK(report->whole());
  CHECK(report->events == 2);
  CHECK(report->unsigned_checkpoints == 1);
}

TEST_CASE("The demo has made-up staff, and the caller is the duty officer") {
  Place place;
  const auto done = place.setup({.caller = 1000, .demo = true});
  REQUIRE(done);
  CHECK(done->added.size() == 7);
  CHECK(done->caller_is == "demo-duty-officer");
  REQUIRE(done->password);
  const auto caller = sign_in_as_os_user(*place.database, 1000, today);
  CHECK(caller->roles == Roles{Role::duty_officer});
  CHECK(mode_of(place.data / "keys" / "demo.password") == 0600);
  const auto worker = place.sign_in("demo-charity-worker", *done->password);
  REQUIRE(worker);
  CHECK(worker->organisation == OrganisationId{"charity"});
  CHECK(place.setup({.caller = 1000, .demo = true})->caller_is == "demo-duty-officer");
}

TEST_CASE("Only an administrator adds people, and each try is in the log") {
  Place place;
  const Actor officer{"otto", OrganisationId{"council"}, {Role::duty_officer}};
  const auto refused = place.add(officer, anna());
  REQUIRE(!refused);
  CHECK(refused.error().exit == Exit::refused);
  CHECK(place.last_event().find("\"decision\":\"deny\"") != std::string::npos);
  CHECK(!place.sign_in("anna.smith", good_password));
  CHECK(place.add(place.boss, anna()));
  CHECK(place.sign_in("Anna.Smith ", good_password));
  CHECK(place.add({}, anna()).error().exit == Exit::refused);
}

TEST_CASE("A person who cannot be added is told why") {
  Place place;
  REQUIRE(place.add(place.boss, anna()));
  const auto code = [&place](NewStaff person) { return place.add(place.boss, std::move(person)).error().code; };
  CHECK(code(anna()) == "staff.exists");
  auto person = anna();
  person.user = "anna smith\n";
  CHECK(code({"anna smith", person.organisation, person.roles, {}, {}}) == "staff.name");
  CHECK(code({"", person.organisation, person.roles, {}, {}}) == "staff.name");
  CHECK(code({"otto", person.organisation, {}, {}, {}}) == "staff.no_role");
  CHECK(code({"otto", OrganisationId{"police"}, person.roles, {}, {}}) == "staff.organisation_unknown");
  CHECK(code({"otto", person.organisation, person.roles, "short", {}}) == "staff.password_length");
  CHECK(code({"otto", person.organisation, person.roles, {}, "no such user of this machine"}) == "staff.os_user_unknown");
  REQUIRE(place.add(place.boss, {"otto", person.organisation, person.roles, {}, "4321"}));
  CHECK(code({"olga", person.organisation, person.roles, {}, "4321"}) == "staff.os_user_taken");
}

TEST_CASE("A disabled person is out at once") {
  Place place;
  REQUIRE(place.setup({.caller = 1000, .map_caller = true}));
  REQUIRE(place.add(place.boss, {"otto", OrganisationId{"council"}, {Role::duty_officer}, good_password, "4321"}));
  CHECK(sign_in_as_os_user(*place.database, 4321, today)->is_somebody());
  REQUIRE(disable_staff(*place.database, place.log, place.guard, place.boss, "otto", today));
  CHECK(!sign_in_as_os_user(*place.database, 4321, today)->is_somebody());
  CHECK(!place.sign_in("otto", good_password));
  CHECK(disable_staff(*place.database, place.log, place.guard, place.boss, "administrator", today).error().code == "staff.last_administrator");
  CHECK(disable_staff(*place.database, place.log, place.guard, place.boss, "nobody", today).error().code == "staff.unknown");
}

TEST_CASE("Other roles count from the next question on; the last administrator stays one; nobody else may change them") {
  Place place;
  REQUIRE(place.setup({.caller = 1000, .map_caller = true}));
  REQUIRE(place.add(place.boss, {"otto", OrganisationId{"council"}, {Role::duty_officer}, good_password, "4321"}));
  const auto change = [&](const Actor& by, const std::string& user, Roles roles) {
    const auto done = change_roles(*place.database, place.guard, by, user, roles);
    return done ? std::string{"done"} : done.error().code;
  };
  const Actor officer{"otto", OrganisationId{"council"}, {Role::duty_officer}};
  CHECK(change(officer, "otto", {Role::administrator}) == "trust.refused");
  CHECK(change(place.boss, "otto", {}) == "staff.no_role");
  CHECK(change(place.boss, "nobody", {Role::reviewer}) == "staff.unknown");
  CHECK(change(place.boss, "administrator", {Role::auditor}) == "staff.last_administrator");
  CHECK(change(place.boss, "administrator", {Role::administrator, Role::auditor}) == "done");
  CHECK(change(place.boss, "Otto ", {Role::reviewer}) == "done");
  CHECK(place.last_event().find("change roles to reviewer: otto") != std::string::npos);
  CHECK(sign_in_as_os_user(*place.database, 4321, today)->roles == Roles{Role::reviewer});
}

TEST_CASE("A wrong name, a wrong password, no password and a disabled person read the same") {
  Place place;
  REQUIRE(place.add(place.boss, anna()));
  REQUIRE(place.add(place.boss, {"otto", OrganisationId{"council"}, {Role::duty_officer}, std::nullopt, std::nullopt}));
  REQUIRE(place.add(place.boss, {"olga", OrganisationId{"council"}, {Role::duty_officer}, good_password, std::nullopt}));
  REQUIRE(disable_staff(*place.database, place.log, place.guard, place.boss, "olga", today));
  const auto wrong_password = place.sign_in("anna.smith", "not this password");
  const auto wrong_name = place.sign_in("hunter2 my password", good_password);
  const auto no_password = place.sign_in("otto", "");
  const auto disabled = place.sign_in("olga", good_password);
  REQUIRE(!wrong_password);
  CHECK(wrong_password.error().exit == Exit::refused);
  CHECK(wrong_name.error() == wrong_password.error());
  CHECK(no_password.error() == wrong_password.error());
  CHECK(disabled.error() == wrong_password.error());
  for (const auto& line : place.lines()) CHECK(line.find("hunter2") == std::string::npos);  // what was typed as a name is not kept
}

TEST_CASE("After five failures a name waits, longer each time, and the right password opens it again") {
  Place place;
  REQUIRE(place.add(place.boss, anna()));
  for (int i = 0; i < 5; ++i) CHECK(!place.sign_in("anna.smith", "not this password"));
  CHECK(!place.sign_in("anna.smith", good_password));
  CHECK(place.last_event().find("too_many_tries") != std::string::npos);
  place.wait(31);
  CHECK(!place.sign_in("anna.smith", "not this password"));
  place.wait(31);
  CHECK(!place.sign_in("anna.smith", good_password));  // now a minute
  place.wait(31);
  CHECK(place.sign_in("anna.smith", good_password));
  CHECK(place.sign_in("anna.smith", good_password));
  for (int i = 0; i < 5; ++i) CHECK(!place.sign_in("no.such.person", "not this password"));
  CHECK(!place.sign_in("no.such.person", "not this password"));
  CHECK(place.last_event().find("too_many_tries") != std::string::npos);
}

TEST_CASE("Passwords are kept as Argon2id, and no list shows them") {
  Place place;
  REQUIRE(place.add(place.boss, anna()));
  const auto members = list_staff(*place.database, place.guard, place.boss);
  REQUIRE(members);
  CHECK(members->at(0).password_hash == "set");
  CHECK(!list_staff(*place.database, place.guard, {"otto", OrganisationId{"council"}, {Role::duty_officer}}));
}

TEST_CASE("A signed log needs all of its keys; before the first there are none, and after an interrupted set-up it is run again") {
  Place place;
  CHECK(!keys_of_log(place.files, place.data, false)->has_value());
  CHECK(keys_of_log(place.files, place.data, true).error().code == "keys.lost");
  REQUIRE(place.files.write_all(place.data / "audit.checkpoint", ""));
  CHECK(!*log_is_signed(place.files, place.data, *place.database));
  REQUIRE(place.setup({}));
  CHECK(*log_is_signed(place.files, place.data, *place.database));
  CHECK(keys_of_log(place.files, place.data, true)->has_value());
  const auto keys = place.data / "keys";
  for (const char* name : {"audit.key", "audit.pub", "subject.key"}) {
    CAPTURE(name);
    std::filesystem::rename(keys / name, place.data / "aside");
    CHECK(keys_of_log(place.files, place.data, true).error().code == "keys.lost");
    CHECK(!place.setup({}));
    CHECK(!verify_folder(place.files, place.data, *place.database)->whole());
    CHECK(!std::filesystem::exists(keys / name));
    std::filesystem::rename(place.data / "aside", keys / name);
  }
  CHECK(verify_folder(place.files, place.data, *place.database)->whole());
  REQUIRE(place.files.write_all(keys / "audit.pub", verifier_text(SigningKey::generate().verify_key()) + "\n"));  // a key, and another log's
  CHECK(keys_of_log(place.files, place.data, true).error().code == "keys.malformed");
  std::filesystem::remove(keys / "audit.key");
  CHECK(keys_of_log(place.files, place.data, false).error().code == "keys.unfinished");
}

TEST_CASE("Keys that are not what set-up made are refused, and are never made twice") {
  Place place;
  CHECK(read_audit_keys(place.files, place.data).error().code == "keys.missing");
  REQUIRE(make_keys(place.files, place.data));
  CHECK(make_keys(place.files, place.data).error().code == "keys.exist");
  CHECK(read_audit_keys(place.files, place.data));
  REQUIRE(place.files.write_all(place.data / "keys" / "audit.key", "not a key\n", true));
  CHECK(read_audit_keys(place.files, place.data).error().code == "keys.malformed");
}
