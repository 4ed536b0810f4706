// shown_value.h: whether a value of an unknown column may stand in a draft, a message or a log. Private to record/.
//
// Drafts and faults name codes, so that somebody can say what they mean. A door code, a name or a telephone number that stands in such
// a column, however often, is no code: it is counted and not told.
#pragma once

#include <string_view>

namespace hearth::record {

/// A heading under which no value may be told: keys and door codes, and people who work with somebody.
[[nodiscard]] bool keeps_to_itself(std::string_view heading);
/// Plainly no name, no telephone number, and nothing that opens a door.
[[nodiscard]] bool may_be_told(std::string_view value);

}  // namespace hearth::record
