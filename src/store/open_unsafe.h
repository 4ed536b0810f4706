// open_unsafe.h (private to store/ and its trials): the data folder's database with settings that no product code may choose.
#pragma once

#include "store/store.h"

namespace hearth::store {

struct UnsafeSettings {
  bool power_cut_safe{true};  ///< false: synchronous=NORMAL, so that the trials can prove that they would see a loss
  int checkpoint_pages{4000};
};
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite_folder(const Path& data, const OpenSettings& settings,
                                                                   const UnsafeSettings& unsafe = {});

}  // namespace hearth::store
