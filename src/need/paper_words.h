// paper_words.h: whether a sentence may stand on a crew's paper. What checks the words of [crew] checks others that are printed, too.
#pragma once

#include <string_view>

#include "need/factor.h"

namespace hearth::need {

/// No illness, no benefit, not who lives alone, by any word that the vocabulary knows for them.
[[nodiscard]] bool may_stand_on_paper(std::string_view words, const Vocabulary& vocabulary);

}  // namespace hearth::need
