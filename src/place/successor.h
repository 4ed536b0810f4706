// successor.h: from a property that is gone to the one that stands in its place: rebuilt, split into flats, merged with its neighbour.
#pragma once

#include <vector>

#include "place/gazetteer.h"
#include "place/placement.h"

namespace hearth::place {

/// Historic or rejected, by the list's own word.
[[nodiscard]] bool is_gone(const Gazetteer& gazetteer, PropertyIndex property);

/// The properties that stand today where `gone` stood, over as many steps as the list tells of, in order of UPRN. Empty when it tells of
/// none. Records that lead round in a circle end there.
[[nodiscard]] std::vector<Uprn> live_successors(const Gazetteer& gazetteer, Uprn gone);

/// An answer that names a property that is gone, carried forward: to its one successor (band likely, reason `successor`), or to all of
/// them (band ambiguous, reason `several_successors`). Any other answer as it is.
[[nodiscard]] Placement follow_successors(const Gazetteer& gazetteer, Placement placement);

}  // namespace hearth::place
