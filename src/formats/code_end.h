// code_end.h: a code with the day behind it until which it holds: "RES 3 ^2026-04-14", "Oxygen (ends 03/2026)".
#pragma once

#include <string_view>

namespace hearth::formats {

struct CodeEnd {
  std::string_view code;
  std::string_view day{};  ///< as it is written; empty: none stands there, or it says since when
};

/// The code without a date at its end, and the date. The whole text where none stands there.
[[nodiscard]] CodeEnd code_end(std::string_view text);

}  // namespace hearth::formats
