// csv_sniff.h: which separator a CSV text uses. Private to formats/.
#pragma once

#include <string_view>

namespace hearth::formats {

/// Of comma, semicolon, tab and bar the one by which most of the first rows have the same number of fields, outside quotation
/// marks, and as many as the heading; then the one with more fields; comma when none splits anything.
/// @param text   the start of a file, UTF-8
/// @param whole  text is all there is; else its last row may be cut off and does not count
[[nodiscard]] char find_separator(std::string_view text, std::uint64_t heading_row, bool whole);

}  // namespace hearth::formats
