// sex_of_name.h: which given names are of one sex among the records at hand, so that "J Smith, Mr" and Joseph, not Joan, agree.
//
// Learnt from records that tell both a sex (or a title) and a whole given name; used to tell two people of one home apart in
// linking and nowhere else: no decision about a person rests on it. Private to people/.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "match/table.h"

namespace hearth::people {

/// Hash of the name and 'm' or 'f'; by hash.
using SexOfName = std::vector<std::pair<std::uint64_t, char>>;

/// Names told at least six times, and nearly always with one sex.
[[nodiscard]] SexOfName learn_sex_of_names(const match::Table& table);
/// Fills the sex of rows that tell none and whose given name is of one sex.
void presume_sex(match::Table& table, const SexOfName& known);

}  // namespace hearth::people
