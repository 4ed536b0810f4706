#include "synth/pension_credit.h"

namespace hearth::synth {
namespace {

struct Rates {  // pence a week
  std::uint32_t single, couple, severe_disability, carer;
};
constexpr Rates rates_2025{22'710, 34'660, 8'290, 4'640};
constexpr Rates rates_2026{23'800, 36'325, 8'605, 4'815};

}  // namespace

bool owed_pension_credit(const Population& population, const Household& home) {
  const auto& rates = population.today < *Date::make(2026, 4, 6) ? rates_2025 : rates_2026;
  std::uint32_t income = home.capital > 10'000 ? (home.capital - 10'000 + 499) / 500 * 100 : 0;
  std::uint32_t carers = 0;
  int partners = 0;
  for (PersonNumber p = home.first; p < home.first + home.size; ++p) {
    const auto& person = population.persons[p];
    if (person.role != Role::head && person.role != Role::partner) continue;
    if (population.age(person) < pension_age) return false;
    income += person.income * 100U;
    if (person.role == Role::head && person.factors.has(Factor::carer)) carers = rates.carer;
    ++partners;
  }
  const auto& head = population.persons[home.first].factors;
  const bool severe = partners == 1 && head.has(Factor::disability_benefit) && head.has(Factor::lives_alone);
  return income < (partners > 1 ? rates.couple : rates.single) + carers + (severe ? rates.severe_disability : 0);
}

}  // namespace hearth::synth
