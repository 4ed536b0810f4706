#include "app/fault_groups.h"

#include <map>

#include "app/text_table.h"
#include "base/text.h"

namespace hearth::app {
namespace {

constexpr std::string_view unknown_code = "claim.unknown_code";

/// Codes that the feed does not know, one line for each column: "07: 212 cells, 11: 3 cells".
void print_unknown_codes(const Call& call, const std::vector<record::FaultGroup>& groups) {
  std::map<std::string, std::vector<const record::FaultGroup*>> by_column;
  for (const auto& group : groups)
    if (group.code == unknown_code) by_column[group.column].push_back(&group);
  for (const auto& [column, faults] : by_column) {
    std::string codes;
    for (const auto* fault : faults)
      codes += (codes.empty() ? "" : "; ") + (fault->about.empty() ? std::string{"others"} : "code " + fault->about) + ": " + counted(fault->count, "cell");
    call.line("  column " + column + ", not known: " + codes);
    call.line("    say what each means under values of [claims]: \"CODE\" = \"FACTOR\", or \"CODE\" = \"\" when it says nothing; see: hearth factors");
    call.line("    first: " + faults.front()->first_where);
  }
}

}  // namespace

void print_fault_groups(const Call& call, const std::vector<record::FaultGroup>& groups) {
  constexpr std::size_t groups_shown = 20;
  std::size_t shown = 0, all = 0;
  for (const auto& group : groups) {
    if (group.code == unknown_code) continue;
    if (++all > groups_shown) continue;
    ++shown;
    call.line("  " + counted(group.count, group.whole_row ? "row" : "field") + (group.column.empty() ? "" : ", column " + group.column) + ": " + group.advice);
    call.line("    first: " + group.first_where);
  }
  if (all > shown) call.line("  and " + counted(all - shown, "kind") + " more");
  print_unknown_codes(call, groups);
}

formats::json::array fault_groups_json(const std::vector<record::FaultGroup>& groups) {
  formats::json::array out;
  for (const auto& group : groups)
    out.push_back(formats::json::object{{"first", group.first_where}, {"column", group.column}, {"code", group.code},
                                        {"count", group.count}, {"whole_row", group.whole_row}, {"advice", group.advice}, {"about", group.about}});
  return out;
}

}  // namespace hearth::app
