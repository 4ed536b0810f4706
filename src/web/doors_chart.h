// doors_chart.h: doors by street and by what to do, as bars and as a table; and the colour of each deed.
#pragma once

#include <string_view>
#include <vector>

#include "spine/door_row.h"
#include "web/html.h"

namespace hearth::web {

/// Folded; empty when no door is known. Each door counts once, by what is most urgent behind it; whose door is not known is in no bar.
[[nodiscard]] Html doors_chart(const std::vector<spine::DoorRow>& rows, const spine::AreaHead& head);
/// The name of the tag's colour of what to do, by its rank in the programme: the same on list, map and chart.
[[nodiscard]] std::string_view deed_colour(std::size_t rank);

}  // namespace hearth::web
