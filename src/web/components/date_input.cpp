#include "web/components/date_input.h"

#include "base/text.h"
#include "web/components/attributes.h"
#include "web/components/class_names.h"
#include "web/components/text_fields.h"

namespace hearth::web {
namespace {

constexpr std::string_view error_class = "govuk-input--error";

bool is_marked(const DatePart& part) {
  return part.has_error.value_or(false) || part.classes.find(error_class) != std::string::npos;
}

std::string classes_of(const DatePart& part, bool all_are_wrong) {
  const bool is_wrong = is_marked(part) || (all_are_wrong && part.has_error.value_or(true));
  const bool says_so = part.classes.find(error_class) != std::string::npos;
  const bool says_width = part.classes.find("govuk-input--width-") != std::string::npos;
  const auto own = class_names("govuk-date-input__input", is_wrong && !says_so ? error_class : "",
                               says_width ? std::string{} : "govuk-input--width-" + std::to_string(part.width));
  return class_names(own, part.classes);
}

Html part_of(const DateInputOptions& options, const DatePart& part, bool all_are_wrong) {
  InputOptions own{.name = options.name_prefix.empty() ? part.name : options.name_prefix + "-" + part.name};
  own.label = {.content = text(part.label.empty() ? capitalised(part.name) : part.label), .classes = "govuk-date-input__label"};
  own.id = part.id.empty() ? options.id + "-" + part.name : part.id;
  own.value = part.value;
  own.inputmode = part.inputmode;
  own.autocomplete = part.autocomplete;
  own.pattern = part.pattern;
  own.classes = classes_of(part, all_are_wrong);
  own.attributes = part.attributes;
  return el("div", {{"class", "govuk-date-input__item"}}, input(own));
}

}  // namespace

Html date_input(const DateInputOptions& options) {
  const auto notes = write_notes(options.notes, options.id, options.fieldset ? options.fieldset->described_by : std::string{});
  const bool all_are_wrong = options.notes.error && std::none_of(options.parts.begin(), options.parts.end(), is_marked);
  auto content = options.group.before;
  for (const auto& part : options.parts) content += part_of(options, part, all_are_wrong);
  AttrList own{{"class", class_names("govuk-date-input", options.classes)}};
  own.add_all(options.attributes).add_if_given("id", options.id);
  auto inner = notes.html + el("div", own, content + options.group.after);
  if (options.fieldset) {
    auto around = *options.fieldset;
    around.described_by = notes.described_by;
    around.role = "group";  // else JAWS does not read out the description of a fieldset of text fields
    around.content = std::move(inner);
    inner = fieldset(around);
  }
  return form_group(options.group, options.notes.error.has_value(), inner);
}

}  // namespace hearth::web
