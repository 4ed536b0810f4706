#include "web/pages/words.h"

namespace hearth::web {

Html bullets(const std::vector<Html>& items) {
  if (items.empty()) return {};
  Html inner;
  for (const auto& item : items) inner += el("li", item);
  return el("ul", {{"class", "govuk-list govuk-list--bullet"}}, inner);
}

Html summary(const std::vector<std::pair<std::string, Html>>& rows) {
  Html inner;
  for (const auto& [name, value] : rows)
    inner += el("div", {{"class", "govuk-summary-list__row"}},
                join(el("dt", {{"class", "govuk-summary-list__key"}}, text(name)), el("dd", {{"class", "govuk-summary-list__value"}}, value)));
  return el("dl", {{"class", "govuk-summary-list"}}, inner);
}

Html table(std::string_view caption, const std::vector<Column>& columns, const std::vector<std::vector<Html>>& rows) {
  const auto cell_class = [&](std::size_t i, std::string base) {
    const bool numeric = i < columns.size() && columns[i].numeric;
    return numeric ? base + " " + base + "--numeric" : base;
  };
  Html head, body;
  for (std::size_t i = 0; i < columns.size(); ++i)
    head += el("th", {{"scope", "col"}, {"class", cell_class(i, "govuk-table__header")}}, text(columns[i].words));
  for (const auto& row : rows) {
    Html cells;
    for (std::size_t i = 0; i < row.size(); ++i)
      cells += i == 0 ? el("th", {{"scope", "row"}, {"class", "govuk-table__header"}}, row[i]) : el("td", {{"class", cell_class(i, "govuk-table__cell")}}, row[i]);
    body += el("tr", {{"class", "govuk-table__row"}}, cells);
  }
  return el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", std::string{caption}}},
            el("table", {{"class", "govuk-table"}},
               join(el("caption", {{"class", "govuk-table__caption govuk-table__caption--m"}}, text(caption)),
                    el("thead", {{"class", "govuk-table__head"}}, el("tr", {{"class", "govuk-table__row"}}, head)),
                    el("tbody", {{"class", "govuk-table__body"}}, body))));
}

Html button(std::string_view words) {
  return el("button", {{"type", "submit"}, {"class", "govuk-button"}, {"data-module", "govuk-button"}}, text(words));
}

Html field(const Field& f) {
  Html inner = el("label", {{"class", "govuk-label"}, {"for", f.name}}, text(f.label));
  std::string described;
  if (!f.hint.empty()) {
    described = f.name + "-hint";
    inner += el("div", {{"id", described}, {"class", "govuk-hint"}}, text(f.hint));
  }
  if (!f.error.empty()) {
    described += (described.empty() ? "" : " ") + f.name + "-error";
    inner += el("p", {{"id", f.name + "-error"}, {"class", "govuk-error-message"}},
                el("span", {{"class", "govuk-visually-hidden"}}, text("Error:")) + text(" " + f.error));
  }
  const std::string wrong = f.error.empty() ? "" : f.rows > 0 ? " govuk-textarea--error" : " govuk-input--error";
  if (f.rows > 0)
    inner += el("textarea", {{"class", "govuk-textarea" + wrong}, {"id", f.name}, {"name", f.name}, {"rows", std::to_string(f.rows)}, maybe("aria-describedby", described)},
                text(f.value));
  else
    inner += el("input", {{"class", "govuk-input" + wrong}, {"id", f.name}, {"name", f.name}, {"type", f.type}, maybe("value", f.value),
                          maybe("autocomplete", f.autocomplete), maybe("aria-describedby", described)});
  return el("div", {{"class", f.error.empty() ? "govuk-form-group" : "govuk-form-group govuk-form-group--error"}}, inner);
}

Html error_summary(const std::vector<std::pair<std::string, std::string>>& faults) {
  if (faults.empty()) return {};
  Html items;
  for (const auto& [name, words] : faults) items += el("li", el("a", {{"href", "#" + name}}, text(words)));
  return el("div", {{"class", "govuk-error-summary"}, {"data-module", "govuk-error-summary"}},
            el("div", {{"role", "alert"}},
               join(el("h2", {{"class", "govuk-error-summary__title"}}, text("There is a problem")),
                    el("div", {{"class", "govuk-error-summary__body"}}, el("ul", {{"class", "govuk-list govuk-error-summary__list"}}, items)))));
}

std::string spaced(std::string_view name) {
  std::string out{name};
  for (auto& c : out)
    if (c == '_') c = ' ';
  return out;
}

}  // namespace hearth::web
