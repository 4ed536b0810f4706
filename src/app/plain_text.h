// plain_text.h: text from files made safe for a terminal, and broken into lines that can be read.
#pragma once

#include <string>
#include <string_view>

namespace hearth::app {

/// One line: line breaks and tabs become blanks; control characters (a terminal would obey them), marks that turn the direction of
/// writing and bytes that are no UTF-8 become "?". Valid UTF-8 out, whatever comes in.
[[nodiscard]] std::string plain(std::string_view text);
/// The same line by line: line feeds stay.
[[nodiscard]] std::string plain_lines(std::string_view text);

/// Lines of at most 100 columns, each ended, broken at blanks; the second and later ones begin with `indent` blanks.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace hearth::app
