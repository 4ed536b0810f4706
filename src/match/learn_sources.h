// learn_sources.h: how much oftener two rows of these two sources are one person than any two rows.
//
// A register holds nearly everybody once, and two of its rows that share a name are namesakes; between a register and a list of
// patients they are mostly one person. One prior for all pairs says the same of both.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "match/blocking.h"
#include "match/comparison.h"
#include "match/scorer.h"

namespace hearth::match {

struct SourceSettings {
  std::uint64_t seed{1};
  std::uint64_t pairs_of_rule{20'000};  ///< drawn from each blocking rule
};

/// Bits for each two sources, [a * sources + b], from what `scorer` (without such bits) makes of a sample of the pairs that may be
/// compared. Empty where there is one source alone, or more than 64. O(sample)
[[nodiscard]] std::vector<float> learn_source_bits(const Table& table, const std::shared_ptr<const Features>& features,
                                                   const Blocking& blocking, const Blocking::May& may, const Scorer& scorer,
                                                   const SourceSettings& settings);

}  // namespace hearth::match
