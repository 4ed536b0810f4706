#include "web/components/choices.h"
#include "web/components/date_input.h"
#include "web/components/text_fields.h"
#include "web/from_fixture.h"

namespace hearth::tests {
namespace {

using namespace hearth::web;

Affix affix_from(const Given& given) { return {given.content(), given.classes(), given.attributes()}; }

Html label_from(const Given& given) {
  return label({given.content(), given.at("for").words(), static_cast<bool>(given.at("isPageHeading")), given.classes(),
                given.attributes()});
}

Html hint_from(const Given& given) { return hint({given.content(), given.at("id").words(), given.classes(), given.attributes()}); }

Html error_message_from(const Given& given) {
  const auto hidden = given.at("visuallyHiddenText");
  return error_message({given.content(), hidden.is_there() ? (hidden ? hidden.words() : std::string{}) : "Error", given.at("id").words(),
                        given.classes(), given.attributes()});
}

Html fieldset_from(const Given& given) { return fieldset(given.fieldset()); }

Html input_from(const Given& given) {
  return input({.name = given.at("name").words(),
                .label = given.label(),
                .notes = given.notes(),
                .id = given.at("id").words(),
                .type = given.at("type").words_or("text"),
                .value = given.at("value").words_if_there(),
                .inputmode = given.at("inputmode").words(),
                .autocomplete = given.at("autocomplete").words(),
                .autocapitalize = given.at("autocapitalize").words(),
                .pattern = given.at("pattern").words(),
                .spellcheck = given.at("spellcheck").truth(),
                .is_disabled = static_cast<bool>(given.at("disabled")),
                .prefix = affix_from(given.at("prefix")),
                .suffix = affix_from(given.at("suffix")),
                .wrapper = affix_from(given.at("inputWrapper")),
                .described_by = given.at("describedBy").words(),
                .classes = given.classes(),
                .attributes = given.attributes(),
                .group = given.group("beforeInput", "afterInput")});
}

Html textarea_from(const Given& given) {
  return textarea({.name = given.at("name").words(),
                   .label = given.label(),
                   .notes = given.notes(),
                   .id = given.at("id").words(),
                   .value = given.at("value").words(),
                   .rows = given.at("rows").number_or(5),
                   .autocomplete = given.at("autocomplete").words(),
                   .spellcheck = given.at("spellcheck").truth(),
                   .is_disabled = static_cast<bool>(given.at("disabled")),
                   .described_by = given.at("describedBy").words(),
                   .classes = given.classes(),
                   .attributes = given.attributes(),
                   .group = given.group("beforeInput", "afterInput")});
}

Html select_from(const Given& given) {
  std::vector<SelectItem> items;
  for (const auto& item : given.at("items").items())
    items.push_back({item.at("text").words(), item.at("value").words_if_there(), item.at("selected").truth(),
                     static_cast<bool>(item.at("disabled")), item.attributes()});
  return select({.name = given.at("name").words(),
                 .label = given.label(),
                 .notes = given.notes(),
                 .items = std::move(items),
                 .id = given.at("id").words(),
                 .value = given.at("value").words(),
                 .is_disabled = static_cast<bool>(given.at("disabled")),
                 .described_by = given.at("describedBy").words(),
                 .classes = given.classes(),
                 .attributes = given.attributes(),
                 .group = given.group("beforeInput", "afterInput")});
}

ChoiceItem choice_from(const Given& given) {
  ChoiceItem out;
  out.words = given.content();
  out.value = given.at("value").words();
  out.divider = given.at("divider").words();
  out.is_checked = given.at("checked").truth();
  out.is_disabled = static_cast<bool>(given.at("disabled"));
  out.is_exclusive = given.at("behaviour").words() == "exclusive";
  if (given.at("hint").at("text") || given.at("hint").at("html")) out.hint = given.hint();
  out.conditional = given.at("conditional").at("html").markup();
  out.name = given.at("name").words();
  out.id = given.at("id").words();
  out.label = given.label();
  out.attributes = given.attributes();
  return out;
}

ChoicesOptions choices_from(const Given& given) {
  ChoicesOptions out{.name = given.at("name").words()};
  if (given.at("fieldset")) out.fieldset = given.at("fieldset").fieldset();
  out.notes = given.notes();
  for (const auto& item : given.at("items").items()) out.items.push_back(choice_from(item));
  for (const auto& value : given.at("values").items()) out.chosen.push_back(value.words());
  if (given.at("value")) out.chosen.push_back(given.at("value").words());
  out.id_prefix = given.at("idPrefix").words();
  out.described_by = given.at("describedBy").words();
  out.classes = given.classes();
  out.attributes = given.attributes();
  out.group = given.group("beforeInputs", "afterInputs");
  return out;
}

Html radios_from(const Given& given) { return radios(choices_from(given)); }
Html checkboxes_from(const Given& given) { return checkboxes(choices_from(given)); }

DatePart date_part_from(const Given& given, const Given& part, const std::string& name, const std::string& otherwise) {
  const auto prefix = given.at("namePrefix").words();
  DatePart out{.name = part.at("name").words_or(name)};
  out.value = part.at("value").words_if_there();
  const auto values = given.at("values");
  if (!out.value && values.at(otherwise).is_there()) out.value = values.at(otherwise).words();
  const auto full = prefix.empty() ? out.name : prefix + "-" + out.name;
  if (!out.value) out.value = values.at(full).words_if_there();
  out.has_error = part.at("error").truth();
  out.label = part.at("label").words();
  out.width = name == "year" ? 4 : 2;
  out.id = part.at("id").words();
  out.classes = part.classes();
  out.pattern = part.at("pattern").words();
  out.inputmode = part.at("inputmode").words_or("numeric");
  out.autocomplete = part.at("autocomplete").words();
  out.attributes = part.attributes();
  return out;
}

Html date_input_from(const Given& given) {
  DateInputOptions out{.id = given.at("id").words()};
  if (given.at("fieldset")) out.fieldset = given.at("fieldset").fieldset();
  out.notes = given.notes();
  out.name_prefix = given.at("namePrefix").words();
  out.parts.clear();
  const auto items = given.at("items").items();
  if (items.empty()) {
    for (const std::string name : {"day", "month", "year"})
      if (const auto part = given.at(name); !part.is_there() || part)
        out.parts.push_back(date_part_from(given, part, name, part.is_there() ? std::string{"-"} : name));
  } else {
    for (const auto& item : items) {
      const auto name = item.at("name").words();
      auto part = date_part_from(given, item, name, "-");
      if (!part.value) part.value = given.at(name).at("value").words_if_there();
      out.parts.push_back(std::move(part));
    }
  }
  out.classes = given.classes();
  out.attributes = given.attributes();
  out.group = given.group("beforeInputs", "afterInputs");
  return date_input(out);
}

}  // namespace

std::map<std::string, FromFixture> field_components() {
  return {{"label", label_from},       {"hint", hint_from},         {"error-message", error_message_from}, {"fieldset", fieldset_from},
          {"input", input_from},       {"textarea", textarea_from}, {"select", select_from},               {"radios", radios_from},
          {"checkboxes", checkboxes_from}, {"date-input", date_input_from}};
}

}  // namespace hearth::tests
