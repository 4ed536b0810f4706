// typed_home.h: the one home of the address list that somebody typed, by its address or its UPRN.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "spine/snapshot.h"

namespace hearth::spine {

/// An address as the list shows it means the home that it stands for, also where the matcher would ask about a neighbour. A building with flats
/// of their own is no home, unless it is a care home or the like.
/// @error home.none, home.several (names some of them), home.building (exit 2)
[[nodiscard]] Result<Uprn> typed_home(const Snapshot& snapshot, std::string_view typed, Instant now);

}  // namespace hearth::spine
