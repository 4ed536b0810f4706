#include "record/clause.h"

#include "base/text.h"

namespace hearth::record {
namespace {

/// "prev. tenant", "no. 14": the mark shortens a word and ends nothing.
bool shortens(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 8> shortened{"prev", "prob", "poss", "approx", "mr", "mrs", "ms", "dr"};
  if (text[at] != '.') return false;
  std::size_t from = at;
  while (from > 0 && in_word(text[from - 1])) --from;
  const auto word = text.substr(from, at - from);
  if (one_of(word, shortened)) return true;
  const auto next = text.find_first_not_of(' ', at + 1);
  return (word == "no" || word == "nr") && next != std::string_view::npos && text[next] >= '0' && text[next] <= '9';
}

/// " - ", " / ", " + ": with blanks on both sides; "w/c" and "son/dau" are words.
bool is_dash(std::string_view text, std::size_t at) {
  return (text[at] == '-' || text[at] == '/' || text[at] == '+') && at > 0 && text[at - 1] == ' ' && at + 1 < text.size() && text[at + 1] == ' ';
}

}  // namespace

std::size_t clause_start(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 5> turns{"but", "now", "however", "although", "though"};
  for (std::size_t i = at; i-- > 0;) {
    const char c = text[i];
    if (clause_marks.find(c) != std::string_view::npos && !shortens(text, i)) return i + 1;
    if (is_dash(text, i)) return i + 1;
    // A whole word before `at` that turns the sentence.
    if (in_word(c) && (i == 0 || !in_word(text[i - 1]))) {
      std::size_t end = i;
      while (end < at && in_word(text[end])) ++end;
      if (end < at && one_of(text.substr(i, end - i), turns)) return end;
    }
  }
  return 0;
}

std::size_t sentence_start(std::string_view text, std::size_t at) {
  for (std::size_t i = at; i-- > 0;)
    if (sentence_marks.find(text[i]) != std::string_view::npos && !shortens(text, i)) return i + 1;
  return 0;
}

std::string_view rest_of_sentence(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && (sentence_marks.find(text[end]) == std::string_view::npos || shortens(text, end))) ++end;
  return text.substr(at, end - at);
}

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> out;
  for (auto word : split(text, ' ')) {
    while (!word.empty() && word.back() == '.') word.remove_suffix(1);
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

std::string_view first_word(std::string_view text) { return text.substr(0, std::min(text.find_first_of(" ,.;:()!?\n"), text.size())); }

std::string_view label_before(std::string_view text, std::size_t clause, bool dash) {
  while (clause > 0 && text[clause - 1] == ',') clause = clause_start(text, clause - 1);
  if (clause == 0) return {};
  const bool by_dash = dash && text[clause - 1] == '-';
  if (text[clause - 1] != ':' && !by_dash) return {};
  const auto line = text.substr(0, clause - 1);
  const auto from = line.find_last_of(by_dash ? std::string_view{",.;:!?\n"} : clause_marks);
  return trim(from == std::string_view::npos ? line : line.substr(from + 1));
}

}  // namespace hearth::record
