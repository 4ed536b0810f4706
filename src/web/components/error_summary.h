// error_summary.h: what is wrong on the page, at its top, each with a link to its field.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/html.h"

namespace hearth::web {

struct ErrorSummaryItem {
  Html words;
  std::string href{};        ///< "#" and the id of the field
  Attrs attributes{};
};
struct ErrorSummaryOptions {
  Html title = text("There is a problem");
  Html description{};
  std::vector<ErrorSummaryItem> items{};
  std::optional<bool> leaves_focus{};  ///< JavaScript otherwise moves the focus to it
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html error_summary(const ErrorSummaryOptions& options);

}  // namespace hearth::web
