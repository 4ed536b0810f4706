#include "formats/code_end.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/date.h"
#include "base/text.h"
#include "formats/value_shapes.h"

namespace hearth::formats {
namespace {

constexpr std::string_view marks = " \t^@>:-=~*#|/,;([<.";
constexpr std::size_t day_bytes_min = 4;
constexpr int last_year = 2100;

std::string_view without_marks(std::string_view text) {
  while (!text.empty() && marks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

/// Takes the word off the end of `text` when it is one of `words`.
template <std::size_t Size>
bool take_word(std::string_view& text, const std::array<std::string_view, Size>& words) {
  const auto lower = to_lower_ascii(text);
  for (const auto word : words) {
    if (!lower.ends_with(word)) continue;
    const auto at = lower.size() - word.size();
    if (at > 0 && marks.find(lower[at - 1]) == std::string_view::npos) continue;
    text = without_marks(text.substr(0, at));
    return true;
  }
  return false;
}

}  // namespace

CodeEnd code_end(std::string_view text) {
  static constexpr std::array<std::string_view, 14> until{"ends on", "end date", "ends", "ended", "ending", "end", "until", "till", "til", "up to", "to", "expires", "expiry", "exp"};
  static constexpr std::array<std::string_view, 9> since{"from", "since", "started", "starts", "start", "registered", "reg", "added", "on"};
  text = trim(text);
  auto inner = text;
  while (!inner.empty() && (inner.back() == ')' || inner.back() == ']' || inner.back() == '>' || inner.back() == '.')) inner.remove_suffix(1);
  inner = trim(inner);
  const auto is_month = [](std::string_view day) {
    constexpr std::size_t bytes_max = 14;
    if (day.size() > bytes_max || day.front() < 'A') return false;
    return std::ranges::any_of(std::array{"%b %Y", "%B %Y", "%b-%Y", "%b %y", "%b-%y"}, [&](const char* format) { return Date::parse(day, format, last_year).has_value(); });
  };
  const auto is_short_month = [](std::string_view day) {  // "03/26": only where a word says that it is an end
    return day.size() <= 5 && day.size() >= 4 && day.find('/') != std::string_view::npos && Date::parse(day, "%m/%y", last_year).has_value();
  };
  // The longest that is a date: "14 Apr 2026" before "2026".
  for (std::size_t at = 1; at + day_bytes_min <= inner.size(); ++at) {
    if (marks.find(inner[at - 1]) == std::string_view::npos || marks.find(inner[at]) != std::string_view::npos) continue;
    const auto day = inner.substr(at);
    auto code = without_marks(inner.substr(0, at));
    if (auto said = code; !is_a_date(day) && !is_month(day) && !(is_short_month(day) && take_word(said, until))) continue;
    if (code.empty()) return {text};
    if (take_word(code, since)) return {code.empty() ? text : code};
    take_word(code, until);
    return code.empty() ? CodeEnd{text} : CodeEnd{code, day};
  }
  return {text};
}

}  // namespace hearth::formats
