// crew_words.h: what a crew must do at a door, for each fact that may be told to a crew at all: the only words about people that
// reach paper.
//
// Read from [crew] of programme.toml. Deny by default: a fact without words here is never printed. Words say what to do or bring,
// never what somebody has, gets or how they live; two facts may share one text, so that paper does not tell them apart.
#pragma once

#include <string>
#include <vector>

#include "formats/declaration.h"
#include "need/factor.h"

namespace hearth::need {

struct CrewWords {
  FactorIndex factor{0};
  std::string words;   ///< "cannot use stairs: send two people"
};

inline constexpr std::size_t crew_words_bytes_max = 90;  ///< one line of a sheet of paper

/// In the order of the file, which is the order on paper. `factors` are those of the programme, ascending.
/// @error crew.not_listed (not a factor of the programme), crew.kind (not a yes or no), crew.length, and crew.tells: the words
///        name an illness, a benefit or living alone, or the fact is one that a crew never needs
[[nodiscard]] Result<std::vector<CrewWords>> read_crew_words(const formats::Declared& table, const Vocabulary& vocabulary,
                                                             const std::vector<FactorIndex>& factors);

}  // namespace hearth::need
