// address_lookup.h: the homes and streets that a beginning of an address may mean, while it is typed. Of the address list alone: nobody
// is looked up, and who lives where decides nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "spine/search.h"
#include "spine/search_index.h"
#include "spine/search_place.h"

namespace hearth::spine {

struct AddressesFound {
  std::vector<HomeHit> homes;        ///< in door order, at most so many as were asked for
  std::size_t homes_in_all{0};
  bool may_be_any{false};            ///< the address may be any of these homes
  bool no_such_number{false};        ///< the street has no such number
  bool spelt_nearly{false};          ///< the streets' names are a typing error away
  std::vector<StreetHit> streets;
};

/// What a text means, for people to choose from: of a street alone all of its homes. @param most  homes that are told
[[nodiscard]] AddressesFound addresses_of(const Snapshot& snapshot, const SearchIndex& index, const PlaceMeant& meant, bool has_postcode, std::size_t most);

/// Full addresses, postcodes, streets with a typing error, a building's name, a UPRN; and what is not typed to its end: "12 wei", "mill str".
/// Never fails: what finds nothing says so. `typed` must satisfy is_text(). Cost: a millisecond.
[[nodiscard]] AddressesFound find_addresses(const Snapshot& snapshot, std::string_view typed, std::size_t most, Instant now);

}  // namespace hearth::spine
