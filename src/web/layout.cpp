// layout.cpp: what stands around every page: skip link, header, navigation, the words MADE-UP PEOPLE, footer.
#include "web/visit.h"

#include <algorithm>
#include <array>

#include "base/try.h"
#include "web/assets.h"

namespace hearth::web {
namespace {

struct Part {
  Literal path, words;
};
constexpr std::array<Part, 6> parts{{{"/", "Start"}, {"/programmes", "What we look for"}, {"/files", "Files"}, {"/agreements", "Agreements"},
                                     {"/looks", "Looks"}, {"/help", "Find help"}}};

Html navigation(const Visit& visit, const PageFrame& frame) {
  Html items;
  for (const auto& part : parts) {
    const bool active = part.path.text == frame.active;
    const Attrs link{{"class", "govuk-service-navigation__link"}, {"href", std::string{part.path.text}}, {"aria-current", "page", active, false}};
    const Html words = Html::trusted(part.words);
    items += el("li", {{"class", active ? "govuk-service-navigation__item govuk-service-navigation__item--active" : "govuk-service-navigation__item"}},
                el("a", link, active ? el("strong", {{"class", "govuk-service-navigation__active-fallback"}}, words) : words));
  }
  const Html name = el("span", {{"class", "govuk-service-navigation__service-name"}},
                       el("a", {{"href", "/"}, {"class", "govuk-service-navigation__link"}}, text(visit.place_name.empty() ? "Hearth" : "Hearth for " + visit.place_name)));
  const Html list = visit.actor ? el("nav", {{"aria-label", "Menu"}, {"class", "govuk-service-navigation__wrapper"}},
                                     el("ul", {{"class", "govuk-service-navigation__list"}, {"id", "navigation"}}, items))
                                : Html{};
  return el("section", {{"aria-label", "Service information"}, {"class", "govuk-service-navigation"}},
            el("div", {{"class", "govuk-width-container"}}, el("div", {{"class", "govuk-service-navigation__container"}}, name + list)));
}

Html who(const Visit& visit) {
  if (!visit.actor) return {};
  return el("div", {{"class", "hearth-who"}},
            el("div", {{"class", "govuk-width-container"}},
               join(text("Signed in as "), el("a", {{"href", "/me"}, {"class", "govuk-link"}}, text(visit.actor->user)), text(" of " + visit.actor->organisation.text()),
                    form(visit, "/sign-out", el("button", {{"class", "hearth-link-button"}, {"type", "submit"}}, text("Sign out"))))));
}

Html made_up_banner() {
  return el("div", {{"class", "hearth-made-up"}, {"role", "note"}},
            el("div", {{"class", "govuk-width-container"}}, text("MADE-UP PEOPLE. This is a demonstration; nobody here exists.")));
}

Html asset_link(std::string rel, Literal name) {
  return el("link", {{"rel", std::move(rel)}, {"href", std::string{asset_path(name)}}});
}

Html head(const PageFrame& frame) {
  return el("head", join(el("meta", {{"charset", "utf-8"}}), el("title", text((frame.has_error ? "Error: " : "") + frame.title + " - Hearth")),
                         el("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1, viewport-fit=cover"}}),
                         el("meta", {{"name", "robots"}, {"content", "noindex"}}), asset_link("icon", "hearth.svg"),
                         asset_link("stylesheet", "govuk.css"), asset_link("stylesheet", "hearth.css"),
                         el("script", {{"type", "module"}, {"src", std::string{asset_path("hearth.js")}}})));
}

}  // namespace

Html whole_page(const Visit& visit, const PageFrame& frame, const Html& main) {
  Html body;
  body += el("a", {{"href", "#main-content"}, {"class", "govuk-skip-link"}, {"data-module", "govuk-skip-link"}}, text("Skip to main content"));
  if (visit.made_up) body += made_up_banner();
  body += el("header", join(navigation(visit, frame), who(visit)));
  Html inner;
  if (!frame.back.empty()) inner += el("a", {{"href", frame.back}, {"class", "govuk-back-link"}}, text("Back"));
  inner += el("main", {{"class", "govuk-main-wrapper"}, {"id", "main-content"}},
              frame.wide ? main : el("div", {{"class", "govuk-grid-row"}}, el("div", {{"class", "govuk-grid-column-two-thirds"}}, main)));
  body += el("div", {{"class", "govuk-width-container"}}, inner);
  body += el("footer", {{"class", "govuk-footer"}},
             el("div", {{"class", "govuk-width-container"}},
                el("p", {{"class", "govuk-body-s"}}, text("Every look at people is recorded with its reason. Hearth version 1 is not for real personal data."))));
  return Html::trusted("<!DOCTYPE html>\n") +
         el("html", {{"lang", "en"}, {"class", "govuk-template"}}, join(head(frame), el("body", {{"class", "govuk-template__body"}}, body)));
}

Response html_response(const Html& page, int status) {
  Response out;
  out.status = status;
  out.body = page.bytes();
  return out;
}

Response page(const Visit& visit, const PageFrame& frame, const Html& main, int status) { return html_response(whole_page(visit, frame, main), status); }

std::optional<std::uint64_t> number_in(std::string_view digits) {
  if (digits.empty() || digits.size() > 15 || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : digits) out = out * 10 + static_cast<std::uint64_t>(c - '0');
  return out;
}

Html csrf_field(const Visit& visit) {
  return el("input", {{"type", "hidden"}, {"name", "csrf"}, {"value", visit.session ? visit.session->csrf : std::string{}}});
}

Html form(const Visit& visit, std::string action, const Html& inner) {
  return el("form", {{"method", "post"}, {"action", std::move(action)}, {"novalidate", "", true, true}}, csrf_field(visit) + inner);
}

bool Visit::may_look(const spine::Snapshot& snapshot, trust::Action action, const PurposeId& purpose) const {
  const auto policy = surface.folder.guard().policy();
  if (!actor || trust::may_begin(*policy, *actor, action, purpose) != trust::Reason::allowed) return false;
  const auto sources = spine::sources_of(snapshot.place);
  const auto grants = trust::visible_feeds(*policy, *actor, action, purpose, surface.clock.now(), sources);
  return std::ranges::any_of(grants, &trust::FeedGrant::visible);
}

Result<spine::Asking> Visit::look(trust::Action action, const std::string& purpose, const std::string& asked) const {
  SilentProgress silent;
  return spine::begin_look(surface.folder, actor.value_or(trust::Actor{}), action, purpose, asked, silent);
}

}  // namespace hearth::web
