// plain_text.h: text from files made safe for a terminal, and broken into lines that can be read.
#pragma once

#include <string>
#include <string_view>

namespace hearth::app {

/// Control characters (a terminal would obey them) and marks that turn the direction of writing become "?". Valid UTF-8 in and out.
[[nodiscard]] std::string plain(std::string_view text);

/// Lines of at most 100 columns, each ended, broken at blanks; the second and later ones begin with `indent` blanks.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace hearth::app
