// unknown_uprns.h: UPRNs that files give and the gazetteer has not: demolished, of another district, or mistyped.
#pragma once

#include <vector>

#include "spine/refused_rows.h"
#include "spine/snapshot.h"

namespace hearth::spine {

/// One for each record of the feed, in order of key. Such a record is placed by its address all the same. O(records)
[[nodiscard]] std::vector<RefusedRow> unknown_uprns(const Snapshot& snapshot, std::uint32_t feed, std::int64_t load);

}  // namespace hearth::spine
