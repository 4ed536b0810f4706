#include "web/components/button.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"

namespace hearth::web {
namespace {

Html start_icon() {
  return Html::trusted(
      "<svg class=\"govuk-button__start-icon\" xmlns=\"http://www.w3.org/2000/svg\" width=\"17.5\" height=\"19\" viewBox=\"0 0 33 40\" "
      "aria-hidden=\"true\" focusable=\"false\"><path fill=\"currentColor\" d=\"M0 0h13l20 20-20 20H0l20-20z\"/></svg>");
}

}  // namespace

Html button(const ButtonOptions& options) {
  AttrList common{{"class", class_names("govuk-button", options.classes, options.is_start ? "govuk-button--start" : "")},
                    {"data-module", "govuk-button"}};
  common.add_all(options.attributes).add_if_given("id", options.id);
  const bool has_markup = options.content.bytes().find('<') != std::string::npos;
  // Start buttons are flex boxes, which drop blanks between their children.
  auto content = options.is_start && has_markup ? el("span", {}, options.content) : options.content;
  if (options.is_start) content += start_icon();
  if (!options.href.empty())
    return el("a", AttrList{{"href", options.href}, {"role", "button"}, {"draggable", "false"}}.add_all(common), content);
  AttrList own{{"type", options.type}};
  own.add_if_given("value", options.value).add_if_given("name", options.name);
  own.bare("disabled", options.is_disabled).add_if_given("aria-disabled", options.is_disabled ? "true" : "");
  own.add_in_words("data-prevent-double-click", options.prevents_double_click);
  return el("button", own.add_all(common), content);
}

}  // namespace hearth::web
