#include "web/components/choices.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"

namespace hearth::web {
namespace {

struct Kind {
  std::string block;  ///< "govuk-radios"
  std::string type;
};

/// What all items of one group share.
struct Group {
  const ChoicesOptions& options;
  Kind kind;
  std::string prefix;
  std::string described_by;  ///< of each item; empty when a fieldset bears it
};

bool is_checked(const ChoicesOptions& options, const ChoiceItem& item) {
  const bool is_chosen = std::find(options.chosen.begin(), options.chosen.end(), item.value) != options.chosen.end();
  return item.is_checked.value_or(is_chosen);
}

Html field_of(const Group& group, const ChoiceItem& item, const std::string& id) {
  AttrList own{{"class", group.kind.block + "__input"},
                 {"id", id},
                 {"name", item.name.empty() ? group.options.name : item.name},
                 {"type", group.kind.type},
                 {"value", item.value}};
  own.bare("checked", is_checked(group.options, item)).bare("disabled", item.is_disabled);
  if (!item.conditional.empty()) own.add("data-aria-controls", "conditional-" + id);
  if (item.is_exclusive) own.add("data-behaviour", "exclusive");
  own.add_if_given("aria-describedby", class_names(group.described_by, item.hint ? id + "-item-hint" : ""));
  return el("input", own.add_all(item.attributes));
}

Html item_of(const Group& group, const ChoiceItem& item, std::size_t number) {
  const auto& block = group.kind.block;
  if (!item.divider.empty()) return el("div", {{"class", block + "__divider"}}, text(item.divider));
  const auto id = !item.id.empty() ? item.id : number > 1 ? group.prefix + "-" + std::to_string(number) : group.prefix;
  auto own_label = item.label;
  own_label.content = item.words;
  own_label.of = id;
  own_label.classes = class_names(block + "__label", item.label.classes);
  auto content = field_of(group, item, id) + label(own_label);
  if (item.hint) {
    auto own_hint = *item.hint;
    own_hint.id = id + "-item-hint";
    own_hint.classes = class_names(block + "__hint", item.hint->classes);
    content += hint(own_hint);
  }
  auto out = el("div", {{"class", block + "__item"}}, content);
  if (item.conditional.empty()) return out;
  const auto hidden = is_checked(group.options, item) ? std::string{} : block + "__conditional--hidden";
  return out + el("div", {{"class", class_names(block + "__conditional", hidden)}, {"id", "conditional-" + id}}, item.conditional);
}

Html choices(const ChoicesOptions& options, const Kind& kind, bool items_bear_description) {
  const auto prefix = options.id_prefix.empty() ? options.name : options.id_prefix;
  auto described_by = options.fieldset ? options.fieldset->described_by : std::string{};
  if (described_by.empty()) described_by = options.described_by;
  const auto notes = write_notes(options.notes, prefix, described_by);
  const Group group{options, kind, prefix, items_bear_description && !options.fieldset ? notes.described_by : std::string{}};
  auto content = options.group.before;
  for (std::size_t i = 0; i < options.items.size(); ++i) content += item_of(group, options.items[i], i + 1);
  AttrList own{{"class", class_names(kind.block, options.classes)}};
  own.add_all(options.attributes).add("data-module", kind.block);
  auto inner = notes.html + el("div", own, content + options.group.after);
  if (options.fieldset) {
    auto around = *options.fieldset;
    around.described_by = notes.described_by;
    around.content = std::move(inner);
    inner = fieldset(around);
  }
  return form_group(options.group, options.notes.error.has_value(), inner);
}

}  // namespace

Html radios(const ChoicesOptions& options) { return choices(options, {"govuk-radios", "radio"}, false); }

Html checkboxes(const ChoicesOptions& options) { return choices(options, {"govuk-checkboxes", "checkbox"}, true); }

}  // namespace hearth::web
