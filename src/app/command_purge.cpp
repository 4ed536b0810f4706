// hearth purge: deletes what is past retention and facts that no live purpose uses.
#include "app/command.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "spine/folder.h"
#include "trust/sign_in.h"

namespace hearth::app {
namespace {

Result<Exit> purge(Call& call) {
  auto& folder = *call.folder;
  HEARTH_TRY(actor, trust::sign_in(folder.database(), folder.log(), call.as, call.invocation.password, call.invocation.user, call.clock.now()));
  HEARTH_TRY(place, folder.place_file());
  HEARTH_TRY(receipt, folder.guard().allow(actor, trust::Action::run, "purge"));
  HEARTH_TRY(report, folder.purge(call.progress));
  const auto number = [](std::int64_t n, std::string_view one) { return counted(static_cast<std::uint64_t>(n), one); };
  call.line("Purged: " + number(report.records, "record") + " past retention, " + number(report.versions, "superseded version") + ", " +
            number(report.claims, "fact") + " that no live purpose uses, " + number(report.put_aside, "put-aside row") + ", " +
            number(report.cohort_rows, "line") + " of lists past their programme's retention.");
  // The steps take away what stood on the deleted records; reading the files again would bring them back.
  HEARTH_TRY(run, folder.run(place, {.load = false}, call.progress));
  for (const auto& error : run.errors) call.talk("hearth: " + to_string(error));
  HEARTH_CHECK(folder.database().empty_log());
  return Exit::done;
}

}  // namespace

void register_purge(CommandTable& table) {
  table.add("purge", "deletes what is past retention and facts that no live purpose uses", "  hearth purge", Needs::folder, purge);
}

}  // namespace hearth::app
