// open_unsafe.h (private to store/ and its tests): the same database with synchronous=NORMAL, which loses acknowledged writes
// in a power cut. The crash trials use it to prove that they would see a loss.
#pragma once

#include "store/store.h"

namespace hearth::store {

[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite_folder(const Path& data, const OpenSettings& settings, bool safe);

}  // namespace hearth::store
