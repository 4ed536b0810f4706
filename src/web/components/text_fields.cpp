#include "web/components/text_fields.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"

namespace hearth::web {
namespace {

std::string id_of(const auto& options) { return options.id.empty() ? options.name : options.id; }

Html label_of(const LabelOptions& given, const std::string& id) {
  auto own = given;
  own.of = id;
  return label(own);
}

Html input_alone(const InputOptions& options, const std::string& id, const std::string& described_by) {
  AttrList own{{"class", class_names("govuk-input", options.classes, options.notes.error ? "govuk-input--error" : "")},
                 {"id", id},
                 {"name", options.name},
                 {"type", options.type}};
  own.add_in_words("spellcheck", options.spellcheck);
  own.add_if_set("value", options.value).bare("disabled", options.is_disabled).add_if_given("aria-describedby", described_by);
  own.add_if_given("autocomplete", options.autocomplete).add_if_given("autocapitalize", options.autocapitalize);
  own.add_if_given("pattern", options.pattern).add_if_given("inputmode", options.inputmode).add_all(options.attributes);
  return el("input", own);
}

Html affix(const Affix& given, std::string_view block) {
  if (given.content.empty()) return {};
  AttrList own{{"class", class_names(block, given.classes)}, {"aria-hidden", "true"}};
  return el("div", own.add_all(given.attributes), given.content);
}

Html with_affixes(const InputOptions& options, const Html& field) {
  if (options.prefix.content.empty() && options.suffix.content.empty() && options.group.before.empty() && options.group.after.empty())
    return field;
  AttrList own{{"class", class_names("govuk-input__wrapper", options.wrapper.classes)}};
  return el("div", own.add_all(options.wrapper.attributes),
                 options.group.before + affix(options.prefix, "govuk-input__prefix") + field +
                affix(options.suffix, "govuk-input__suffix") + options.group.after);
}

Html select_item(const SelectItem& item, const std::string& chosen) {
  AttrList own;
  own.add_if_set("value", item.value);
  const bool is_chosen = !chosen.empty() && item.value.value_or(item.words) == chosen && item.is_selected.value_or(true);
  own.bare("selected", is_chosen || item.is_selected.value_or(false)).bare("disabled", item.is_disabled).add_all(item.attributes);
  return el("option", own, text(item.words));
}

}  // namespace

Html input(const InputOptions& options) {
  const auto id = id_of(options);
  const auto notes = write_notes(options.notes, id, options.described_by);
  return form_group(options.group, options.notes.error.has_value(),
                    label_of(options.label, id) + notes.html + with_affixes(options, input_alone(options, id, notes.described_by)));
}

Html textarea(const TextareaOptions& options) {
  const auto id = id_of(options);
  const auto notes = write_notes(options.notes, id, options.described_by);
  AttrList own{{"class", class_names("govuk-textarea", options.notes.error ? "govuk-textarea--error" : "", options.classes)},
                 {"id", id},
                 {"name", options.name},
                 {"rows", std::to_string(options.rows)}};
  own.add_in_words("spellcheck", options.spellcheck);
  own.bare("disabled", options.is_disabled).add_if_given("aria-describedby", notes.described_by);
  own.add_if_given("autocomplete", options.autocomplete).add_all(options.attributes);
  return form_group(options.group, options.notes.error.has_value(),
                    label_of(options.label, id) + notes.html + options.group.before + el("textarea", own, text(options.value)) +
                        options.group.after);
}

Html select(const SelectOptions& options) {
  const auto id = id_of(options);
  const auto notes = write_notes(options.notes, id, options.described_by);
  AttrList own{{"class", class_names("govuk-select", options.classes, options.notes.error ? "govuk-select--error" : "")},
                 {"id", id},
                 {"name", options.name}};
  own.bare("disabled", options.is_disabled).add_if_given("aria-describedby", notes.described_by).add_all(options.attributes);
  Html items;
  for (const auto& item : options.items) items += select_item(item, options.value);
  return form_group(options.group, options.notes.error.has_value(),
                    label_of(options.label, id) + notes.html + options.group.before + el("select", own, items) + options.group.after);
}

}  // namespace hearth::web
