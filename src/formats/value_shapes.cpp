#include "formats/value_shapes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/date.h"
#include "base/text.h"

namespace hearth::formats {
namespace {

bool digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool letter(char c) noexcept { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

template <std::size_t Size>
bool one_of(std::string_view text, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, text) != words.end();
}

/// Digits, when nothing but blanks and dashes stands between them; else empty.
std::string digits_of(std::string_view text, std::size_t digits_max) {
  std::string digits;
  for (const char c : text) {
    if (digit(c)) digits.push_back(c);
    else if (c != ' ' && c != '-') return {};
    if (digits.size() > digits_max) return {};
  }
  return digits;
}

}  // namespace

bool is_integer(std::string_view text) noexcept {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return !text.empty() && text.size() <= 18 && std::ranges::all_of(text, digit);
}

bool is_decimal(std::string_view text) noexcept {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text.starts_with("\xC2\xA3")) text.remove_prefix(2);
  if (text.empty() || text.size() > 24) return false;
  const auto digits_at = [&text](std::size_t at) {
    std::size_t count = 0;
    while (at + count < text.size() && digit(text[at + count])) ++count;
    return count;
  };
  std::size_t at = digits_at(0);
  if (at == 0) return false;
  bool marked = false;
  while (at < text.size() && text[at] == ',' && digits_at(at + 1) == 3) at += 4, marked = true;  // 1,234,567
  if (at < text.size() && text[at] == '.') {
    const auto places = digits_at(at + 1);
    if (places == 0) return false;
    at += 1 + places;
    marked = true;
  }
  return marked && at == text.size();
}

bool is_yes_no(std::string_view text) {
  constexpr std::array<std::string_view, 10> words{"y", "n", "yes", "no", "true", "false", "t", "f", "1", "0"};
  return text.size() <= 5 && one_of(to_lower_ascii(text), words);
}

bool is_phone(std::string_view text) {
  std::string digits;
  bool country = false;
  for (const char c : text) {
    if (digit(c)) digits.push_back(c);
    else if (c == '+' && digits.empty()) country = true;
    else if (c != ' ' && c != '(' && c != ')' && c != '-') return false;
  }
  if (country && digits.starts_with("44")) digits.erase(0, 2);
  else if (digits.starts_with("0044")) digits.erase(0, 4);
  else if (digits.starts_with("0")) digits.erase(0, 1);
  else return false;
  if (digits.starts_with("0")) digits.erase(0, 1);  // +44 (0)113 ...
  return (digits.size() == 9 || digits.size() == 10) && digits.front() != '0';
}

bool is_email(std::string_view text) noexcept {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
  const auto dot = text.rfind('.');
  return dot != std::string_view::npos && dot > at + 1 && dot + 2 < text.size() && text.find_first_of(" ,;<>\"") == std::string_view::npos;
}

bool is_nhs_number(std::string_view text) {
  const auto digits = digits_of(text, 10);
  if (digits.size() != 10) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (digits[i] - '0') * (10 - static_cast<int>(i));
  const int check = (11 - sum % 11) % 11;  // 10 is never given out
  return check == digits[9] - '0' && digits.find_first_not_of(digits[0]) != std::string::npos;
}

bool is_ni_number(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (c != ' ' && c != '-') plain.push_back(c);
  plain = to_upper_ascii(plain);
  if (plain.size() != 8 && plain.size() != 9) return false;
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return upper(plain[0]) && upper(plain[1]) && std::all_of(plain.begin() + 2, plain.begin() + 8, digit) &&
         (plain.size() == 8 || (plain[8] >= 'A' && plain[8] <= 'D'));
}

bool is_whole_ni_number(std::string_view text) {
  return is_ni_number(text) && std::ranges::count_if(text, [](char c) { return c != ' ' && c != '-'; }) == 9;
}

std::size_t word_count(std::string_view text) noexcept {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank && !inside) ++words;
    inside = !blank;
  }
  return words;
}

bool is_address(std::string_view text) {
  if (text.find('@') != std::string_view::npos || text.find("//") != std::string_view::npos) return false;  // e-mail, link
  bool number = false, plain = true;
  std::size_t letters = 0, named = 0;
  const auto end_word = [&] {
    if (plain && letters >= 2) ++named;
    letters = 0;
    plain = true;
  };
  for (const char c : text) {
    if (letter(c)) ++letters;
    else if (digit(c)) number = true, plain = false;
    else if (c != '\'' && c != '-') end_word();
  }
  end_word();
  return number && named >= 2;
}

bool is_joint_name(std::string_view text) {
  if (text.size() > 120 || std::ranges::any_of(text, digit)) return false;
  bool joint = false;
  std::size_t words = 0;
  const std::string folded = to_lower_ascii(text);
  const auto parts = split(folded, ' ');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto part = parts[i];
    const bool between = i > 0 && i + 1 < parts.size();
    if (between && (part == "&" || part == "and" || part == "+" || part == "/")) joint = true;
    else if (part == "mr/mrs" || part == "mr&mrs" || part == "mr+mrs" || part == "mrs/mr") joint = true, words += 2;
    else if (!part.empty()) ++words;
  }
  return joint && words >= 3 && words <= 12;
}

bool is_person_name(std::string_view text) {
  if (text.size() < 3 || text.size() > 80 || std::ranges::any_of(text, digit)) return false;
  static constexpr std::array<std::string_view, 12> titles{"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "sir", "lady", "prof", "master"};
  static constexpr std::array<std::string_view, 100> others{
      "road",  "street",  "lane",    "avenue", "close",   "court",   "drive",   "terrace", "way",      "grove",   "house",    "place",
      "ltd",   "limited", "plc",     "llp",    "council", "estate",  "estates", "agency",  "homes",    "team",    "service",  "services",
      "care",  "support", "health",  "social", "mental",  "physical", "learning", "uses",  "user",     "needs",   "carer",    "wheelchair",
      "oxygen", "deaf",   "blind",   "elderly", "disability", "no",  "not",     "with",    "for",      "the",
      // Words of categories.
      "visually", "hearing", "sight", "sensory", "impaired", "impairment", "loss", "people", "older", "person", "illness", "chronic", "frail", "memory",
      "mobility", "stairs", "living", "alone", "high", "low", "medium", "standard", "enhanced", "single", "discount", "band", "reduction", "exempt",
      "empty", "second", "home", "student", "active", "closed", "live", "suspended", "passported", "temporary", "permanent", "secure", "assured",
      "tenancy", "general", "sheltered", "supported", "credit", "benefit", "pension", "universal", "income", "allowance", "condition", "dementia",
      "power"};
  const bool turned = text.find(',') != std::string_view::npos;
  std::size_t words = 0, capitalised = 0, longest = 0;
  bool titled = false;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return true;
    const auto folded = to_lower_ascii(word);
    if (std::ranges::find(titles, folded) != titles.end()) {
      titled = true;
    } else if (folded != "and") {
      if (std::ranges::find(others, folded) != others.end()) return false;
      ++words;
      longest = std::max(longest, word.size());
      const auto first = static_cast<unsigned char>(word.front());
      if ((first >= 'A' && first <= 'Z') || first >= 0x80) ++capitalised;
    }
    word.clear();
    return true;
  };
  for (const char c : text) {
    const bool part = letter(c) || static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-';
    if (part) word.push_back(c);
    else if (c != ' ' && c != ',' && c != '.' && c != '&' && c != '+' && c != '/' && c != '(' && c != ')') return false;
    else if (!end_word()) return false;
  }
  if (!end_word()) return false;
  if (words == 0 || words > 6 || capitalised != words) return false;
  if (longest < 2) return false;  // "E & W"
  return titled || words >= 2 || (turned && words >= 1);
}

bool is_null_word(std::string_view text) {
  constexpr std::array<std::string_view, 22> words{"null", "n/a",  "na",           "nan",       "none", "nil", "unknown", "not known", "not recorded",
                                                   "-",    "--",   ".",            "?",         "#n/a", "n/k", "nk",      "tbc",       "not stated",
                                                   "nothing known", "not given", "not disclosed", "not applicable"};
  // How people write in a field of notes that there is nothing to note.
  constexpr std::array<std::string_view, 11> openings{"no known ", "none known", "nil known", "none identified", "none recorded", "none reported",
                                                      "no vulnerab", "no concerns", "no issues", "no needs", "no details"};
  if (text.size() > 30) return false;
  auto lower = to_lower_ascii(text);
  if (one_of(lower, words)) return true;
  while (!lower.empty() && (lower.back() == '.' || lower.back() == ' ')) lower.pop_back();
  if (lower.find_first_of(",;:(") != std::string::npos || word_count(lower) > 4 || lower.find(" but ") != std::string::npos) return false;
  return one_of(lower, words) || std::ranges::any_of(openings, [&](std::string_view opening) { return lower.starts_with(opening); });
}

std::span<const std::string_view> date_formats_for(std::string_view text) {
  static constexpr std::array<std::string_view, 2> slashes{"%d/%m/%Y", "%m/%d/%Y"}, dashes{"%d-%m-%Y", "%m-%d-%Y"}, dots{"%d.%m.%Y", "%m.%d.%Y"},
      short_slashes{"%d/%m/%y", "%m/%d/%y"}, short_dashes{"%d-%m-%y", "%m-%d-%y"}, short_dots{"%d.%m.%y", "%m.%d.%y"}, packed{"%Y%m%d", "%d%m%Y"},
      iso_slashes{"%Y/%m/%d", "%Y/%d/%m"}, iso_dashes{"%Y-%m-%d", "%Y-%d-%m"};
  static constexpr std::array<std::string_view, 1> month{"%Y-%m"}, month_first{"%m/%Y"}, year{"%Y"};
  static constexpr std::array<std::string_view, 7> named{"%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%d/%b/%Y", "%b %d, %Y", "%b %d %Y"};
  if (text.size() < 4 || text.size() > 32) return {};
  std::size_t first = 0;
  while (first < text.size() && digit(text[first])) ++first;
  if (first == text.size() && first == 8) return packed;
  if (first == text.size() && first == 4) return year;
  if (first == text.size()) return {};
  const char mark = text[first];
  std::size_t second = first + 1;
  while (second < text.size() && digit(text[second])) ++second;
  const bool months_named = std::ranges::any_of(text, letter) && std::ranges::any_of(text, digit);
  if (second == first + 1 || second == text.size()) {
    if (first == 4 && mark == '-' && second == 7) return month;
    if (first <= 2 && mark == '/' && second == text.size() && second - first == 5) return month_first;
    if (months_named && first <= 2) return named;
    return {};
  }
  if (text[second] != mark) return {};
  std::size_t third = second + 1;
  while (third < text.size() && digit(text[third])) ++third;
  const auto year_digits = third - second - 1;
  if (first == 4 && mark == '-') return iso_dashes;
  if (first == 4 && mark == '/') return iso_slashes;
  if (first > 2 || (year_digits != 4 && year_digits != 2)) return {};
  const bool whole_year = year_digits == 4;
  if (mark == '/') return whole_year ? slashes : short_slashes;
  if (mark == '-') return whole_year ? dashes : short_dashes;
  if (mark == '.') return whole_year ? dots : short_dots;
  return {};
}

bool is_age(std::string_view text) {
  constexpr int oldest = 122;
  const auto lower = to_lower_ascii(trim(text));
  std::string_view rest{lower};
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view before : {"aged", "age", "approx", "about", "circa", "early", "late", "mid", "over", "nearly", "c.", "c", "~", ".", ":", "-"})
      if (rest.starts_with(before)) {
        rest = trim(rest.substr(before.size()));
        found = true;
        break;
      }
  }
  std::size_t digits = 0;
  int age = 0;
  while (digits < rest.size() && digits < 4 && digit(rest[digits])) age = age * 10 + (rest[digits++] - '0');
  if (digits == 0 || digits > 3 || age > oldest) return false;
  const auto unit = trim(rest.substr(digits));
  constexpr std::array<std::string_view, 16> units{"", "s", "'s", "+", "?", "y", "yr", "yrs", "yrs old", "year", "years", "years old", "yo", "y/o", "y.o.", "ish"};
  return one_of(unit, units);
}

std::string_view without_age(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 60) return text;
  const auto holds_date = [](std::string_view part) { return part.size() >= 6 ? std::ranges::any_of(part, digit) : part.size() == 4 && is_integer(part); };
  if (text.back() == ')' || text.back() == ']') {
    const auto open = text.find_last_of("([");
    if (open == std::string_view::npos || open == 0) return text;
    const auto before = trim(text.substr(0, open)), inside = trim(text.substr(open + 1, text.size() - open - 2));
    if (is_age(inside) && holds_date(before)) return before;
    if (is_age(before) && holds_date(inside)) return inside;
    return text;
  }
  // "23/06/1936, aged 90": beside other words only with a word that says so.
  const auto lower = to_lower_ascii(text);
  if (const auto at = lower.rfind("age"); at != std::string::npos && at > 0 && is_age(text.substr(at))) {
    auto before = trim(text.substr(0, at));
    while (!before.empty() && (before.back() == ',' || before.back() == ';' || before.back() == '-')) before = trim(before.substr(0, before.size() - 1));
    if (holds_date(before)) return before;
  }
  // "23/06/1936 - 90", "90, 23/06/1936": a whole date on one side, an age on the other.
  const auto last = text.find_last_of(" ,;"), first = text.find_first_of(",;-");
  const auto bare = [](std::string_view part) {
    const auto from = part.find_first_not_of(" ,/;-"), to = part.find_last_not_of(" ,/;-");
    return from == std::string_view::npos ? std::string_view{} : part.substr(from, to - from + 1);
  };
  if (last == std::string_view::npos) return text;
  if (const auto before = bare(text.substr(0, last)); is_age(text.substr(last + 1)) && is_a_date(before)) return before;
  if (first == std::string_view::npos || first + 1 == text.size() || text[first + 1] != ' ') return text;
  if (const auto behind = bare(text.substr(first)); is_age(text.substr(0, first)) && is_a_date(behind)) return behind;
  return text;
}

bool is_a_date(std::string_view text) {
  constexpr int last_year = 2100;
  return std::ranges::any_of(date_formats_for(text), [&](std::string_view format) { return format != "%Y" && Date::parse(text, format, last_year).has_value(); });
}

bool is_code(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 12 && std::ranges::all_of(text, [](char c) { return letter(c) || digit(c) || c == '_' || c == '-'; });
}

std::optional<double> number_of(std::string_view text) {
  if (!is_integer(text) && !is_decimal(text)) return std::nullopt;
  std::string plain;
  for (const char c : text)
    if (digit(c) || c == '.' || (c == '-' && plain.empty())) plain.push_back(c);
  double value = 0;
  const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return read.ec == std::errc{} ? std::optional<double>{value} : std::nullopt;
}

}  // namespace hearth::formats
