#include "synth/truth_tables.h"

#include <optional>
#include <string_view>

#include "synth/pension_credit.h"

namespace hearth::synth {
namespace {

/// What the feeds tell together: of a household, not of one row.
struct ToldTogether {
  bool infant{false};  ///< a living child under two is listed with the birth date
};

std::optional<std::string_view> flood_category(const Population& population, const Person& person, const ToldTogether& home) {
  const auto told = [&person](Factor factor) { return person.told.has(factor) && person.factors.has(factor); };
  const int age = person.told_birth ? population.age(person) : 0;
  if (told(Factor::cannot_use_stairs) || told(Factor::cannot_walk) || told(Factor::wheelchair) || told(Factor::needs_power) ||
      told(Factor::daily_care))
    return "visit first";
  // Living alone needs no row that says it: nobody else is listed there.
  if (told(Factor::dementia) || told(Factor::sight_loss) || told(Factor::learning_disability) || told(Factor::hearing_loss) || told(Factor::needs_interpreter) ||
      (person.factors.has(Factor::lives_alone) && age >= 80))
    return "visit";
  const bool infant = age >= 16 && person.factors.has(Factor::has_infant) && (told(Factor::has_infant) || home.infant);
  if (told(Factor::mental_health) || age >= 75 || infant || told(Factor::assisted_bins) ||
      told(Factor::on_priority_register))
    return "phone";
  return std::nullopt;
}

/// Owed by the true state, with income and the claimant's age told, and nothing told that leaves the claimant out.
bool to_write_about_pension_credit(const Population& population, const Person& claimant) {
  const auto& home = population.households[claimant.household];
  if (claimant.role != Role::head || !claimant.listed.has(Source::benefits) || !claimant.told_birth || !claimant.told_income) return false;
  if (claimant.told_two_homes || claimant.told.has(Factor::universal_credit) || !claimant.told_no_pension_credit) return false;
  for (PersonNumber p = home.first; p < home.first + home.size; ++p)
    if (population.persons[p].role == Role::partner && population.persons[p].died != 0) return false;
  return owed_pension_credit(population, home);
}

ToldTogether told_together(const Population& population, const Household& home) {
  ToldTogether out;
  for (PersonNumber p = home.first; p < home.first + home.size; ++p) {
    const auto& person = population.persons[p];
    out.infant = out.infant || (!person.listed.empty() && person.told_birth && person.died == 0 && population.age(person) < 2);
  }
  return out;
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
    const auto together = told_together(population, population.households[person.household]);
    if (const auto category = flood_category(population, person, together)) {
      file.row({"flood-welfare", person_id(p), std::string{*category}});
      ++count;
    }
    if (to_write_about_pension_credit(population, person)) {
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
