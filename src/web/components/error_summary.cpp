#include "web/components/error_summary.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"

namespace hearth::web {

Html error_summary(const ErrorSummaryOptions& options) {
  AttrList own{{"class", class_names("govuk-error-summary", options.classes)}};
  own.add_in_words("data-disable-auto-focus", options.leaves_focus);
  own.add_all(options.attributes).add("data-module", "govuk-error-summary");
  Html body;
  if (!options.description.empty()) body += el("p", {}, options.description);
  Html items;
  for (const auto& item : options.items) {
    const auto link = AttrList{{"href", item.href}}.add_all(item.attributes);
    items += el("li", {}, item.href.empty() ? item.words : el("a", link, item.words));
  }
  if (!items.empty()) body += el("ul", {{"class", "govuk-list govuk-error-summary__list"}}, items);
  // The alert is a child of its own: moving the focus to the box must not cut off what is read out.
  return el("div", own,
                 el("div", {{"role", "alert"}},
                         el("h2", {{"class", "govuk-error-summary__title"}}, options.title) +
                             el("div", {{"class", "govuk-error-summary__body"}}, body)));
}

}  // namespace hearth::web
