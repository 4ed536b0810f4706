// build_snapshot.h: the snapshot out of the store and the place's files.
#pragma once

#include <memory>

#include "base/progress.h"
#include "spine/place_context.h"
#include "spine/snapshot.h"
#include "store/store.h"

namespace hearth::spine {

/// Reads everything current; `records` are used when they were read already (by id). Cost: about 4 s for a million people in six feeds.
[[nodiscard]] Result<std::shared_ptr<const Snapshot>> build_snapshot(store::Database& database, const PlaceContext& context,
                                                                     std::vector<record::Record> records, bool records_read,
                                                                     Progress& progress);

}  // namespace hearth::spine
