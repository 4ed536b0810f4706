#include "trust/staff.h"

#include <pwd.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/try.h"
#include "trust/password.h"
#include "trust/staff_table.h"

namespace hearth::trust {
namespace {

bool is_sign_in_name(std::string_view name) {
  static constexpr std::string_view others = "._-@";
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || others.find(c) != std::string_view::npos;
  });
}

/// Refuses before it says anything about who is there. The log names the person only when the name is one.
Result<Done> may_manage(Guard& guard, const Actor& by, const std::string& deed, const std::string& user) {
  HEARTH_CHECK(guard.allow(by, Action::manage, deed + (is_sign_in_name(user) ? ": " + user : "")));
  return Done{};
}

Result<Done> some_role(Roles roles) {
  if (roles.empty()) return wrong_use("staff.no_role", "name at least one role with --role. Roles: " + joined(role_names(), ", "));
  return Done{};
}

/// Somebody of this name, and somebody else who lets people in when they no longer do.
Result<Done> may_be_changed(store::Session& session, const std::string& name, bool lets_people_in_after) {
  HEARTH_TRY(all, every_staff_member(session));
  const auto found = std::find_if(all.begin(), all.end(), [&name](const StaffMember& m) { return m.user == name; });
  if (found == all.end()) return wrong_use("staff.unknown", "nobody has this sign-in name. See: hearth staff list");
  const auto administrators =
      std::count_if(all.begin(), all.end(), [](const StaffMember& m) { return !m.disabled && m.roles.has(Role::administrator); });
  if (!lets_people_in_after && !found->disabled && found->roles.has(Role::administrator) && administrators == 1)
    return wrong_use("staff.last_administrator", "this is the last administrator. Add another one first.");
  return Done{};
}

Result<Done> check(const Policy& policy, const StaffMember& member) {
  if (!is_sign_in_name(member.user))
    return wrong_use("staff.name", "a sign-in name has 1 to 64 letters without accents, digits, and . _ - @. For example: anna.smith");
  HEARTH_CHECK(some_role(member.roles));
  if (member.organisation.empty()) return wrong_use("staff.organisation_unknown", "name the organisation with --organisation.");
  return check_organisation(policy.organisations(), member.organisation);
}

}  // namespace

Result<std::string> os_user_number(std::string_view name_or_number) {
  std::uint32_t number = 0;
  const char* end = name_or_number.data() + name_or_number.size();
  if (const auto read = std::from_chars(name_or_number.data(), end, number); read.ec == std::errc{} && read.ptr == end)
    return std::to_string(number);
  passwd entry{};
  passwd* found = nullptr;
  std::vector<char> room(16384);
  const std::string name{name_or_number};
  if (name.find('\0') == std::string::npos && ::getpwnam_r(name.c_str(), &entry, room.data(), room.size(), &found) == 0 && found != nullptr)
    return std::to_string(entry.pw_uid);
  return wrong_use("staff.os_user_unknown", "this machine has no such user. Expected a name or a number as `id` prints it.");
}

Result<Done> add_staff(store::Database& database, AuditLog&, Guard& guard, const Actor& by, const NewStaff& person, Instant now,
                       PasswordCost cost) {
  StaffMember member{to_lower_ascii(trim(person.user)), person.organisation, person.roles};
  HEARTH_CHECK(may_manage(guard, by, "add staff with role " + person.roles.text() + " of " + person.organisation.text(), member.user));
  HEARTH_CHECK(check(*guard.policy(), member));
  member.created = now.text();
  if (person.os_user) {
    HEARTH_TRY(number, os_user_number(*person.os_user));
    member.os_user = number;
  }
  if (person.password) {
    HEARTH_TRY(hash, hash_password(*person.password, cost));
    member.password_hash = hash;
  }
  return database.write([&member](store::Session& session) -> Result<Done> {
    HEARTH_TRY(same_name, find_staff(session, member.user));
    if (same_name) return wrong_use("staff.exists", "a person with this sign-in name is there already; names are given once.");
    HEARTH_TRY(same_os_user, find_staff_of_os_user(session, member.os_user));
    if (same_os_user)
      return wrong_use("staff.os_user_taken", "this operating-system user is " + same_os_user->user + " already. Disable that person first, or leave --os-user out.");
    return insert_staff(session, member);
  });
}

Result<Done> disable_staff(store::Database& database, AuditLog&, Guard& guard, const Actor& by, const std::string& user, Instant) {
  const std::string name = to_lower_ascii(trim(user));
  HEARTH_CHECK(may_manage(guard, by, "disable staff", name));
  return database.write([&name](store::Session& session) -> Result<Done> {
    HEARTH_CHECK(may_be_changed(session, name, false));
    return set_disabled(session, name);
  });
}

Result<Done> change_roles(store::Database& database, Guard& guard, const Actor& by, const std::string& user, Roles roles) {
  const std::string name = to_lower_ascii(trim(user));
  HEARTH_CHECK(may_manage(guard, by, "change roles to " + roles.text(), name));
  HEARTH_CHECK(some_role(roles));
  return database.write([&](store::Session& session) -> Result<Done> {
    HEARTH_CHECK(may_be_changed(session, name, roles.has(Role::administrator)));
    return set_roles(session, name, roles);
  });
}

Result<std::vector<StaffMember>> list_staff(store::Database& database, Guard& guard, const Actor& by) {
  HEARTH_CHECK(guard.allow(by, Action::manage, "list staff"));
  std::vector<StaffMember> members;
  HEARTH_CHECK(database.read([&members](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, every_staff_member(session));
    members = std::move(found);
    return Done{};
  }));
  for (auto& member : members) member.password_hash = member.password_hash.empty() ? "" : "set";
  return members;
}

}  // namespace hearth::trust
