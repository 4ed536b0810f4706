#include "web/components/navigation.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"

namespace hearth::web {
namespace {

Html arrow(bool is_next) {
  if (is_next)
    return Html::trusted(
        "<svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" "
        "width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m8.107-0.0078125-1.4136 1.414 4.2926 "
        "4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z\"></path></svg>");
  return Html::trusted(
      "<svg class=\"govuk-pagination__icon govuk-pagination__icon--prev\" xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" width=\"15\" "
      "aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 "
      "1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z\"></path></svg>");
}

Html page_words(bool is_next) {
  return text(is_next ? "Next" : "Previous") + el("span", {{"class", "govuk-visually-hidden"}}, text(" page"));
}

/// `alone`: without page numbers, each link takes a line.
Html arrow_link(const PaginationLink& link, bool is_next, bool alone) {
  if (link.href.empty()) return {};
  Html content;
  if (alone || !is_next) content += arrow(is_next);
  const auto decorated = alone && link.label.empty() ? "govuk-pagination__link-title--decorated" : "";
  content += el("span", {{"class", class_names("govuk-pagination__link-title", decorated)}},
                     link.words.empty() ? page_words(is_next) : link.words);
  if (!link.label.empty() && alone)
    content += el("span", {{"class", "govuk-visually-hidden"}}, text(":")) +
               el("span", {{"class", "govuk-pagination__link-label"}}, text(link.label));
  if (!alone && is_next) content += arrow(is_next);
  AttrList own{{"class", "govuk-link govuk-pagination__link"}, {"href", link.href}, {"rel", is_next ? "next" : "prev"}};
  return el("div", {{"class", is_next ? "govuk-pagination__next" : "govuk-pagination__prev"}},
                 el("a", own.add_all(link.attributes), content));
}

Html page_item(const PaginationItem& item) {
  const AttrList own{{"class", class_names("govuk-pagination__item", item.is_current ? "govuk-pagination__item--current" : "",
                                             item.is_ellipsis ? "govuk-pagination__item--ellipsis" : "")}};
  if (item.is_ellipsis) return el("li", own, Html::trusted("&ctdot;"));
  AttrList link{{"class", "govuk-link govuk-pagination__link"},
                  {"href", item.href},
                  {"aria-label", item.hidden_words.value_or("Page " + item.number)}};
  link.add_if_given("aria-current", item.is_current ? "page" : "");
  return el("li", own, el("a", link.add_all(item.attributes), text(item.number)));
}

Html navigation_item(const ServiceNavigationItem& item) {
  const bool is_marked = item.is_active || item.is_current;
  // `strong`: a sign that stays when people override colours.
  const auto words =
      is_marked ? el("strong", {{"class", "govuk-service-navigation__active-fallback"}}, item.words) : item.words;
  const std::string current = !is_marked ? "" : item.is_current ? "page" : "true";
  Html inner;
  if (!item.href.empty()) {
    AttrList own{{"class", "govuk-service-navigation__link"}, {"href", item.href}};
    inner = el("a", own.add_if_given("aria-current", current).add_all(item.attributes), words);
  } else if (!item.words.empty()) {
    AttrList own{{"class", "govuk-service-navigation__text"}};
    inner = el("span", own.add_if_given("aria-current", current), words);
  }
  const auto marked = is_marked ? "govuk-service-navigation__item--active" : "";
  return el("li", {{"class", class_names("govuk-service-navigation__item", marked)}}, inner);
}

Html menu_button(const ServiceNavigationOptions& options) {
  AttrList own{{"type", "button"},
                 {"class", "govuk-service-navigation__toggle govuk-js-service-navigation-toggle"},
                 {"aria-controls", options.navigation_id}};
  if (options.menu_label != options.menu_words) own.add_if_given("aria-label", options.menu_label);
  return el("button", own.bare("hidden", true).add("aria-hidden", "true"), text(options.menu_words));
}

Html navigation_list(const ServiceNavigationOptions& options) {
  if (options.items.empty() && options.at_list_start.empty() && options.at_list_end.empty()) return {};
  auto items = options.at_list_start;
  for (const auto& item : options.items) items += navigation_item(item);
  items += options.at_list_end;
  Html content;
  if (options.collapses_on_mobile.value_or(options.items.size() > 1)) content += menu_button(options);
  content += el("ul", {{"class", "govuk-service-navigation__list"}, {"id", options.navigation_id}}, items);
  return el("nav",
                 {{"aria-label", options.navigation_label},
                  {"class", class_names("govuk-service-navigation__wrapper", options.navigation_classes)}},
                 content);
}

Html service_name(const ServiceNavigationOptions& options) {
  if (options.service_name.empty()) return {};
  const auto words = text(options.service_name);
  return el("span", {{"class", "govuk-service-navigation__service-name"}},
                 options.service_href.empty()
                     ? el("span", {{"class", "govuk-service-navigation__text"}}, words)
                     : el("a", {{"href", options.service_href}, {"class", "govuk-service-navigation__link"}}, words));
}

}  // namespace

Html back_link(const BackLinkOptions& options) {
  AttrList own{{"href", options.href}, {"class", class_names("govuk-back-link", options.classes)}};
  return el("a", own.add_all(options.attributes), options.content);
}

Html skip_link(const SkipLinkOptions& options) {
  AttrList own{{"href", options.href}, {"class", class_names("govuk-skip-link", options.classes)}};
  return el("a", own.add_all(options.attributes).add("data-module", "govuk-skip-link"), options.content);
}

Html breadcrumbs(const BreadcrumbsOptions& options) {
  Html items;
  for (const auto& item : options.items) {
    AttrList own{{"class", "govuk-breadcrumbs__list-item"}};
    if (item.href.empty()) {
      items += el("li", own.add("aria-current", "page"), item.words);
      continue;
    }
    const auto link = AttrList{{"class", "govuk-breadcrumbs__link"}, {"href", item.href}}.add_all(item.attributes);
    items += el("li", own, el("a", link, item.words));
  }
  const auto collapse = options.collapses_on_mobile ? "govuk-breadcrumbs--collapse-on-mobile" : "";
  AttrList own{{"class", class_names("govuk-breadcrumbs", options.classes, collapse)}};
  return el("nav", own.add_all(options.attributes).add("aria-label", options.label),
                 el("ol", {{"class", "govuk-breadcrumbs__list"}}, items));
}

Html pagination(const PaginationOptions& options) {
  const bool alone = options.items.empty() && (!options.next.href.empty() || !options.previous.href.empty());
  Html items;
  for (const auto& item : options.items) items += page_item(item);
  if (!items.empty()) items = el("ul", {{"class", "govuk-pagination__list"}}, items);
  AttrList own{{"class", class_names("govuk-pagination", alone ? "govuk-pagination--block" : "", options.classes)},
                 {"aria-label", options.label}};
  return el("nav", own.add_all(options.attributes),
                 arrow_link(options.previous, false, alone) + items + arrow_link(options.next, true, alone));
}

Html service_navigation(const ServiceNavigationOptions& options) {
  const auto inlining = options.end_is_inline ? "govuk-service-navigation__inlining-container" : "";
  const auto content =
      el("div", {{"class", class_names("govuk-width-container", inlining)}},
              options.at_start +
                  el("div", {{"class", "govuk-service-navigation__container"}}, service_name(options) + navigation_list(options)) +
                  options.at_end);
  AttrList own{{"class", class_names("govuk-service-navigation", options.classes)}, {"data-module", "govuk-service-navigation"}};
  own.add_all(options.attributes);
  // With a name it is a landmark of its own; else the <nav> inside is enough.
  if (options.service_name.empty() && options.at_start.empty() && options.at_end.empty()) return el("div", own, content);
  return el("section", AttrList{{"aria-label", options.label}}.add_all(own), content);
}

}  // namespace hearth::web
