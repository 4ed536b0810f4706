// letter_forms.h: the forms by which staff write a programme's letters, for the pages that they stand on.
#pragma once

#include "spine/asking.h"
#include "web/visit.h"

namespace hearth::web {

/// A letter to each person of a list; `path` is the list's. Empty for a programme that writes none, and for who may not take data along.
[[nodiscard]] Html letters_form(const Visit& visit, const spine::Asking& asking, const std::string& path);
/// A letter to this person alone, again where they have had one. Empty as above. @error store.*
[[nodiscard]] Result<Html> one_letter_form(const Visit& visit, const spine::Asking& asking, PersonId person);

}  // namespace hearth::web
