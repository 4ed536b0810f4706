// choices.h: radio buttons (one of several) and checkboxes (any of several).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/components/field_parts.h"

namespace hearth::web {

struct ChoiceItem {
  Html words{};
  std::string value{};
  std::string divider{};               ///< "or": a line between items in place of an item
  std::optional<bool> is_checked{};    ///< else when its value is among the chosen
  bool is_disabled{false};
  bool is_exclusive{false};            ///< checkboxes: "none of these" unchecks the others
  std::optional<HintOptions> hint{};
  Html conditional{};                  ///< shown when it is checked; without JavaScript always
  std::string name{};                  ///< checkboxes: else the name of the group
  std::string id{};                    ///< else PREFIX, PREFIX-2, PREFIX-3, ...
  LabelOptions label{};                ///< classes and attributes only
  Attrs attributes{};
};

struct ChoicesOptions {
  std::string name;
  std::optional<FieldsetOptions> fieldset{};  ///< legend; content is ours
  FieldNotes notes{};
  std::vector<ChoiceItem> items{};
  std::vector<std::string> chosen{};   ///< values; radios look at the first
  std::string id_prefix{};             ///< else the name
  std::string described_by{};          ///< checkboxes without fieldset
  std::string classes{};
  Attrs attributes{};
  FormGroupOptions group{};
};
[[nodiscard]] Html radios(const ChoicesOptions& options);
[[nodiscard]] Html checkboxes(const ChoicesOptions& options);

}  // namespace hearth::web
