#include "web/components/summary_list.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"
#include "web/components/heading_level.h"

namespace hearth::web {
namespace {

Html action_link(const SummaryAction& action, const Html& card_title) {
  Html hidden;
  if (!action.hidden_words.empty()) hidden += text(" " + action.hidden_words);
  if (!card_title.empty()) hidden += text(" (") + card_title + text(")");
  if (!hidden.empty()) hidden = el("span", {{"class", "govuk-visually-hidden"}}, hidden);
  AttrList own{{"class", class_names("govuk-link", action.classes)}, {"href", action.href}};
  return el("a", own.add_all(action.attributes), action.words + hidden);
}

Html card_actions(const SummaryCard& card) {
  const auto& items = card.actions.items;
  if (items.empty()) return {};
  const AttrList own{{"class", class_names("govuk-summary-card__actions", card.actions.classes)}};
  if (items.size() == 1) return el("div", own, action_link(items.front(), card.title));
  Html all;
  for (const auto& action : items) all += el("li", {{"class", "govuk-summary-card__action"}}, action_link(action, card.title));
  return el("ul", own, all);
}

Html in_card(const SummaryCard& card, const Html& list) {
  Html title;
  if (!card.title.empty())
    title = heading_element(card.heading_level, {{"class", class_names("govuk-summary-card__title", card.title_classes)}}, card.title);
  AttrList own{{"class", class_names("govuk-summary-card", card.classes)}};
  return el("div", own.add_all(card.attributes),
                 el("div", {{"class", "govuk-summary-card__title-wrapper"}}, title + card_actions(card)) +
                     el("div", {{"class", "govuk-summary-card__content"}}, list));
}

Html row_actions(const SummaryActions& actions, const Html& card_title) {
  if (actions.items.empty()) return {};
  Html inner;
  if (actions.items.size() == 1) {
    inner = action_link(actions.items.front(), card_title);
  } else {
    for (const auto& action : actions.items)
      inner += el("li", {{"class", "govuk-summary-list__actions-list-item"}}, action_link(action, card_title));
    inner = el("ul", {{"class", "govuk-summary-list__actions-list"}}, inner);
  }
  return el("dd", {{"class", class_names("govuk-summary-list__actions", actions.classes)}}, inner);
}

Html row_of(const SummaryRow& row, bool others_have_actions, const Html& card_title) {
  const bool has_gap = others_have_actions && row.actions.items.empty();
  return el("div",
                 {{"class", class_names("govuk-summary-list__row", has_gap ? "govuk-summary-list__row--no-actions" : "", row.classes)}},
                 el("dt", {{"class", class_names("govuk-summary-list__key", row.key.classes)}}, row.key.content) +
                     el("dd", {{"class", class_names("govuk-summary-list__value", row.value.classes)}}, row.value.content) +
                     row_actions(row.actions, card_title));
}

}  // namespace

Html summary_list(const SummaryListOptions& options) {
  const bool any_has_actions =
      std::any_of(options.rows.begin(), options.rows.end(), [](const SummaryRow& row) { return !row.actions.items.empty(); });
  const auto card_title = options.card ? options.card->title : Html{};
  Html rows;
  for (const auto& row : options.rows) rows += row_of(row, any_has_actions, card_title);
  AttrList own{{"class", class_names("govuk-summary-list", options.classes)}};
  const auto list = el("dl", own.add_all(options.attributes), rows);
  return options.card ? in_card(*options.card, list) : list;
}

}  // namespace hearth::web
