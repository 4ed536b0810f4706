#include "web/components/button.h"
#include "web/components/error_summary.h"
#include "web/components/navigation.h"
#include "web/components/notices.h"
#include "web/components/page_frame.h"
#include "web/components/sections.h"
#include "web/components/summary_list.h"
#include "web/components/table.h"
#include "web/dom.h"
#include "web/from_fixture.h"

namespace hearth::tests {
namespace {

using namespace hearth::web;

bool yes(const Given& given) { return static_cast<bool>(given); }

Html button_from(const Given& given) {
  return button({.content = given.content(),
                 .href = given.at("href").words(),
                 .type = given.at("type").words_or("submit"),
                 .name = given.at("name").words(),
                 .value = given.at("value").words(),
                 .is_disabled = yes(given.at("disabled")),
                 .is_start = yes(given.at("isStartButton")),
                 .prevents_double_click = given.at("preventDoubleClick").truth(),
                 .id = given.at("id").words(),
                 .classes = given.classes(),
                 .attributes = given.attributes()});
}

Html error_summary_from(const Given& given) {
  ErrorSummaryOptions out{.title = given.content("titleText", "titleHtml"),
                          .description = given.content("descriptionText", "descriptionHtml")};
  for (const auto& item : given.at("errorList").items()) out.items.push_back({item.content(), item.at("href").words(), item.attributes()});
  out.leaves_focus = given.at("disableAutoFocus").truth();
  out.classes = given.classes();
  out.attributes = given.attributes();
  return error_summary(out);
}

TableCell cell_from(const Given& given) {
  return {given.content(), given.at("format").words(), given.at("colspan").number_or(0), given.at("rowspan").number_or(0), given.classes(),
          given.attributes()};
}

Html table_from(const Given& given) {
  TableOptions out{.caption = given.at("caption").words(), .caption_classes = given.at("captionClasses").words()};
  for (const auto& cell : given.at("head").items()) out.head.push_back(cell_from(cell));
  for (const auto& row : given.at("rows").items()) {
    auto& cells = out.rows.emplace_back();
    for (const auto& cell : row.items()) cells.push_back(cell_from(cell));
  }
  out.first_cell_is_header = yes(given.at("firstCellIsHeader"));
  out.classes = given.classes();
  out.attributes = given.attributes();
  return table(out);
}

SummaryActions actions_from(const Given& given) {
  SummaryActions out{.classes = given.classes()};
  for (const auto& item : given.at("items").items())
    out.items.push_back({item.content(), item.at("href").words(), item.at("visuallyHiddenText").words(), item.classes(),
                         item.attributes()});
  return out;
}

Html summary_list_from(const Given& given) {
  SummaryListOptions out;
  for (const auto& row : given.at("rows").items())
    out.rows.push_back({{row.at("key").content(), row.at("key").classes()},
                        {row.at("value").content(), row.at("value").classes()},
                        actions_from(row.at("actions")),
                        row.classes()});
  if (const auto card = given.at("card"); card)
    out.card = SummaryCard{card.at("title").content(), card.at("title").classes(), card.at("title").at("headingLevel").number_or(2),
                           actions_from(card.at("actions")), card.classes(), card.attributes()};
  out.classes = given.classes();
  out.attributes = given.attributes();
  return summary_list(out);
}

Html tag_from(const Given& given) { return tag({given.content(), given.classes(), given.attributes()}); }
Html inset_text_from(const Given& given) {
  return inset_text({given.content(), given.at("id").words(), given.classes(), given.attributes()});
}
Html warning_text_from(const Given& given) {
  return warning_text({given.content(), given.at("iconFallbackText").words_or("Warning"), given.classes(), given.attributes()});
}
Html details_from(const Given& given) {
  return details({given.content("summaryText", "summaryHtml"), given.content(), yes(given.at("open")), given.at("id").words(),
                  given.classes(), given.attributes()});
}

Html notification_banner_from(const Given& given) {
  return notification_banner({.words = given.at("text").words(),
                              .content = given.at("html").markup(),
                              .is_success = given.at("type").words() == "success",
                              .title = given.content("titleText", "titleHtml"),
                              .title_level = given.at("titleHeadingLevel").number_or(2),
                              .title_id = given.at("titleId").words_or("govuk-notification-banner-title"),
                              .role = given.at("role").words(),
                              .leaves_focus = given.at("disableAutoFocus").truth(),
                              .classes = given.classes(),
                              .attributes = given.attributes()});
}

Html phase_banner_from(const Given& given) {
  return phase_banner({{given.at("tag").content(), given.at("tag").classes(), {}}, given.content(), given.classes(), given.attributes()});
}

Html panel_from(const Given& given) {
  PanelOptions out{given.content("titleText", "titleHtml"), given.content(), given.at("headingLevel").number_or(1)};
  if (const auto actions = given.at("actions"); actions) {
    out.actions = PanelActions{.classes = actions.classes(), .attributes = actions.attributes()};
    for (const auto& item : actions.at("items").items())
      out.actions->items.push_back({item.at("text").words(), item.at("href").words(), item.at("type").words(), item.classes(),
                                    item.attributes()});
  }
  out.classes = given.classes();
  out.attributes = given.attributes();
  return panel(out);
}

Html back_link_from(const Given& given) {
  const auto words = given.content();
  return back_link({words.empty() ? text("Back") : words, given.at("href").words_or("#"), given.classes(), given.attributes()});
}

Html skip_link_from(const Given& given) {
  return skip_link({given.content(), given.at("href").words_or("#content"), given.classes(), given.attributes()});
}

Html breadcrumbs_from(const Given& given) {
  BreadcrumbsOptions out;
  for (const auto& item : given.at("items").items()) out.items.push_back({item.content(), item.at("href").words(), item.attributes()});
  out.collapses_on_mobile = yes(given.at("collapseOnMobile"));
  out.label = given.at("labelText").words_or("Breadcrumb");
  out.classes = given.classes();
  out.attributes = given.attributes();
  return breadcrumbs(out);
}

PaginationLink pagination_link_from(const Given& given) {
  return {given.at("href").words(), given.content(), given.at("labelText").words(), given.attributes()};
}

Html pagination_from(const Given& given) {
  PaginationOptions out{.previous = pagination_link_from(given.at("previous")), .next = pagination_link_from(given.at("next"))};
  for (const auto& item : given.at("items").items())
    if (!item.is_empty_object())
      out.items.push_back({item.at("number").words(), item.at("href").words(), yes(item.at("current")), yes(item.at("ellipsis")),
                           item.at("visuallyHiddenText").words_if_there(), item.attributes()});
  out.label = given.at("landmarkLabel").words_or("Pagination");
  out.classes = given.classes();
  out.attributes = given.attributes();
  return pagination(out);
}

Html service_navigation_from(const Given& given) {
  ServiceNavigationOptions out{.service_name = given.at("serviceName").words(), .service_href = given.at("serviceUrl").words()};
  for (const auto& item : given.at("navigation").items())
    out.items.push_back({item.content(), item.at("href").words(), yes(item.at("current")), yes(item.at("active")), item.attributes()});
  out.collapses_on_mobile = given.at("collapseNavigationOnMobile").truth();
  out.label = given.at("ariaLabel").words_or("Service information");
  out.menu_words = given.at("menuButtonText").words_or("Menu");
  out.navigation_label = given.at("navigationLabel").words_or(out.menu_words);
  out.menu_label = given.at("menuButtonLabel").words();
  out.navigation_id = given.at("navigationId").words_or("navigation");
  out.navigation_classes = given.at("navigationClasses").words();
  const auto slots = given.at("slots");
  out.at_start = slots.at("start").markup();
  out.at_list_start = slots.at("navigationStart").markup();
  out.at_list_end = slots.at("navigationEnd").markup();
  out.at_end = slots.at("end").is_text() ? slots.at("end").markup() : slots.at("end").at("html").markup();
  out.end_is_inline = slots.at("end").at("align").words() == "inline";
  out.classes = given.classes();
  out.attributes = given.attributes();
  return service_navigation(out);
}

Html tabs_from(const Given& given) {
  TabsOptions out{.title = given.at("title").words_or("Contents"), .id_prefix = given.at("idPrefix").words()};
  for (const auto& item : given.at("items").items()) {
    const auto panel = item.at("panel");
    auto content = panel.at("html").markup();
    if (content.empty() && panel.at("text")) content = el("p", {{"class", "govuk-body"}}, text(panel.at("text").words()));
    out.items.push_back({item.at("label").words(), content, item.at("id").words(), item.attributes(), panel.attributes()});
  }
  out.id = given.at("id").words();
  out.classes = given.classes();
  out.attributes = given.attributes();
  return tabs(out);
}

Html accordion_from(const Given& given) {
  AccordionOptions out{.id = given.at("id").words()};
  for (const auto& item : given.at("items").items()) {
    const auto body = item.at("content");
    auto content = body.at("html").markup();
    if (content.empty() && body.at("text")) content = el("p", {{"class", "govuk-body"}}, text(body.at("text").words()));
    out.items.push_back({item.at("heading").content(), content, item.at("summary").content(), yes(item.at("expanded"))});
  }
  out.heading_level = given.at("headingLevel").number_or(2);
  out.is_remembered = given.at("rememberExpanded").truth();
  out.words = {given.at("hideAllSectionsText").words(), given.at("hideSectionText").words(), given.at("hideSectionAriaLabelText").words(),
               given.at("showAllSectionsText").words(), given.at("showSectionText").words(), given.at("showSectionAriaLabelText").words()};
  out.classes = given.classes();
  out.attributes = given.attributes();
  return accordion(out);
}

Html generic_header_from(const Given& given) {
  return header({given.content("logoText", "logoHtml"), given.at("url").words_or("/"),
                 given.at("containerClasses").words_or("govuk-width-container"), given.classes(), given.attributes()});
}

}  // namespace

std::map<std::string, FromFixture> other_components() {
  return {{"accordion", accordion_from},
          {"back-link", back_link_from},
          {"breadcrumbs", breadcrumbs_from},
          {"button", button_from},
          {"details", details_from},
          {"error-summary", error_summary_from},
          {"generic-header", generic_header_from},
          {"inset-text", inset_text_from},
          {"notification-banner", notification_banner_from},
          {"pagination", pagination_from},
          {"panel", panel_from},
          {"phase-banner", phase_banner_from},
          {"service-navigation", service_navigation_from},
          {"skip-link", skip_link_from},
          {"summary-list", summary_list_from},
          {"table", table_from},
          {"tabs", tabs_from},
          {"tag", tag_from},
          {"warning-text", warning_text_from}};
}

}  // namespace hearth::tests
