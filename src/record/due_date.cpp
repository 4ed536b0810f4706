#include "record/due_date.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "record/clause.h"

namespace hearth::record {
namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> whole_months{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};

std::optional<int> month_of(std::string_view word) {
  for (std::size_t i = 0; i < months.size(); ++i)
    if (word == months[i] || word == whole_months[i] || (i == 8 && word == "sept")) return static_cast<int>(i) + 1;
  return std::nullopt;
}

std::optional<int> number_of(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  int out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + (c - '0');
  }
  return out;
}

/// "19", "19th".
std::optional<int> day_of(std::string_view word) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"})
    if (word.ends_with(ending)) word.remove_suffix(2);
  const auto day = number_of(word);
  return day && *day >= 1 && *day <= 31 ? day : std::nullopt;
}

std::optional<int> year_of(std::string_view word) {
  if (word.starts_with('\'')) word.remove_prefix(1);
  const auto year = number_of(word);
  if (!year || (word.size() != 2 && word.size() != 4)) return std::nullopt;
  if (word.size() == 2) return 2000 + *year;
  return *year >= 2000 && *year < 2100 ? year : std::nullopt;
}

std::optional<Date> date_of(std::optional<int> year, int month, std::optional<int> day, const Date& told) {
  if (month < 1 || month > 12) return std::nullopt;
  const auto in_year = [&](int y) -> std::optional<Date> {
    const auto date = Date::make(y, month, day ? *day : days_in_month(y, month));
    return date ? std::optional<Date>{*date} : std::nullopt;
  };
  if (year) return in_year(*year);
  // The next such month, unless nobody could know so early: then the last one.
  constexpr int known_ahead = 260;
  std::optional<Date> last;
  for (const int y : {told.year() - 1, told.year(), told.year() + 1}) {
    const auto date = in_year(y);
    if (!date || date->days() > told.days() + known_ahead) continue;
    if (date->days() + days_after_due >= told.days()) return date;
    last = date;
  }
  return last;
}

/// "03/2027", "14/02/27", "14.2.2027".
std::optional<Date> in_figures(std::string_view word, const Date& told) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= word.size(); ++i)
    if (i == word.size() || word[i] == '/' || word[i] == '.' || word[i] == '-') parts.push_back(word.substr(from, i - from)), from = i + 1;
  if (parts.size() == 3 && parts[0].size() == 4) std::swap(parts[0], parts[2]);
  if (parts.size() == 3) {
    const auto day = day_of(parts[0]), month = number_of(parts[1]), year = year_of(parts[2]);
    return day && month && year ? date_of(year, *month, day, told) : std::nullopt;
  }
  if (parts.size() != 2) return std::nullopt;
  if (parts[0].size() == 4) std::swap(parts[0], parts[1]);
  const auto first = number_of(parts[0]);
  if (!first || parts[1].empty()) return std::nullopt;
  if (const auto year = year_of(parts[1]); year && (parts[1].size() == 4 || *year >= told.year())) return date_of(year, *first, std::nullopt, told);
  const auto month = number_of(parts[1]);
  return month && *first <= 31 ? date_of(std::nullopt, *month, first, told) : std::nullopt;
}

std::vector<std::string_view> bare_words(std::string_view text) {
  std::vector<std::string_view> out;
  for (auto word : split(text, ' ')) {
    while (!word.empty() && std::string_view{"(),.:;!?\n-"}.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    while (!word.empty() && std::string_view{"(),.:;\n-"}.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

/// The date nearest to the start of the words.
std::optional<Date> first_date(std::string_view text, const Date& told) {
  constexpr std::size_t near_enough = 8;
  const auto words = bare_words(text);
  for (std::size_t i = 0; i < words.size() && i < near_enough; ++i) {
    if (const auto date = in_figures(words[i], told)) return date;
    const auto month = month_of(words[i]);
    if (!month || (words[i] == "may" && i + 1 < words.size() && !number_of(words[i + 1]))) continue;
    const auto day = i > 0 ? day_of(words[i - 1]) : std::nullopt;
    const auto next = i + 1 < words.size() ? words[i + 1] : std::string_view{};
    // "Jan 27" is of a year, "Jan 14th" of a day.
    const auto later_day = !day && (next.ends_with("th") || next.ends_with("st") || next.ends_with("nd") || next.ends_with("rd")) ? day_of(next) : std::nullopt;
    const auto year = later_day ? std::nullopt : year_of(next);
    if (const auto date = date_of(year, *month, day ? day : later_day, told)) return date;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Date> due_date_near(std::string_view text, std::size_t from, std::size_t to, const Date& told) {
  // "EDD 14.02.27": a mark inside a date ends no sentence.
  auto end = to;
  while (end < text.size() && !(text[end] == ';' || text[end] == '!' || text[end] == '?' || text[end] == '\n' || (text[end] == '.' && (end + 1 == text.size() || text[end + 1] == ' ')))) ++end;
  if (const auto behind = first_date(text.substr(to, end - to), told)) return behind;
  const auto start = sentence_start(text, from);
  const auto before = text.substr(start, from - start);
  for (const std::string_view word : {"due", "edd", "expected"})
    if (const auto at = before.rfind(word); at != std::string_view::npos && (at == 0 || !in_word(before[at - 1])))
      if (const auto date = first_date(before.substr(at + word.size()), told)) return date;
  return std::nullopt;
}

}  // namespace hearth::record
