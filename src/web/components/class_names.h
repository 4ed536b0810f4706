// class_names.h: class names side by side.
#pragma once

#include <string>
#include <string_view>

namespace hearth::web {

/// "govuk-tag govuk-tag--blue"; empty ones leave no blank behind.
[[nodiscard]] inline std::string class_names(std::string_view first, std::string_view second, std::string_view third = {}) {
  std::string out{first};
  for (const auto next : {second, third})
    if (!next.empty()) out.append(out.empty() ? "" : " ").append(next);
  return out;
}

}  // namespace hearth::web
