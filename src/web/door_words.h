// door_words.h: an address as a crew reads it: which street, which house; and homes of which only the address is told, street by street.
#pragma once

#include <string>
#include <vector>

#include "spine/door_row.h"

namespace hearth::web {

/// "Weir Lane, Weirdale": street and place without postcode; two streets of one name are two.
[[nodiscard]] std::string street_heading(const spine::DoorRow& row);
/// What stands before the street in the address of the door: "Flat 2, 62"; the whole address when the street is not in it.
[[nodiscard]] std::string house_part(const spine::DoorRow& row);
/// The last part of it: "62".
[[nodiscard]] std::string house_label(const spine::DoorRow& row);
/// The blank of "62 Weir Lane", the comma of "Weir House, Weir Lane".
[[nodiscard]] std::string between_house_and_street(std::string_view house);

/// Homes of one street, in the order in which they came.
struct StreetHomes {
  std::string heading;              ///< as street_heading() gives it; empty: no street is known
  std::vector<std::string> houses;  ///< as house_part() gives them
};
/// Homes in order of street and number -> streets. O(homes)
[[nodiscard]] std::vector<StreetHomes> by_street(const std::vector<spine::HomeTold>& homes);

}  // namespace hearth::web
