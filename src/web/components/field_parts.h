// field_parts.h: what stands around every form field: label, hint, error message, fieldset.
#pragma once

#include <optional>
#include <string>

#include "web/html.h"

namespace hearth::web {

struct LabelOptions {
  Html content;
  std::string of{};                ///< id of the field
  bool is_page_heading{false};     ///< it is the h1, too
  std::string classes{};
  Attrs attributes{};
};
/// Nothing when there is no content.
[[nodiscard]] Html label(const LabelOptions& options);

struct HintOptions {
  Html content;
  std::string id{}, classes{};
  Attrs attributes{};
};
[[nodiscard]] Html hint(const HintOptions& options);

struct ErrorMessageOptions {
  Html content;
  std::string hidden_words{"Error"};  ///< read out before it; empty: nothing
  std::string id{}, classes{};
  Attrs attributes{};
};
[[nodiscard]] Html error_message(const ErrorMessageOptions& options);

struct LegendOptions {
  Html content;
  bool is_page_heading{false};
  std::string classes{};
};
struct FieldsetOptions {
  LegendOptions legend{};
  Html content{};
  std::string role{}, described_by{}, classes{};
  Attrs attributes{};
};
[[nodiscard]] Html fieldset(const FieldsetOptions& options);

/// The box around a field: hint and error message come before the field and are named in its aria-describedby.
struct FormGroupOptions {
  std::string classes{};
  Attrs attributes{};
  Html before{}, after{};          ///< beside the field, inside the box
};
struct FieldNotes {
  std::optional<HintOptions> hint{};
  std::optional<ErrorMessageOptions> error{};
};
struct WrittenNotes {
  Html html;
  std::string described_by;
};
/// Hint and error message with the ids PREFIX-hint and PREFIX-error, and the ids to describe the field with.
[[nodiscard]] WrittenNotes write_notes(const FieldNotes& notes, const std::string& prefix, const std::string& described_by);
[[nodiscard]] Html form_group(const FormGroupOptions& options, bool has_error, const Html& content);

}  // namespace hearth::web
