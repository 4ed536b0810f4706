#include "web/components/table.h"

#include "web/components/attributes.h"
#include "web/components/class_names.h"

namespace hearth::web {
namespace {

AttrList spans_of(const TableCell& cell, AttrList own) {
  if (cell.colspan > 0) own.add("colspan", std::to_string(cell.colspan));
  if (cell.rowspan > 0) own.add("rowspan", std::to_string(cell.rowspan));
  return own.add_all(cell.attributes);
}

std::string class_of(const TableCell& cell, const std::string& block, bool has_format) {
  return class_names(block, has_format && !cell.format.empty() ? block + "--" + cell.format : std::string{}, cell.classes);
}

Html cell_of(const TableCell& cell, bool is_header) {
  if (is_header)
    return el("th", spans_of(cell, {{"scope", "row"}, {"class", class_of(cell, "govuk-table__header", false)}}), cell.content);
  return el("td", spans_of(cell, {{"class", class_of(cell, "govuk-table__cell", true)}}), cell.content);
}

}  // namespace

Html table(const TableOptions& options) {
  Html content;
  if (!options.caption.empty())
    content += el("caption", {{"class", class_names("govuk-table__caption", options.caption_classes)}}, text(options.caption));
  if (!options.head.empty()) {
    Html cells;
    for (const auto& cell : options.head)
      cells += el("th", spans_of(cell, {{"scope", "col"}, {"class", class_of(cell, "govuk-table__header", true)}}), cell.content);
    content += el("thead", {{"class", "govuk-table__head"}}, el("tr", {{"class", "govuk-table__row"}}, cells));
  }
  Html rows;
  for (const auto& row : options.rows) {
    Html cells;
    for (std::size_t i = 0; i < row.size(); ++i) cells += cell_of(row[i], i == 0 && options.first_cell_is_header);
    rows += el("tr", {{"class", "govuk-table__row"}}, cells);
  }
  content += el("tbody", {{"class", "govuk-table__body"}}, rows);
  return el("table", AttrList{{"class", class_names("govuk-table", options.classes)}}.add_all(options.attributes), content);
}

}  // namespace hearth::web
