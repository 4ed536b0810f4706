// pension_credit.h: who is truly owed Pension Credit's guarantee, by the published rule; the truth that programmes are held against.
#pragma once

#include <cstdint>

#include "synth/person.h"

namespace hearth::synth {

inline constexpr int pension_age = 66;

/// True when claimant and partner are both of pension age and their weekly income, with a pound for each 500 pounds (or part) of
/// capital above 10,000, is below what the guarantee gives them.
/// Source: State Pension Credit Act 2002 section 2; rates of 2025/26 and, from 6 April 2026, 2026/27 (GOV.UK).
[[nodiscard]] bool owed_pension_credit(const Population& population, const Household& home);

}  // namespace hearth::synth
