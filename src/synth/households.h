// households.h: who lives in one home. Private to population.cpp.
#pragma once

#include <vector>

#include "synth/draw.h"
#include "synth/person.h"

namespace hearth::synth {

class Settler {
 public:
  Settler(const Town& town, const Names& names, Words& words, Population& out, const std::vector<PropertyNumber>& homes);
  /// Fills one home, or one institution with many households of one.
  void fill(PropertyNumber home, Random& random);
  void add_homeless(Random& random);
  /// The household has another home in its past, and some lists still say so.
  void move_in_lately(HouseholdNumber household, Random& random);

 private:
  struct Family {
    Community community;
    Word surname;
  };
  struct Separated {
    Person person;
    HouseholdNumber left;
    PersonNumber child;
  };
  HouseholdNumber open(PropertyNumber home, Random& random);
  Person& add(HouseholdNumber household, Community community, Sex sex, int age, Word surname, Role role, Random& random);
  [[nodiscard]] Community community_of(PropertyNumber home, Random& random) const;
  [[nodiscard]] int days_at_age(int age, Random& random) const;
  void single(HouseholdNumber household, Family family, int age, Random& random);
  void couple(HouseholdNumber household, Family family, int age, Random& random);
  void children(HouseholdNumber household, Family family, int mothers_age, Random& random);
  void grandparent(HouseholdNumber household, Family family, int parents_age, Random& random);
  void grown_child(HouseholdNumber household, Family family, int parents_age, Random& random);
  void sharers(HouseholdNumber household, PropertyNumber home, int count, bool students, Random& random);
  void institution(PropertyNumber home, Random& random);
  void refuge(PropertyNumber home, Random& random);
  void contacts(HouseholdNumber household, Random& random);

  const Town& town_;
  const Names& names_;
  Words& words_;
  Population& out_;
  const std::vector<PropertyNumber>& homes_;
  std::vector<Shares> communities_;  ///< by area
  std::vector<Separated> separated_;
  std::uint32_t mobiles_{0}, landlines_{0}, emails_{0};
};

}  // namespace hearth::synth
