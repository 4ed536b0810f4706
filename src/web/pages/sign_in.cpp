// sign_in.cpp: sign in, sign out, who am I.
#include "trust/sign_in.h"

#include "base/text.h"
#include "base/try.h"
#include "web/pages/pages.h"
#include "web/pages/paths.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

/// Why somebody who was signed in stands here again; empty for whoever was not.
Html why_again(const Visit& visit) {
  const auto was = cookie_value(visit.request.cookie, cookie_name);
  if (visit.session || !was || was->empty()) return {};
  return inset(el("strong", text("You were signed out.")) +
               text(" That happens after 30 minutes without a page, after 12 hours, and when the program is started again." +
                    std::string{waits_for(visit, {}) ? " What you typed is still here: sign in with the same name, and send it." : ""}));
}

Response sign_in_page(const Visit& visit, const std::string& next, const std::string& user, const std::string& fault) {
  Html inner = join(field({.name = "user", .label = "User name", .value = user, .autocomplete = "username"}),
                    field({.name = "password", .label = "Password", .error = fault, .type = "password", .autocomplete = "current-password"}),
                    el("input", {{"type", "hidden"}, {"name", "next"}, {"value", next}}), submit("Sign in"));
  return page(visit, {.title = "Sign in", .has_error = !fault.empty()},
              join(fault.empty() ? Html{} : error_summary({{"password", fault}}), heading("Sign in"), why_again(visit),
                   paragraph("Use the account that your administrator gave you. Every look at people is recorded."), form(visit, "/sign-in", inner),
                   paragraph(join(link("/help", "Find help"), text(" near by: nobody needs to sign in for that.")))),
              fault.empty() ? 200 : 403);
}

Response with_session(const Visit& visit, const std::string& user, const std::string& next) {
  if (!visit.token.empty()) visit.surface.sessions.end(visit.token);  // a new token for each sign-in
  const auto now = visit.surface.clock.now();
  auto out = Response::see_other(waits_for(visit, user) ? "/typed" : next);
  out.headings.emplace_back("Set-Cookie", session_cookie(visit.surface.sessions.begin(user, now)));
  return out;
}

Result<Response> show(const Visit& visit) { return sign_in_page(visit, own_path(visit.request.query.get("next")), {}, {}); }

Result<Response> sign_in(const Visit& visit) {
  const auto& form = visit.request.form;
  const std::string user{form.get("user")};
  auto& folder = visit.surface.folder;
  const auto actor = trust::sign_in_with_password(folder.database(), folder.log(), user, form.get("password"), visit.surface.clock.now());
  const auto next = own_path(form.get("next"));
  if (actor) return with_session(visit, actor->user, next);
  if (actor.error().exit != Exit::refused) return fail(actor.error());
  return sign_in_page(visit, next, user, "User name or password are wrong, or there were too many tries. Wait a minute and try again.");
}

/// A link of the demo: once, within half an hour, from this machine.
Result<Response> by_link(const Visit& visit) {
  const auto user = visit.request.from_this_machine ? visit.surface.sessions.redeem_link(visit.parts.front(), visit.surface.clock.now()) : std::nullopt;
  if (user) return with_session(visit, *user, own_path(visit.request.query.get("next")));
  if (visit.actor) return Response::see_other(own_path(visit.request.query.get("next")));  // the same link clicked again
  return page(visit, {.title = "This link was used, or is too old"},
              join(heading("This link was used, or is too old"),
                   paragraph("A demo link signs in once, within 30 minutes, on this machine. Stop the demo with Ctrl-C and start it again for new links.")),
              403);
}

Result<Response> sign_out(const Visit& visit) {
  if (!visit.token.empty()) visit.surface.sessions.end(visit.token);
  auto out = Response::see_other("/sign-in");
  out.headings.emplace_back("Set-Cookie", session_cookie({}));
  out.headings.emplace_back("Clear-Site-Data", "\"cache\"");
  return out;
}

Result<Response> me(const Visit& visit) {
  std::string roles = visit.actor->roles.text();
  for (auto& c : roles)
    if (c == '_') c = ' ';
  return page(visit, {.title = "Who am I", .back = "/"},
              join(heading("Who am I"),
                   summary({{"User name", text(visit.actor->user)}, {"Organisation", text(visit.actor->organisation.text())}, {"What I may do here", text(roles)}}),
                   paragraph("What you may see follows from your organisation, your role, and the agreements in force. You cannot look yourself up here; ask your "
                             "information governance lead for what is held on you.")));
}

}  // namespace

Response sign_in_first(const Visit& visit) {
  return Response::see_other("/sign-in?next=" + percent_encoded(visit.request.method == Method::get ? here(visit.request) : "/"));
}

std::vector<Route> sign_in_routes() {
  return {{Method::get, "/sign-in", Door::open, show},
          {Method::post, "/sign-in", Door::open, sign_in},
          {Method::get, "/sign-in/once/{}", Door::open, by_link},
          {Method::post, "/sign-out", Door::open, sign_out},
          {Method::get, "/me", Door::signed_in, me}};
}

}  // namespace hearth::web
