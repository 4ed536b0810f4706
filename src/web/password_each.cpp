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
  return Given{to_lower_ascii(trim(std::string_view{*told}.substr(0, colon))), told->substr(colon + 1)};
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

std::optional<bool> PasswordEach::answer_before(const std::string& seal, Instant now) {
  const std::lock_guard lock{mutex_};
  std::erase_if(answers_, [&](const auto& entry) { return entry.second.until <= now; });
  const auto found = answers_.find(seal);
  return found == answers_.end() ? std::nullopt : std::optional{found->second.is_right};
}

Result<trust::Actor> PasswordEach::actor_of(spine::Folder& folder, const std::string& authorization, Instant now) {
  const auto given = read(authorization);
  const auto refused = [] { return fail("sign_in.refused", "Expected the name and password of an account with each request (HTTP Basic).", {}, Exit::refused); };
  if (!given) return refused();
  HEARTH_TRY(member, member_of(folder, given->user));
  // The stored hash is part of it: a changed password, or an account that is let out, is asked for anew.
  const auto seal = member && !member->disabled ? trust::hex(trust::hmac_sha256(key_, member->password_hash + "\n" + given->user + "\n" + given->password)) : std::string{};
  const auto known = [&]() -> std::optional<Result<trust::Actor>> {
    const auto before = seal.empty() ? std::nullopt : answer_before(seal, now);
    if (!before) return std::nullopt;
    return *before ? Result<trust::Actor>{member->actor()} : Result<trust::Actor>{refused()};
  };
  if (const auto answer = known()) return *answer;
  // One after another: the requests of one map come together, and are one try.
  const std::lock_guard one_at_a_time{checking_};
  if (const auto answer = known()) return *answer;
  auto actor = trust::sign_in_with_password(folder.database(), folder.log(), given->user, given->password, now);
  if (!seal.empty() && (actor || actor.error().exit == Exit::refused)) {
    const std::lock_guard lock{mutex_};
    answers_[seal] = {bool{actor}, Instant{now.milliseconds + (actor ? trusted_milliseconds : refused_milliseconds)}};
  }
  return actor;
}

}  // namespace hearth::web
