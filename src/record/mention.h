// mention.h: whether a text says a word, or denies it, or tells of the past: "no wheelchair", "was using wheelchair, now fine".
#pragma once

#include <string>
#include <string_view>

namespace hearth::record {

enum class Mention : std::uint8_t {
  none,
  denied,
  of_another,  ///< "husband uses a wheelchair", "hh member deaf": true of somebody else at the home, whom the row does not name
  said
};

/// Looks for `phrase` in `text`, clause by clause: a clause ends at , . ; : ( ) ! ? a line break, " - ", and before "but", "now",
/// "however", "although" or "though".
/// Denied when every place of the phrase has, before it in its clause, one of: no, not, never, without, was, were, previously,
/// formerly, denies, used to, no longer, isn't and the like; or, right after it, "no longer", "not needed", "not required", "removed".
/// "was diagnosed", "was registered" and "was assessed" tell of what still holds.
/// Of another when its clause is labelled so ("JT: deaf", "Partner: deaf"), or when, before it in its clause, a relative or another member of the home stands
/// ("husband", "mother", "son", "hh member"). After with, for, by, from, via, to, and, of, contact such a word is only mentioned
/// ("lives with mother, deaf"), unless "who" follows it.
/// The phrase begins at the start of a word, so that "deaf" is found in "deafness" and "lung" not in "plunge".
/// Both are folded and on one line, see in_one_line().
[[nodiscard]] Mention mention_of(std::string_view text, std::string_view phrase);

/// A cell as mention_of() reads it: folded, line breaks as clause ends, runs of blanks as one.
[[nodiscard]] std::string in_one_line(std::string_view cell);

}  // namespace hearth::record
