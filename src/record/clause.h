// clause.h: notes taken apart into clauses, sentences and words, for mention.h and whose_fact.h. Private to record/.
//
// All of it reads text as in_one_line() gives it: folded, one blank between words, line breaks as '\n'.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace hearth::record {

inline constexpr std::string_view clause_marks = ",.;:()!?\n";
inline constexpr std::string_view sentence_marks = ".;!?\n";

[[nodiscard]] inline bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

template <std::size_t Size>
[[nodiscard]] bool one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// Where the clause begins that holds the byte `at`. A clause ends at , . ; : ( ) ! ? a line break, " - ", " / ", " + ", and before "but", "now",
/// "however", "although" or "though"; the mark in "prev. tenant" and "no. 14" ends none.
[[nodiscard]] std::size_t clause_start(std::string_view text, std::size_t at);
/// Where the sentence begins that holds the byte `at`, and the rest of it from there on.
[[nodiscard]] std::size_t sentence_start(std::string_view text, std::size_t at);
[[nodiscard]] std::string_view rest_of_sentence(std::string_view text, std::size_t at);

[[nodiscard]] std::vector<std::string_view> words_in(std::string_view text);
[[nodiscard]] std::string_view first_word(std::string_view text);

/// "JT: bedbound, hoist": the words right before the colon that begins the clause, or the clauses before it that only commas part from
/// it; empty when no colon does. `dash`: a clause of its own before " - " counts, too.
[[nodiscard]] std::string_view label_before(std::string_view text, std::size_t clause, bool dash = false);

}  // namespace hearth::record
