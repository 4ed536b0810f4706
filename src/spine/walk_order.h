// walk_order.h: the order of the doors of one street for a crew on foot.
//
// Doors stand by number. A street of ten doors or more of the list whose odd and even numbers lie on different sides is walked up
// the odd side, numbers rising, and back down the even side, numbers falling: nobody crosses the road at every door. Whether the
// sides differ is seen on the points of all homes of the street in the area, listed or not: four even homes in five lie on one
// side of the line through the odd ones, at least four metres from it. So a close that is numbered 1, 2, 3 around, a short street
// and a street without points keep their numbers in one row. A house with a name and no number comes after the numbered home
// nearest to it on its side; one without a point comes last.
#pragma once

#include <span>
#include <vector>

#include "place/gazetteer.h"
#include "spine/door_row.h"

namespace hearth::spine {

inline constexpr std::size_t doors_walked_by_side_min = 10;

/// Puts rows of part `door` in order and gives them their side. `rows` stand in order of part, door_key and person; rows of one
/// door stay together as they are. `area`: all properties that were asked for. Cost: one look at each of them.
void put_in_walking_order(std::span<DoorRow*> rows, const place::Gazetteer& properties, const std::vector<place::PropertyIndex>& area);

}  // namespace hearth::spine
