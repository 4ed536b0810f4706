#include "web/components/page_frame.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"

namespace hearth::web {

Html header(const HeaderOptions& options) {
  const auto link = el("a", {{"href", options.href}, {"class", "govuk-generic-header__homepage-link"}}, options.name);
  return el("div", AttrList{{"class", class_names("govuk-generic-header", options.classes)}}.add_all(options.attributes),
                 el("div", {{"class", class_names("govuk-generic-header__container", options.container_classes)}},
                         el("div", {{"class", "govuk-generic-header__logo"}}, link)));
}

Html footer(const FooterOptions& options) {
  Html meta;
  if (!options.links.empty() || !options.content.empty())
    meta += el("h2", {{"class", "govuk-visually-hidden"}}, text(options.links_title));
  Html links;
  for (const auto& link : options.links) {
    const auto own = AttrList{{"class", "govuk-footer__link"}, {"href", link.href}}.add_all(link.attributes);
    links += el("li", {{"class", "govuk-footer__inline-list-item"}}, el("a", own, text(link.words)));
  }
  if (!links.empty()) meta += el("ul", {{"class", "govuk-footer__inline-list"}}, links);
  if (!options.content.empty()) meta += el("div", {{"class", "govuk-footer__meta-custom"}}, options.content);
  return el("div", AttrList{{"class", class_names("govuk-footer", options.classes)}}.add_all(options.attributes),
                 el("div", {{"class", class_names("govuk-width-container", options.container_classes)}},
                         el("div", {{"class", "govuk-footer__meta"}},
                                 el("div", {{"class", "govuk-footer__meta-item govuk-footer__meta-item--grow"}}, meta))));
}

}  // namespace hearth::web
