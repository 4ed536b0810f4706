#include "web/site.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "trust/staff_table.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

/// The parts that stand where the pattern has {}; nothing when the path is another.
std::optional<std::vector<std::string>> matched(std::string_view pattern, std::string_view path) {
  const auto wanted = split(pattern, '/'), given = split(path, '/');
  if (wanted.size() != given.size()) return std::nullopt;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == "{}") {
      if (given[i].empty()) return std::nullopt;
      parts.emplace_back(given[i]);
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return parts;
}

bool is_from_here(const Request& request) { return request.origin == "http://" + request.host || request.origin == "https://" + request.host; }

/// A form comes from our own page: the browser says from which site, and the form carries the session's token.
bool is_our_form(const Request& request, const std::optional<Session>& session) {
  if (!request.origin.empty() && !is_from_here(request)) return false;
  return !session || request.form.get("csrf") == session->csrf;
}

/// Filled in on our page, as the browser says, by whoever is signed in now, but in a session of theirs that has ended.
bool is_of_an_earlier_session(const Visit& visit) {
  return visit.actor && is_from_here(visit.request) && visit.request.form.get(user_field) == visit.actor->user;
}

/// To where what was typed can be sent again; nothing is carried out on the way.
Response with_what_was_typed(const Visit& visit, Response onward) {
  if (!is_from_here(visit.request)) return onward;
  if (auto cookie = hold_typed(visit)) onward.headings.emplace_back("Set-Cookie", std::move(*cookie));
  return onward;
}

/// Nothing went wrong on the way, or the page itself shows what was typed, with what is wrong about it.
bool has_arrived(const Result<Response>& answered) { return answered && answered->status <= 400; }

std::string title_of(int status) {
  switch (status) {
    case 400: return "This request could not be read";
    case 401: return "A name and password are needed";
    case 403: return "You cannot see this";
    case 404: return "Page not found";
    case 405: return "This page cannot be asked in that way";
    case 408: return "The request took too long";
    case 413: return "Too large";
    case 414:
    case 431: return "The address or its headings are too long";
    case 429: return "Too many tries";
    case 503: return "Busy, or not ready yet";
    case 507: return "The disk of the server is full";
    default: return "Sorry, there is a problem";
  }
}

std::string advice_of(int status) {
  switch (status) {
    case 400: return "Go back, and try again. If you typed the address, check it.";
    case 401: return "Use the account that your administrator gave you, in the map program or here. After too many tries, wait a minute.";
    case 403: return "What you may see follows from your organisation, your role and the agreements in force (see Agreements). If that is not right, ask your administrator or information governance lead.";
    case 404: return "If you typed the address, check it. If you followed a link or a bookmark, what it led to may have moved or ended.";
    case 413: return "An area may have up to 4 MiB. Draw it with fewer corners, or ask for its streets or postcodes in turn.";
    case 429: return "Wait a minute, and open this page again: what you typed is kept.";
    case 503: return "Wait a minute and try again. The paper pack needs no computer.";
    case 507: return "Tell whoever runs Hearth for you: when there is room on the disk again, open this page again. What is printed already stays good.";
    default: return "Go back, and try again. If it happens again, tell whoever runs Hearth for you.";
  }
}

int status_of(const Error& error) {
  if (error.exit == Exit::refused) return error.code == "sign_in.refused" || error.code == "trust.too_often" ? 429 : 403;
  if (error.code == "place.not_run" || error.code == "place.running") return 503;
  if (error.code == "store.full" || error.code == "file.full") return 507;
  if (error.code == "page.not_found" || error.code == "area.no_such_home") return 404;
  return error.exit == Exit::wrong_use ? 400 : 500;
}

}  // namespace

std::string session_cookie(const std::string& token) {
  return std::string{cookie_name} + "=" + token + "; Path=/; Secure; HttpOnly; SameSite=Lax" + (token.empty() ? "; Max-Age=0" : "");
}

void Site::recognise(Visit& visit) const {
  SilentProgress silent;
  if (const auto snapshot = surface_.folder.snapshot(silent)) {
    visit.place_name = (*snapshot)->place.name;
    visit.made_up = (*snapshot)->place.made_up;
  }
  const auto token = cookie_value(visit.request.cookie, cookie_name);
  if (!token || token->empty()) return;
  visit.session = surface_.sessions.find(*token, surface_.clock.now());
  if (!visit.session) return;
  // Read anew at each request: whoever is let out is out at once.
  static_cast<void>(surface_.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, trust::find_staff(session, visit.session->user));
    if (found && !found->disabled) visit.actor = found->actor();
    return Done{};
  }));
  if (visit.actor) visit.token = *token;
  else visit.session.reset();
}

std::optional<Response> Site::challenged(Visit& visit) const {
  const auto actor = surface_.passwords.actor_of(surface_.folder, visit.request.authorization, surface_.clock.now());
  if (actor) {
    visit.actor = *actor;
    return std::nullopt;
  }
  if (actor.error().exit != Exit::refused) return error_page(visit, actor.error());
  auto out = plain_error(visit, 401, title_of(401), {});
  out.headings.emplace_back("WWW-Authenticate", "Basic realm=\"Hearth\", charset=\"UTF-8\"");
  return out;
}

Response Site::message_page(const Visit& visit, int status, const std::string& title, const std::string& what, const std::string& advice) const {
  const auto said = [](const std::string& words) { return words.empty() ? Html{} : el("p", {{"class", "govuk-body"}}, text(words)); };
  return page(visit, {.title = title, .has_error = true},
              join(el("h1", {{"class", "govuk-heading-l"}}, text(title)), said(what), said(advice),
                   el("p", {{"class", "govuk-body"}}, el("a", {{"href", "/"}, {"class", "govuk-link"}}, text("Go to the start page")))),
              status);
}

Response Site::plain_error(const Visit& visit, int status, const std::string& title, const std::string& what) const {
  return message_page(visit, status, title, what, advice_of(status));
}

Response Site::error_page(const Visit& visit, const Error& error) const {
  const int status = status_of(error);
  if (error.code == "place.not_run")
    return message_page(visit, status, "Nothing has been read here yet",
                        "Whoever runs Hearth for you begins with: hearth run PLACE.toml. When it has ended, open this page again.");
  if (error.code == "place.running")
    return message_page(visit, status, "The first run is going on",
                        "Files are being read, and nothing can be shown before the run has ended: some minutes for a large place. Open this page again then. "
                        "A pack that was printed before needs no computer.");
  // What went wrong inside is for whoever runs the machine, not for the page.
  const std::string what = status == 507 ? "Nothing was shown or printed: who looked at what has to be written down first, and there is no room for it." :
                           status >= 500 && status != 503 ? std::string{} : page_sentence(error.message);
  return plain_error(visit, status, title_of(status), what);
}

Response Site::refusal(int status) const {
  const Request nothing;
  const Visit visit{.surface = surface_, .request = nothing, .parts = {}, .token = {}, .session = {}, .actor = {}, .place_name = {}};
  return plain_error(visit, status, title_of(status), {});
}

Response Site::answer(const Request& request) const {
  Visit visit{.surface = surface_, .request = request, .parts = {}, .token = {}, .session = {}, .actor = {}, .place_name = {}};
  const Method wanted = request.method == Method::head ? Method::get : request.method;
  const Route* route = nullptr;
  bool other_method = false;
  for (const auto& candidate : routes_) {
    auto parts = matched(candidate.pattern, request.path);
    if (!parts) continue;
    if (candidate.method != wanted) {
      other_method = true;
      continue;
    }
    visit.parts = std::move(*parts);
    route = &candidate;
    break;
  }
  if (const auto asset = asset_response(request)) return *asset;
  recognise(visit);
  if (route == nullptr) return plain_error(visit, other_method ? 405 : 404, title_of(other_method ? 405 : 404), {});
  const bool is_ours = wanted != Method::post || is_our_form(request, visit.session);
  if (!is_ours && is_of_an_earlier_session(visit)) return with_what_was_typed(visit, Response::see_other("/typed"));
  if (!is_ours) return plain_error(visit, 400, "This form is out of date", "You were signed out and in again since this page was opened. Open the page again; nothing was sent.");
  if (route->door == Door::signed_in && !visit.actor)
    return wanted == Method::post ? with_what_was_typed(visit, sign_in_first(visit)) : sign_in_first(visit);
  if (route->door == Door::password_each && !visit.actor)
    if (auto refused = challenged(visit)) return *refused;
  const auto answered = route->page(visit);
  if (wanted == Method::post && has_arrived(answered)) forget_what_arrived(visit);
  return answered ? *answered : error_page(visit, answered.error());
}

}  // namespace hearth::web
