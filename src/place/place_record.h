// place_record.h: the property of each record, from its UPRN when it has one and from its address.
//
// A UPRN that a system holds is strong evidence, not proof: it is checked against the address text beside it. Reasons, beside those
// of match_address.h: uprn_given; uprn_is_building (the UPRN is a parent shell, the flat is not known);
// historic_uprn (the UPRN is of a property that is gone; another stands under its address, or under the one beside it, today);
// uprn_contradicts_address (the text surely means another property: ambiguous, both are candidates);
// address_beside_unknown_uprn (the gazetteer does not have the UPRN; the band is the address's own);
// successor_of_uprn, several_successors (the list says what the property became: successor.h);
// unknown_uprn (and no address to go by).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/parallel.h"
#include "base/progress.h"
#include "place/gazetteer.h"
#include "place/match_address.h"
#include "place/placement.h"

namespace hearth::place {

/// What a record says about where it is. Views must outlive the call.
struct PlaceAsk {
  std::string_view uprn{};     ///< digits; empty or unusable is the same as not given
  std::string_view address{};
  std::string_view postcode{};
};

[[nodiscard]] Placement place_one(const Gazetteer& gazetteer, const AddressIndex& index, const MatchSettings& settings,
                                  const PlaceAsk& ask);

/// The same for many, in their order. Equal asks are matched once: half of a district's rows repeat an address.
[[nodiscard]] std::vector<Placement> place_all(const Gazetteer& gazetteer, const AddressIndex& index,
                                               const MatchSettings& settings, std::span<const PlaceAsk> asks, Threads threads,
                                               Progress& progress);
[[nodiscard]] std::vector<Placement> place_all(const Gazetteer& gazetteer, const AddressIndex& index,
                                               std::span<const PlaceAsk> asks, Threads threads, Progress& progress);

}  // namespace hearth::place
