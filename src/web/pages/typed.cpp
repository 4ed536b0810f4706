// typed.cpp: what was typed before a session ended, shown once more to whoever typed it, with a button that sends it now.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/try.h"
#include "trust/secrets.h"
#include "trust/staff_table.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"
#include "web/site.h"

namespace hearth::web {
namespace {

constexpr std::size_t shown_bytes = 300;  // of a pasted area one sees that it is there

/// Fields of a form that mean something to people; the others go along unseen.
bool is_shown(std::string_view name, std::string_view value) {
  constexpr std::array<std::string_view, 3> unseen{"seen", "next", "list"};
  return !value.empty() && std::ranges::find(unseen, name) == unseen.end();
}

std::string title_of(std::string_view name) {
  auto out = spaced(name);
  if (!out.empty()) out.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(out.front())));
  return out;
}

/// At most so many bytes, and whole characters.
std::string beginning_of(std::string_view value, std::size_t bytes) {
  if (value.size() <= bytes) return std::string{value};
  while (bytes > 0 && (static_cast<unsigned char>(value[bytes]) & 0xC0U) == 0x80U) --bytes;
  return fmt::format("{} ... ({} characters)", value.substr(0, bytes), with_commas(value.size()));
}

constexpr std::string_view held_cookie_name = "__Host-hearth-typed";

/// Of this browser, the newest first: each tab may have sent one.
std::vector<std::string> tokens_of(const Request& request) {
  std::vector<std::string> out;
  const auto all = cookie_value(request.cookie, held_cookie_name).value_or("");
  for (const auto token : split(all, '.'))
    if (!token.empty() && out.size() < HeldForms::forms_of_user_max) out.emplace_back(token);
  return out;
}

Html what_was_typed(const HeldForm& held) {
  std::vector<std::pair<std::string, Html>> rows;
  for (const auto& [name, value] : held.form.items()) {
    if (!is_shown(name, value)) continue;
    rows.emplace_back(title_of(name), text(beginning_of(value, shown_bytes)));
  }
  return rows.empty() ? paragraph("It was a button, without anything typed.") : summary(rows);
}

Html send_now(const Visit& visit, const std::string& token, const HeldForm& held) {
  Html fields = el("input", {{"type", "hidden"}, {"name", std::string{held_field}}, {"value", token}});
  for (const auto& [name, value] : held.form.items()) fields += el("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
  return form(visit, held.path, fields + submit("Send it now"));
}

Result<Response> show(const Visit& visit) {
  std::vector<Html> waiting;
  for (const auto& token : tokens_of(visit.request))
    if (const auto held = visit.surface.held.find(token, visit.actor->user, visit.surface.clock.now()))
      waiting.push_back(what_was_typed(*held) + send_now(visit, token, *held));
  if (waiting.empty()) return fail("page.not_found", "nothing that you typed waits here: it was sent, or half an hour is over.");
  Html all;
  for (const auto& one : waiting) all += one;
  const auto* const told = waiting.size() == 1 ? "Your session had ended when you sent this. Nothing was done with it yet." :
                                                 "Your session had ended when you sent these, the newest first. Nothing was done with them yet.";
  return page(visit, {.title = "What you typed is still here", .active = "/"},
              join(heading("What you typed is still here"), paragraph(told), all, paragraph(link("/", waiting.size() == 1 ? "Do not send it: go to the start page" : "Go to the start page"))));
}

}  // namespace

std::vector<Route> typed_routes() { return {{Method::get, "/typed", Door::signed_in, show}}; }

std::optional<std::string> hold_typed(const Visit& visit) {
  const auto& form = visit.request.form;
  const std::string user{form.get(user_field)};
  if (user.empty()) return std::nullopt;
  bool known = false;
  static_cast<void>(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, trust::find_staff(session, user));
    known = found.has_value();
    return Done{};
  }));
  HeldForm held{.user = user, .path = visit.request.path, .form = {}};
  for (const auto& [name, value] : form.items())
    if (name != "csrf" && name != user_field && name != held_field && !name.starts_with("password")) held.form.add(name, value);
  // Of a name that is not on the staff list nothing is kept; the answer looks the same, so that nobody learns which names are.
  auto tokens = known ? visit.surface.held.hold(std::move(held), visit.surface.clock.now()) : trust::hex(trust::random_salt());
  auto older = tokens_of(visit.request);
  if (older.size() == HeldForms::forms_of_user_max) older.pop_back();
  for (const auto& token : older) tokens += "." + token;
  return fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={}", held_cookie_name, tokens, HeldForms::held_seconds);
}

void forget_what_arrived(const Visit& visit) {
  const std::string arrived{visit.request.form.get(held_field)};
  const auto ours = tokens_of(visit.request);
  if (std::ranges::find(ours, arrived) != ours.end()) visit.surface.held.forget(arrived);
}

bool waits_for(const Visit& visit, const std::string& user) {
  const auto tokens = tokens_of(visit.request);
  return std::ranges::any_of(tokens, [&](const std::string& token) { return user.empty() || visit.surface.held.find(token, user, visit.surface.clock.now()); });
}

}  // namespace hearth::web
