// text_fields.h: fields that are typed into, and the drop-down list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/components/field_parts.h"

namespace hearth::web {

struct Affix {
  Html content{};
  std::string classes{};
  Attrs attributes{};
};

struct InputOptions {
  std::string name;
  LabelOptions label{};
  FieldNotes notes{};
  std::string id{};                       ///< else the name
  std::string type{"text"};
  std::optional<std::string> value{};
  std::string inputmode{}, autocomplete{}, autocapitalize{}, pattern{};
  std::optional<bool> spellcheck{};
  bool is_disabled{false};
  Affix prefix{}, suffix{};               ///< "£", "kg"
  Affix wrapper{};                        ///< classes and attributes of the box around them
  std::string described_by{}, classes{};
  Attrs attributes{};
  FormGroupOptions group{};
};
[[nodiscard]] Html input(const InputOptions& options);

struct TextareaOptions {
  std::string name;
  LabelOptions label{};
  FieldNotes notes{};
  std::string id{};
  std::string value{};
  int rows{5};
  std::string autocomplete{};
  std::optional<bool> spellcheck{};
  bool is_disabled{false};
  std::string described_by{}, classes{};
  Attrs attributes{};
  FormGroupOptions group{};
};
[[nodiscard]] Html textarea(const TextareaOptions& options);

struct SelectItem {
  std::string words;
  std::optional<std::string> value{};     ///< else the words
  std::optional<bool> is_selected{};      ///< else when it has the value of SelectOptions
  bool is_disabled{false};
  Attrs attributes{};
};
struct SelectOptions {
  std::string name;
  LabelOptions label{};
  FieldNotes notes{};
  std::vector<SelectItem> items{};
  std::string id{};
  std::string value{};                    ///< of the item that is chosen
  bool is_disabled{false};
  std::string described_by{}, classes{};
  Attrs attributes{};
  FormGroupOptions group{};
};
[[nodiscard]] Html select(const SelectOptions& options);

}  // namespace hearth::web
