// address_standing.h: whether a gazetteer's record is valid, by what its column of status says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::place {

/// In the order of preference: which address of a property is shown, and which of two properties of one address is meant.
enum class Standing : std::uint8_t { approved, unmarked, provisional, alternative, historic, rejected };

/// From a logical status of BS 7666 (1 approved, 3 alternative, 5 candidate, 6 provisional, 7 and 9 rejected, 8 historic), or a list's
/// own word or letter: "Live", "HISTORICAL", "H". A word that nobody knows counts as unmarked.
[[nodiscard]] Standing standing_of(std::string_view status);

/// What a number of a column of that heading means as a word: the state of a BLPU (BS 7666: 2 in use, 4 no longer there) counts
/// otherwise than a logical status. The text itself where it is no state.
[[nodiscard]] std::string_view status_in_words(std::string_view heading, std::string_view status);

}  // namespace hearth::place
