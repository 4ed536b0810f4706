#include "web/password_each.h"

#include "base/text.h"
#include "base/try.h"
#include "trust/sign_in.h"
#include "trust/staff_table.h"

namespace hearth::web {
namespace {

struct Given {
  std::string user, password;
};

std::optional<Given> read(std::string_view heading) {
  constexpr std::string_view scheme = "basic ";
  constexpr std::size_t longest = 2000;
  if (heading.size() > longest || !to_lower_ascii(heading).starts_with(scheme)) return std::nullopt;
  const auto told = trust::from_base64(trim(heading.substr(scheme.size())));
  if (!told || !is_text(*told)) return std::nullopt;
  const auto colon = told->find(':');
  if (colon == std::string::npos) return std::nullopt;
  return Given{told->substr(0, colon), told->substr(colon + 1)};
}

Result<std::optional<trust::StaffMember>> member_of(spine::Folder& folder, const std::string& user) {
  std::optional<trust::StaffMember> out;
  HEARTH_CHECK(folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, trust::find_staff(session, user));
    out = std::move(found);
    return Done{};
  }));
  return out;
}

}  // namespace

bool PasswordEach::is_trusted(const std::string& seal, Instant now) {
  const std::lock_guard lock{mutex_};
  std::erase_if(trusted_until_, [&](const auto& entry) { return entry.second <= now; });
  return trusted_until_.contains(seal);
}

Result<trust::Actor> PasswordEach::actor_of(spine::Folder& folder, const std::string& authorization, Instant now) {
  const auto given = read(authorization);
  if (!given) return fail("sign_in.refused", "Expected the name and password of an account with each request (HTTP Basic).", {}, Exit::refused);
  HEARTH_TRY(member, member_of(folder, given->user));
  // The stored hash is part of it: a changed password, or an account that is let out, is asked for anew.
  const auto seal = member && !member->disabled ? trust::hex(trust::hmac_sha256(key_, member->password_hash + "\n" + given->user + "\n" + given->password)) : std::string{};
  if (!seal.empty() && is_trusted(seal, now)) return member->actor();
  HEARTH_TRY(actor, trust::sign_in_with_password(folder.database(), folder.log(), given->user, given->password, now));
  if (!seal.empty()) {
    const std::lock_guard lock{mutex_};
    trusted_until_[seal] = Instant{now.milliseconds + trusted_milliseconds};
  }
  return actor;
}

}  // namespace hearth::web
