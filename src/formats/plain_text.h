// plain_text.h: text from files made safe for a terminal, a page or a sheet of paper.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::formats {

/// One line: line breaks and tabs become blanks; control characters (a terminal would obey them), marks that turn the direction of
/// writing and bytes that are no UTF-8 become "?". Valid UTF-8 out, whatever comes in.
[[nodiscard]] std::string plain(std::string_view text);
/// The same line by line: line feeds stay.
[[nodiscard]] std::string plain_lines(std::string_view text);

/// "1 row", "1,204 rows", "2 entries", "2 addresses".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view one);

}  // namespace hearth::formats
