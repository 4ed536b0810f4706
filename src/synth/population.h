// population.h: households of realistic kinds and ages in the homes of a town.
#pragma once

#include "base/progress.h"
#include "synth/person.h"

namespace hearth::synth {

/// Homes that `people` need, with some left empty.
[[nodiscard]] std::uint64_t homes_for(std::uint64_t people) noexcept;

/// At most `people` persons: fewer when the town has no more homes.
[[nodiscard]] Population settle(const Town& town, const Names& names, Words& words, std::uint64_t people, const Date& today,
                                const Random& seed, Progress& progress);

/// Health, care, money and what follows from them: the true state. Also decides who is listed by which feed.
void give_circumstances(Population& population, const Town& town, const Random& seed);

}  // namespace hearth::synth
