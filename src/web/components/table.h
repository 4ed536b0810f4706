// table.h: rows and columns.
#pragma once

#include <string>
#include <vector>

#include "web/html.h"

namespace hearth::web {

struct TableCell {
  Html content;
  std::string format{};      ///< "numeric" puts figures to the right
  int colspan{0}, rowspan{0};
  std::string classes{};
  Attrs attributes{};
};
struct TableOptions {
  std::string caption{};     ///< every table needs one; a visible heading may stand in (caption_classes "govuk-visually-hidden")
  std::string caption_classes{};
  std::vector<TableCell> head{};
  std::vector<std::vector<TableCell>> rows{};
  bool first_cell_is_header{false};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html table(const TableOptions& options);

}  // namespace hearth::web
