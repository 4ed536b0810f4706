#include "trust/staff_table.h"

#include "base/try.h"
#include "trust/audit_table.h"
#include "trust/statements.h"

namespace hearth::trust {
namespace {

using store::Session;
using store::Statement;
using store::to_value;

constexpr Statement every_member{"trust.every_staff_member",
                                 "SELECT user_name, organisation, roles, password_hash, os_user, created, is_disabled, last_used "
                                 "FROM staff ORDER BY user_name"};
constexpr Statement one_member{"trust.one_staff_member",
                               "SELECT user_name, organisation, roles, password_hash, os_user, created, is_disabled, last_used "
                               "FROM staff WHERE user_name = :user_name"};
constexpr Statement of_os_user{"trust.staff_of_os_user",
                               "SELECT user_name, organisation, roles, password_hash, os_user, created, is_disabled, last_used "
                               "FROM staff WHERE os_user = :os_user AND is_disabled = 0"};
constexpr Statement add_member{"trust.add_staff_member",
                               "INSERT INTO staff (user_name, organisation, roles, password_hash, os_user, created, is_disabled, "
                               "last_used) VALUES (:user_name, :organisation, :roles, :password_hash, :os_user, :created, "
                               ":is_disabled, :last_used)"};
constexpr Statement disable{"trust.disable_staff_member", "UPDATE staff SET is_disabled = 1 WHERE user_name = :user_name"};
constexpr Statement other_roles{"trust.change_roles", "UPDATE staff SET roles = :roles WHERE user_name = :user_name"};
constexpr Statement used{"trust.staff_member_used", "UPDATE staff SET last_used = :last_used WHERE user_name = :user_name"};
constexpr Statement failures{"trust.sign_in_failures", "SELECT failures, last_at FROM sign_in_failure WHERE user_key = :user_key"};
constexpr Statement more_failures{"trust.more_sign_in_failures",
                                  "UPDATE sign_in_failure SET failures = :failures, last_at = :last_at WHERE user_key = :user_key"};
constexpr Statement first_failure{"trust.first_sign_in_failure",
                                  "INSERT INTO sign_in_failure (user_key, failures, last_at) VALUES (:user_key, :failures, :last_at)"};
constexpr Statement no_failures{"trust.no_sign_in_failures", "DELETE FROM sign_in_failure WHERE user_key = :user_key"};

Result<std::vector<StaffMember>> read_members(Session& session, const Statement& statement, std::vector<store::Value> parameters) {
  using S = std::string;
  std::vector<StaffMember> members;
  std::optional<Error> bad;
  HEARTH_CHECK((session.query<S, S, S, S, S, S, std::int64_t, S>(
      statement, std::move(parameters), [&](S user, S organisation, S roles, S hash, S os_user, S created, std::int64_t disabled, S last_used) {
        auto parsed = Roles::parse(roles);
        if (!parsed) bad = parsed.error();
        else members.push_back({user, OrganisationId{organisation}, *parsed, hash, os_user, created, disabled != 0, last_used});
      })));
  if (bad) return fail(*bad);
  return members;
}

Result<std::optional<StaffMember>> first_of(Result<std::vector<StaffMember>> members) {
  if (!members) return fail(members.error());
  return members->empty() ? std::optional<StaffMember>{} : std::optional{std::move(members->front())};
}

}  // namespace

std::vector<Statement> staff_statements() {
  return {every_member, one_member, of_os_user, add_member, disable, other_roles, used, failures, more_failures, first_failure, no_failures};
}

std::vector<Statement> statements() {
  auto all = audit_statements();
  for (const auto& statement : staff_statements()) all.push_back(statement);
  return all;
}

Result<std::vector<StaffMember>> every_staff_member(Session& session) { return read_members(session, every_member, {}); }

Result<std::optional<StaffMember>> find_staff(Session& session, const std::string& user) {
  return first_of(read_members(session, one_member, {to_value(user)}));
}

Result<std::optional<StaffMember>> find_staff_of_os_user(Session& session, const std::string& os_user) {
  if (os_user.empty()) return std::optional<StaffMember>{};
  return first_of(read_members(session, of_os_user, {to_value(os_user)}));
}

Result<Done> insert_staff(Session& session, const StaffMember& member) {
  HEARTH_CHECK(session.execute(add_member, {to_value(member.user), to_value(member.organisation.text()), to_value(member.roles.text()),
                                            to_value(member.password_hash), to_value(member.os_user), to_value(member.created),
                                            to_value(member.disabled), to_value(member.last_used)}));
  return Done{};
}

Result<Done> set_disabled(Session& session, const std::string& user) {
  HEARTH_CHECK(session.execute(disable, {to_value(user)}));
  return Done{};
}

Result<Done> set_roles(Session& session, const std::string& user, Roles roles) {
  HEARTH_CHECK(session.execute(other_roles, {to_value(roles.text()), to_value(user)}));
  return Done{};
}

Result<Done> set_last_used(Session& session, const std::string& user, const std::string& at) {
  HEARTH_CHECK(session.execute(used, {to_value(at), to_value(user)}));
  return Done{};
}

Result<Failures> failures_of(Session& session, const std::string& key) {
  Failures found;
  HEARTH_CHECK((session.query<std::int64_t, std::string>(failures, {to_value(key)}, [&found](std::int64_t count, std::string last_at) {
    found = {count, std::move(last_at)};
  })));
  return found;
}

Result<Done> set_failures(Session& session, const std::string& key, const Failures& value) {
  HEARTH_TRY(changed, session.execute(more_failures, {to_value(value.count), to_value(value.last_at), to_value(key)}));
  if (changed == 0) HEARTH_CHECK(session.execute(first_failure, {to_value(key), to_value(value.count), to_value(value.last_at)}));
  return Done{};
}

Result<Done> forget_failures(Session& session, const std::string& key) {
  HEARTH_CHECK(session.execute(no_failures, {to_value(key)}));
  return Done{};
}

}  // namespace hearth::trust
