// mention.h: whether a text says a word, or denies it, or tells of the past: "no wheelchair", "was using wheelchair, now fine".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/whose_fact.h"

namespace hearth::record {

enum class Mention : std::uint8_t {
  none,
  denied,
  elsewhere,   ///< "neighbour has a wheelchair": of nobody of this home
  of_another,  ///< "hh member deaf", "son uses a wheelchair": true of somebody else at the home, whom the row need not name
  of_partner,  ///< "JT: deaf", "husband uses a wheelchair": of the other of a couple or of two tenants, whom the row may name
  said
};

/// One place where a phrase stands in a note.
struct Said {
  std::size_t begin{0}, end{0};  ///< to the end of the word that the phrase begins
  bool denied{false};
  Whose whose{};  ///< when it is not denied
};

/// Looks for `phrase` in `text`, clause by clause: a clause ends at , . ; : ( ) ! ? a line break, " - ", " / ", " + ", and before "but", "now",
/// "however", "although" or "though".
/// Denied when every place of the phrase has, before it in its clause, one of: no, not, never, without, was, were, previously,
/// formerly, prev, declined, denies, used to, no longer, isn't and the like; or, right after it, "no longer", "not needed", "removed",
/// "now returned", "has been given back" and the like.
/// "had a wheelchair, returned to Red Cross" is denied; of stairs and steps to be unable of them is the need and to manage them is none.
/// "was diagnosed", "was registered" and "was assessed" tell of what still holds.
/// Of a former tenant, an ex-husband or one who died ("late husband", "stairlift (prev tenant)") it is denied, too. Of whom it is: whose_fact.h.
/// The phrase begins at the start of a word, so that "deaf" is found in "deafness" and "lung" not in "plunge".
/// Both are folded and on one line, see in_one_line().
/// Places that stand inside one of `covered` are passed over, and those that touch a silent one ("oxygen bleach" says nothing, and so
/// does "on oxygen" of "relies on oxygen bleach"); those of the phrase are added to `places`, said or not.
struct TextRange {
  std::size_t begin{0}, end{0};
  bool silent{false};
};
[[nodiscard]] std::vector<Said> mentions_of(std::string_view text, std::string_view phrase, const RowTold& row, std::span<const TextRange> covered = {},
                                            std::vector<TextRange>* places = nullptr);
/// All of them in one word: what is said of the row's own people before what is said of others, and both before a denial.
[[nodiscard]] Mention mention_of(std::string_view text, std::string_view phrase, std::span<const TextRange> covered = {}, std::vector<TextRange>* places = nullptr);

/// A cell as mention_of() reads it: folded, line breaks as clause ends, runs of blanks as one.
[[nodiscard]] std::string in_one_line(std::string_view cell);

}  // namespace hearth::record
