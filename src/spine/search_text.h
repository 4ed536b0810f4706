// search_text.h: what somebody typed into the one field of a search: words, a postcode, a date of birth, a telephone number.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/postcode.h"

namespace hearth::spine {

/// Words of a name as they are found again: folded, apostrophes gone, hyphens part words, titles left out.
[[nodiscard]] std::vector<std::string> search_words(std::string_view name);

struct SearchText {
  static constexpr std::size_t typed_max = 200;    ///< bytes
  static constexpr std::size_t words_max = 12;
  static constexpr std::size_t digits_min = 6;     ///< of a telephone number, from its end

  std::vector<std::string> words;      ///< of names and addresses, in their order; house numbers among them
  std::optional<Postcode> postcode;
  std::string outcode;                 ///< "ZZ1" alone, in upper case
  std::optional<Date> birth;
  std::optional<int> birth_year;       ///< a year behind all words: "Smith 1950". Before a word it is a house's number
  std::string digits;                  ///< of a telephone number
  std::string impossible_day;          ///< typed as a date, and no calendar has it

  /// What was asked in words without personal data, for the log: "a search by name and postcode".
  [[nodiscard]] std::string kinds() const;
  /// Nothing but one letter: streets can be offered, people cannot.
  [[nodiscard]] bool is_one_letter() const { return is_words_only() && words.size() == 1 && words.front().size() == 1; }
  [[nodiscard]] bool is_words_only() const { return !postcode && outcode.empty() && !birth && !birth_year && digits.empty(); }
  /// Not even a day that no calendar has.
  [[nodiscard]] bool is_nothing() const { return empty() && impossible_day.empty(); }
  [[nodiscard]] bool empty() const { return words.empty() && is_words_only(); }
};

/// `today`: two digits of a year are one that is not to come. `typed` must satisfy is_text(). Commas, order and case do not matter.
[[nodiscard]] SearchText read_search(std::string_view typed, const Date& today);

}  // namespace hearth::spine
