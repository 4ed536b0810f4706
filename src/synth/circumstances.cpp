#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <utility>

#include "synth/pension_credit.h"
#include "synth/population.h"

namespace hearth::synth {
namespace {

// Per thousand of each age: under 18, 18 to 39, 40 to 65, 66 to 74, 75 to 84, 85 and over.
using ByAge = std::array<unsigned, 6>;
constexpr ByAge stairs{2, 3, 12, 35, 90, 220};
constexpr ByAge no_walking{1, 1, 3, 6, 18, 60};
constexpr ByAge wheelchair{1, 2, 5, 8, 20, 45};
constexpr ByAge power{3, 3, 9, 20, 40, 60};
constexpr ByAge sight{1, 2, 5, 14, 45, 120};
constexpr ByAge hearing{1, 3, 12, 50, 120, 260};
constexpr ByAge dementia{0, 0, 1, 15, 70, 190};
constexpr ByAge mental_health{8, 35, 32, 15, 12, 8};
constexpr ByAge learning{14, 14, 12, 6, 3, 1};
constexpr ByAge carers{2, 25, 70, 60, 30, 8};

constexpr unsigned protected_per_thousand = 5;  // persons, those in the refuge included
constexpr unsigned billed = 970;                // of homes that should pay council tax
constexpr unsigned claims_single_discount = 850;
constexpr unsigned claims_pension_credit = 600; // of those entitled
constexpr unsigned flagged_everywhere = 400;    // of the protected; the others are flagged by one feed alone

std::size_t band(int age) { return age < 18 ? 0 : age < 40 ? 1 : age < 66 ? 2 : age < 75 ? 3 : age < 85 ? 4 : 5; }

class Circumstances {
 public:
  Circumstances(Population& population, const Town& town, const Random& seed) : out_{population}, town_{town}, seed_{seed} {}

  void run() {
    for (HouseholdNumber h = 0; h < out_.households.size(); ++h) {
      auto random = seed_.fork(h);
      household(out_.households[h], random);
    }
    protect();
  }

 private:
  void household(Household& home, Random& random) {
    choose_tenure(home, random);
    for (auto& person : members(home)) health(person, home, random);
    home_facts(home, random);
    money(home, random);
    for (auto& person : members(home)) list_for_needs(person, home, random);
    list_household(home, random);
    for (auto& person : members(home))
      if (person.died != 0 && !person.listed.empty() && !person.listed.has(Source::housing)) person.listed.add(Source::adult_social_care);
  }

  std::span<Person> members(const Household& home) { return {out_.persons.data() + home.first, home.size}; }

  void choose_tenure(Household& home, Random& random) {
    if (home.home == nowhere || home.institution) return;
    const auto& property = town_.properties[home.home];
    const auto decile = town_.areas.empty() ? 5 : town_.areas[town_.streets[property.street].area].decile;
    const bool flat = property.kind == Kind::flat;
    const auto social = static_cast<unsigned>((flat ? 55 : property.terraced ? 26 : 16) * (14 - decile));
    const auto rented = home.students ? 1000U : property.terraced || flat ? 260U : 110U;
    if (property.kind == Kind::pitch || property.kind == Kind::farm) return;
    home.tenure = !home.students && random.chance(social) ? Tenure::social : random.chance(rented) ? Tenure::private_rent : Tenure::own;
  }

  void health(Person& person, const Household& home, Random& random) {
    const auto age = band(out_.age(person));
    const auto maybe = [&](Factor factor, unsigned chance) {
      if (random.chance(std::min(1000U, chance))) person.factors.add(factor);
    };
    const bool care_home = home.institution && home.home != nowhere && town_.properties[home.home].kind == Kind::care_home;
    const unsigned more = care_home ? 3 : 1;
    maybe(Factor::cannot_use_stairs, stairs[age] * more);
    maybe(Factor::cannot_walk, no_walking[age] * more);
    maybe(Factor::wheelchair, person.factors.has(Factor::cannot_walk) ? 650 : wheelchair[age] * more);
    if (person.factors.has(Factor::cannot_walk) || person.factors.has(Factor::wheelchair)) person.factors.add(Factor::cannot_use_stairs);
    maybe(Factor::needs_power, power[age]);
    maybe(Factor::sight_loss, sight[age]);
    maybe(Factor::hearing_loss, hearing[age]);
    maybe(Factor::dementia, dementia[age] * more);
    maybe(Factor::mental_health, mental_health[age]);
    maybe(Factor::learning_disability, learning[age]);
    if (!care_home) maybe(Factor::carer, carers[age]);
    const bool frail = person.factors.has(Factor::cannot_walk) || person.factors.has(Factor::wheelchair);
    maybe(Factor::daily_care, care_home ? 1000 : frail ? 550 : person.factors.has(Factor::dementia) ? 320
                                                    : person.factors.has(Factor::cannot_use_stairs) ? 220 : 2);
    const bool disabled = person.factors.has(Factor::cannot_use_stairs) || person.factors.has(Factor::needs_power) ||
                          person.factors.has(Factor::sight_loss) || person.factors.has(Factor::dementia) ||
                          person.factors.has(Factor::learning_disability);
    maybe(Factor::disability_benefit, disabled ? 560 : person.factors.has(Factor::mental_health) ? 330 : 6);
    const bool english_at_home = person.community == Community::british || person.community == Community::irish ||
                                 person.community == Community::welsh || person.community == Community::west_african;
    if (!english_at_home && age >= 1) maybe(Factor::needs_interpreter, age >= 3 ? 350 : 90);
  }

  void home_facts(Household& home, Random& random) {
    int living = 0, adults = 0;
    bool infant = false, wheels = false;
    for (const auto& person : members(home)) {
      if (person.died != 0) continue;
      const int age = out_.age(person);
      ++living;
      adults += age >= 18 ? 1 : 0;
      infant = infant || age < 2;
      wheels = wheels || person.factors.has(Factor::wheelchair);
    }
    const bool ordinary = home.home != nowhere && !home.institution;
    home.disabled_band = ordinary && wheels && random.chance(300);
    const bool discount = ordinary && !home.students && adults == 1 && random.chance(claims_single_discount);
    for (auto& person : members(home)) {
      const bool liable = person.role == Role::head || person.role == Role::partner;
      if (person.died != 0) continue;
      if (ordinary && living == 1 && adults == 1) person.factors.add(Factor::lives_alone);
      if (discount && liable) person.factors.add(Factor::council_tax_single_discount);
      if (home.disabled_band && liable) person.factors.add(Factor::disabled_band_reduction);
      if (infant && out_.age(person) >= 16) person.factors.add(Factor::has_infant);
    }
  }

  void money(Household& home, Random& random) {
    auto& head = out_.persons[home.first];
    const bool old = out_.age(head) >= pension_age;
    home.capital = static_cast<std::uint32_t>(random.chance(old ? 500U : 720U) ? random.between(0, 6'000) : random.between(2'000, 48'000));
    const bool workless = !old && random.chance(130);
    for (auto& person : members(home)) {
      const int age = out_.age(person);
      if (age < 16) continue;
      int pounds = age >= pension_age ? random.between(95, random.chance(450) ? 230 : 520) : workless ? random.between(60, 160)
                                                                                           : random.between(180, 1'150);
      person.income = static_cast<std::uint16_t>(pounds);
    }
    if (workless)
      for (auto& person : members(home))
        if (person.role == Role::head || person.role == Role::partner) person.factors.add(Factor::universal_credit);
    if (owed_pension_credit(out_, home) && random.chance(claims_pension_credit))
      for (auto& person : members(home))
        if (person.role == Role::head || person.role == Role::partner) person.factors.add(Factor::pension_credit);
  }

  /// Feeds that hold people because of what they need: the most pressing need decides.
  void list_for_needs(Person& person, const Household& home, Random& random) {
    const auto& f = person.factors;
    const int age = out_.age(person);
    const auto strongest = [](std::initializer_list<std::pair<bool, unsigned>> needs) {
      unsigned chance = 0;
      for (const auto& [holds, per_thousand] : needs) chance = holds ? std::max(chance, per_thousand) : chance;
      return chance;
    };
    const bool frail = f.has(Factor::cannot_walk) || f.has(Factor::wheelchair);
    const bool homeless = home.home == nowhere;
    if (random.chance(strongest({{f.has(Factor::daily_care), 850}, {frail, 550}, {f.has(Factor::learning_disability), 600},
                                 {f.has(Factor::dementia), 450}, {f.has(Factor::cannot_use_stairs), 350}, {f.has(Factor::sight_loss), 300},
                                 {f.has(Factor::needs_power), 250}, {f.has(Factor::mental_health), 120}, {f.has(Factor::hearing_loss), 80},
                                 {f.has(Factor::carer), 80}, {homeless, 500}, {home.refuge, 500}})))
      person.listed.add(Source::adult_social_care);
    if (homeless || home.institution || age < 16) return;
    if (random.chance(strongest({{f.has(Factor::needs_power), 520}, {f.has(Factor::sight_loss), 350}, {frail, 380},
                                 {f.has(Factor::cannot_use_stairs), 300}, {f.has(Factor::dementia), 300}, {age >= 75, 420},
                                 {age >= 66, 240}, {f.has(Factor::hearing_loss), 240}, {f.has(Factor::mental_health), 160},
                                 {f.has(Factor::has_infant), 150}}))) {
      person.listed.add(Source::priority_services);
      person.factors.add(Factor::on_priority_register);
    }
    if (random.chance(strongest({{frail, 350}, {f.has(Factor::cannot_use_stairs), 300}, {f.has(Factor::sight_loss), 150},
                                 {age >= 80 && f.has(Factor::lives_alone), 130}}))) {
      person.listed.add(Source::assisted_bins);
      person.factors.add(Factor::assisted_bins);
    }
  }

  void list_household(const Household& home, Random& random) {
    const auto people = members(home);
    const bool ordinary = home.home != nowhere && !home.institution;
    if (ordinary && !town_.properties[home.home].new_build && random.chance(billed)) {
      int liable = 0;
      const bool shared = !home.couple && people.size() > 1;
      for (auto& person : people)
        if (person.role == Role::head || person.role == Role::partner ||
            (shared && person.role == Role::other && liable < 4 && out_.age(person) >= 18 && out_.age(people[0]) < 46))
          person.listed.add(Source::council_tax), ++liable;
    }
    if (home.tenure == Tenure::social)
      for (auto& person : people)
        if (person.role == Role::head || !random.chance(person.role == Role::other ? 160U : 40U)) person.listed.add(Source::housing);
    const auto& head = people[0].factors;
    const bool low = owed_pension_credit(out_, home);
    const unsigned claims = home.refuge ? 500 : home.home == nowhere ? 500 : low ? 640 : head.has(Factor::universal_credit) ? 480
                                                                : head.has(Factor::disability_benefit) ? 250 : 15;
    if (random.chance(claims))
      for (auto& person : people)
        if (person.role == Role::head || person.role == Role::partner) person.listed.add(Source::benefits);
  }

  /// Whole households, those of the refuge first, until the share is reached. What nobody flags no system can know, so
  /// each of the protected who is on any list is flagged by at least one.
  void protect() {
    auto random = seed_.fork(0x5000'0000'0000ULL);
    const std::uint64_t wanted = out_.persons.size() * protected_per_thousand / 1000;
    std::uint64_t count = 0;
    for (const auto& person : out_.persons) count += person.is_protected ? 1 : 0;
    for (std::uint64_t tries = 0; count < wanted && tries < out_.households.size() * 20; ++tries) {
      const auto& home = out_.households[random.below(out_.households.size())];
      if (home.institution || home.home == nowhere || home.size == 0 || home.size > wanted - count) continue;
      if (out_.persons[home.first].is_protected || out_.age(out_.persons[home.first]) > 70) continue;
      for (auto& person : members(home)) person.is_protected = true, ++count;
    }
    for (auto& person : out_.persons)
      if (person.is_protected && !person.listed.empty()) flag(person, random);
  }

  static void flag(Person& person, Random& random) {
    std::array<Source, 3> able{};
    std::size_t count = 0;
    for (const auto source : {Source::housing, Source::adult_social_care, Source::benefits})
      if (person.listed.has(source)) able[count++] = source;
    if (count == 0) {
      person.listed.add(Source::adult_social_care);
      able[count++] = Source::adult_social_care;
    }
    if (random.chance(flagged_everywhere))
      for (std::size_t i = 0; i < count; ++i) person.flagged.add(able[i]);
    else person.flagged.add(able[random.below(count)]);
  }

  Population& out_;
  const Town& town_;
  Random seed_;
};

}  // namespace

void give_circumstances(Population& population, const Town& town, const Random& seed) { Circumstances{population, town, seed}.run(); }

}  // namespace hearth::synth
