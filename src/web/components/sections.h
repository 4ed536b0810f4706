// sections.h: long content in parts: tabs and accordion. Without JavaScript both are headings with everything shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/html.h"

namespace hearth::web {

struct TabItem {
  std::string label;
  Html content;
  std::string id{};               ///< else PREFIX-1, PREFIX-2, ...
  Attrs attributes{};        ///< of the link
  Attrs panel_attributes{};
};
struct TabsOptions {
  std::vector<TabItem> items;
  std::string title{"Contents"};
  std::string id_prefix{};
  std::string id{}, classes{};
  Attrs attributes{};
};
[[nodiscard]] Html tabs(const TabsOptions& options);

struct AccordionItem {
  Html heading;
  Html content;
  Html summary{};
  bool is_open{false};
};
/// What the script writes on its buttons, in other words or another language; empty ones stay as they are.
struct AccordionWords {
  std::string hide_all{}, hide{}, hide_label{}, show_all{}, show{}, show_label{};
};
struct AccordionOptions {
  std::string id;
  std::vector<AccordionItem> items;
  int heading_level{2};
  std::optional<bool> is_remembered{};  ///< which parts are open, in the browser's session
  AccordionWords words{};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html accordion(const AccordionOptions& options);

}  // namespace hearth::web
