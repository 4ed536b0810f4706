// address_weights.h: what each piece of evidence is worth, in bits. The one table to tune; measure with bench/match_address.
//
// A weight is log2 of how much likelier the piece is when the property is the one meant than when it is another. Shared words count
// by how rare they are in this gazetteer, so their weights are not here, only their limits. Started from uk_address_matcher's published
// weights (November 2025) and set by reading wrong answers of three labelled sets.
#pragma once

namespace hearth::place::weights {

// The prior: one address among N, and most asked addresses are in the gazetteer.
inline constexpr double prior_relief = 4.0;          ///< prior = -(log2 N - this)

// Codes: house numbers, flats, storeys.
inline constexpr double house_equal = 6.0;
inline constexpr double flat_equal = 4.5;            ///< each, the first two count
inline constexpr double code_equivalent = -1.0;      ///< "92" for "92-92A", "F7" for "7": against equal
inline constexpr double range_for_number = -4.0;     ///< "7-9" for "7": against equal
inline constexpr double letter_moved = -2.0;         ///< "35A" for "Flat A, 35"
inline constexpr double codes_in_other_order = -2.5;
inline constexpr double flat_said_for_house = -6.0;  ///< "flat 2 Kelso Road" is not "2 Kelso Road"
inline constexpr double flat_missing = -6.0;         ///< the property has a flat, the text none
inline constexpr double flat_part_missing = -2.5;    ///< one of two flat codes is missing, the other agrees
inline constexpr double flat_not_known = -5.0;       ///< the text has a flat, the property none
inline constexpr double flat_conflict = -10.0;
inline constexpr double suffix_missing = -1.0;       ///< "59" for "59A": four in ten such texts of Leeds once meant the A
inline constexpr double suffix_extra = -8.0;
inline constexpr double number_missing = -4.0;       ///< the property has a number, the text none
inline constexpr double number_extra = -6.0;         ///< the text has a number, the property (a name) none
inline constexpr double designator_differs = -1.5;   ///< "room" for "flat"

// Street.
inline constexpr double street_max = 16.0;
inline constexpr double street_type_missing = -1.5;
inline constexpr double street_type_differs = -3.0;
inline constexpr double word_typo = -3.0;
inline constexpr double word_typo_first_letter = -2.0;  ///< more, when the first letter is the wrong one
inline constexpr double word_two_typos = -6.0;
inline constexpr double type_alone_after_word = -7.0;   ///< "Mor Grove" is not "The Grove"
inline constexpr double words_apart = -3.0;             ///< its words stand in the text, but not together
inline constexpr double word_missing_share = 0.9;       ///< of the rarity of each missing word
inline constexpr double street_absent = -10.0;          ///< other words stand where the street should be
inline constexpr double street_absent_beside_name = -5.0; ///< but the building's rare name stands there, whole
inline constexpr double street_absent_beside_own_name = -3.0; ///< and the premises are known by that name alone
inline constexpr double street_not_said = -4.0;

// Building and organisation names.
inline constexpr double name_max = 9.0;
inline constexpr double name_part_max = 3.0;         ///< only part of its words stand in the text
inline constexpr double name_absent = -3.0;
inline constexpr double name_absent_with_its_number = -9.0;  ///< "3 North Hill Road" is not "3 North Hill Court, North Hill Road"

// A flat and its block's name, without the block's number on the street ("Flat 2 Ropemakers Court").
inline constexpr double block_alone_says_street = 0.0;  ///< for street_not_said, where one building alone has the name
inline constexpr double block_says_all = 4.0;        ///< and the text has nothing else

// A garage, a plot, land beside.
inline constexpr double adjunct_said = -5.0;         ///< the text means what belongs to the property, not the property
inline constexpr double adjunct_not_said = -8.0;     ///< the property is such a thing, and the text says nothing of it

// Locality and town.
inline constexpr double place_max = 5.0;
inline constexpr double place_absent = -0.7;

// Postcode.
inline constexpr double postcode_max = 10.0;
inline constexpr double outcode_max = 4.5;
inline constexpr double sector_more = 1.0;
inline constexpr double outcode_differs = -3.0;
inline constexpr double inward_differs = -1.5;
inline constexpr double outcode_typo = 2.0;          ///< the inward codes agree, the outward ones nearly

// What the text has and the property does not.
inline constexpr double other_street_said = -7.0;    ///< a whole street name of the gazetteer
inline constexpr double unknown_street_said = -11.0;  ///< unknown words with a street type behind them
inline constexpr double names_another_street = -3.0;   ///< "South Parade", where there is one, for South Parade Close
inline constexpr double part_of_another_street = -14.0; ///< "Coppice Wood Grove" is not The Coppice, "Brayton Square" not Brayton Green
inline constexpr double other_word_at_number = -6.0; ///< the word beside the house number is none of the property's
inline constexpr double beside_whole_street = 0.3;   ///< the three above count this much when the property's own street is there, whole
inline constexpr double beside_own_name = 0.4;       ///< or when premises without a number stand there by their own name
inline constexpr double beside_place_name = 0.7;     ///< the same, where the name is the locality's
inline constexpr double other_name_said = -4.0;      ///< a whole building name
inline constexpr double other_name_at_number = -10.0; ///< "5 Lime Tree Court, Ashleigh Road" is not 5 Ashleigh Road
inline constexpr double other_place_said = -2.0;     ///< a whole locality
inline constexpr double extra_word = -0.5;
inline constexpr double extra_street_type = -1.5;    ///< "Hill Rise" with "road" beside it
inline constexpr double extra_words_least = -3.0;

// Everything that the property has is in the text, word for word, and nothing else.
inline constexpr double same_text = 4.0;

}  // namespace hearth::place::weights
