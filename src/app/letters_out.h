// letters_out.h: query --format letters: a letter for each person found, into a file; each is kept with its number, so that a reply is known.
#pragma once

#include "app/command.h"
#include "spine/area_question.h"
#include "spine/asking.h"

namespace hearth::app {

struct LetterWishes {
  std::string out;
  bool large_print{false};
  bool again{false};   ///< to those, too, who have had one
  std::optional<PersonId> person{};  ///< to this one alone, whether they have had one or not
};

/// @error letter.none, letter.nobody (exit 2), area.*, file.*
[[nodiscard]] Result<Exit> write_letters(Call& call, const spine::Asking& asking, const spine::AreaAsked& asked, const LetterWishes& wishes);

}  // namespace hearth::app
