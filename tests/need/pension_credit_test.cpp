#include <doctest/doctest.h>

#include "need/need_fixture.h"

using namespace hearth;
using namespace hearth::need;
using namespace hearth::need::fixture;

namespace {
using Known = std::vector<std::pair<std::string, double>>;
const Known single_known{{"age", 70}, {"is_couple", 0}, {"lives_alone", 1}, {"disability_benefit", 0}, {"carer", 0},
                         {"pension_credit", 0}, {"universal_credit", 0}};
Known with(Known base, const Known& more) {
  base.insert(base.end(), more.begin(), more.end());
  return base;
}
}  // namespace

TEST_CASE("The weekly estimate follows the published rule, with the rates of 2025/26") {
  const auto credit = programme("pension-credit");
  struct Row {
    const char* about;
    Known known;
    double least, most, as_known;
  };
  const std::vector<Row> rows{
      {"single, no savings", with(single_known, {{"weekly_income", 200}, {"capital", 0}}), 27.10, 27.10, 27.10},
      {"at the guarantee", with(single_known, {{"weekly_income", 227.10}, {"capital", 0}}), 0, 0, 0},
      {"10,000 counts nothing", with(single_known, {{"weekly_income", 200}, {"capital", 10000}}), 27.10, 27.10, 27.10},
      {"one pound over counts 1 a week", with(single_known, {{"weekly_income", 200}, {"capital", 10001}}), 26.10, 26.10, 26.10},
      {"10,500 counts 1, 10,501 counts 2", with(single_known, {{"weekly_income", 200}, {"capital", 10501}}), 25.10, 25.10, 25.10},
      {"severe disability", {{"age", 70}, {"is_couple", 0}, {"lives_alone", 1}, {"disability_benefit", 1}, {"carer", 0}, {"weekly_income", 200}, {"capital", 0}}, 110.00, 110.00, 110.00},
      {"no addition when living with others", {{"is_couple", 0}, {"lives_alone", 0}, {"disability_benefit", 1}, {"carer", 0}, {"weekly_income", 200}, {"capital", 0}}, 27.10, 27.10, 27.10},
      {"carer", {{"is_couple", 0}, {"lives_alone", 1}, {"disability_benefit", 0}, {"carer", 1}, {"weekly_income", 200}, {"capital", 0}}, 73.50, 73.50, 73.50},
      {"couple", {{"is_couple", 1}, {"partner_income", 100}, {"disability_benefit", 0}, {"carer", 0}, {"weekly_income", 200}, {"capital", 0}}, 46.60, 46.60, 46.60},
      {"couple, one income not known", {{"is_couple", 1}, {"disability_benefit", 0}, {"carer", 0}, {"weekly_income", 300}, {"capital", 0}}, 0, 46.60, 46.60},
      {"couple, together too much", {{"is_couple", 1}, {"partner_income", 200}, {"disability_benefit", 0}, {"carer", 0}, {"weekly_income", 200}, {"capital", 0}}, 0, 0, 0},
      {"nothing but the income", {{"weekly_income", 200}}, 0, 227.10 + 119.50 + 82.90 + 46.40 - 200, 27.10},
      {"savings not known", with(single_known, {{"weekly_income", 200}}), 0, 27.10, 27.10},
  };
  for (const auto& row : rows) {
    CAPTURE(row.about);
    const auto weekly = credit.estimate->weekly(facts(row.known));
    REQUIRE(weekly);
    CHECK(weekly->least == doctest::Approx(row.least));
    CHECK(weekly->most == doctest::Approx(row.most));
    CHECK(weekly->as_known == doctest::Approx(row.as_known));
    CHECK(weekly->rates == "2025/26");
  }
}

TEST_CASE("The rates are those of the day, and it is told when they have run out") {
  const auto credit = programme("pension-credit");
  const auto& estimate = *credit.estimate;
  const auto on = [](int y, int m, int d) { return Date::make(y, m, d).value(); };
  CHECK(estimate.rates_on(on(2025, 4, 6)) == nullptr);
  CHECK(estimate.rates_on(on(2025, 4, 7))->name == "2025/26");
  CHECK(estimate.rates_on(on(2026, 4, 5))->name == "2025/26");
  CHECK(estimate.rates_on(on(2026, 4, 6))->name == "2026/27");
  CHECK(estimate.rates_on(on(2030, 1, 1))->name == "2026/27");
  CHECK(!estimate.overdue(on(2027, 4, 11)));
  CHECK(estimate.overdue(on(2027, 4, 12)));
  for (const auto& rates : estimate.rates()) CHECK(!rates.source.empty());
  CHECK(estimate.weekly(facts({{"weekly_income", 200}, {"capital", 0}}, on(2026, 11, 24)))->as_known == doctest::Approx(38.00));
}

TEST_CASE("Who is written to about Pension Credit, and why others who came near are not") {
  const auto credit = programme("pension-credit");
  struct Row {
    const char* about;
    Known known;
    std::string category;
    std::vector<std::string> because;
  };
  const std::vector<Row> rows{
      {"low income", with(single_known, {{"weekly_income", 180}, {"capital", 500}}), "write", {}},
      {"savings not known", with(single_known, {{"weekly_income", 180}}), "write", {}},
      {"65", with({{"age", 65}, {"weekly_income", 180}, {"capital", 0}}, {}), "none", {"aged under 66"}},
      {"gets it already", {{"age", 70}, {"pension_credit", 1}, {"weekly_income", 180}}, "none", {"gets Pension Credit"}},
      {"gets Universal Credit", {{"age", 70}, {"universal_credit", 1}, {"weekly_income", 180}}, "none", {"gets Universal Credit"}},
      {"mixed-age couple", {{"age", 70}, {"is_couple", 1}, {"partner_age", 60}, {"weekly_income", 180}, {"capital", 0}}, "none",
       {"the partner is under State Pension age: a mixed-age couple claims Universal Credit"}},
      {"the partner claims for both", {{"age", 70}, {"is_couple", 1}, {"partner_age", 68}, {"partner_claims", 1}, {"weekly_income", 100}, {"capital", 0}}, "none",
       {"the letter goes to the partner, who claims for both"}},
      {"couple, both of pension age", {{"age", 70}, {"is_couple", 1}, {"partner_age", 68}, {"weekly_income", 300}, {"capital", 0}}, "write", {}},
      {"income above the guarantee", with(single_known, {{"weekly_income", 400}, {"capital", 0}}), "none",
       {"weekly income is at or above the minimum guarantee, on what is known"}},
      {"income not known", {{"age", 70}}, "none", {"not known: the weekly income"}},
      {"two things against", {{"age", 40}, {"weekly_income", 900}, {"capital", 0}}, "none", {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.about);
    CHECK(category(credit, facts(row.known)) == row.category);
    if (row.category == "none") CHECK(not_included_because(credit, facts(row.known)) == row.because);
    else CHECK(not_included_because(credit, facts(row.known)).empty());
  }
}

TEST_CASE("An entry says what to check before the claim, and carries its estimate") {
  const auto entry = evaluate(programme("pension-credit"), facts({{"age", 70}, {"weekly_income", 180}}));
  REQUIRE(entry);
  REQUIRE(entry->estimate);
  const auto& unknowns = entry->unknowns;
  for (const auto* question : {"whether they get Pension Credit already", "the savings and capital", "whether they live with a partner"})
    CHECK(std::ranges::find(unknowns, question) != unknowns.end());
}

TEST_CASE("Death or a move is named as the reason when nothing else speaks against") {
  const auto credit = programme("pension-credit");
  auto dead = facts(with(single_known, {{"weekly_income", 180}, {"capital", 0}}));
  dead.standing.is_dead = true;
  CHECK(not_included_because(credit, dead) == std::vector<std::string>{"has died"});
  auto moved = facts(with(single_known, {{"weekly_income", 180}, {"capital", 0}}));
  moved.standing.has_moved = true;
  CHECK(not_included_because(credit, moved) == std::vector<std::string>{"has moved away"});
}

TEST_CASE("How a sum was reckoned is told line by line, and the lines add up to it") {
  const auto credit = programme("pension-credit");
  const std::vector<Known> all{
      with(single_known, {{"weekly_income", 200}, {"capital", 10501}}),
      {{"age", 70}, {"is_couple", 0}, {"lives_alone", 1}, {"disability_benefit", 1}, {"carer", 1}, {"weekly_income", 200}, {"capital", 0}},
      {{"age", 70}, {"is_couple", 1}, {"partner_income", 100}, {"disability_benefit", 0}, {"carer", 0}, {"weekly_income", 200}, {"capital", 0}},
      {{"age", 70}, {"is_couple", 0}, {"lives_alone", 1}, {"weekly_income", 200}, {"capital", 0}}};
  for (const auto& known : all) {
    const auto reckoned = credit.estimate->reckon(facts(known));
    REQUIRE(reckoned);
    double least = 0, most = 0;
    for (const auto& line : reckoned->lines) {
      CHECK_FALSE(line.may_take_all);
      least += line.least;
      most += line.most;
    }
    CHECK(least == doctest::Approx(reckoned->sum.least));
    CHECK(most == doctest::Approx(reckoned->sum.most));
    CHECK(reckoned->sum.most == credit.estimate->weekly(facts(known))->most);
    CHECK(reckoned->known.size() == known.size() - (known.front().first == "age" ? 1 : 0) - (known == all[0] ? 2 : 0));
  }
  const auto words_of = [&](const Known& known) {
    std::vector<std::string> out;
    const auto reckoned = credit.estimate->reckon(facts(known));
    REQUIRE(reckoned);
    for (const auto& line : reckoned->lines) out.push_back(line.words);
    return out;
  };
  CHECK(words_of(all[0]) == std::vector<std::string>{"the guarantee for one person", "less the weekly income", "less what savings and capital of £10,501 count for: £1 for each £500, or part of it, over £10,000"});
  CHECK(words_of(all[3]) == std::vector<std::string>{"the guarantee for one person", "the addition for severe disability, which is not known for certain", "the addition for carers, which is not known for certain", "less the weekly income"});
  CHECK(words_of(all[2]) == std::vector<std::string>{"the guarantee for one person", "more for a couple", "less the partner's weekly income", "less the weekly income"});
}

TEST_CASE("Savings and a partner's income that nobody knows may take all of the sum, and the reckoning says so") {
  const auto credit = programme("pension-credit");
  const auto reckoned = credit.estimate->reckon(facts({{"age", 70}, {"weekly_income", 200}}));
  REQUIRE(reckoned);
  std::size_t taking_all = 0;
  for (const auto& line : reckoned->lines) taking_all += line.may_take_all ? 1 : 0;
  CHECK(taking_all == 2);
  CHECK(reckoned->sum.least == 0);
  CHECK_FALSE(reckoned->rates_overdue);
  CHECK(credit.estimate->reckon(facts({{"weekly_income", 200}}, Date::make(2030, 1, 1).value()))->rates_overdue);
  CHECK_FALSE(credit.estimate->reckon(facts({{"age", 70}, {"capital", 0}})));
}

TEST_CASE("Living alone that no file tells, or that files dispute, widens the range and takes nobody off the list") {
  const auto credit = programme("pension-credit");
  const Known known{{"age", 70}, {"is_couple", 0}, {"disability_benefit", 1}, {"carer", 0}, {"weekly_income", 230}, {"capital", 0}};
  for (const auto basis : {Basis::nobody_else, Basis::discount, Basis::disputed}) {
    auto some = facts(known);
    some.set(factor("lives_alone"), Fact::yes_no(true, Source{.basis = basis}));
    const auto sum = credit.estimate->weekly(some);
    REQUIRE(sum);
    CHECK(sum->least == 0);
    CHECK(sum->most == doctest::Approx(227.10 + 82.90 - 230));
    CHECK(sum->as_known == doctest::Approx(sum->most));
    CHECK(sum->not_known == std::vector<std::string>{"whether they live alone"});
    CHECK(category(credit, some) == "write");
  }
  auto shared = facts(with(known, {{"lives_alone", 1}}));
  shared.set(factor("disability_benefit"), Fact::yes_no(true, Source{.basis = Basis::of_several}));
  CHECK(credit.estimate->weekly(shared)->least == 0);
  CHECK(credit.estimate->weekly(shared)->not_known == std::vector<std::string>{"whether they get a disability benefit"});
}
