// notices.h: words that stand out: tags, inset and warning text, details to open, banners, panels.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/html.h"

namespace hearth::web {

struct TagOptions {
  Html content;
  std::string classes{};          ///< "govuk-tag--green"; colour is never the only sign
  Attrs attributes{};
};
[[nodiscard]] Html tag(const TagOptions& options);

struct InsetTextOptions {
  Html content;
  std::string id{}, classes{};
  Attrs attributes{};
};
[[nodiscard]] Html inset_text(const InsetTextOptions& options);

struct WarningTextOptions {
  Html content;
  std::string icon_words{"Warning"};  ///< read out in place of the exclamation mark
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html warning_text(const WarningTextOptions& options);

struct DetailsOptions {
  Html summary;
  Html content;
  bool is_open{false};
  std::string id{}, classes{};
  Attrs attributes{};
};
[[nodiscard]] Html details(const DetailsOptions& options);

struct NotificationBannerOptions {
  std::string words{};            ///< one line, or:
  Html content{};                 ///< anything else
  bool is_success{false};         ///< green, and read out at once
  Html title{};                   ///< else "Important" or "Success"
  int title_level{2};
  std::string title_id{"govuk-notification-banner-title"};
  std::string role{};             ///< else region, or alert for a success
  std::optional<bool> leaves_focus{};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html notification_banner(const NotificationBannerOptions& options);

struct PhaseBannerOptions {
  TagOptions tag;
  Html content;
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html phase_banner(const PhaseBannerOptions& options);

struct PanelAction {
  std::string words;
  std::string href{};             ///< a link, unless type says "button"
  std::string type{};             ///< of the button
  std::string classes{};
  Attrs attributes{};
};
struct PanelActions {
  std::vector<PanelAction> items{};
  std::string classes{};
  Attrs attributes{};
};
/// What was done, at the end of a journey; with the class govuk-panel--interruption: a thing to confirm before going on.
struct PanelOptions {
  Html title;
  Html content{};
  int heading_level{1};
  std::optional<PanelActions> actions{};  ///< of an interruption
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html panel(const PanelOptions& options);

}  // namespace hearth::web
