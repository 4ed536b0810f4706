// search_place.h (private to spine/): the homes and streets that a search's words mean, from the address list alone: it holds nobody.
#pragma once

#include <string>
#include <vector>

#include "place/gazetteer.h"
#include "spine/search_index.h"
#include "spine/search_text.h"

namespace hearth::spine {

struct PlaceMeant {
  std::vector<place::PropertyIndex> homes;  ///< of one address, or that may be it; of a whole postcode
  std::vector<WordNumber> streets;          ///< named, or nearly so, or that begin so
  bool is_exact{false};                     ///< a number or a whole postcode was given: few homes
  bool is_of_address{false};                ///< the homes are of words, not of the postcode alone
  bool spelt_nearly{false};                 ///< the streets' names are a typing error away
  bool no_such_number{false};               ///< the street is there, the number is not
  bool only_offered{false};                 ///< the streets begin with what was typed: they may be meant
  std::vector<std::string> left;            ///< words that are none of the address
  [[nodiscard]] bool empty() const noexcept { return homes.empty() && streets.empty(); }
};

[[nodiscard]] PlaceMeant place_meant(const Snapshot& snapshot, const SearchIndex& index, const SearchText& asked);

}  // namespace hearth::spine
