// text.h: UTF-8 checks and folding. ICU does the work; ASCII, most of the input, takes a short way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::base {

/// Valid UTF-8 (RFC 3629: no overlong forms, no surrogates) without NUL.
[[nodiscard]] bool is_text(std::string_view bytes) noexcept;

/// For comparison: any script to Latin, accents off, lower case, typographic marks to ASCII ("Seán Ó'Briain" -> "sean
/// o'briain"). Blanks are kept. `text` must satisfy is_text(). Thread-safe.
[[nodiscard]] std::string fold(std::string_view text);

/// Without outer blanks (also no-break space).
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;
/// Inner runs of blanks and line breaks become one blank; trimmed.
[[nodiscard]] std::string one_line(std::string_view text);
/// In any script; `text` must satisfy is_text().
[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);
/// The first letter upper, the others lower, in any script: "Sinéad".
[[nodiscard]] std::string capitalised(std::string_view word);
[[nodiscard]] std::string to_upper_ascii(std::string_view text);
[[nodiscard]] std::string to_lower_ascii(std::string_view text);
/// Parts between `separator`; as many as there are separators plus one.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// Runs of letters and digits of folded text.
[[nodiscard]] std::vector<std::string_view> words(std::string_view folded);
/// The items that are not empty, `between` between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& items, std::string_view between);
/// Digits and nothing else, as a number; nothing when they are none or too many.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view digits) noexcept;
/// "1,214,077"
[[nodiscard]] std::string with_commas(std::uint64_t number);
/// Edits (Damerau-Levenshtein, restricted) from a to b; for "did you mean". O(|a| * |b|).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);
/// The known word nearest to `word`, or empty when none is near enough to be meant.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace hearth::base

namespace hearth {
using namespace base;
}
