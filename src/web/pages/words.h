// words.h: small pieces of pages that several of them say in the same way.
#pragma once

#include <string>
#include <vector>

#include "formats/plain_text.h"
#include "web/components/notices.h"
#include "web/html.h"

namespace hearth::web {

using formats::counted;

[[nodiscard]] inline Html heading(std::string_view words) { return el("h1", {{"class", "govuk-heading-l"}}, text(words)); }
[[nodiscard]] inline Html second_heading(std::string_view words, std::string id = {}) {
  return el("h2", {{"class", "govuk-heading-m"}, maybe("id", std::move(id))}, text(words));
}
[[nodiscard]] inline Html heading(const Html& inner) { return el("h1", {{"class", "govuk-heading-l"}}, inner); }
[[nodiscard]] inline Html second_heading(const Html& inner) { return el("h2", {{"class", "govuk-heading-m"}}, inner); }
/// Somebody's name, else `without`. A name in Arabic or Hebrew is set from right to left, and what stands beside it is not turned round.
[[nodiscard]] inline Html name_words(std::string_view name, std::string_view without = "Name not held") {
  return name.empty() ? text(without) : el("bdi", text(name));
}
[[nodiscard]] inline Html paragraph(std::string_view words) { return el("p", {{"class", "govuk-body"}}, text(words)); }
[[nodiscard]] inline Html paragraph(const Html& inner) { return el("p", {{"class", "govuk-body"}}, inner); }
[[nodiscard]] inline Html link(std::string href, std::string_view words) {
  return el("a", {{"class", "govuk-link"}, {"href", std::move(href)}}, text(words));
}
[[nodiscard]] inline Html link(std::string href, const Html& inner) { return el("a", {{"class", "govuk-link"}, {"href", std::move(href)}}, inner); }
[[nodiscard]] inline Html inset(const Html& inner) { return inset_text({.content = inner}); }
[[nodiscard]] Html bullets(const std::vector<Html>& items);
/// dl of name and value.
[[nodiscard]] Html summary(const std::vector<std::pair<std::string, Html>>& rows);
/// A table with a caption; `numeric` columns are set to the right.
struct Column {
  std::string words;
  bool numeric{false};
};
[[nodiscard]] Html table(std::string_view caption, const std::vector<Column>& columns, const std::vector<std::vector<Html>>& rows);
[[nodiscard]] Html submit(std::string_view words);                          ///< the button of a form
[[nodiscard]] Html button_link(std::string href, std::string_view words);   ///< a link that is the next step
[[nodiscard]] Html folded(std::string_view title, const Html& inner);       ///< shown when it is opened
[[nodiscard]] Html tagged(std::string_view words, std::string_view colour); ///< red, yellow, green, blue, grey; the words say it without colour
[[nodiscard]] Html warning(std::string_view words);
/// Where no organisation's file is read yet: that it is so, and what to do next.
[[nodiscard]] Html no_files_yet();
/// A field with its label, hint and error.
struct Field {
  std::string name, label, hint{}, error{}, value{}, type{"text"}, autocomplete{};
  int rows{0};  ///< more than 0: a textarea
  std::string offers{};  ///< "streets", "addresses", or "homes" with metres around them: of the address list, while one is typed (addresses.js)
};
[[nodiscard]] Html field(const Field& field);
/// What is wrong with a form, each leading to its field.
[[nodiscard]] Html error_summary(const std::vector<std::pair<std::string, std::string>>& field_and_words);
/// A message of an error as a page says it. On a terminal it stands behind a file's name, begins small, and may name an option of the command
/// line: here it is a sentence, without that.
[[nodiscard]] std::string page_sentence(std::string message);
/// "sign_language" as "sign language".
[[nodiscard]] std::string spaced(std::string_view name);
/// "2026-11-01" as 1 November 2026, and an instant as 26 November 2026, 13:58 of the clock on the wall.
[[nodiscard]] std::string day_words(std::string_view iso);
[[nodiscard]] std::string moment_words(std::string_view iso);

}  // namespace hearth::web
