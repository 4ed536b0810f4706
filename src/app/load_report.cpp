#include "app/load_report.h"

#include <map>

#include "app/text_table.h"
#include "base/text.h"
#include "formats/json.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

json::object as_json(const record::LoadReport& report) {
  json::array refused;
  for (const auto& fault : report.faults)
    refused.push_back(json::object{{"first", fault.first_where}, {"column", fault.column}, {"code", fault.code},
                                   {"count", fault.count}, {"whole_row", fault.whole_row}, {"advice", fault.advice}, {"about", fault.about}});
  json::object denied;
  for (const auto& [column, cells] : report.denied) denied[column] = cells;
  return {{"feed", report.feed},       {"in", report.rows_in},
          {"out", report.records},     {"refused", report.rows_put_aside},
          {"fields_put_aside", report.fields_put_aside}, {"refused_groups", std::move(refused)},
          {"added", report.added},     {"changed", report.changed},
          {"vanished", report.vanished}, {"unchanged", report.unchanged},
          {"refused_file", report.refused_file}, {"rows_nobody", report.rows_nobody}, {"denied", std::move(denied)},
          {"unmapped", json::value_from(report.unmapped)}, {"seconds", report.seconds}};
}

/// Codes that the feed does not know, one line for each column: "07: 212 cells, 11: 3 cells".
void print_unknown_codes(Call& call, const record::LoadReport& report) {
  std::map<std::string, std::vector<const record::FaultGroup*>> by_column;
  for (const auto& fault : report.faults)
    if (fault.code == "claim.unknown_code") by_column[fault.column].push_back(&fault);
  for (const auto& [column, faults] : by_column) {
    std::string codes;
    for (const auto* fault : faults)
      codes += (codes.empty() ? "" : "; ") + (fault->about.empty() ? std::string{"others"} : "code " + fault->about) + ": " + with_commas(fault->count) + (fault->count == 1 ? " cell" : " cells");
    call.line("  column " + column + ", not known: " + codes);
    call.line("    say what each means under values of [claims]: \"CODE\" = \"FACTOR\", or \"CODE\" = \"\" when it says nothing; see: hearth factors");
    call.line("    first: " + faults.front()->first_where);
  }
}

void print_faults(Call& call, const record::LoadReport& report) {
  constexpr std::size_t groups_shown = 20;
  std::size_t shown = 0, groups = 0;
  for (const auto& fault : report.faults) {
    if (fault.code == "claim.unknown_code") continue;
    ++groups;
    if (shown == groups_shown) continue;
    ++shown;
    call.line("  " + with_commas(fault.count) + (fault.whole_row ? " rows" : " fields") +
              (fault.column.empty() ? "" : ", column " + fault.column) + ": " + fault.advice);
    call.line("    first: " + fault.first_where);
  }
  if (groups > shown) call.line("  and " + with_commas(groups - shown) + " kinds more");
  print_unknown_codes(call, report);
}

}  // namespace

void print_load_report(Call& call, const record::LoadReport& report, bool dry_run) {
  if (call.json) return call.line(formats::write_json(as_json(report)));
  if (report.unchanged) {
    call.line(report.feed + ": unchanged since its last load; nothing was read again (" + with_commas(report.records) + " records)");
    return;
  }
  call.line(report.feed + ": " + with_commas(report.rows_in) + " rows, " + with_commas(report.records) + " records" +
            (dry_run ? "" : " (" + with_commas(report.added) + " new, " + with_commas(report.changed) + " changed, " +
                                with_commas(report.vanished) + " gone)") +
            ", " + with_commas(report.rows_put_aside) + " rows and " + with_commas(report.fields_put_aside) + " fields put aside, " +
            seconds_text(report.seconds) + " s");
  if (report.left_out > 0) call.line("  " + with_commas(report.left_out) + " total rows left out (leave_out)");
  if (report.repeated > 0) call.line("  " + with_commas(report.repeated) + " identical rows counted once");
  if (report.rows_nobody > 0)
    call.line("  " + with_commas(report.rows_nobody) + (report.rows_nobody == 1 ? " row names" : " rows name") +
              " no person (a firm, an estate, THE OCCUPIER): kept for the home; of a firm only what is true of the home counts");
  for (const auto& [column, cells] : report.denied)
    call.line("  column " + column + ": " + with_commas(cells) + (cells == 1 ? " cell denies" : " cells deny") + " a word that is looked for (\"no ...\", \"was ...\"): no fact of it");
  print_faults(call, report);
  if (!report.unmapped.empty()) {
    std::string names;
    for (const auto& name : report.unmapped) names += (names.empty() ? "" : ", ") + name;
    call.line("  columns that the declaration does not use: " + names);
  }
  if (dry_run) call.line("  dry run: nothing was kept");
  else if (report.rows_put_aside + report.fields_put_aside > 0) call.line("  mend at the source and load again, or see: hearth refused");
}

}  // namespace hearth::app
