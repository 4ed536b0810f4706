// own_drafts.h: what `hearth place new` writes, and whether a file is still as it was written: nobody's work is lost with it.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"

namespace hearth::app {

/// PLACE.toml, with an agreement that holds from today for a year.
[[nodiscard]] std::string place_template(const Date& today);
[[nodiscard]] std::string_view gazetteer_template();
/// Whether the text is such a template and nobody has changed it, on whatever day it was written.
[[nodiscard]] bool is_place_template(std::string_view text);
[[nodiscard]] bool is_gazetteer_template(std::string_view text);

}  // namespace hearth::app
