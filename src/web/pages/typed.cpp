// typed.cpp: what was typed before a session ended, shown once more to whoever typed it, with a button that sends it now.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
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

Html what_was_typed(const HeldForm& held) {
  std::vector<std::pair<std::string, Html>> rows;
  for (const auto& [name, value] : held.form.items()) {
    if (!is_shown(name, value)) continue;
    rows.emplace_back(title_of(name), text(beginning_of(value, shown_bytes)));
  }
  return rows.empty() ? paragraph("It was a button, without anything typed.") : summary(rows);
}

Html send_now(const Visit& visit, const HeldForm& held) {
  Html fields = el("input", {{"type", "hidden"}, {"name", std::string{held_field}}, {"value", "yes"}});
  for (const auto& [name, value] : held.form.items()) fields += el("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
  return form(visit, held.path, fields + submit("Send it now"));
}

Result<Response> show(const Visit& visit) {
  const auto token = cookie_value(visit.request.cookie, held_cookie_name);
  const auto held = token ? visit.surface.held.find(*token, visit.actor->user, visit.surface.clock.now()) : nullptr;
  if (!held) return fail("page.not_found", "nothing that you typed waits here: it was sent, or half an hour is over.");
  return page(visit, {.title = "What you typed is still here", .active = "/"},
              join(heading("What you typed is still here"), paragraph("Your session had ended when you sent this. Nothing was done with it yet."), what_was_typed(*held),
                   send_now(visit, *held), paragraph(link("/", "Do not send it: go to the start page"))));
}

}  // namespace

std::vector<Route> typed_routes() { return {{Method::get, "/typed", Door::signed_in, show}}; }

std::optional<std::string> hold_typed(const Visit& visit) {
  const auto& form = visit.request.form;
  const std::string user{form.get(user_field)};
  if (user.empty()) return std::nullopt;
  HeldForm held{.user = user, .path = visit.request.path, .form = {}};
  for (const auto& [name, value] : form.items())
    if (name != "csrf" && name != user_field && name != held_field && !name.starts_with("password")) held.form.add(name, value);
  return visit.surface.held.hold(std::move(held), visit.surface.clock.now());
}

std::string held_cookie(const std::string& token) {
  return fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={}", held_cookie_name, token, HeldForms::held_seconds);
}

}  // namespace hearth::web
