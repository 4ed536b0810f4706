// layout.cpp: what stands around every page: skip link, header, navigation, the words MADE-UP PEOPLE, footer.
#include "web/visit.h"

#include <algorithm>
#include <array>

#include "base/try.h"
#include "web/assets.h"
#include "web/components/navigation.h"

namespace hearth::web {
namespace {

struct Part {
  Literal path, words;
  std::optional<trust::Action> for_whom{};  ///< those who may take it; else everybody who is signed in
};
constexpr std::array<Part, 11> parts{{{"/", "Start"}, {"/search", "Search", trust::Action::query}, {"/programmes", "What we look for"}, {"/known", "What we know"}, {"/files", "Files"},
                                     {"/agreements", "Agreements"},
                                     {"/review", "Check these two", trust::Action::review}, {"/addresses/unsure", "Addresses", trust::Action::review},
                                     {"/staff", "People and roles", trust::Action::manage}, {"/looks", "Looks"}, {"/help", "Find help"}}};

Html navigation(const Visit& visit, const PageFrame& frame) {
  ServiceNavigationOptions out{.service_name = visit.place_name.empty() ? "Hearth" : "Hearth for " + visit.place_name, .service_href = "/",
                               .collapses_on_mobile = false};
  if (visit.actor)
    for (const auto& part : parts)
      if (!part.for_whom || trust::may_take(visit.actor->roles, *part.for_whom))
        out.items.push_back({.words = Html::trusted(part.words), .href = std::string{part.path.text}, .is_current = part.path.text == visit.request.path,
                             .is_active = part.path.text == frame.active});
  return service_navigation(out);
}

Html who(const Visit& visit) {
  if (!visit.actor) return {};
  return el("div", {{"class", "hearth-who"}},
            el("div", {{"class", "govuk-width-container"}},
               join(text("Signed in as "), el("a", {{"href", "/me"}, {"class", "govuk-link"}}, text(visit.actor->user)), text(" of " + visit.actor->organisation.text()),
                    form(visit, "/sign-out", el("button", {{"class", "hearth-link-button"}, {"type", "submit"}}, text("Sign out"))))));
}

/// What every page says while a demonstration decides as on a later day (story 3).
Html clock_ahead(const Visit& visit) {
  const auto& guard = visit.surface.folder.guard();
  if (guard.days_ahead() == 0) return {};
  return text(" Its clock was moved: looks are decided as on " + guard.deciding_at().date().words() + ". ") + el("a", {{"class", "govuk-link"}, {"href", "/story/who"}}, text("Move it back in the third story"));
}

Html made_up_banner(const Visit& visit) {
  return el("div", {{"class", "hearth-made-up"}, {"role", "note"}},
            el("div", {{"class", "govuk-width-container"}}, text("MADE-UP PEOPLE. This is a demonstration; nobody here exists.") + clock_ahead(visit)));
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
  body += skip_link({.content = text("Skip to main content"), .href = "#main-content"});
  if (visit.made_up) body += made_up_banner(visit);
  body += el("header", join(navigation(visit, frame), who(visit)));
  Html inner;
  if (!frame.back.empty()) inner += back_link({.href = frame.back});
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

Html csrf_field(const Visit& visit) {
  Html out = el("input", {{"type", "hidden"}, {"name", "csrf"}, {"value", visit.session ? visit.session->csrf : std::string{}}});
  if (visit.session) out += el("input", {{"type", "hidden"}, {"name", std::string{user_field}}, {"value", visit.session->user}});
  return out;
}

Html form(const Visit& visit, std::string action, const Html& inner) {
  return el("form", {{"method", "post"}, {"action", std::move(action)}, {"novalidate", "", true, true}}, csrf_field(visit) + inner);
}

trust::Reason Visit::hindrance(const trust::Actor& who, const spine::Snapshot& snapshot, trust::Action action, const PurposeId& purpose) const {
  const auto policy = surface.folder.guard().policy();
  if (const auto reason = trust::may_begin(*policy, who, action, purpose); reason != trust::Reason::allowed) return reason;
  const auto sources = spine::sources_of(snapshot.place);
  const auto grants = surface.folder.guard().grants(who, action, purpose, sources);
  if (std::ranges::any_of(grants, &trust::FeedGrant::visible)) return trust::Reason::allowed;
  return grants.empty() ? trust::Reason::nothing_shared : grants.front().reason;
}

bool Visit::may_look(const spine::Snapshot& snapshot, trust::Action action, const PurposeId& purpose) const {
  return actor && hindrance(*actor, snapshot, action, purpose) == trust::Reason::allowed;
}

Result<spine::Asking> Visit::look(trust::Action action, const std::string& purpose, const std::string& asked) const {
  SilentProgress silent;
  return spine::begin_look(surface.folder, actor.value_or(trust::Actor{}), action, purpose, asked, silent);
}

}  // namespace hearth::web
