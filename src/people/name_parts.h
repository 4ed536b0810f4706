// name_parts.h: a person's name as it is compared: folded, without titles, in parts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::people {

/// Folded words, apostrophes gone, hyphens as blanks; titles and suffixes left out; "unknown" and its like are empty.
struct GivenParts {
  std::string given;    ///< the first one: a word or an initial
  std::string middle;   ///< the next one
  char sex{0};          ///< 'm' or 'f' when a title told it
};
[[nodiscard]] GivenParts read_given(std::string_view raw);

struct SurnameParts {
  std::string surname;              ///< all words joined: "vanderberg", "smithjones", "obrien"
  std::vector<std::string> others;  ///< its parts, when it has several: "smith", "jones"
};
[[nodiscard]] SurnameParts read_surname(std::string_view raw);

/// A whole name: "MR JOHN PAUL SMITH", "Smith, John Paul (Mr)", "SMITH MR J P", "John Smith, 1st baron ...".
struct WholeName {
  GivenParts given;
  SurnameParts surname;
};
[[nodiscard]] WholeName read_whole_name(std::string_view raw);

/// Where the title stands in "SMITH MR J", "VAN DER BERG MRS ANNA": what is before it is the surname. Nothing where the title does
/// not tell.
[[nodiscard]] std::optional<std::size_t> title_after_surname(std::span<const std::string> folded_words);

/// True for mr, mrs, dr, revd and their like (folded, without dot).
[[nodiscard]] bool is_title_of_person(std::string_view folded_word);
/// True for a title or a name with a title that no child has: "Mrs", "PARRY MRS LOWRI"; not for Miss and Master.
[[nodiscard]] bool has_title_of_adult(std::string_view raw);
/// 'm' or 'f' of "Mr", "Mrs", ...; 0 when the title does not tell.
[[nodiscard]] char sex_of_title(std::string_view title);

}  // namespace hearth::people
