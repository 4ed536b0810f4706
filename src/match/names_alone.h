// names_alone.h: what agreement on names is worth where nothing beside them agrees, told by the birth dates of namesakes.
//
// Bits of given name, surname and middle name are added as if chance gave each by itself. It does not: communities have names
// of their own, and names of one time go together. So a model is too sure of namesakes, and no model can say by how much. But
// of many namesakes the birth dates are known: how often these agree says how many namesakes are one person.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "match/blocking.h"
#include "match/comparison.h"
#include "match/em.h"
#include "match/scorer.h"

namespace hearth::match {

struct NamesakePair {
  RowNumber l;
  std::uint64_t vector;
  double stands_for;  ///< pairs of rows
};

/// Pairs of rows whose values of all names with frequencies are equal: all of a small group of namesakes, some of a large one.
/// @param most  about so many pairs
[[nodiscard]] std::vector<NamesakePair> draw_namesakes(const Table& table, const std::vector<Comparison>& comparisons,
                                                       const std::shared_ptr<const Features>& features, const Blocking::May& may,
                                                       std::uint64_t seed, std::size_t most);

/// From the weight of a pair without its birth dates to what it is worth at most; see Parameters::names_alone. Rises with the
/// weight: rare names keep what they are worth. Where too few birth dates are known names alone are an even chance at most.
/// @param scorer  of `parameters`
[[nodiscard]] std::vector<std::pair<double, double>> learn_names_alone(std::span<const NamesakePair> pairs,
                                                                       const std::vector<Comparison>& comparisons,
                                                                       const Parameters& parameters, const Scorer& scorer);

/// How often namesakes of whom something else agrees, too, a home or a telephone number, were born years apart: by mistake, or
/// because they are father and son. See Parameters::born_apart.
[[nodiscard]] double learn_born_apart(std::span<const NamesakePair> pairs, const std::vector<Comparison>& comparisons, const Scorer& scorer);

}  // namespace hearth::match
