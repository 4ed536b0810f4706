// hearth backup and hearth restore: a proved copy of the data folder, and the way back.
#include <memory>

#include "app/command.h"
#include "app/separate_files.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "spine/folder.h"
#include "store/backup.h"
#include "trust/sign_in.h"

namespace hearth::app {
namespace {

struct Options {
  std::string backup;
};

std::string told(const store::Manifest& manifest) {
  return counted(manifest.files.size(), "file") + ", " + with_commas(manifest.bytes() >> 10) + " KiB, " +
         counted(static_cast<std::uint64_t>(manifest.rows()), "row") + ", taken " + manifest.taken_at;
}

Result<Exit> back_up(Call& call, const Options& options) {
  auto& folder = *call.folder;
  if (lies_in(call.path(options.backup), folder.path()))
    return wrong_use("backup.inside", "a backup inside the data folder is lost with it. Name a folder elsewhere, on another disk.", {.file = options.backup});
  HEARTH_TRY(actor, trust::sign_in(folder.database(), folder.log(), call.as, call.invocation.password, call.invocation.user, call.clock.now()));
  HEARTH_TRY(receipt, folder.guard().allow(actor, trust::Action::run, "backup"));
  std::vector<std::string> further;
  for (const char* name : {"keys/audit.key", "keys/audit.pub", "keys/subject.key", "audit.checkpoint"})
    if (call.files.exists(folder.path() / name)) further.emplace_back(name);
  HEARTH_TRY(manifest, store::back_up(call.files, call.clock, folder.path(), further, call.path(options.backup)));
  call.line("Backed up and proved: " + told(manifest) + ". It holds the keys: keep it as safe as the data folder.");
  return Exit::done;
}

Result<Exit> restore(Call& call, const Options& options) {
  HEARTH_TRY(manifest, store::restore(call.files, call.path(options.backup), call.data));
  call.line("Restored into " + call.data.string() + " and checked: " + told(manifest) + ". Next: hearth audit verify, hearth status.");
  return Exit::done;
}

}  // namespace

void register_backup(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& backup = table.add("backup", "a proved copy of the data folder, taken while it is in use", "  hearth backup /media/usb/hearth-2026-11-24", Needs::folder,
                           [options](Call& call) { return back_up(call, *options); });
  backup.add_option("FOLDER", options->backup, "a new or empty folder")->required();
  auto& way_back = table.add("restore", "a backup into an empty data folder", "  hearth restore /media/usb/hearth-2026-11-24 --data ./hearth-data", Needs::nothing,
                             [options](Call& call) { return restore(call, *options); });
  way_back.add_option("FOLDER", options->backup, "the backup")->required();
}

}  // namespace hearth::app
