// Names, coordinates and dates of the district, piece by piece.
#include <doctest/doctest.h>

#include <set>

#include "synth/faults.h"
#include "synth/names.h"
#include "synth/town.h"

using namespace hearth;
using namespace hearth::synth;

TEST_CASE("Degrees are those of the Ordnance Survey's formulas, to the centimetre") {
  // Expected values: "A guide to coordinate systems in Great Britain", annexes B and C, worked in double precision.
  const auto middle = degrees_of(town_middle);
  CHECK(middle.longitude == 4'942'535);
  CHECK(middle.latitude == 549'090'810);
  CHECK(degrees_text(-15'000'001) == "-1.5000001");
  CHECK(metres_text(5'600'732) == "560073.2");
}

TEST_CASE("Marks come off as they do in older systems") {
  CHECK(plain_letters("Łukasz Séan Kazlauskienė") == "Lukasz Sean Kazlauskiene");
  CHECK(plain_letters("O'Brien-Smith") == "O'Brien-Smith");
}

TEST_CASE("Most names stay as they are; a faulty one is near to the true one") {
  const Faults faults;
  Random random{1};
  int changed = 0;
  for (int i = 0; i < 10'000; ++i) changed += faults.name("Margaret", random) == "Margaret" ? 0 : 1;
  CHECK(changed > 120);
  CHECK(changed < 320);
}

TEST_CASE("A birth date is mostly right; when it is not, it says so") {
  Random random{2};
  const auto born = *Date::make(1948, 3, 5);
  const auto today = *Date::make(2026, 11, 1);
  std::set<std::string> kinds;
  int right = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto written = written_birth(born, today, random);
    right += written.right ? 1 : 0;
    if (written.year == 0) kinds.insert("blank");
    else if (written.month == 2 && written.day == 31) kinds.insert("impossible");
    else if (written.year > 2026) kinds.insert("future");
    else if (written.month == 5 && written.day == 3) kinds.insert("swapped");
    CHECK(written.right == (written.year == 1948 && written.month == 3 && written.day == 5));
  }
  CHECK(right > 18'500);
  CHECK(kinds == std::set<std::string>{"blank", "impossible", "future", "swapped"});
}

TEST_CASE("Old people have old names; communities have their own; wives may bear another form of the name") {
  Words words;
  const Names names{words};
  Random random{3};
  std::set<std::string> old_names, young_names;
  for (int i = 0; i < 2'000; ++i) {
    old_names.insert(words[names.given(random, Community::british, Sex::female, 1936)]);
    young_names.insert(words[names.given(random, Community::british, Sex::female, 2020)]);
  }
  CHECK(old_names.contains("Doreen"));
  CHECK_FALSE(young_names.contains("Doreen"));
  CHECK(young_names.contains("Olivia"));
  CHECK(words[names.form_for(words.add("Kowalski"), Sex::female)] == "Kowalska");
  CHECK(words[names.form_for(words.add("Kowalski"), Sex::male)] == "Kowalski");
  std::set<std::string> spellings;
  for (int i = 0; i < 200; ++i) spellings.insert(words[names.given_otherwise(random, words.add("Mohammed"))]);
  CHECK(spellings.contains("Muhammad"));
  CHECK(spellings.contains("Md"));
}
