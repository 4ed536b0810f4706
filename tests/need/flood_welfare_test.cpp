#include <doctest/doctest.h>

#include "need/need_fixture.h"

using namespace hearth;
using namespace hearth::need;
using namespace hearth::need::fixture;

TEST_CASE("flood-welfare: what staff do first, by what is known; the first category that holds wins") {
  const auto flood = programme("flood-welfare");
  struct Row {
    std::vector<std::pair<std::string, double>> known;
    std::string category;
  };
  const std::vector<Row> rows{
      {{{"cannot_use_stairs", 1}}, "visit first"},
      {{{"cannot_walk", 1}}, "visit first"},
      {{{"wheelchair", 1}}, "visit first"},
      {{{"needs_power", 1}}, "visit first"},
      {{{"daily_care", 1}}, "visit first"},
      {{{"daily_care", 1}, {"age", 90}, {"dementia", 1}}, "visit first"},
      {{{"dementia", 1}}, "visit"},
      {{{"sight_loss", 1}}, "visit"},
      {{{"learning_disability", 1}}, "visit"},
      {{{"lives_alone", 1}, {"age", 80}}, "visit"},
      {{{"lives_alone", 1}, {"age", 79}}, "phone"},
      {{{"lives_alone", 0}, {"age", 80}}, "phone"},
      {{{"age", 80}}, "phone"},
      {{{"lives_alone", 1}}, "none"},
      {{{"hearing_loss", 1}}, "visit"},
      {{{"mental_health", 1}}, "phone"},
      {{{"age", 75}}, "phone"},
      {{{"age", 74}}, "none"},
      {{{"has_infant", 1}, {"age", 16}}, "phone"},
      {{{"has_infant", 1}, {"age", 15}}, "none"},
      {{{"young_child", 1}, {"age", 30}}, "phone"},
      {{{"treatment_away", 1}}, "phone"},
      {{{"cold_medicine", 1}}, "phone"},
      {{{"has_infant", 1}}, "phone"},  // no file tells how old the parent is
      {{{"assisted_bins", 1}}, "phone"},
      {{{"on_priority_register", 1}}, "phone"},
      {{{"needs_interpreter", 1}}, "visit"},
      {{{"cannot_walk", 0}, {"age", 40}}, "none"},
      {{}, "none"},
  };
  for (const auto& row : rows) {
    std::string about;
    for (const auto& [id, value] : row.known) about += id + "=" + std::to_string(value) + " ";
    CAPTURE(about);
    CHECK(category(flood, facts(row.known)) == row.category);
  }
}

TEST_CASE("Reasons are the conditions that held, in words, with the facts and feeds they rest on") {
  const auto flood = programme("flood-welfare");
  const auto entry = evaluate(flood, facts({{"age", 84}, {"lives_alone", 1}, {"mental_health", 1}}));
  REQUIRE(entry);
  REQUIRE(entry->reasons.size() >= 2);
  CHECK(entry->reasons[0].words == "lives alone");
  CHECK(entry->reasons[1].words == "aged 80 or over");
  REQUIRE(entry->reasons[0].rests_on.size() == 1);
  CHECK(entry->reasons[0].rests_on[0] == Support{factor("lives_alone"), Source{1, 20'000}});
}

TEST_CASE("What holds in later categories is told after the reasons of the first, once") {
  const auto flood = programme("flood-welfare");
  const auto words_for = [&](const std::vector<std::pair<std::string, double>>& known) { return words(evaluate(flood, facts(known))->reasons); };
  const auto& of = [](const char* id) { return vocabulary()[factor(id)].words; };
  CHECK(words_for({{"hearing_loss", 1}, {"dementia", 1}, {"needs_power", 1}}) ==
        std::vector<std::string>{of("needs_power"), of("dementia"), of("hearing_loss")});
  // "75 or over" adds nothing to "80 or over".
  CHECK(words_for({{"age", 84}, {"lives_alone", 1}, {"mental_health", 1}}) == std::vector<std::string>{of("lives_alone"), "aged 80 or over", of("mental_health")});
  CHECK(words_for({{"wheelchair", 1}, {"age", 84}}) == std::vector<std::string>{of("wheelchair"), "aged 75 or over"});
  // In no category of this programme: not a reason.
  CHECK(words_for({{"wheelchair", 1}, {"council_tax_single_discount", 1}}) == std::vector<std::string>{of("wheelchair")});
}

TEST_CASE("A mere condition is no reason: nobody reads that a mother is 16 or over") {
  const auto flood = programme("flood-welfare");
  const auto mother = evaluate(flood, facts({{"has_infant", 1}, {"age", 29}}));
  REQUIRE(mother);
  CHECK(words(mother->reasons) == std::vector<std::string>{vocabulary()[factor("has_infant")].words});
  const auto in_a_wheelchair = evaluate(flood, facts({{"wheelchair", 1}, {"has_infant", 1}, {"age", 29}}));
  CHECK(words(in_a_wheelchair->reasons) == std::vector<std::string>{vocabulary()[factor("wheelchair")].words, vocabulary()[factor("has_infant")].words});
}

TEST_CASE("An entry says what could move it up if it were known, and nothing that is known already") {
  const auto flood = programme("flood-welfare");
  const auto entry = evaluate(flood, facts({{"age", 84}, {"cannot_walk", 0}, {"wheelchair", 0}, {"needs_power", 0}, {"daily_care", 0}, {"dementia", 0}}));
  REQUIRE(entry);
  CHECK(entry->unknowns == std::vector<std::string>{"whether they can use stairs", "whether they have sight loss", "whether they have hearing loss",
                                                    "whether they have a learning disability", vocabulary()[factor("needs_interpreter")].question, "whether they live alone"});
  const auto first = evaluate(flood, facts({{"wheelchair", 1}}));
  CHECK(first->unknowns.empty());
}

TEST_CASE("The dead and the protected are in no cohort, whatever they need") {
  for (const auto* name : {"flood-welfare", "pension-credit"}) {
    const auto one = programme(name);
    auto dead = facts({{"wheelchair", 1}, {"age", 80}, {"weekly_income", 100}});
    dead.standing.is_dead = true;
    CHECK(!evaluate(one, dead));
    CHECK(!category_of(one, dead));
    auto hidden = facts({{"wheelchair", 1}, {"age", 80}, {"weekly_income", 100}});
    hidden.standing.is_protected = true;
    CHECK(!evaluate(one, hidden));
    CHECK(not_included_because(one, hidden).empty());
  }
}

TEST_CASE("Somebody who has moved is still visited in a flood, and not written to about Pension Credit") {
  auto moved = facts({{"wheelchair", 1}, {"age", 80}, {"weekly_income", 100}});
  moved.standing.has_moved = true;
  CHECK(category(programme("flood-welfare"), moved) == "visit first");
  CHECK(category(programme("pension-credit"), moved) == "none");
}

TEST_CASE("An age known by year only decides what it decides for every day of that year") {
  const auto flood = programme("flood-welfare");
  auto born = facts({});
  born.set(factor("age"), Fact{75, 76, {}});
  CHECK(category(flood, born) == "phone");
  born.set(factor("age"), Fact{74, 75, {}});
  CHECK(category(flood, born) == "none");
}

TEST_CASE("Who is found only because they are on the utility's register is told so, without a need that nobody knows") {
  const auto flood = programme("flood-welfare");
  const auto reasons = [&](const std::vector<std::pair<std::string, double>>& known) { return words(evaluate(flood, facts(known))->reasons); };
  CHECK(reasons({{"on_priority_register", 1}}) == std::vector<std::string>{"is on the utility's priority services register; it does not say why"});
  CHECK(category(flood, facts({{"on_priority_register", 1}})) == flood.categories.back().verb);
  CHECK(reasons({{"on_priority_register", 1}, {"hearing_loss", 1}}).back() == "is on the utility's priority services register");
}

TEST_CASE("A pregnant woman is phoned; her pregnancy ends nine months after it was told") {
  const auto flood = programme("flood-welfare");
  CHECK(category(flood, facts({{"pregnant", 1}})) == "phone");
  CHECK(vocabulary()[factor("pregnant")].valid_for_days == 280);
  CHECK(vocabulary()[factor("pregnant")].special_category);
}
