#include "web/components/sections.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"
#include "web/components/heading_level.h"

namespace hearth::web {
namespace {

Html accordion_section(const AccordionOptions& options, const AccordionItem& item, std::size_t number) {
  const auto id = [&](std::string_view part) { return options.id + "-" + std::string{part} + "-" + std::to_string(number); };
  auto header = heading_element(options.heading_level, {{"class", "govuk-accordion__section-heading"}},
                                el("span", {{"class", "govuk-accordion__section-button"}, {"id", id("heading")}}, item.heading));
  if (!item.summary.empty())
    header += el("div", {{"class", "govuk-accordion__section-summary govuk-body"}, {"id", id("summary")}}, item.summary);
  const auto open = item.is_open ? "govuk-accordion__section--expanded" : "";
  return el("div", {{"class", class_names("govuk-accordion__section", open)}},
                 el("div", {{"class", "govuk-accordion__section-header"}}, header) +
                     el("div", {{"id", id("content")}, {"class", "govuk-accordion__section-content"}}, item.content));
}

}  // namespace

Html tabs(const TabsOptions& options) {
  Html list, panels;
  for (std::size_t i = 0; i < options.items.size(); ++i) {
    const auto& item = options.items[i];
    const auto id = item.id.empty() ? options.id_prefix + "-" + std::to_string(i + 1) : item.id;
    const auto selected = i == 0 ? "govuk-tabs__list-item--selected" : "";
    const auto link = AttrList{{"class", "govuk-tabs__tab"}, {"href", "#" + id}}.add_all(item.attributes);
    list += el("li", {{"class", class_names("govuk-tabs__list-item", selected)}}, el("a", link, text(item.label)));
    const auto hidden = i == 0 ? "" : "govuk-tabs__panel--hidden";
    const auto own = AttrList{{"class", class_names("govuk-tabs__panel", hidden)}, {"id", id}}.add_all(item.panel_attributes);
    panels += el("div", own, item.content);
  }
  if (!list.empty()) list = el("ul", {{"class", "govuk-tabs__list"}}, list);
  AttrList own;
  own.add_if_given("id", options.id).add("class", class_names("govuk-tabs", options.classes)).add_all(options.attributes);
  return el("div", own.add("data-module", "govuk-tabs"),
                 el("h2", {{"class", "govuk-tabs__title"}}, text(options.title)) + list + panels);
}

Html accordion(const AccordionOptions& options) {
  const auto& words = options.words;
  AttrList own{{"class", class_names("govuk-accordion", options.classes)}, {"data-module", "govuk-accordion"}, {"id", options.id}};
  own.add_if_given("data-i18n.hide-all-sections", words.hide_all).add_if_given("data-i18n.hide-section", words.hide);
  own.add_if_given("data-i18n.hide-section-aria-label", words.hide_label).add_if_given("data-i18n.show-all-sections", words.show_all);
  own.add_if_given("data-i18n.show-section", words.show).add_if_given("data-i18n.show-section-aria-label", words.show_label);
  own.add_in_words("data-remember-expanded", options.is_remembered);
  Html sections;
  for (std::size_t i = 0; i < options.items.size(); ++i) sections += accordion_section(options, options.items[i], i + 1);
  return el("div", own.add_all(options.attributes), sections);
}

}  // namespace hearth::web
