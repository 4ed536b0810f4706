// linked_records.h (private to spine/): records of the snapshot as linking takes them, and how they are called.
#pragma once

#include <string>
#include <vector>

#include "people/link.h"
#include "spine/tell.h"

namespace hearth::spine {

[[nodiscard]] people::LinkRow link_row(const Snapshot& snapshot, std::uint32_t index);
[[nodiscard]] std::vector<people::FeedFacts> feed_facts(const Snapshot& snapshot);
/// FEED/KEY.
[[nodiscard]] std::string reference(const Snapshot& snapshot, std::uint32_t index);
/// How a record is called to people who may not hear of every feed; empty when its involvement is hidden.
[[nodiscard]] std::string told_name(const Snapshot& snapshot, const Teller& teller, std::uint32_t index);
/// "+3.2 bits".
[[nodiscard]] std::string bits_text(LogOdds bits);

}  // namespace hearth::spine
