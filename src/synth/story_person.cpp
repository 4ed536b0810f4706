#include "synth/story_person.h"

#include <algorithm>
#include <array>

namespace hearth::synth {
namespace {

struct Spelling {
  Source source;
  std::string_view given, surname;
};
constexpr std::array<Spelling, source_count> spellings{{{Source::council_tax, "Katherine", "Holroyd"},
                                                        {Source::housing, "Catherine", "Holroyd"},
                                                        {Source::adult_social_care, "Katherine", "Holroyde"},
                                                        {Source::benefits, "Katherine", "Holroyd"},
                                                        {Source::priority_services, "K", "Holroyd"},
                                                        {Source::assisted_bins, "Kathy", "Holroyd"}}};

bool can_be_her(const Population& population, const Town& town, const Household& home) {
  if (home.home == nowhere || home.institution || home.students || home.size != 1) return false;
  const auto& property = town.properties[home.home];
  const auto& person = population.persons[home.first];
  return property.street == 0 && property.kind == Kind::house && property.listed && !property.new_build && person.sex == Sex::female && population.age(person) >= 70 && person.died == 0 &&
         !person.is_protected && person.former_home == nowhere;
}

}  // namespace

WrittenName story_name(Source source) {
  const auto& told = *std::ranges::find(spellings, source, &Spelling::source);
  return {"Mrs", std::string{told.given}, "", std::string{told.surname}};
}

void plant_story_person(Population& population, const Town& town, Words& words) {
  const auto home = std::ranges::find_if(population.households, [&](const Household& one) { return can_be_her(population, town, one); });
  if (town.real_premises || home == population.households.end()) return;
  home->tenure = Tenure::social;
  auto& person = population.persons[home->first];
  person.is_of_story = true;
  person.given = words.add("Katherine");
  person.surname = words.add("Holroyd");
  person.middle = person.maiden = person.known_as = 0;
  person.title = Title::mrs;
  for (const auto& told : spellings) person.listed.add(told.source);
  for (const auto factor : {Factor::cannot_use_stairs, Factor::needs_power, Factor::daily_care, Factor::on_priority_register, Factor::assisted_bins}) person.factors.add(factor);
}

}  // namespace hearth::synth
