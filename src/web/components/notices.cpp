#include "web/components/notices.h"

#include "web/components/attributes.h"
#include "web/components/button.h"
#include "web/components/class_names.h"
#include "web/components/heading_level.h"

namespace hearth::web {
namespace {

Html panel_action(const PanelAction& action) {
  if (!action.href.empty() && action.type != "button") {
    AttrList own{{"class", class_names("govuk-link govuk-link--inverse", action.classes)}, {"href", action.href}};
    return el("a", own.add_all(action.attributes), text(action.words));
  }
  return button({.content = text(action.words),
                 .href = action.href,
                 .type = action.type.empty() ? "button" : action.type,
                 .classes = class_names("govuk-button--inverse", action.classes),
                 .attributes = action.attributes});
}

Html panel_actions(const PanelActions& actions) {
  Html items;
  for (const auto& action : actions.items) items += panel_action(action);
  if (!items.empty()) items = el("div", {{"class", "govuk-button-group"}}, items);
  return el("div", AttrList{{"class", class_names("govuk-panel__actions", actions.classes)}}.add_all(actions.attributes), items);
}

}  // namespace

Html tag(const TagOptions& options) {
  return el("strong", AttrList{{"class", class_names("govuk-tag", options.classes)}}.add_all(options.attributes), options.content);
}

Html inset_text(const InsetTextOptions& options) {
  AttrList own;
  own.add_if_given("id", options.id).add("class", class_names("govuk-inset-text", options.classes)).add_all(options.attributes);
  return el("div", own, options.content);
}

Html warning_text(const WarningTextOptions& options) {
  return el("div", AttrList{{"class", class_names("govuk-warning-text", options.classes)}}.add_all(options.attributes),
                 el("span", {{"class", "govuk-warning-text__icon"}, {"aria-hidden", "true"}}, text("!")) +
                     el("strong", {{"class", "govuk-warning-text__text"}},
                             el("span", {{"class", "govuk-visually-hidden"}}, text(options.icon_words)) + text(" ") + options.content));
}

Html details(const DetailsOptions& options) {
  AttrList own;
  own.add_if_given("id", options.id).add("class", class_names("govuk-details", options.classes)).add_all(options.attributes);
  return el("details", own.bare("open", options.is_open),
                 el("summary", {{"class", "govuk-details__summary"}},
                         el("span", {{"class", "govuk-details__summary-text"}}, options.summary)) +
                     el("div", {{"class", "govuk-details__text"}}, options.content));
}

Html notification_banner(const NotificationBannerOptions& options) {
  const auto role = !options.role.empty() ? options.role : options.is_success ? "alert" : "region";
  const auto title = !options.title.empty() ? options.title : text(options.is_success ? "Success" : "Important");
  AttrList own{
      {"class", class_names("govuk-notification-banner", options.is_success ? "govuk-notification-banner--success" : "", options.classes)},
      {"role", role},
      {"aria-labelledby", options.title_id},
      {"data-module", "govuk-notification-banner"}};
  own.add_in_words("data-disable-auto-focus", options.leaves_focus);
  auto content = options.content;
  if (content.empty() && !options.words.empty())
    content = el("p", {{"class", "govuk-notification-banner__heading"}}, text(options.words));
  const AttrList of_title{{"class", "govuk-notification-banner__title"}, {"id", options.title_id}};
  return el("div", own.add_all(options.attributes),
                 el("div", {{"class", "govuk-notification-banner__header"}}, heading_element(options.title_level, of_title, title)) +
                     el("div", {{"class", "govuk-notification-banner__content"}}, content));
}

Html phase_banner(const PhaseBannerOptions& options) {
  auto own_tag = options.tag;
  own_tag.classes = class_names("govuk-phase-banner__content__tag", options.tag.classes);
  AttrList own{{"class", class_names("govuk-phase-banner", "govuk-width-container", options.classes)}};
  return el("div", own.add_all(options.attributes),
                 el("p", {{"class", "govuk-phase-banner__content"}},
                         tag(own_tag) + text(" ") + el("span", {{"class", "govuk-phase-banner__text"}}, options.content)));
}

Html panel(const PanelOptions& options) {
  const bool is_interruption = options.classes.find("govuk-panel--interruption") != std::string::npos;
  AttrList own{{"class", class_names("govuk-panel", is_interruption ? "" : "govuk-panel--confirmation", options.classes)}};
  Html body;
  if (!options.content.empty()) body = el("div", {{"class", "govuk-panel__body"}}, options.content);
  if (is_interruption && options.actions) body += panel_actions(*options.actions);
  return el("div", own.add_all(options.attributes),
                 heading_element(options.heading_level, {{"class", "govuk-panel__title"}}, options.title) + body);
}

}  // namespace hearth::web
