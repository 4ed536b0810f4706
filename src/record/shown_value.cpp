#include "record/shown_value.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/value_shapes.h"
#include "record/heading_words.h"

namespace hearth::record {
namespace {

constexpr std::size_t value_bytes_max = 60;
constexpr std::size_t plain_bytes_max = 30;  ///< longer ones are told when they are words alone, as a list to choose from has them
constexpr std::size_t digits_max = 5;  ///< more are a number of somebody or something, not a code to choose from

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
}

template <std::size_t Size>
bool has_any(std::string_view text, const std::array<std::string_view, Size>& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// "PIP DL STD": capitals alone, and a word that nobody can speak, which is no title.
bool is_abbreviation(std::string_view value) {
  static constexpr std::array<std::string_view, 6> titles{"MR", "MRS", "MS", "DR", "MX", "PROF"};
  if (value.find_first_of("abcdefghijklmnopqrstuvwxyz,") != std::string_view::npos) return false;
  const auto parts = split(value, ' ');
  if (std::ranges::any_of(parts, [](std::string_view part) { return std::ranges::find(titles, part) != titles.end(); })) return false;
  return std::ranges::any_of(parts, [](std::string_view part) { return part.size() > 1 && part.find_first_of("AEIOUY") == std::string_view::npos; });
}

/// "DISR SMI", "EXC C": capitals and figures, short words, no title.
bool is_short_and_shouted(std::string_view value) {
  constexpr std::size_t bytes_max = 12, word_max = 5;
  static constexpr std::array<std::string_view, 7> titles{"MR", "MRS", "MS", "MISS", "DR", "MX", "PROF"};
  if (value.size() > bytes_max || value.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ") != std::string_view::npos) return false;
  return std::ranges::none_of(split(value, ' '), [](std::string_view word) { return word.size() > word_max || std::ranges::find(titles, word) != titles.end(); });
}

/// "ring Mrs Patel": somebody is named in the middle of it.
bool names_by_title(std::string_view value) {
  static constexpr std::array<std::string_view, 8> titles{"mr", "mrs", "ms", "miss", "dr", "mx", "prof", "rev"};
  const auto folded = fold(value);
  return std::ranges::any_of(split(folded, ' '), [](std::string_view word) { return std::ranges::find(titles, word.substr(0, word.find('.'))) != titles.end(); });
}

bool opens_a_door(std::string_view value) {
  static constexpr std::array<std::string_view, 9> words{"keysafe", "key safe", "key ", "door", "entry", "alarm", "passw", "combination", "code"};
  const auto folded = fold(value);
  return digits_in(value) > 0 && (has_any(folded, words) || folded == "pin" || folded.starts_with("pin "));
}

bool has_lower(std::string_view value) { return value.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos; }

}  // namespace

bool keeps_to_itself(std::string_view heading) {
  static constexpr std::array<std::string_view, 9> secrets{"keysafe", "keycode", "doorcode", "entrycode", "accesscode", "accessinfo", "password", "alarmcode", "pinno"};
  if (names_an_official(heading) || has_any(squeezed(heading), secrets)) return true;
  const auto tokens = spoken_tokens(heading);
  return std::ranges::any_of(tokens, [](const auto& token) { return token == "pin" || token == "pwd" || token == "passwd"; });
}

bool may_be_told(std::string_view value) {
  if (value.empty() || value.size() > value_bytes_max || digits_in(value) > digits_max) return false;
  if (opens_a_door(value) || (value.size() > plain_bytes_max && !holds_words_alone(value))) return false;
  return is_abbreviation(value) || !formats::is_person_name(value);
}

bool holds_words_alone(std::string_view value) { return digits_in(value) == 0 && !names_by_title(value); }

std::set<std::string, std::less<>> told_of(const std::vector<std::pair<std::string, std::uint64_t>>& values, const std::vector<std::string>& known) {
  constexpr std::uint64_t cells_min = 20;
  std::set<std::string, std::less<>> out;
  std::uint64_t cells = 0;
  std::size_t codes = known.size();
  for (const auto& [value, count] : values) {
    cells += count;
    if (!may_be_told(value)) continue;
    out.insert(value);
    if (!has_lower(value)) ++codes;
  }
  if (codes * 2 < values.size() + known.size()) return out;
  for (const auto& [value, count] : values)
    if (count >= cells_min && count * 100 >= cells && is_short_and_shouted(value) && !opens_a_door(value)) out.insert(value);
  return out;
}

}  // namespace hearth::record
