#include "trust/setup.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "trust/audit_verify.h"
#include "trust/key_files.h"
#include "trust/password.h"
#include "trust/staff_table.h"

namespace hearth::trust {
namespace {

StaffMember made_up(std::string user, const OrganisationId& organisation, Role role, const std::string& hash) {
  return {std::move(user), organisation, Roles{role}, hash};
}

/// The people that setup adds; the caller is mapped to one of them, or to nobody.
std::vector<StaffMember> first_people(const SetupSettings& settings, const std::string& hash) {
  std::vector<StaffMember> people{made_up(settings.administrator, settings.organisation, Role::administrator, hash)};
  const std::string caller = std::to_string(settings.caller);
  if (settings.demo) {
    people.push_back(made_up("demo-duty-officer", settings.organisation, Role::duty_officer, hash));
    people.back().os_user = caller;
    people.push_back(made_up("demo-benefits-officer", settings.organisation, Role::benefits_officer, hash));
    people.push_back(made_up("demo-charity-worker", settings.charity, Role::support_worker, hash));
    people.push_back(made_up("demo-volunteer", settings.volunteers, Role::support_worker, hash));
    people.push_back(made_up("demo-reviewer", settings.organisation, Role::reviewer, hash));
    people.push_back(made_up("demo-auditor", settings.organisation, Role::auditor, hash));
  } else if (settings.map_caller) {
    people.front().os_user = caller;
  }
  return people;
}

bool lets_people_in(const StaffMember& member) { return !member.disabled && member.roles.has(Role::administrator); }

AuditEvent event_of(const SetupDone& done, Instant now) {
  AuditEvent event;
  event.at = now;
  event.actor = "setup";
  event.action = "setup";
  event.allowed = true;
  event.reason = done.added.empty() ? "keys" : "first_people";
  for (const auto& user : done.added) event.asked += (event.asked.empty() ? "" : ", ") + user;
  return event;
}

/// The password of the first people: the given one, or a made one when somebody will have to sign in with it.
Result<std::string> password_hash(const SetupSettings& settings, SetupDone& done) {
  std::optional<std::string> password = settings.password;
  if (!password && (settings.demo || !settings.map_caller)) password = done.password = random_password();
  return password ? hash_password(*password, settings.cost) : Result<std::string>{std::string{}};
}

Result<Done> ensure_keys(Files& files, store::Database& database, AuditLog& log, const Path& data, SetupDone& done) {
  HEARTH_TRY(log_signed, log_is_signed(files, data, database));
  auto held = keys_of_log(files, data, log_signed);
  if (!held && held.error().code != "keys.unfinished") return fail(held.error());
  done.keys_made = !held || !*held;
  auto keys = done.keys_made ? make_keys(files, data) : Result<AuditKeys>{std::move(**held)};
  if (!keys) return fail(keys.error());
  done.verifier = verifier_text(keys->signing.verify_key());
  log.use(std::move(*keys));
  return Done{};
}

}  // namespace

Result<SetupDone> set_up(Files& files, store::Database& database, AuditLog& log, const Path& data, Instant now, const SetupSettings& settings) {
  SetupDone done;
  std::vector<StaffMember> there;
  HEARTH_CHECK(database.read([&there](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, every_staff_member(session));
    there = std::move(found);
    return Done{};
  }));
  done.was_set_up = std::any_of(there.begin(), there.end(), lets_people_in);
  std::string hash;
  if (!done.was_set_up) {
    HEARTH_TRY(made, password_hash(settings, done));
    hash = std::move(made);
  }
  HEARTH_CHECK(ensure_keys(files, database, log, data, done));
  if (settings.demo && done.password) HEARTH_CHECK(files.write_all(keys_folder(data) / "demo.password", *done.password + "\n", true));
  const std::string caller = std::to_string(settings.caller);
  HEARTH_CHECK(database.write([&](store::Session& session) -> Result<Done> {
    done.added.clear();
    done.caller_is.clear();
    if (!done.was_set_up)
      for (auto& person : first_people(settings, hash)) {
        HEARTH_TRY(same_name, find_staff(session, person.user));
        if (same_name) continue;
        person.created = now.text();
        HEARTH_CHECK(insert_staff(session, person));
        done.added.push_back(person.user);
      }
    HEARTH_TRY(mapped, find_staff_of_os_user(session, caller));
    if (mapped) done.caller_is = mapped->user;
    if (done.keys_made || !done.added.empty()) HEARTH_CHECK(log.append_in(session, event_of(done, now)));
    return Done{};
  }));
  // Later it is the checks' to write, when they found the log whole: a log that was cut must not be vouched for by running setup again.
  if (done.keys_made || !done.added.empty()) HEARTH_CHECK(write_anchor(files, data, database));
  return done;
}

}  // namespace hearth::trust
