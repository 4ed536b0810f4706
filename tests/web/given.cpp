#include "web/given.h"

#include "web/dom.h"

namespace hearth::tests {

Given Given::at(std::string_view key) const { return Given{is_object() ? value_->get_object().if_contains(key) : nullptr}; }

std::vector<Given> Given::items() const {
  std::vector<Given> out;
  if (is_there() && value_->is_array())
    for (const auto& item : value_->get_array())
      if (const Given one{&item}; one) out.push_back(one);
  return out;
}

Given::operator bool() const {
  if (!is_there()) return false;
  if (value_->is_bool()) return value_->get_bool();
  if (value_->is_string()) return !value_->get_string().empty();
  return !value_->is_number() || value_->to_number<double>() != 0;
}

std::string Given::words() const {
  if (!is_there()) return {};
  if (value_->is_string()) return std::string{value_->get_string()};
  return value_->is_structured() ? std::string{} : formats::write_json(*value_);
}

std::optional<std::string> Given::words_if_there() const { return is_there() ? std::optional{words()} : std::nullopt; }

int Given::number_or(int otherwise) const { return *this ? std::stoi(words()) : otherwise; }

std::optional<bool> Given::truth() const { return is_there() && value_->is_bool() ? std::optional{value_->get_bool()} : std::nullopt; }

web::Html Given::markup() const { return *this ? rebuilt(read_dom(words())) : web::Html{}; }

web::Html Given::content(std::string_view text, std::string_view html) const {
  return at(html) ? at(html).markup() : web::text(at(text).words());
}

web::Attrs Given::attributes() const {
  std::map<std::string, std::string> all;
  if (const auto given = at("attributes"); given.is_object())
    for (const auto& [name, value] : given.value_->get_object()) all.emplace(std::string{name}, Given{&value}.words());
  return rebuilt_attributes(all);
}

web::LabelOptions Given::label() const {
  const auto own = at("label");
  return {own.content(), own.at("for").words(), static_cast<bool>(own.at("isPageHeading")), own.classes(), own.attributes()};
}

std::optional<web::HintOptions> Given::hint() const {
  const auto own = at("hint");
  return own ? std::optional{web::HintOptions{own.content(), own.at("id").words(), own.classes(), own.attributes()}} : std::nullopt;
}

std::optional<web::ErrorMessageOptions> Given::error() const {
  const auto own = at("errorMessage");
  if (!own) return std::nullopt;
  const auto hidden = own.at("visuallyHiddenText");
  const auto hidden_words = !hidden.is_there() ? std::string{"Error"} : hidden ? hidden.words() : std::string{};
  return web::ErrorMessageOptions{own.content(), hidden_words, own.at("id").words(), own.classes(), own.attributes()};
}

web::FieldsetOptions Given::fieldset() const {
  const auto legend = at("legend");
  return {.legend = {legend.content(), static_cast<bool>(legend.at("isPageHeading")), legend.classes()},
          .content = at("html").markup(),
          .role = at("role").words(),
          .described_by = at("describedBy").words(),
          .classes = classes(),
          .attributes = attributes()};
}

web::FormGroupOptions Given::group(std::string_view before, std::string_view after) const {
  const auto own = at("formGroup");
  return {own.classes(), own.attributes(), own.at(before).content(), own.at(after).content()};
}

}  // namespace hearth::tests
