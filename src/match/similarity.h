// similarity.h: how alike two folded words are. Bytes are compared; fold() made them Latin and lower case before.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth::match {

/// Jaro similarity with Winkler's bonus for up to four equal first letters (weight 0.1); 0 to 1, symmetric.
/// Words longer than 64 bytes are compared by their first 64.
/// Source: Winkler 1990, "String Comparator Metrics and Enhanced Decision Rules".
[[nodiscard]] double jaro_winkler(std::string_view a, std::string_view b) noexcept;

/// Edits (Damerau-Levenshtein, restricted: insert, delete, change, swap of neighbours), or most + 1 when there are more.
[[nodiscard]] std::size_t edits_within(std::string_view a, std::string_view b, std::size_t most) noexcept;

/// Consonants as they sound, for names of many origins: "mohammed", "muhammad" -> "mmd"; "philips", "fillips" -> "flps".
/// At most `length_max` letters. Empty for text without letters.
[[nodiscard]] std::string sound_of(std::string_view folded, std::size_t length_max = 6);

}  // namespace hearth::match
