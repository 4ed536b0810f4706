// typed_area.h: areas that somebody types: so far around a point or an address, a walk from it, or the corners one after another.
#pragma once

#include <string_view>

#include "base/error.h"
#include "place/shape.h"
#include "spine/area_question.h"

namespace hearth::spine {

/// Reads "X,Y,M": easting and northing, or longitude and latitude, and metres. @error near.malformed
[[nodiscard]] Result<place::Shape> parse_near(std::string_view text);
/// The same, or "12 Weir Lane, 250", "ZZ1 1AA, 500 m": an address or a postcode of the place and metres around it, or minutes on foot
/// ("12 Weir Lane, 10 minutes"), with the words of the question. A street alone is none: the middle of a long one is not what is meant.
/// @error near.malformed
[[nodiscard]] Result<AreaAsked> asked_near(const Snapshot& snapshot, std::string_view text);
/// Reads the corners of an area, typed in turn: easting and northing, or longitude and latitude, of each; blanks, commas, semicolons
/// and line breaks between. @error corners.malformed (with the corner's number), shape.*
[[nodiscard]] Result<place::Shape> parse_corners(std::string_view text);

}  // namespace hearth::spine
