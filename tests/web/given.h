// given.h: reads the options of a govuk-frontend fixture as its templates do: absent, null, false and "" are all "not given".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/json.h"
#include "web/components/field_parts.h"

namespace hearth::tests {

namespace json = formats::json;

class Given {
 public:
  explicit Given(const json::value* value) : value_{value} {}
  [[nodiscard]] Given at(std::string_view key) const;          ///< not given when this is no object
  [[nodiscard]] std::vector<Given> items() const;              ///< of an array, without those that are null or false
  [[nodiscard]] bool is_there() const { return value_ != nullptr && !value_->is_null(); }
  [[nodiscard]] explicit operator bool() const;                ///< as JavaScript sees it
  [[nodiscard]] bool is_text() const { return is_there() && value_->is_string(); }
  [[nodiscard]] bool is_object() const { return is_there() && value_->is_object(); }
  [[nodiscard]] bool is_empty_object() const { return is_object() && value_->get_object().empty(); }
  [[nodiscard]] std::string words() const;                     ///< text, number or truth value as text
  [[nodiscard]] std::string words_or(std::string otherwise) const { return *this ? words() : otherwise; }
  [[nodiscard]] std::optional<std::string> words_if_there() const;
  [[nodiscard]] int number_or(int otherwise) const;
  [[nodiscard]] std::optional<bool> truth() const;
  [[nodiscard]] web::Html markup() const;                      ///< its text read as HTML

  // The names that most components share.
  [[nodiscard]] web::Html content(std::string_view text = "text", std::string_view html = "html") const;
  [[nodiscard]] std::string classes() const { return at("classes").words(); }
  [[nodiscard]] web::Attrs attributes() const;
  [[nodiscard]] web::LabelOptions label() const;
  [[nodiscard]] std::optional<web::HintOptions> hint() const;
  [[nodiscard]] std::optional<web::ErrorMessageOptions> error() const;
  [[nodiscard]] web::FieldNotes notes() const { return {hint(), error()}; }
  [[nodiscard]] web::FieldsetOptions fieldset() const;
  [[nodiscard]] web::FormGroupOptions group(std::string_view before, std::string_view after) const;

 private:
  const json::value* value_;
};

}  // namespace hearth::tests
