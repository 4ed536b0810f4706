#include "synth/population.h"

#include <algorithm>
#include <numeric>

#include "synth/draw.h"
#include "synth/households.h"

namespace hearth::synth {
namespace {

constexpr unsigned occupied_per_thousand = 960;
constexpr unsigned no_fixed_home_per_thousand = 3;   // persons
constexpr unsigned moved_per_thousand = 80;          // households, in the last 18 months
constexpr unsigned died_per_thousand_old = 45;       // of those aged 75 and over, in the last year and still on lists

}  // namespace

std::string_view text_of(Title title) noexcept {
  static constexpr std::array<std::string_view, 6> texts{"", "Mr", "Mrs", "Miss", "Ms", "Dr"};
  return texts[static_cast<std::size_t>(title)];
}

std::uint64_t homes_for(std::uint64_t people) noexcept { return people * 10 / 22 + 40; }

Population settle(const Town& town, const Names& names, Words& words, std::uint64_t people, const Date& today,
                  const Random& seed, Progress& progress) {
  Population out;
  out.today = today;
  out.persons.reserve(people + 64);
  out.households.reserve(people / 2);
  progress.begin("people", people);
  std::vector<PropertyNumber> homes;  // for movers to come from
  for (PropertyNumber i = 0; i < town.properties.size(); ++i)
    if (is_home(town.properties[i].kind)) homes.push_back(i);
  Settler settler{town, names, words, out, homes};
  const std::uint64_t homeless = people * no_fixed_home_per_thousand / 1000;
  // Real premises are met in an order of their own, so that a part of the people is not one corner of the city.
  std::uint64_t stride = 1;
  if (town.real_premises)
    for (stride = town.properties.size() * 5 / 8 + 1; std::gcd(stride, static_cast<std::uint64_t>(town.properties.size())) != 1;) ++stride;
  for (std::uint64_t i = 0; i < town.properties.size() && out.persons.size() + homeless < people; ++i) {
    const auto number = static_cast<PropertyNumber>(i * stride % town.properties.size());
    const auto kind = town.properties[number].kind;
    if (!is_home(kind) && kind != Kind::care_home && kind != Kind::hostel && kind != Kind::refuge) continue;
    auto random = seed.fork(number);
    if (is_home(kind) && !random.chance(occupied_per_thousand)) continue;
    const auto before = out.persons.size();
    settler.fill(number, random);
    progress.advance(out.persons.size() - before);
  }
  while (out.persons.size() < people && out.persons.size() + homeless + 16 >= people) {
    auto random = seed.fork(0x4000'0000'0000ULL + out.persons.size());
    settler.add_homeless(random);
  }
  for (HouseholdNumber h = 0; h < out.households.size(); ++h) {
    auto random = seed.fork(0x2000'0000'0000ULL + h);
    if (random.chance(moved_per_thousand)) settler.move_in_lately(h, random);
  }
  for (PersonNumber p = 0; p < out.persons.size(); ++p) {
    auto random = seed.fork(0x3000'0000'0000ULL + p);
    auto& person = out.persons[p];
    const int age = out.age(person);
    const unsigned chance = age >= 75 ? died_per_thousand_old : age >= 50 ? 6 : 1;
    if (random.chance(chance)) person.died = std::max(person.born, today.days() - random.between(3, 365));
  }
  progress.end();
  return out;
}

}  // namespace hearth::synth
