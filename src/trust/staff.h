// staff.h: the people who may ask, with their organisation and roles. They live in the store only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/store.h"
#include "trust/guard.h"

namespace hearth::trust {

struct StaffMember {
  std::string user;                 ///< sign-in name: letters, digits, . _ - and @
  OrganisationId organisation;
  Roles roles;
  std::string password_hash{};      ///< Argon2id; empty: no password, only by os_user
  std::string os_user{};            ///< number of an operating-system user; empty: none
  std::string created{};            ///< ISO moment
  bool disabled{false};
  std::string last_used{};
  [[nodiscard]] Actor actor() const { return {user, organisation, roles}; }
};

struct NewStaff {
  std::string user;
  OrganisationId organisation;
  Roles roles;
  std::optional<std::string> password{};
  std::optional<std::string> os_user{};  ///< name or number
};

/// What Argon2id may cost. Tests take the least.
struct PasswordCost {
  unsigned long long operations{2};
  std::size_t memory{64U << 20};
  [[nodiscard]] static PasswordCost least() noexcept;
};

/// Adds a person. Only an administrator may; recorded, allowed or not, before it is done.
/// @error trust.refused (exit 4), staff.name, staff.no_role, staff.exists, staff.os_user_unknown, staff.os_user_taken,
///        staff.organisation_unknown, staff.password_length (exit 2)
[[nodiscard]] Result<Done> add_staff(store::Database& database, AuditLog& log, Guard& guard, const Actor& by, const NewStaff& person,
                                     Instant now, PasswordCost cost = {});
/// Out at once: the next question of this person is refused. Recorded.
/// @error trust.refused, staff.unknown, staff.last_administrator (somebody must be able to let people in)
[[nodiscard]] Result<Done> disable_staff(store::Database& database, AuditLog& log, Guard& guard, const Actor& by, const std::string& user,
                                         Instant now);
/// Other roles, from the next question on. Recorded, allowed or not, before it is done.
/// @error trust.refused, staff.unknown, staff.no_role, staff.last_administrator
[[nodiscard]] Result<Done> change_roles(store::Database& database, Guard& guard, const Actor& by, const std::string& user, Roles roles);
/// By name. Only an administrator may; recorded. No password hashes.
[[nodiscard]] Result<std::vector<StaffMember>> list_staff(store::Database& database, Guard& guard, const Actor& by);

/// The number of an operating-system user, from a name or a number. @error staff.os_user_unknown
[[nodiscard]] Result<std::string> os_user_number(std::string_view name_or_number);

}  // namespace hearth::trust
