// faults.h: what goes wrong in back offices, and how often. All rates of the district's faults stand here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/random.h"

namespace hearth::synth {

/// Per thousand cells or rows, unless said.
namespace rate {
inline constexpr unsigned typing = 12;               // a name: a letter doubled, lost, swapped, or its neighbour on the keyboard
inline constexpr unsigned hearing = 10;              // a name taken down over the telephone
inline constexpr unsigned scanning = 5;              // a name read from paper
inline constexpr unsigned other_spelling = 45;       // Mohammed for Muhammad, Steven for Stephen
inline constexpr unsigned maiden_name = 30;          // of those who have one
inline constexpr unsigned name_swapped = 5;          // first name in the surname's place
inline constexpr unsigned name_swapped_chinese = 90; // where the surname comes first
inline constexpr unsigned middle_as_first = 8;       // of those who have one
inline constexpr unsigned hyphen_halved = 180;       // of double names
inline constexpr unsigned first_name_lost = 3;
inline constexpr unsigned birth_swapped = 12;        // day and month, where both can be either
inline constexpr unsigned birth_digit = 8;
inline constexpr unsigned birth_first_january = 5;   // only the year was known
inline constexpr unsigned birth_blank = 22;
inline constexpr unsigned birth_impossible = 1;      // 31 February
inline constexpr unsigned birth_future = 1;
inline constexpr unsigned old_address = 350;         // of people who have moved: still at the old home in this feed
inline constexpr unsigned street_misspelt = 14;
inline constexpr unsigned postcode_blank = 15;
inline constexpr unsigned postcode_wrong = 12;
inline constexpr unsigned suffix_lost = 25;          // 59 for 59A, where there is a letter
inline constexpr unsigned former_name = 300;         // of renamed streets and blocks
inline constexpr unsigned phone_wrong = 15;
inline constexpr unsigned row_twice = 12;            // one person entered again under another key
inline constexpr unsigned key_twice_same = 1;        // an identical row again
inline constexpr unsigned key_twice_other = 1;       // the same key over another row
inline constexpr unsigned uprn_blank = 60;
inline constexpr unsigned uprn_postcode = 3;         // the postcode stands in the UPRN's column
inline constexpr unsigned uprn_hurt = 140;           // benefits: a spreadsheet wrote 9.99E+11
inline constexpr unsigned american_date = 8;         // benefits: month first
inline constexpr unsigned fact_missing = 80;         // a code that should be there
inline constexpr unsigned income_blank = 40;
}  // namespace rate

class Faults {
 public:
  Faults();
  /// The name as it got into the list: untouched most of the time.
  [[nodiscard]] std::string name(std::string name, Random& random, bool on_paper = false) const;
  [[nodiscard]] std::string typed(std::string text, Random& random) const;
  [[nodiscard]] std::string heard(std::string text, Random& random) const;
  [[nodiscard]] std::string scanned(std::string text, Random& random) const;

 private:
  struct Rule {
    char where;  ///< A everywhere, S start, E end, M middle
    std::string_view from, to;
  };
  std::vector<Rule> hearing_, scanning_;
};

/// Without marks: "Łukasz Séan" -> "Lukasz Sean". What older systems can hold.
[[nodiscard]] std::string plain_letters(std::string_view text);

/// A birth date as it was written, and whether that is the true one.
struct WrittenDate {
  int year{0}, month{0}, day{0};  ///< year 0: blank
  bool right{true};
};
[[nodiscard]] WrittenDate written_birth(const Date& born, const Date& today, Random& random);

}  // namespace hearth::synth
