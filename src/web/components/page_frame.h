// page_frame.h: header and footer. No crown, no crest, no logotype: Hearth is not GOV.UK, and says whose it is in words.
#pragma once

#include <string>
#include <vector>

#include "web/html.h"

namespace hearth::web {

/// govuk-frontend's generic header: a name, and nothing of GOV.UK's own.
struct HeaderOptions {
  Html name;                       ///< of the organisation
  std::string href{"/"};
  std::string container_classes{"govuk-width-container"};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html header(const HeaderOptions& options);

struct FooterLink {
  std::string words;
  std::string href;
  Attrs attributes{};
};
struct FooterOptions {
  std::vector<FooterLink> links{};
  std::string links_title{"Support links"};  ///< for people who hear the page
  Html content{};                            ///< below the links: whose data, which version
  std::string container_classes{};
  std::string classes{};
  Attrs attributes{};
};
/// govuk-frontend's footer without crown, licence and copyright of the Crown.
[[nodiscard]] Html footer(const FooterOptions& options);

}  // namespace hearth::web
