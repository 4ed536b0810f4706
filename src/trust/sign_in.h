// sign_in.h: from a name and password, or from the operating system's word for who calls, to an Actor.
#pragma once

#include <cstdint>
#include <string>

#include "store/store.h"
#include "trust/audit_log.h"
#include "trust/staff.h"

namespace hearth::trust {

/// Name and password. A wrong name, a wrong password, a disabled person and too many tries read the same and take the same
/// time; each try is recorded (the name only when it is a known one: people type passwords into the name).
/// After 5 failures in a row a name waits 30 s, then twice as long each time, at most 15 minutes.
/// @error sign_in.refused (exit 4), store.*
[[nodiscard]] Result<Actor> sign_in_with_password(store::Database& database, AuditLog& log, const std::string& user,
                                                  std::string_view password, Instant now, PasswordCost cost = {});
/// The person whom setup or `staff add --os-user` mapped to this operating-system user (from the kernel, over the socket).
/// Nobody mapped, or disabled: an empty actor, so that the look itself is refused and recorded with what was asked.
[[nodiscard]] Result<Actor> sign_in_as_os_user(store::Database& database, std::uint32_t os_user, Instant now);
/// What every command does: with `as` the password, without it the operating-system user.
[[nodiscard]] Result<Actor> sign_in(store::Database& database, AuditLog& log, const std::string& as, std::string_view password,
                                    std::uint32_t os_user, Instant now);

}  // namespace hearth::trust
