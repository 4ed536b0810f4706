// death_note.h: whom a note beside a row tells of as dead: "MR MEASURES (DEREK) DECD 18/09/26", "T1 deceased", "dec'd? mail returned".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::record {

/// A person of the row that the note stands in.
struct NotedPerson {
  std::string title, given_name, surname;
};

enum class NotedDeath : std::uint8_t {
  none,
  somebody,  ///< the note tells of a death and does not say whose: a question to ask first, for each person of the row
  this_one   ///< it names this person, right before the words
};

/// One answer for each of `people`. `phrases` are the words of a death, folded. A person is named by title and surname ("Mr Dring passed
/// away"), with a given name or its first letter that agrees where one is said, by a given name alone that only one of them has, or
/// as "T1", "T2" in their order. What a note denies, and what it tells of a neighbour or of a relative whom the row
/// does not name ("husband died 2019" beside one person), is none; "wife died" beside a couple asks about her alone.
[[nodiscard]] std::vector<NotedDeath> deaths_noted(std::string_view note, std::span<const std::string> phrases, std::span<const NotedPerson> people);

}  // namespace hearth::record
