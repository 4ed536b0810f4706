#include "spine/search_text.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "people/name_parts.h"

namespace hearth::spine {
namespace {

constexpr std::size_t longest_word = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
std::size_t digits_in(std::string_view text) { return static_cast<std::size_t>(std::ranges::count_if(text, is_digit)); }

/// Folded words; apostrophes vanish, whatever else is no letter or digit parts words.
std::vector<std::string> folded_words(std::string_view text) {
  std::string folded = fold(text);
  std::erase_if(folded, [](char c) { return c == '\'' || c == '`'; });
  std::vector<std::string> out;
  for (const auto word : words(folded)) out.emplace_back(word.substr(0, longest_word));
  return out;
}

/// "1/2/1950", "1-2-50", "1950-02-01": three numbers with one kind of mark between.
struct ThreeNumbers {
  int year, month, day;
};
std::optional<ThreeNumbers> three_numbers(std::string_view piece, const Date& today) {
  for (const char mark : {'/', '-', '.'}) {
    const auto parts = split(piece, mark);
    if (parts.size() != 3) continue;
    std::array<int, 3> number{};
    for (std::size_t i = 0; i < 3; ++i) {
      const auto read = parts[i].size() <= 4 ? whole_number(parts[i]) : std::nullopt;
      if (!read) return std::nullopt;
      number[i] = static_cast<int>(*read);
    }
    const bool year_first = parts[0].size() == 4;
    const auto& year = year_first ? parts[0] : parts[2];
    const auto& day = year_first ? parts[2] : parts[0];
    if (day.size() > 2 || parts[1].size() > 2 || (year.size() != 4 && year.size() != 2)) return std::nullopt;
    ThreeNumbers out{number[year_first ? 0 : 2], number[1], number[year_first ? 2 : 0]};
    if (year.size() == 2) out.year += out.year + 2000 > today.year() ? 1900 : 2000;
    return out;
  }
  return std::nullopt;
}

std::optional<Date> calendar_day(int year, int month, int day) {
  const auto date = Date::make(year, month, day);
  return date && date->whole() ? std::optional{*date} : std::nullopt;
}

constexpr std::array<std::string_view, 12> month_names{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};

std::optional<int> month_of(std::string_view piece) {
  const auto folded = to_lower_ascii(piece);
  if (folded.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < month_names.size(); ++i)
    if (month_names[i].starts_with(folded)) return static_cast<int>(i) + 1;
  return std::nullopt;
}

/// "3rd" as 3.
std::optional<std::uint64_t> day_of(std::string_view piece) {
  const auto folded = to_lower_ascii(piece);
  std::string_view number = folded;
  for (const char* ending : {"st", "nd", "rd", "th"})
    if (number.ends_with(ending)) number.remove_suffix(2);
  return number.size() <= 2 ? whole_number(number) : std::nullopt;
}

class Reader {
 public:
  Reader(std::string_view typed, const Date& today) : today_{today} {
    std::string line = one_line(typed);
    for (char& c : line)
      if (c == ',' || c == ';') c = ' ';
    line_ = one_line(line);
    for (const auto piece : split(line_, ' '))
      if (!piece.empty()) pieces_.push_back(piece);
  }

  SearchText read() {
    for (std::size_t at = 0; at < pieces_.size();) at += take(at);
    if (out_.birth) out_.birth_year.reset();  // a whole date says more
    if (out_.words.size() > SearchText::words_max) out_.words.resize(SearchText::words_max);
    return std::move(out_);
  }

 private:
  /// How many pieces were taken.
  std::size_t take(std::size_t at) {
    if (const auto taken = take_date(at); taken > 0) return taken;
    if (const auto taken = take_postcode(at); taken > 0) return taken;
    if (const auto taken = take_telephone(at); taken > 0) return taken;
    if (take_year(at)) return 1;
    for (auto& word : folded_words(pieces_[at]))
      if (!people::is_title_of_person(word)) out_.words.push_back(std::move(word));
    return 1;
  }

  std::size_t take_date(std::size_t at) {
    const auto piece = pieces_[at];
    if (const auto three = three_numbers(piece, today_)) {
      out_.birth = calendar_day(three->year, three->month, three->day);
      if (!out_.birth) out_.impossible_day = std::string{piece};
      return 1;
    }
    if (at + 2 >= pieces_.size()) return 0;
    const auto day = day_of(piece);
    const auto month = month_of(pieces_[at + 1]);
    const auto year = pieces_[at + 2].size() == 4 ? whole_number(pieces_[at + 2]) : std::nullopt;
    if (!day || !month || !year) return 0;
    out_.birth = calendar_day(static_cast<int>(*year), *month, static_cast<int>(*day));
    if (!out_.birth) out_.impossible_day = std::string{piece}.append(" ").append(pieces_[at + 1]).append(" ").append(pieces_[at + 2]);
    return 3;
  }

  bool take_year(std::size_t at) {
    constexpr int first = 1900;
    const auto year = pieces_[at].size() == 4 ? whole_number(pieces_[at]) : std::nullopt;
    const bool is_behind = std::all_of(pieces_.begin() + static_cast<std::ptrdiff_t>(at) + 1, pieces_.end(), [](std::string_view piece) { return digits_in(piece) > 0; });
    if (!year || !is_behind || out_.birth || static_cast<int>(*year) < first || static_cast<int>(*year) > today_.year()) return false;
    out_.birth_year = static_cast<int>(*year);
    return true;
  }

  std::size_t take_postcode(std::size_t at) {
    if (out_.postcode) return 0;
    if (const auto whole = Postcode::parse(pieces_[at])) return out_.postcode = *whole, 1;
    if (!is_outcode(to_upper_ascii(pieces_[at]))) return 0;
    if (at + 1 < pieces_.size())
      if (const auto whole = Postcode::parse(std::string{pieces_[at]}.append(" ").append(pieces_[at + 1]))) return out_.postcode = *whole, 2;
    // "Flat B2" is no half of a postcode: a word before it says what it is.
    static constexpr std::array<std::string_view, 6> before_a_number{"flat", "apartment", "apt", "room", "unit", "block"};
    if (!out_.words.empty() && std::ranges::find(before_a_number, out_.words.back()) != before_a_number.end()) return 0;
    return out_.outcode = to_upper_ascii(pieces_[at]), 1;
  }

  std::size_t take_telephone(std::size_t at) {
    static constexpr std::string_view signs = "0123456789+()-";
    std::size_t end = at;
    std::string digits;
    for (; end < pieces_.size() && pieces_[end].find_first_not_of(signs) == std::string_view::npos; ++end) {
      // A number before a telephone number is a house's.
      if (end > at && (pieces_[end].front() == '0' || pieces_[end].front() == '+') && digits.size() < SearchText::digits_min) break;
      for (const char c : pieces_[end])
        if (is_digit(c)) digits += c;
    }
    if (digits.size() < SearchText::digits_min || digits.size() > 15) return 0;
    if (pieces_[at].front() == '+' && digits.starts_with("44")) digits.replace(0, 2, "0");
    out_.digits = std::move(digits);
    return end - at;
  }

  Date today_;
  std::string line_;
  std::vector<std::string_view> pieces_;
  SearchText out_;
};

}  // namespace

std::vector<std::string> search_words(std::string_view name) {
  auto out = folded_words(name);
  std::erase_if(out, [](const std::string& word) { return people::is_title_of_person(word); });
  return out;
}

std::string SearchText::kinds() const {
  std::vector<std::string> by;
  const bool has_number = std::ranges::any_of(words, [](const std::string& word) { return digits_in(word) > 0; });
  if (!words.empty()) by.emplace_back(has_number ? "address" : "name or street");
  if (postcode || !outcode.empty()) by.emplace_back("postcode");
  if (birth) by.emplace_back("date of birth");
  if (birth_year) by.emplace_back("year of birth");
  if (!digits.empty()) by.emplace_back("telephone");
  return by.empty() ? "a search by nothing" : "a search by " + joined(by, " and ");
}

SearchText read_search(std::string_view typed, const Date& today) { return Reader{typed, today}.read(); }

}  // namespace hearth::spine
