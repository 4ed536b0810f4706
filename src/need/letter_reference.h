// letter_reference.h: the number of a letter as it is printed and typed again: with a check letter, so that a slip is noticed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth::need {

/// 123 -> "L000123W".
[[nodiscard]] std::string letter_reference(std::int64_t number);
/// Back again; case and blanks do not matter. Nothing when the check letter is wrong: one wrong digit and two digits changed about are
/// always noticed.
[[nodiscard]] std::optional<std::int64_t> read_letter_reference(std::string_view text);

}  // namespace hearth::need
