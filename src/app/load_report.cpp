#include "app/load_report.h"

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
                                   {"count", fault.count}, {"whole_row", fault.whole_row}, {"advice", fault.advice}});
  return {{"feed", report.feed},       {"in", report.rows_in},
          {"out", report.records},     {"refused", report.rows_put_aside},
          {"fields_put_aside", report.fields_put_aside}, {"refused_groups", std::move(refused)},
          {"added", report.added},     {"changed", report.changed},
          {"vanished", report.vanished}, {"unchanged", report.unchanged},
          {"refused_file", report.refused_file},
          {"unmapped", json::value_from(report.unmapped)}, {"seconds", report.seconds}};
}

void print_faults(Call& call, const record::LoadReport& report) {
  constexpr std::size_t groups_shown = 20;
  for (std::size_t i = 0; i < report.faults.size() && i < groups_shown; ++i) {
    const auto& fault = report.faults[i];
    call.line("  " + with_commas(fault.count) + (fault.whole_row ? " rows" : " fields") +
              (fault.column.empty() ? "" : ", column " + fault.column) + ": " + fault.advice);
    call.line("    first: " + fault.first_where);
  }
  if (report.faults.size() > groups_shown) call.line("  and " + with_commas(report.faults.size() - groups_shown) + " kinds more");
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
