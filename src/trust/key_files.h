// key_files.h: the files under DIR/keys: audit.key and subject.key (0600, secret) and audit.pub (to be given away).
#pragma once

#include "base/files.h"
#include "trust/audit_log.h"

namespace hearth::trust {

[[nodiscard]] Path keys_folder(const Path& data);
[[nodiscard]] Path anchor_file(const Path& data);
/// The keys of a log; nothing before setup made them.
/// @param log_signed  states of the log are signed: then the keys must be there, all of them
/// @error keys.unfinished (setup was interrupted: run it again), keys.lost (restore keys/ from a backup), keys.malformed, file.*
[[nodiscard]] Result<std::optional<AuditKeys>> keys_of_log(Files& files, const Path& data, bool log_signed);
/// Some state of the log is signed, in the store or beside it. @error store.*
[[nodiscard]] Result<bool> log_is_signed(Files& files, const Path& data, store::Database& database);
/// @error keys.exist: keys are made once, since events and checkpoints depend on them
[[nodiscard]] Result<AuditKeys> make_keys(Files& files, const Path& data);

}  // namespace hearth::trust
