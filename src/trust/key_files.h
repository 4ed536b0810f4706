// key_files.h: the files under DIR/keys: audit.key and subject.key (0600, secret) and audit.pub (to be given away).
#pragma once

#include "base/files.h"
#include "trust/audit_log.h"

namespace hearth::trust {

[[nodiscard]] Path keys_folder(const Path& data);
[[nodiscard]] Path anchor_file(const Path& data);
[[nodiscard]] bool have_keys(Files& files, const Path& data);
/// @error keys.exist: keys are made once, since events and checkpoints depend on them
[[nodiscard]] Result<AuditKeys> make_keys(Files& files, const Path& data);

}  // namespace hearth::trust
