#include "app/load_report.h"

#include "app/fault_groups.h"
#include "app/text_table.h"
#include "base/text.h"
#include "formats/json.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

json::array words_json(const record::LoadReport& report) {
  json::array out;
  for (const auto& one : report.words) out.push_back(json::object{{"column", one.column}, {"phrase", one.phrase}, {"cells", one.cells}, {"says_nothing", one.says_nothing}});
  return out;
}

json::object as_json(const record::LoadReport& report) {
  json::object denied, of_another, asked_secrecy;
  for (const auto& [column, cells] : report.asked_secrecy) asked_secrecy[column] = cells;
  for (const auto& [column, cells] : report.denied) denied[column] = cells;
  for (const auto& [column, cells] : report.of_another) of_another[column] = cells;
  return {{"feed", report.feed},       {"in", report.rows_in},
          {"out", report.records},     {"refused", report.rows_put_aside},
          {"fields_put_aside", report.fields_put_aside}, {"refused_groups", fault_groups_json(report.faults)},
          {"added", report.added},     {"changed", report.changed},
          {"vanished", report.vanished}, {"unchanged", report.unchanged},
          {"refused_file", report.refused_file}, {"leave_out_unused", report.leave_out_unused}, {"rows_nobody", report.rows_nobody}, {"asked_secrecy", std::move(asked_secrecy)}, {"denied", std::move(denied)}, {"of_another", std::move(of_another)},
          {"would_stop", report.would_stop ? json::value(to_string(*report.would_stop)) : json::value(nullptr)},
          {"protected", report.records_protected}, {"dead", report.records_dead}, {"death_noted", report.records_death_noted}, {"absence_noted", report.records_absence_noted}, {"joined", report.joined}, {"words", words_json(report)},
          {"unmapped", json::value_from(report.unmapped)}, {"seconds", report.seconds}};
}

/// " (3,668 of them codes that the declaration does not name)": nothing is wrong with the file then.
std::string unknown_codes(const record::LoadReport& report) {
  std::uint64_t cells = 0;
  for (const auto& group : report.faults)
    if (group.code == "claim.unknown_code") cells += group.count;
  return cells == 0 ? std::string{} : " (" + with_commas(cells) + " of them codes that the declaration does not name)";
}

/// What each phrase of the declaration did, column by column: one that did nothing may be misspelt.
void print_words(const Call& call, const record::LoadReport& report) {
  for (std::size_t from = 0; from < report.words.size();) {
    const auto& column = report.words[from].column;
    std::vector<std::string> found, absent;
    for (; from < report.words.size() && report.words[from].column == column; ++from) {
      const auto& one = report.words[from];
      if (one.cells == 0) absent.push_back("\"" + one.phrase + "\"");
      else found.push_back("\"" + one.phrase + "\" in " + counted(one.cells, "cell") + (one.says_nothing ? " (says nothing)" : ""));
    }
    if (!found.empty()) call.line("  column " + column + ": " + joined(found, ", "));
    if (!absent.empty()) call.line("  column " + column + ", in no cell: " + joined(absent, ", "));
  }
}

}  // namespace

void print_load_report(Call& call, const record::LoadReport& report, bool dry_run) {
  if (call.json) return call.line(formats::write_json(as_json(report)));
  if (report.unchanged) {
    call.line(report.feed + ": unchanged since its last load; nothing was read again (" + counted(report.records, "record") + ")");
    return;
  }
  call.line(report.feed + ": " + counted(report.rows_in, "row") + ", " + counted(report.records, "record") +
            (!report.compared ? "" : " (" + with_commas(report.added) + " new, " + with_commas(report.changed) + " changed, " +
                                with_commas(report.vanished) + " gone)") +
            ", " + counted(report.rows_put_aside, "row") + " and " + counted(report.fields_put_aside, "field") + " put aside" + unknown_codes(report) + ", " +
            seconds_text(report.seconds) + " s");
  if (report.rows_in == 0) call.line("  LOOK: the file has a heading and no rows below it. Is it the right export?");
  if (report.leave_out_unused) call.line("  LOOK: leave_out matches no row. It is a pattern over the whole row, its cells joined by a blank: is it written as in the file?");
  if (report.left_out > 0) call.line("  " + counted(report.left_out, "row") + " left out (leave_out)");
  if (report.repeated > 0) call.line("  " + counted(report.repeated, "identical row") + " counted once");
  if (report.rows_nobody > 0)
    call.line("  " + with_commas(report.rows_nobody) + (report.rows_nobody == 1 ? " row names" : " rows name") +
              " no person (a firm, an estate, THE OCCUPIER): kept for the home; of a firm only what is true of the home counts");
  if (report.records_protected > 0) call.line("  " + counted(report.records_protected, "record") + " of protected people: told to nobody, on no list");
  for (const auto& [column, cells] : report.asked_secrecy)
    call.line("  column " + column + ": " + counted(cells, "cell") + " with words that ask to keep an address secret; everybody of such a row is protected. Not so? [feed] protect_by_words = false");
  if (report.records_dead > 0) call.line("  " + counted(report.records_dead, "record") + " of people who died: on no list; where another file names them as living, the list asks first");
  if (report.joined > 0) call.line("  " + counted(report.joined, "row") + " of a key that stood before: their facts were added to the same person's record");
  if (report.records_absence_noted > 0) {
    std::vector<std::string> rows;
    for (const auto row : report.absence_rows) rows.push_back(std::to_string(row));
    call.line("  " + counted(report.records_absence_noted, "record") + " beside which a note says that somebody has left or is away (row " + joined(rows, ", ") +
              (report.absence_rows.size() < report.records_absence_noted ? ", ..." : "") + "): they stay on lists, which ask first");
  }
  if (report.records_death_noted > 0)
    call.line("  " + counted(report.records_death_noted, "record") + " beside which a note tells of a death, and not whose: they stay on lists, which ask first");
  if (dry_run) print_words(call, report);
  for (const auto& [column, cells] : report.denied)
    call.line("  column " + column + ": " + with_commas(cells) + (cells == 1 ? " cell denies" : " cells deny") + " a word that is looked for (\"no ...\", \"was ...\"): no fact of it");
  for (const auto& [column, cells] : report.of_another)
    call.line("  column " + column + ": " + with_commas(cells) + (cells == 1 ? " cell tells" : " cells tell") +
              " a word of somebody else (\"husband ...\", \"hh member ...\"): kept for whom of the row it means, or for an unnamed person of the same home");
  print_fault_groups(call, report.faults);
  if (!report.unmapped.empty()) {
    std::string names;
    for (const auto& name : report.unmapped) names += (names.empty() ? "" : ", ") + name;
    call.line("  columns that the declaration does not use: " + names);
  }
  if (dry_run) call.line(report.compared ? "  dry run against this folder: nothing was kept" : "  dry run: nothing was kept");
  else if (report.rows_put_aside + report.fields_put_aside > 0) call.line("  mend at the source and load again, or see: hearth refused");
}

}  // namespace hearth::app
