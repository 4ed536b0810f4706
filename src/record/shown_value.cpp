#include "record/shown_value.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/value_shapes.h"
#include "record/heading_words.h"

namespace hearth::record {
namespace {

constexpr std::size_t value_bytes_max = 30;
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

}  // namespace

bool keeps_to_itself(std::string_view heading) {
  static constexpr std::array<std::string_view, 9> secrets{"keysafe", "keycode", "doorcode", "entrycode", "accesscode", "accessinfo", "password", "alarmcode", "pinno"};
  if (names_an_official(heading) || has_any(squeezed(heading), secrets)) return true;
  const auto tokens = spoken_tokens(heading);
  return std::ranges::any_of(tokens, [](const auto& token) { return token == "pin" || token == "pwd" || token == "passwd"; });
}

bool may_be_told(std::string_view value) {
  if (value.empty() || value.size() > value_bytes_max || digits_in(value) > digits_max) return false;
  const auto folded = fold(value);
  static constexpr std::array<std::string_view, 9> opens_doors{"keysafe", "key safe", "key ", "door", "entry", "alarm", "passw", "combination", "code"};
  if (digits_in(value) > 0 && (has_any(folded, opens_doors) || folded == "pin" || folded.starts_with("pin "))) return false;
  return is_abbreviation(value) || !formats::is_person_name(value);
}

}  // namespace hearth::record
