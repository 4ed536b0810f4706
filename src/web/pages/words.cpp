#include "web/pages/words.h"

#include <fmt/format.h>

#include "base/clock.h"
#include "help/local_time.h"
#include "web/components/button.h"
#include "web/components/error_summary.h"
#include "web/components/notices.h"
#include "web/components/summary_list.h"
#include "web/components/table.h"
#include "web/components/text_fields.h"

namespace hearth::web {

Html bullets(const std::vector<Html>& items) {
  if (items.empty()) return {};
  Html inner;
  for (const auto& item : items) inner += el("li", item);
  return el("ul", {{"class", "govuk-list govuk-list--bullet"}}, inner);
}

Html summary(const std::vector<std::pair<std::string, Html>>& rows) {
  SummaryListOptions out;
  for (const auto& [name, value] : rows) out.rows.push_back({.key = {.content = text(name)}, .value = {.content = value}});
  return summary_list(out);
}

Html table(std::string_view caption, const std::vector<Column>& columns, const std::vector<std::vector<Html>>& rows) {
  TableOptions out{.caption = std::string{caption}, .caption_classes = "govuk-table__caption--m", .head = {}, .rows = {}, .first_cell_is_header = true};
  const auto format = [&](std::size_t i) { return i < columns.size() && columns[i].numeric ? std::string{"numeric"} : std::string{}; };
  for (std::size_t i = 0; i < columns.size(); ++i) out.head.push_back({.content = text(columns[i].words), .format = format(i)});
  for (const auto& row : rows) {
    auto& cells = out.rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) cells.push_back({.content = row[i], .format = format(i)});
  }
  // Wide tables scroll by themselves, by keyboard too, and not the page with them.
  return el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", std::string{caption}}}, table(out));
}

Html submit(std::string_view words) { return button({.content = text(words)}); }
Html button_link(std::string href, std::string_view words) { return button({.content = text(words), .href = std::move(href)}); }
Html folded(std::string_view title, const Html& inner) { return details({.summary = text(title), .content = inner}); }
Html tagged(std::string_view words, std::string_view colour) { return tag({.content = text(words), .classes = "govuk-tag--" + std::string{colour}}); }
Html warning(std::string_view words) { return warning_text({.content = text(words)}); }

Html no_files_yet() {
  return paragraph("No organisation's file is read here yet, so nobody can be found, and nothing is known of any home. Whoever runs Hearth for you adds "
                   "the files that organisations have agreed to share.");
}

Html field(const Field& f) {
  FieldNotes notes;
  if (!f.hint.empty()) notes.hint = HintOptions{.content = text(f.hint)};
  if (!f.error.empty()) notes.error = ErrorMessageOptions{.content = text(f.error)};
  const LabelOptions label{.content = text(f.label)};
  if (f.rows > 0) return textarea({.name = f.name, .label = label, .notes = notes, .value = f.value, .rows = f.rows});
  InputOptions out{.name = f.name, .label = label, .notes = notes, .type = f.type, .autocomplete = f.autocomplete};
  if (!f.value.empty()) out.value = f.value;
  if (!f.offers.empty()) out.attributes.push_back({"data-hearth-offers", f.offers});
  return input(out);
}

Html error_summary(const std::vector<std::pair<std::string, std::string>>& faults) {
  if (faults.empty()) return {};
  ErrorSummaryOptions out;
  for (const auto& [name, words] : faults) out.items.push_back({.words = text(words), .href = "#" + name});
  return error_summary(out);
}

std::string page_sentence(std::string message) {
  if (message.starts_with("--"))  // "--near: three numbers are needed"
    if (const auto end = message.find(": "); end != std::string::npos && message.find(' ') == end + 1) message.erase(0, end + 2);
  constexpr std::string_view aside = " (on the command line: ";
  if (const auto at = message.find(aside); at != std::string::npos)
    if (const auto end = message.find(')', at); end != std::string::npos) message.erase(at, end + 1 - at);
  if (!message.empty() && message.front() >= 'a' && message.front() <= 'z') message.front() = static_cast<char>(message.front() - 'a' + 'A');
  return message;
}

std::string spaced(std::string_view name) {
  std::string out{name};
  for (auto& c : out)
    if (c == '_') c = ' ';
  return out;
}

std::string day_words(std::string_view iso) {
  const auto day = Date::parse_iso(iso.substr(0, 10));
  return day ? day->words() : std::string{iso};
}

std::string moment_words(std::string_view iso) {
  const auto at = Instant::parse(iso);
  if (!at) return std::string{iso};
  const auto local = help::local_time(*at);
  return fmt::format("{}, {:02}:{:02}", local.date.words(), local.minute / 60, local.minute % 60);
}

}  // namespace hearth::web
