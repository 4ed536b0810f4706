#include "web/components/field_parts.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"

namespace hearth::web {

Html label(const LabelOptions& options) {
  if (options.content.empty()) return {};
  AttrList own{{"class", class_names("govuk-label", options.classes)}};
  own.add_all(options.attributes).add_if_given("for", options.of);
  auto out = el("label", own, options.content);
  return options.is_page_heading ? el("h1", {{"class", "govuk-label-wrapper"}}, out) : out;
}

Html hint(const HintOptions& options) {
  AttrList own;
  own.add_if_given("id", options.id).add("class", class_names("govuk-hint", options.classes)).add_all(options.attributes);
  return el("div", own, options.content);
}

Html error_message(const ErrorMessageOptions& options) {
  AttrList own;
  own.add_if_given("id", options.id).add("class", class_names("govuk-error-message", options.classes)).add_all(options.attributes);
  Html before;
  if (!options.hidden_words.empty())
    before = el("span", {{"class", "govuk-visually-hidden"}}, text(options.hidden_words + ":")) + Html::trusted(" ");
  return el("p", own, before + options.content);
}

Html fieldset(const FieldsetOptions& options) {
  AttrList own{{"class", class_names("govuk-fieldset", options.classes)}};
  own.add_if_given("role", options.role).add_if_given("aria-describedby", options.described_by).add_all(options.attributes);
  Html legend;
  if (!options.legend.content.empty()) {
    const auto& words = options.legend.content;
    legend = el("legend", {{"class", class_names("govuk-fieldset__legend", options.legend.classes)}},
                     options.legend.is_page_heading ? el("h1", {{"class", "govuk-fieldset__heading"}}, words) : words);
  }
  return el("fieldset", own, legend + options.content);
}

WrittenNotes write_notes(const FieldNotes& notes, const std::string& prefix, const std::string& described_by) {
  WrittenNotes out{{}, described_by};
  if (notes.hint) {
    auto own = *notes.hint;
    own.id = prefix + "-hint";
    out.html += hint(own);
    out.described_by = class_names(out.described_by, own.id);
  }
  if (notes.error) {
    auto own = *notes.error;
    own.id = prefix + "-error";
    out.html += error_message(own);
    out.described_by = class_names(out.described_by, own.id);
  }
  return out;
}

Html form_group(const FormGroupOptions& options, bool has_error, const Html& content) {
  AttrList own{{"class", class_names("govuk-form-group", has_error ? "govuk-form-group--error" : "", options.classes)}};
  return el("div", own.add_all(options.attributes), content);
}

}  // namespace hearth::web
