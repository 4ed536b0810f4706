#include "app/fault_groups.h"

#include "app/text_table.h"
#include "base/text.h"

namespace hearth::app {

void print_fault_groups(const Call& call, const std::vector<record::FaultGroup>& groups) {
  constexpr std::size_t groups_shown = 20;
  for (std::size_t i = 0; i < groups.size() && i < groups_shown; ++i) {
    const auto& group = groups[i];
    call.line("  " + counted(group.count, group.whole_row ? "row" : "field") + (group.column.empty() ? "" : ", column " + group.column) + ": " + group.advice);
    call.line("    first: " + group.first_where);
  }
  if (groups.size() > groups_shown) call.line("  and " + counted(groups.size() - groups_shown, "kind") + " more");
}

formats::json::array fault_groups_json(const std::vector<record::FaultGroup>& groups) {
  formats::json::array out;
  for (const auto& group : groups)
    out.push_back(formats::json::object{{"first", group.first_where}, {"column", group.column}, {"code", group.code},
                                        {"count", group.count}, {"whole_row", group.whole_row}, {"advice", group.advice}});
  return out;
}

}  // namespace hearth::app
