#include "web/sessions.h"

#include "trust/secrets.h"

namespace hearth::web {
namespace {

std::string new_token() { return trust::hex(trust::random_salt()); }
std::string key_of(const std::string& token) { return trust::hex(trust::sha256(token)); }

}  // namespace

void Sessions::forget_old(Instant now) {
  std::erase_if(sessions_, [&](const auto& entry) {
    const auto& session = entry.second.session;
    return (now.milliseconds - session.last_used.milliseconds) / 1000 > idle_seconds || (now.milliseconds - session.begun.milliseconds) / 1000 > longest_seconds;
  });
  std::erase_if(links_, [&](const auto& entry) { return (now.milliseconds - entry.second.made.milliseconds) / 1000 > link_seconds; });
}

std::string Sessions::begin(const std::string& user, Instant now) {
  const std::lock_guard lock{mutex_};
  forget_old(now);
  auto token = new_token();
  sessions_[key_of(token)] = {.session = {.user = user, .csrf = new_token(), .begun = now, .last_used = now}, .areas = {}, .searches = {}};
  return token;
}

std::optional<Session> Sessions::find(const std::string& token, Instant now) {
  const std::lock_guard lock{mutex_};
  forget_old(now);
  const auto found = sessions_.find(key_of(token));
  if (found == sessions_.end()) return std::nullopt;
  found->second.session.last_used = now;
  return found->second.session;
}

void Sessions::end(const std::string& token) {
  const std::lock_guard lock{mutex_};
  sessions_.erase(key_of(token));
}

std::string Sessions::add_link(const std::string& user, Instant now) {
  const std::lock_guard lock{mutex_};
  auto token = new_token();
  links_[key_of(token)] = {user, now};
  return token;
}

std::optional<std::string> Sessions::redeem_link(const std::string& token, Instant now) {
  const std::lock_guard lock{mutex_};
  forget_old(now);
  const auto found = links_.find(key_of(token));
  if (found == links_.end()) return std::nullopt;
  auto user = std::move(found->second.user);
  links_.erase(found);
  return user;
}

Sessions::Kept* Sessions::of(const std::string& token) {
  const auto found = sessions_.find(key_of(token));
  return found == sessions_.end() ? nullptr : &found->second;
}

std::size_t Sessions::keep_area(const std::string& token, AskedArea area) {
  const std::lock_guard lock{mutex_};
  auto* kept = of(token);
  return kept == nullptr ? 0 : kept->areas.keep(std::move(area));
}

std::shared_ptr<const AskedArea> Sessions::area(const std::string& token, std::size_t number) {
  const std::lock_guard lock{mutex_};
  const auto* kept = of(token);
  return kept == nullptr ? nullptr : kept->areas.find(number);
}

std::size_t Sessions::keep_search(const std::string& token, AskedSearch search) {
  const std::lock_guard lock{mutex_};
  auto* kept = of(token);
  return kept == nullptr ? 0 : kept->searches.keep(std::move(search));
}

std::shared_ptr<const AskedSearch> Sessions::search(const std::string& token, std::size_t number) {
  const std::lock_guard lock{mutex_};
  const auto* kept = of(token);
  return kept == nullptr ? nullptr : kept->searches.find(number);
}

}  // namespace hearth::web
