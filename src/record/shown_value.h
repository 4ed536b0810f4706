// shown_value.h: whether a value of an unknown column may stand in a draft, a message or a log. Private to record/.
//
// Drafts and faults name codes, so that somebody can say what they mean. A door code, a name or a telephone number that stands in such
// a column, however often, is no code: it is counted and not told.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::record {

/// A heading under which no value may be told: keys and door codes, and people who work with somebody.
[[nodiscard]] bool keeps_to_itself(std::string_view heading);
/// Plainly no name, no telephone number, and nothing that opens a door.
[[nodiscard]] bool may_be_told(std::string_view value);

/// Of a value that says a fact, and may look like a name by its capitals ("Macular Degen"): no number in it, and no title.
[[nodiscard]] bool holds_words_alone(std::string_view value);

/// Those values of one column, with the cells of each, that may be told. In a column that mostly holds codes ("SPD 25", "EXB") also
/// short words in capitals that could be a name by their look ("DISR SMI"), when they stand in many cells: a name slips in now and then.
/// `known` are codes that somebody has declared for the column.
[[nodiscard]] std::set<std::string, std::less<>> told_of(const std::vector<std::pair<std::string, std::uint64_t>>& values, const std::vector<std::string>& known = {});

}  // namespace hearth::record
