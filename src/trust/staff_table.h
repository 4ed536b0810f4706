// staff_table.h: the rows of staff and of failed sign-ins, and every SQL statement about them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/store.h"
#include "trust/staff.h"

namespace hearth::trust {

[[nodiscard]] Result<std::vector<StaffMember>> every_staff_member(store::Session& session);  ///< by name
[[nodiscard]] Result<std::optional<StaffMember>> find_staff(store::Session& session, const std::string& user);
[[nodiscard]] Result<std::optional<StaffMember>> find_staff_of_os_user(store::Session& session, const std::string& os_user);
[[nodiscard]] Result<Done> insert_staff(store::Session& session, const StaffMember& member);
[[nodiscard]] Result<Done> set_roles(store::Session& session, const std::string& user, Roles roles);
[[nodiscard]] Result<Done> set_disabled(store::Session& session, const std::string& user);
[[nodiscard]] Result<Done> set_last_used(store::Session& session, const std::string& user, const std::string& at);

struct Failures {
  std::int64_t count{0};
  std::string last_at;
};
[[nodiscard]] Result<Failures> failures_of(store::Session& session, const std::string& key);
[[nodiscard]] Result<Done> set_failures(store::Session& session, const std::string& key, const Failures& failures);
[[nodiscard]] Result<Done> forget_failures(store::Session& session, const std::string& key);

[[nodiscard]] std::vector<store::Statement> staff_statements();

}  // namespace hearth::trust
