// button.h: a button, or a link that looks like one.
#pragma once

#include <optional>
#include <string>

#include "web/html.h"

namespace hearth::web {

struct ButtonOptions {
  Html content;
  std::string href{};                        ///< makes a link of it
  std::string type{"submit"};
  std::string name{}, value{};
  bool is_disabled{false};
  bool is_start{false};                      ///< the arrow that begins a journey
  std::optional<bool> prevents_double_click{};
  std::string id{}, classes{};
  Attrs attributes{};
};
[[nodiscard]] Html button(const ButtonOptions& options);

}  // namespace hearth::web
