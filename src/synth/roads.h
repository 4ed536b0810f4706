// roads.h: the streets of the town as lines, joined so that one can walk from each to every other.
#pragma once

#include <string>

#include "synth/town.h"

namespace hearth::synth {

/// Leads each street from both of its ends to the nearest corners of some others, and once to a street that is joined already.
/// Cost: some microseconds for each corner.
void join_roads(Town& town);
/// CSV with the columns kind and WKT: metres of the national grid.
[[nodiscard]] std::string roads_csv(const Town& town);

}  // namespace hearth::synth
