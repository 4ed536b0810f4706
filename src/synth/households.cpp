#include "synth/households.h"

#include <algorithm>
#include <array>

namespace hearth::synth {
namespace {

// Shares per thousand unless said; near those of Census 2021 for an English city.
constexpr std::array<std::uint32_t, community_count> community_shares{7200, 260, 220, 850, 420, 380, 430, 110, 160};
constexpr unsigned middle_name = 620;
constexpr unsigned married = 700;             // of couples
constexpr unsigned takes_husbands_name = 800;
constexpr unsigned double_barrelled = 60;
constexpr unsigned same_sex_couple = 25;
constexpr unsigned twins = 16;                // of births
constexpr unsigned fathers_name = 40;         // of sons
constexpr unsigned own_second_surname = 350;  // South Asian wives: Begum, Bibi, Khatun
constexpr unsigned parents_separated = 35;    // of families with children
constexpr unsigned first_of_january = 90;     // of people born abroad, whose birth date was never written down
constexpr unsigned uses_nickname = 120;
constexpr unsigned shared_email = 220;        // of couples
constexpr int adult = 18;

bool often_born_abroad(Community community) {
  return community == Community::south_asian_muslim || community == Community::south_asian_other ||
         community == Community::west_african || community == Community::arabic;
}

/// The older, the fewer.
int old_age(Random& random) {
  const int one = random.between(66, 92);
  const int other = random.between(68, 100);
  return std::min(one, other);
}

// One draw a line in this file: the order in which arguments of a call are evaluated differs between compilers.
Title title_of(Sex sex, int age, bool is_married, Random& random) {
  if (age < adult) return Title::none;
  if (random.chance(12)) return Title::dr;
  if (sex == Sex::male) return Title::mr;
  if (is_married) return Title::mrs;
  return random.chance(550) ? Title::miss : Title::ms;
}

}  // namespace

Settler::Settler(const Town& town, const Names& names, Words& words, Population& out, const std::vector<PropertyNumber>& homes)
    : town_{town}, names_{names}, words_{words}, out_{out}, homes_{homes} {
  // Communities live in some areas more than in others.
  Random random{0x5EED};
  for (std::size_t area = 0; area < std::max<std::size_t>(1, town.areas.size()); ++area) {
    Shares shares;
    for (std::size_t c = 0; c < community_count; ++c)
      shares.add(c == 0 ? community_shares[c] : std::max(1U, community_shares[c] * static_cast<std::uint32_t>(random.below(5) * random.below(5)) / 4));
    communities_.push_back(std::move(shares));
  }
}

Community Settler::community_of(PropertyNumber home, Random& random) const {
  const auto area = home == nowhere || town_.areas.empty() ? 0 : town_.streets[town_.properties[home].street].area;
  return static_cast<Community>(communities_[area].draw(random));
}

int Settler::days_at_age(int age, Random& random) const {
  const auto& today = out_.today;
  const auto birthday = *Date::make(today.year() - age, today.month(), std::min(today.day(), 28));
  return birthday.days() - random.between(0, 363);
}

HouseholdNumber Settler::open(PropertyNumber home, Random& random) {
  Household household;
  household.home = home;
  household.first = static_cast<PersonNumber>(out_.persons.size());
  household.since = out_.today.days() - random.between(600, 9'000);
  out_.households.push_back(household);
  return static_cast<HouseholdNumber>(out_.households.size() - 1);
}

Person& Settler::add(HouseholdNumber household, Community community, Sex sex, int age, Word surname, Role role, Random& random) {
  Person person;
  person.household = household;
  person.community = community;
  person.sex = sex;
  person.born = days_at_age(age, random);
  const auto born = Date::from_days(person.born);
  if (age >= 25 && often_born_abroad(community) && random.chance(first_of_january)) person.born = Date::make(born.year(), 1, 1)->days();
  person.given = names_.given(random, community, sex, born.year());
  if (random.chance(middle_name)) person.middle = names_.given(random, community, sex, born.year());
  if (person.middle == person.given) person.middle = 0;
  person.surname = names_.form_for(surname, sex);
  person.role = role;
  person.title = title_of(sex, age, false, random);
  if (random.chance(uses_nickname)) person.known_as = names_.given_otherwise(random, person.given);
  if (person.known_as == person.given) person.known_as = 0;
  ++out_.households[household].size;
  out_.persons.push_back(person);
  return out_.persons.back();
}

void Settler::single(HouseholdNumber household, Family family, int age, Random& random) {
  const auto sex = random.chance(age >= 65 ? 640U : 480U) ? Sex::female : Sex::male;
  auto& person = add(household, family.community, sex, age, family.surname, Role::head, random);
  if (sex == Sex::female && age >= 50 && random.chance(600)) {  // widowed or divorced, keeps the married name
    person.title = Title::mrs;
    person.maiden = names_.form_for(names_.surname(random, family.community), sex);
  }
}

void Settler::couple(HouseholdNumber household, Family family, int age, Random& random) {
  out_.households[household].couple = true;
  const bool same = random.chance(same_sex_couple);
  const auto first_sex = same && random.chance(500) ? Sex::female : Sex::male;
  const auto second_sex = same ? first_sex : Sex::female;
  add(household, family.community, first_sex, age, family.surname, Role::head, random);
  const auto community = random.chance(100) ? community_of(out_.households[household].home, random) : family.community;
  const auto own = names_.surname(random, community);
  auto& partner = add(household, community, second_sex, std::max(adult, age + random.between(-6, 3)), own, Role::partner, random);
  if (!random.chance(married)) return;
  partner.title = partner.title == Title::dr ? Title::dr : second_sex == Sex::female ? Title::mrs : Title::mr;
  if (community == Community::south_asian_muslim && random.chance(own_second_surname)) {
    static constexpr std::array<std::string_view, 4> second{"Begum", "Bibi", "Khatun", "Akhtar"};
    partner.surname = words_.add(second[random.below(second.size())]);
    return;
  }
  if (community == Community::chinese) return;  // keeps her own name
  if (random.chance(double_barrelled)) {
    partner.maiden = partner.surname;
    partner.surname = words_.add(words_[partner.surname] + "-" + words_[names_.form_for(family.surname, second_sex)]);
  } else if (random.chance(takes_husbands_name)) {
    partner.maiden = partner.surname;
    partner.surname = names_.form_for(family.surname, second_sex);
  }
}

void Settler::children(HouseholdNumber household, Family family, int mothers_age, Random& random) {
  static const Shares counts{0, 430, 400, 130, 40};
  const auto count = static_cast<int>(counts.draw(random));
  int age = random.between(0, std::clamp(mothers_age - 19, 0, 17));
  const auto father = out_.persons[out_.households[household].first];
  for (int i = 0; i < count && age >= 0; ++i) {
    const auto sex = random.chance(512) ? Sex::male : Sex::female;
    auto& child = add(household, family.community, sex, age, family.surname, Role::child, random);
    if (sex == Sex::male && father.sex == Sex::male && random.chance(fathers_name)) child.given = father.given, child.known_as = 0;
    const auto born = child.born;
    if (random.chance(twins)) {
      const auto other = sex == Sex::male ? Sex::female : Sex::male;
      const auto twins_sex = random.chance(650) ? sex : other;
      add(household, family.community, twins_sex, age, family.surname, Role::child, random).born = born;
    }
    age -= random.between(1, 5);
  }
}

void Settler::grandparent(HouseholdNumber household, Family family, int parents_age, Random& random) {
  const auto sex = random.chance(700) ? Sex::female : Sex::male;
  auto& person = add(household, family.community, sex, std::min(97, parents_age + random.between(22, 34)), family.surname, Role::other, random);
  if (sex == Sex::female) person.title = Title::mrs;
}

void Settler::grown_child(HouseholdNumber household, Family family, int parents_age, Random& random) {
  const auto father = out_.persons[out_.households[household].first];
  const auto sex = random.chance(580) ? Sex::male : Sex::female;
  auto& child = add(household, family.community, sex, std::clamp(parents_age - random.between(22, 34), adult, 45), family.surname, Role::other, random);
  if (sex == Sex::male && father.sex == Sex::male && random.chance(fathers_name * 2)) child.given = father.given, child.known_as = 0;
}

void Settler::sharers(HouseholdNumber household, PropertyNumber home, int count, bool students, Random& random) {
  out_.households[household].students = students;
  for (int i = 0; i < count; ++i) {
    const auto community = community_of(home, random);
    const auto age = students ? random.between(18, 23) : random.between(21, 45);
    const auto sex = random.chance(500) ? Sex::male : Sex::female;
    const auto surname = names_.surname(random, community);
    add(household, community, sex, age, surname, i == 0 ? Role::head : Role::other, random);
  }
}

void Settler::institution(PropertyNumber home, Random& random) {
  const bool care = town_.properties[home].kind == Kind::care_home;
  for (int i = 0, last = care ? random.between(22, 48) : random.between(15, 30); i < last; ++i) {
    const auto household = open(home, random);
    out_.households[household].institution = true;
    const auto community = community_of(home, random);
    const Family family{community, names_.surname(random, community)};
    const int age = care ? random.between(74, 101) : random.between(18, 60);
    single(household, family, age, random);
    contacts(household, random);
  }
}

void Settler::refuge(PropertyNumber home, Random& random) {
  for (int i = 0, last = random.between(4, 6); i < last; ++i) {
    const auto household = open(home, random);
    auto& opened = out_.households[household];
    opened.institution = opened.refuge = true;
    opened.since = out_.today.days() - random.between(5, 200);
    const auto community = community_of(home, random);
    const Family family{community, names_.surname(random, community)};
    const int age = random.between(20, 48);
    add(household, community, Sex::female, age, family.surname, Role::head, random).title = Title::mrs;
    if (random.chance(600)) children(household, family, age, random);
    for (auto p = out_.households[household].first; p < out_.persons.size(); ++p) out_.persons[p].is_protected = true;
    contacts(household, random);
  }
}

void Settler::add_homeless(Random& random) {
  const auto household = open(nowhere, random);
  const auto community = community_of(nowhere, random);
  const Family family{community, names_.surname(random, community)};
  const int age = random.between(19, 62);
  single(household, family, age, random);
  contacts(household, random);
}

void Settler::move_in_lately(HouseholdNumber number, Random& random) {
  auto& household = out_.households[number];
  if (household.institution && !household.refuge) return;
  household.since = out_.today.days() - random.between(8, 540);
  const auto from = homes_[random.below(homes_.size())];
  for (PersonNumber p = household.first; p < household.first + household.size; ++p) {
    auto& person = out_.persons[p];
    if (person.born >= household.since || person.former_home != nowhere) continue;
    person.former_home = from;
    person.moved = household.since;
  }
}

void Settler::contacts(HouseholdNumber number, Random& random) {
  auto& household = out_.households[number];
  if (household.home != nowhere && random.chance(550)) household.landline = ++landlines_;
  std::uint32_t heads_email = 0;
  for (PersonNumber p = household.first; p < household.first + household.size; ++p) {
    auto& person = out_.persons[p];
    const int age = out_.age(person);
    if (age < 14) continue;
    if (random.chance(age >= 80 ? 350U : 900U)) person.mobile = ++mobiles_;
    if (!random.chance(age >= 75 ? 350U : 850U)) continue;
    person.email = person.role == Role::partner && heads_email != 0 && random.chance(shared_email) ? heads_email : ++emails_;
    if (person.role == Role::head) heads_email = person.email;
  }
}

void Settler::fill(PropertyNumber home, Random& random) {
  const auto& property = town_.properties[home];
  if (property.kind == Kind::refuge) return refuge(home, random);
  if (property.kind == Kind::care_home || property.kind == Kind::hostel) return institution(home, random);
  const auto household = open(home, random);
  const auto community = community_of(home, random);
  const Family family{community, names_.surname(random, community)};
  const bool small = property.kind == Kind::flat || property.kind == Kind::house_part;
  const bool large_families = community == Community::south_asian_muslim || community == Community::south_asian_other;
  // old single, single, old couple, couple, family, one parent, with grown child, three generations, sharers, with lodger
  static const Shares in_flats{220, 330, 80, 190, 60, 70, 15, 5, 25, 5};
  static const Shares in_houses{115, 110, 135, 160, 270, 75, 85, 15, 15, 20};
  static const Shares in_large{45, 70, 60, 110, 370, 60, 110, 145, 15, 15};
  const auto type = (small ? in_flats : large_families ? in_large : in_houses).draw(random);
  const int parents_age = random.between(22, 52);
  switch (property.kind == Kind::student_house ? 100 : type) {
    case 0: single(household, family, old_age(random), random); break;
    case 1:
      if (!separated_.empty() && random.chance(500)) {
        auto left = separated_.back();
        separated_.pop_back();
        left.person.household = household;
        left.person.role = Role::head;
        if (left.child != nobody) out_.persons[left.child].second_household = household;
        out_.persons.push_back(left.person);
        ++out_.households[household].size;
        out_.households[household].since = left.person.moved;
      } else {
        single(household, family, random.between(20, 65), random);
      }
      break;
    case 2: couple(household, family, old_age(random) - 2, random); break;
    case 3: couple(household, family, random.between(20, 63), random); break;
    case 4:
      couple(household, family, parents_age, random);
      children(household, family, parents_age, random);
      if (random.chance(parents_separated) && out_.households[household].size >= 3) {
        // One of the parents has left; lists go on naming the couple at the old home.
        const auto first = out_.households[household].first;
        Separated left{out_.persons[first], household, first + 1};
        left.person.former_home = home;
        left.person.moved = out_.today.days() - random.between(20, 500);
        out_.persons.erase(out_.persons.begin() + first);
        auto& stays = out_.households[household];
        --stays.size;
        stays.couple = false;
        out_.persons[first].role = Role::head;
        separated_.push_back(left);
      }
      break;
    case 5:
      single(household, family, parents_age, random);
      children(household, family, parents_age, random);
      break;
    case 6:
      couple(household, family, random.between(45, 72), random);
      grown_child(household, family, out_.age(out_.persons[out_.households[household].first]), random);
      break;
    case 7:
      couple(household, family, parents_age, random);
      children(household, family, parents_age, random);
      grandparent(household, family, parents_age, random);
      break;
    case 8: sharers(household, home, random.between(2, 4), false, random); break;
    case 9:
      single(household, family, random.between(35, 75), random);
      sharers(household, home, 1, false, random);
      out_.persons.back().role = Role::other;
      break;
    default: sharers(household, home, random.between(3, 6), true, random);
  }
  contacts(household, random);
}

}  // namespace hearth::synth
