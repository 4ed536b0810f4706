// hearth audit verify | proof | export: is the log whole, one event's proof, all events.
#include "app/command.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/folder.h"
#include "trust/audit_verify.h"
#include "trust/sign_in.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::vector<std::string> checkpoints;
  std::optional<std::uint64_t> event;
};

std::string described(const trust::AuditFault& fault) {
  return (fault.event ? "event " + std::to_string(*fault.event) + ": " : "the log: ") + fault.what;
}

void print(Call& call, const trust::AuditReport& report) {
  if (call.json) {
    json::array faults;
    for (const auto& fault : report.faults)
      faults.push_back(json::object{{"event", fault.event ? json::value(*fault.event) : json::value(nullptr)}, {"what", fault.what}});
    return call.line(formats::write_json(json::object{{"whole", report.whole()}, {"events", report.events}, {"erased", report.erased},
                                                      {"signed", report.checkpoints}, {"unsigned", report.unsigned_checkpoints},
                                                      {"root", trust::base64(report.root)}, {"fault_count", report.fault_count}, {"faults", std::move(faults)}}));
  }
  for (const auto& fault : report.faults) call.line(described(fault));
  if (report.fault_count > report.faults.size()) call.line("... and " + with_commas(report.fault_count - report.faults.size()) + " more.");
  const std::string counts = counted(report.events, "event") + ", " + with_commas(report.erased) + " erased, " +
                             counted(report.checkpoints, "signed state") + ", root " + trust::base64(report.root);
  call.line(report.whole() ? "The log is whole: " + counts : "THE LOG IS NOT WHOLE: " + counts);
  if (report.whole() && report.checkpoints == 0 && report.events > 0) call.talk("Nothing is signed yet. Run: hearth setup");
}

Result<Exit> verify(Call& call, const Options& options) {
  auto& folder = *call.folder;
  std::vector<Path> kept;
  for (const auto& file : options.checkpoints) kept.push_back(call.path(file));
  HEARTH_TRY(report, trust::verify_folder(call.files, folder.path(), folder.database(), kept));
  print(call, report);
  if (!report.whole()) return Exit::fault_found;
  HEARTH_CHECK(trust::write_anchor(call.files, folder.path(), folder.database()));
  return Exit::done;
}

Result<Done> may_audit(Call& call, const std::string& asked) {
  auto& folder = *call.folder;
  HEARTH_TRY(actor, trust::sign_in(folder.database(), folder.log(), call.as, call.invocation.password, call.invocation.user, call.clock.now()));
  HEARTH_CHECK(folder.guard().allow(actor, trust::Action::audit, asked));
  return Done{};
}

Result<Exit> proof(Call& call, const Options& options) {
  auto& folder = *call.folder;
  if (!options.event) {  // the checkpoint alone tells of nobody
    HEARTH_TRY(note, trust::newest_checkpoint(folder.database()));
    if (note.empty()) return fail("audit.unsigned", "nothing is signed yet. Run: hearth setup");
    call.console.out(note);
    return Exit::done;
  }
  HEARTH_CHECK(may_audit(call, "proof of event " + std::to_string(*options.event)));
  HEARTH_TRY(found, trust::prove_event(folder.database(), *options.event));
  call.console.out(trust::proof_json(found) + "\n");
  return Exit::done;
}

Result<Exit> export_log(Call& call) {
  HEARTH_CHECK(may_audit(call, "export of the log"));
  HEARTH_CHECK(trust::export_audit(call.folder->database(), [&call](std::string_view line) -> Result<Done> {
    call.console.out(std::string{line} + "\n");  // byte for byte: its hash is in the tree
    return Done{};
  }));
  return Exit::done;
}

}  // namespace

void register_audit(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& verifying = table.add("audit verify", "is the log whole? Says which event is broken; exit 5",
                              "  hearth audit verify\n  hearth audit verify --checkpoint kept-on-monday.txt", Needs::folder_to_check,
                              [options](Call& call) { return verify(call, *options); });
  verifying.add_option("--checkpoint", options->checkpoints, "a checkpoint that somebody kept: the log must still contain it");
  auto& proving = table.add("audit proof", "the signed state of the log; with a number, the proof that this event is in it",
                            "  hearth audit proof > checkpoint.txt\n  hearth audit proof 412", Needs::folder,
                            [options](Call& call) { return proof(call, *options); });
  proving.add_option("event", options->event, "number of the event, from 0");
  table.add("audit export", "every event as a line of JSON; auditors only, recorded", "  hearth audit export > log.jsonl", Needs::folder, export_log);
}

}  // namespace hearth::app
