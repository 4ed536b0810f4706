// letter_pack.h: a programme's letters as one PDF, a letter to a page, in plain words and, on request, in large print.
#pragma once

#include <string>
#include <vector>

#include "spine/asking.h"
#include "spine/letters.h"

namespace hearth::web {

struct LetterFacts {
  std::string text;              ///< of the letter, with {placeholders}
  std::string title;             ///< of the document
  std::string organisation, telephone;
  Instant made_at;
  bool made_up{false};           ///< every page says MADE-UP PEOPLE
  bool large_print{false};       ///< 18 point in place of 12
};
/// One letter, as it is written: only what is sure.
struct Letter {
  std::int64_t number{0};
  PersonId person{};
  std::string name, address;     ///< address: lines
};
struct LettersMade {
  std::vector<Letter> letters;   ///< numbers from `first_number` on, in the order of the rows
  std::size_t name_not_sure{0}, address_not_sure{0};  ///< left out: they need a visit or a call
  std::size_t written_before{0};                      ///< left out: they have had this letter
};

/// Which letters can be written. `written_to`: people who have had one, ascending. Pure.
[[nodiscard]] LettersMade letters_of(const trust::Seen<std::vector<spine::LetterRow>>& seen, std::int64_t first_number,
                                     const std::vector<std::int64_t>& written_to = {});
/// @error letter.none (exit 2): the programme has no letter "first-letter"; file.*
[[nodiscard]] Result<LetterFacts> letter_facts(Files& files, const trust::Policy& policy, const spine::Asking& asking, Instant now, bool large_print);
/// PDF bytes. @error pdf.failed
[[nodiscard]] Result<std::string> letter_pack(const LettersMade& made, const LetterFacts& facts);

}  // namespace hearth::web
