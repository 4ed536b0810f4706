#include "trust/sign_in.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "trust/password.h"
#include "trust/staff_table.h"

namespace hearth::trust {
namespace {

constexpr std::int64_t failures_free = 5;
constexpr std::int64_t first_wait_ms = 30'000;
constexpr std::int64_t longest_wait_ms = 15 * 60'000;

/// Tries are counted per bucket of names: what was typed as a name (perhaps a password) is not kept, not even as a hash that
/// could be guessed.
std::string bucket_of(std::string_view user) { return hex(sha256("sign in ", user)).substr(0, 4); }

std::int64_t wait_ms(std::int64_t failures) {
  if (failures < failures_free) return 0;
  const auto doublings = std::min<std::int64_t>(failures - failures_free, 10);
  return std::min(first_wait_ms << doublings, longest_wait_ms);
}

tl::unexpected<Error> not_signed_in() {
  return fail("sign_in.refused",
              "not signed in: name and password do not belong together, or there were too many tries. Wait a minute and try again, or ask "
              "an administrator.",
              {}, Exit::refused);
}

AuditEvent event_of(const std::optional<StaffMember>& member, bool allowed, std::string reason, Instant now) {
  AuditEvent event;
  event.at = now;
  event.action = "sign_in";
  event.allowed = allowed;
  event.reason = std::move(reason);
  if (member) {
    event.actor = member->user;
    event.organisation = member->organisation;
    event.role = member->roles.text();
  }
  return event;
}

/// Counts the try before the password is looked at, so that many tries at once do not slip past; false while one must wait.
Result<bool> count_try(store::Session& session, const std::string& bucket, Instant now) {
  HEARTH_TRY(failures, failures_of(session, bucket));
  const auto last = Instant::parse(failures.last_at);
  if (last && now.milliseconds < last->milliseconds + wait_ms(failures.count)) return false;
  HEARTH_CHECK(set_failures(session, bucket, {failures.count + 1, now.text()}));
  return true;
}

}  // namespace

Result<Actor> sign_in_with_password(store::Database& database, AuditLog& log, const std::string& user, std::string_view password, Instant now,
                                    PasswordCost cost) {
  const std::string name = to_lower_ascii(trim(user));
  const std::string bucket = bucket_of(name);
  std::optional<StaffMember> member;
  bool may_try = false;
  HEARTH_CHECK(database.write([&](store::Session& session) -> Result<Done> {
    if (!is_text(name)) member.reset();
    else {
      HEARTH_TRY(found, find_staff(session, name));
      member = std::move(found);
    }
    HEARTH_TRY(counted, count_try(session, bucket, now));
    may_try = counted;
    if (!may_try) HEARTH_CHECK(log.append_in(session, event_of(member, false, "too_many_tries", now)));
    return Done{};
  }));
  if (!may_try) return not_signed_in();
  const bool right = verify_password(member ? member->password_hash : std::string{}, password, cost);
  const bool in = right && member && !member->disabled;
  HEARTH_CHECK(database.write([&](store::Session& session) -> Result<Done> {
    if (in) HEARTH_CHECK(forget_failures(session, bucket));
    if (in) HEARTH_CHECK(set_last_used(session, member->user, now.text()));
    HEARTH_CHECK(log.append_in(session, event_of(member, in, in ? "signed_in" : right ? "disabled" : "wrong", now)));
    return Done{};
  }));
  if (!in) return not_signed_in();
  return member->actor();
}

Result<Actor> sign_in_as_os_user(store::Database& database, std::uint32_t os_user, Instant now) {
  std::optional<StaffMember> member;
  HEARTH_CHECK(database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, find_staff_of_os_user(session, std::to_string(os_user)));
    member = std::move(found);
    return Done{};
  }));
  if (!member) return Actor{};
  const std::string today = now.date().text();
  if (!member->last_used.starts_with(today))  // by the day: a look should not cost a second write
    HEARTH_CHECK(database.write([&](store::Session& session) { return set_last_used(session, member->user, now.text()); }));
  return member->actor();
}

Result<Actor> sign_in(store::Database& database, AuditLog& log, const std::string& as, std::string_view password, std::uint32_t os_user,
                      Instant now) {
  return as.empty() ? sign_in_as_os_user(database, os_user, now) : sign_in_with_password(database, log, as, password, now);
}

}  // namespace hearth::trust
