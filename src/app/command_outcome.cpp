// hearth outcome: what came of the letters: claimed, refused or no reply, and pounds a week.
#include <memory>

#include "app/command.h"
#include "app/fault_groups.h"
#include "app/signed_look.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "record/load.h"
#include "spine/folder.h"
#include "spine/outcomes.h"

namespace hearth::app {
namespace {

using formats::counted;

struct Options {
  std::string file, purpose;
};

Result<Exit> outcome(Call& call, const Options& options) {
  HEARTH_TRY(asking, begin_look(call, trust::Action::query, options.purpose, "what came of letters"));
  const auto path = call.path(options.file);
  HEARTH_TRY(file, need::read_outcome_file(call.files, path));
  HEARTH_TRY(report, spine::take_outcomes(*call.folder, asking, std::move(file), path.filename().string(), call.clock.now()));
  std::vector<record::PutAside> put_aside;
  for (const auto& fault : report.put_aside) put_aside.push_back({.error = fault, .whole_row = true});
  const auto list = call.data / "refused" / ("outcome-" + asking.programme->id.text() + ".csv");
  if (!put_aside.empty()) HEARTH_CHECK(record::write_put_aside_list(call.files, list, report.put_aside));
  const std::int64_t pounds_a_year = report.pence_a_week * 52 / 100;
  const auto groups = record::group_faults(put_aside);
  if (call.json) {
    call.line(formats::write_json(formats::json::object{{"in", report.rows_in}, {"taken", report.taken}, {"claimed", report.claimed}, {"pounds_a_year", pounds_a_year},
                                                        {"refused", report.put_aside.size()}, {"refused_groups", fault_groups_json(groups)}, {"refused_file", put_aside.empty() ? std::string{} : list.string()}}));
  } else {
    call.line(counted(report.rows_in, "row") + ", " + with_commas(report.taken) + " taken in, " + counted(report.put_aside.size(), "row") + " put aside; " +
              with_commas(report.claimed) + " claimed, together " + with_commas(static_cast<std::uint64_t>(pounds_a_year)) + " pounds a year.");
    print_fault_groups(call, groups);
    if (!put_aside.empty()) call.line("  put right what " + list.string() + " tells, and give those rows again in a file of their own");
  }
  return report.put_aside.empty() ? Exit::done : Exit::put_aside;
}

}  // namespace

void register_outcome(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("outcome", "takes in what came of the letters: claimed, refused, no reply", "  hearth outcome replies.csv --purpose pension-credit", Needs::folder,
                            [options](Call& call) { return outcome(call, *options); });
  command.add_option("file", options->file, "CSV with reference (of the letter) or person_id, outcome, pounds_a_week, date")->required();
  command.add_option("--purpose", options->purpose, "what the letters were for")->default_val("pension-credit");
}

}  // namespace hearth::app
