// address_words.h: the words that UK addresses abbreviate, and what kind each is. Private to the matcher.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace hearth::place {

enum class WordKind : std::uint8_t {
  plain,
  street_type,  ///< road, street, ...: weak evidence when it differs or is missing
  place_type,   ///< court, house, view, park, ...: ends a street's or a building's name, says more than a street type
  designator,   ///< flat, room, unit: what follows is a flat
  storey,       ///< ground, basement, top: a storey when floor or flat stands beside it
  floor,        ///< the word floor itself
  aside,        ///< counties, titles, "ltd": when nothing accounts for it, it costs nothing
  noise         ///< the, of, no: says nothing
};

struct KnownWord {
  std::string_view canonical;  ///< the form that is compared: "road" -> "rd"
  WordKind kind;
};

/// What a folded word stands for; the word itself, plain, when it is not in the table. "st" is street and saint alike: which one
/// does not matter when both sides are written so.
[[nodiscard]] KnownWord known_word(std::string_view folded) noexcept;

/// Long spellings, of four letters and more, of words that are compared in a short form ("first", "upper", "cottage"): where a typing error
/// is looked for in an unknown word. Words of flats, counties and noise are none of them.
struct LongForm {
  std::string_view text, canonical;
};
[[nodiscard]] std::span<const LongForm> long_forms() noexcept;

}  // namespace hearth::place
