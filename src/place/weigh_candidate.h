// weigh_candidate.h: how well one address of the gazetteer explains the asked text, piece by piece, in bits. Private to the matcher.
#pragma once

#include <cstdint>
#include <vector>

#include "place/asked_address.h"
#include "place/compare_codes.h"

namespace hearth::place {

struct Candidate {
  std::uint32_t address{0};
  std::uint32_t property{0};
  double weight{0};                          ///< bits, with the prior
  CodeFinding finding{CodeFinding::agree};
  bool located{false};                       ///< street or a rare name agrees: without it nothing is accepted
  bool exact{false};                         ///< and whole, with no other locality said
  bool named{false};                         ///< a name of it is in the text
  bool other_place{false};                   ///< the text names a locality that is not its own
  bool whole{false};                         ///< all that the property has is in the text, and nothing that speaks against it
};

/// @param evidence  filled when given; its weights add up to the candidate's
[[nodiscard]] Candidate weigh_candidate(const AddressIndex::State& index, AskedAddress& asked, std::uint32_t address,
                                        std::vector<FieldEvidence>* evidence);

}  // namespace hearth::place
