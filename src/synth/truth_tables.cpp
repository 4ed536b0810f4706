#include "synth/truth_tables.h"

#include <optional>
#include <string_view>

namespace hearth::synth {
namespace {

std::optional<std::string_view> flood_category(const Population& population, const Person& person) {
  const auto told = [&person](Factor factor) { return person.told.has(factor) && person.factors.has(factor); };
  const int age = person.told_birth ? population.age(person) : 0;
  if (told(Factor::cannot_use_stairs) || told(Factor::cannot_walk) || told(Factor::wheelchair) || told(Factor::needs_power) ||
      told(Factor::daily_care))
    return "visit first";
  if (told(Factor::dementia) || told(Factor::sight_loss) || told(Factor::learning_disability) || (told(Factor::lives_alone) && age >= 80))
    return "visit";
  if (told(Factor::hearing_loss) || told(Factor::mental_health) || age >= 75 || told(Factor::has_infant) || told(Factor::assisted_bins) ||
      told(Factor::on_priority_register))
    return "phone";
  return std::nullopt;
}

/// 2025/26: 227.10 pounds a week single, 346.60 a couple; each 500 pounds above 10,000 count as one pound a week.
bool to_write_about_pension_credit(const Population& population, PersonNumber number) {
  const auto& claimant = population.persons[number];
  if (claimant.role != Role::head || !claimant.listed.has(Source::benefits)) return false;
  const auto& home = population.households[claimant.household];
  std::uint32_t pence = home.capital > 10'000 ? (home.capital - 10'000) / 500 * 100 : 0;
  int people = 0;
  for (PersonNumber p = home.first; p < home.first + home.size; ++p) {
    const auto& person = population.persons[p];
    if (!person.listed.has(Source::benefits)) continue;
    if (person.died != 0 || !person.told_birth || population.age(person) < 66 || !person.told_income) return false;
    pence += person.income * 100U;
    ++people;
  }
  if (!claimant.told_capital || !claimant.told_no_pension_credit) return false;
  return pence < (people > 1 ? 34'660U : 22'710U);
}

}  // namespace

void write_factors(const Population& population, FeedFile& file) {
  file.row({"subject", "factor", "value", "told"});
  for (PersonNumber p = 0; p < population.persons.size(); ++p) {
    const auto& person = population.persons[p];
    if (person.listed.empty()) continue;
    const auto id = person_id(p);
    for (std::size_t f = 0; f < factor_names.size(); ++f) {
      const auto factor = static_cast<Factor>(f);
      if (person.factors.has(factor)) file.row({id, std::string{factor_names[f]}, "true", person.told.has(factor) ? "1" : "0"});
    }
    if (!person.listed.has(Source::benefits)) continue;
    file.row({id, "weekly_income", std::to_string(person.income), person.told_income ? "1" : "0"});
    if (person.role == Role::head)
      file.row({id, "capital", std::to_string(population.households[person.household].capital), person.told_capital ? "1" : "0"});
  }
}

std::uint64_t write_cohorts(const Population& population, FeedFile& file) {
  file.row({"programme", "subject", "category"});
  std::uint64_t count = 0;
  for (PersonNumber p = 0; p < population.persons.size(); ++p) {
    const auto& person = population.persons[p];
    if (person.listed.empty() || person.is_protected || person.died != 0) continue;
    if (const auto category = flood_category(population, person)) {
      file.row({"flood-welfare", person_id(p), std::string{*category}});
      ++count;
    }
    if (to_write_about_pension_credit(population, p)) {
      file.row({"pension-credit", person_id(p), "write"});
      ++count;
    }
  }
  return count;
}

void write_persons(const Population& population, const Town& town, FeedFile& file) {
  file.row({"person", "household", "uprn", "birth_date", "sex", "community", "protected", "dead"});
  for (PersonNumber p = 0; p < population.persons.size(); ++p) {
    const auto& person = population.persons[p];
    if (person.listed.empty()) continue;
    const auto home = population.households[person.household].home;
    file.row({person_id(p), household_id(person.household),
              home == nowhere || !town.properties[home].listed ? "" : std::to_string(town.properties[home].uprn),
              Date::from_days(person.born).text(), person.sex == Sex::male ? "M" : "F", std::string{name_of(person.community)},
              person.is_protected ? "1" : "0", person.died != 0 ? "1" : "0"});
  }
}

}  // namespace hearth::synth
