// letters_sent.h: letters are numbered and kept with whom each goes to before they are printed, so that a reply is known and nobody is written to twice.
#pragma once

#include "spine/folder.h"
#include "web/letter_pack.h"

namespace hearth::web {

/// Numbers the letters that can be written and keeps them, in one transaction. `again`: also to those who have had one. @error store.*
[[nodiscard]] Result<LettersMade> number_letters(spine::Folder& folder, const spine::Asking& asking, const trust::Seen<std::vector<spine::LetterRow>>& seen, Instant now, bool again);
/// Why there is none to write, for whoever asked.
[[nodiscard]] Error no_letters(const LettersMade& made);

}  // namespace hearth::web
