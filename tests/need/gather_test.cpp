#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "need/gather.h"
#include "need/need_fixture.h"

using namespace hearth;
using namespace hearth::need;
using namespace hearth::need::fixture;

namespace {

struct Told {
  std::string value, date;
  std::uint16_t feed;
};

Truth truth_of(const std::vector<Told>& told, const std::string& id = "wheelchair") {
  Gather gather{vocabulary(), today};
  gather.begin();
  for (const auto& one : told) (void)gather.claim({id, one.value, one.date}, one.feed, std::nullopt, About::person);
  return gather.finish({}).yes(factor(id));
}

Date day(const char* text) { return Date::parse_iso(text).value(); }

}  // namespace

TEST_CASE("Of several claims the newest dated one wins; undated, yes beats no") {
  struct Row {
    const char* about;
    std::vector<Told> told;
    Truth truth;
  };
  const Row rows[]{
      {"newer no", {{"true", "2024-01-01", 0}, {"false", "2025-01-01", 1}}, Truth::no},
      {"newer yes", {{"false", "2024-01-01", 0}, {"true", "2025-01-01", 1}}, Truth::yes},
      {"undated yes and no", {{"false", "", 0}, {"true", "", 1}}, Truth::yes},
      {"same day", {{"true", "2025-01-01", 1}, {"false", "2025-01-01", 0}}, Truth::yes},
      {"dated no, undated yes", {{"false", "2025-01-01", 0}, {"true", "", 1}}, Truth::no},
      {"too old counts as not known", {{"true", "2019-01-01", 0}}, Truth::unknown},
      {"of the future: not made", {{"true", "2030-01-01", 0}}, Truth::unknown},
      {"not readable", {{"perhaps", "", 0}}, Truth::unknown},
      {"nothing", {}, Truth::unknown},
  };
  for (const auto& row : rows) {
    CAPTURE(row.about);
    CHECK(truth_of(row.told) == row.truth);
  }
}

TEST_CASE("A claim that ends holds until its day, whatever the factor allows") {
  const auto on = [](std::string_view until) {
    Gather gather{vocabulary(), today};
    gather.begin();
    (void)gather.claim({"wheelchair", "true", "", until}, 0, std::nullopt, About::person);
    return gather.finish({}).yes(factor("wheelchair"));
  };
  CHECK(on("") == Truth::yes);
  CHECK(on(Date::from_days(today.days() + 1).text()) == Truth::yes);
  CHECK(on(today.text()) == Truth::unknown);
}

TEST_CASE("The order in which claims come never matters") {
  CHECK(rc::check([](std::uint64_t seed) {
    Random random{seed};
    std::vector<record::FactClaim> claims;
    std::vector<std::uint16_t> feeds;
    constexpr std::array<std::string_view, 4> dates{"", "2025-01-01", "2025-06-01", "2025-06-02"};
    const bool number = random.chance(500);
    for (int i = random.between(1, 6); i > 0; --i) {
      const std::string_view value = number ? (random.chance(500) ? "120" : "130") : (random.chance(500) ? "true" : "false");
      claims.push_back({number ? "weekly_income" : "wheelchair", value, dates[random.below(4)]});
      feeds.push_back(static_cast<std::uint16_t>(random.below(3)));
    }
    const auto fact = [&](bool backwards) {
      Gather gather{vocabulary(), today};
      gather.begin();
      for (std::size_t i = 0; i < claims.size(); ++i) {
        const auto at = backwards ? claims.size() - 1 - i : i;
        (void)gather.claim(claims[at], feeds[at], std::nullopt, About::person);
      }
      return *gather.finish({}).find(factor(number ? "weekly_income" : "wheelchair"));
    };
    RC_ASSERT(fact(false) == fact(true));
  }));
}

TEST_CASE("Only facts about the household are taken from the others who live there") {
  record::FieldsBuilder other;
  other.add_claim("council_tax_single_discount", "true");
  other.add_claim("wheelchair", "true");
  const auto packed = other.packed();
  Gather gather{vocabulary(), today};
  gather.begin();
  gather.household(record::FieldsView{packed}, 2, std::nullopt);
  const auto& facts = gather.finish({});
  CHECK(facts.yes(factor("council_tax_single_discount")) == Truth::yes);
  CHECK(facts.yes(factor("wheelchair")) == Truth::unknown);
}

TEST_CASE("What the asker may not see is as if nobody had told it, and an older visible claim counts then") {
  record::FieldsBuilder care, bins;
  care.add_claim("wheelchair", "true", "2025-06-01");
  bins.add_claim("wheelchair", "false", "2024-06-01");
  const auto first = care.packed(), second = bins.packed();
  const MaySee only_bins = [](std::uint16_t feed, FactorIndex) { return feed == 1; };
  Gather gather{vocabulary(), today};
  gather.begin();
  gather.own(record::FieldsView{first}, 0, std::nullopt, &only_bins);
  gather.own(record::FieldsView{second}, 1, std::nullopt, &only_bins);
  CHECK(gather.finish({}).yes(factor("wheelchair")) == Truth::no);
}

TEST_CASE("An undated claim about somebody who has left ages from the day on which they left") {
  const auto known = [](const char* left) {
    record::FieldsBuilder fields;
    fields.set(record::Field::address_to, left);
    fields.add_claim("pregnant", "true");
    const auto packed = fields.packed();
    Gather gather{vocabulary(), today};
    gather.begin();
    gather.own(record::FieldsView{packed}, 0, day("2026-01-01"));
    return gather.finish({}).yes(factor("pregnant"));
  };
  CHECK(known("") == Truth::yes);
  CHECK(known("2026-05-01") == Truth::yes);  // still to come
  CHECK(known("2025-12-01") == Truth::yes);
  CHECK(known("2025-02-01") == Truth::unknown);
}

TEST_CASE("A claim made with a SAVVI term is the factor that the term means; an undated one ages with its feed") {
  record::FieldsBuilder fields;
  fields.add_claim("Lives alone", "true");
  const auto packed = fields.packed();
  Gather gather{vocabulary(), today};
  gather.begin();
  gather.own(record::FieldsView{packed}, 0, day("2026-01-01"));
  CHECK(gather.finish({}).yes(factor("lives_alone")) == Truth::yes);
  gather.begin();
  gather.own(record::FieldsView{packed}, 0, day("2020-01-01"));
  CHECK(gather.finish({}).yes(factor("lives_alone")) == Truth::unknown);
}

TEST_CASE("Age is whole years, and a range when the birth date is partial") {
  const auto age = [](const char* birth) {
    Facts facts{vocabulary(), today};
    PersonFacts person;
    person.birth = day(birth);
    derive(facts, person);
    const auto* found = facts.find(factor("age"));
    return found == nullptr ? std::pair{-1, -1} : std::pair{static_cast<int>(found->least), static_cast<int>(found->most)};
  };
  CHECK(age("1946-03-02") == std::pair{80, 80});
  CHECK(age("1946-03-03") == std::pair{79, 79});
  CHECK(age("1946") == std::pair{79, 80});
  CHECK(age("1946-03") == std::pair{79, 80});
  CHECK(age("1946-02") == std::pair{80, 80});
  CHECK(age("2026") == std::pair{0, 0});
  CHECK(age("2027-01-01") == std::pair{-1, -1});
}

TEST_CASE("Living alone: a household of one; not known while the household is not; the council tax discount is evidence") {
  struct Row {
    const char* about;
    bool household_known;
    std::size_t others;
    std::optional<bool> discount, told;
    const char* birth;
    Truth alone;
  };
  const Row rows[]{
      {"household of one", true, 0, {}, {}, "1940-01-01", Truth::yes},
      {"household of two", true, 1, {}, {}, "1940-01-01", Truth::no},
      {"two, though a discount", true, 1, true, {}, "1940-01-01", Truth::no},
      {"not known", false, 0, {}, {}, "1940-01-01", Truth::unknown},
      {"not known, discount", false, 0, true, {}, "1940-01-01", Truth::yes},
      {"not known, no discount", false, 0, false, {}, "1940-01-01", Truth::unknown},
      {"told yes", false, 0, {}, true, "1940-01-01", Truth::yes},
      {"told no, household of one", true, 0, {}, false, "1940-01-01", Truth::no},
      {"a child alone is a gap in the data", true, 0, {}, {}, "2020-01-01", Truth::unknown},
  };
  for (const auto& row : rows) {
    CAPTURE(row.about);
    Facts facts{vocabulary(), today};
    if (row.discount) facts.set(factor("council_tax_single_discount"), Fact::yes_no(*row.discount, {3, 1}));
    if (row.told) facts.set(factor("lives_alone"), Fact::yes_no(*row.told, {4, 1}));
    PersonFacts person;
    person.birth = day(row.birth);
    person.household_known = row.household_known;
    person.others.resize(row.others);
    derive(facts, person);
    CHECK(facts.yes(factor("lives_alone")) == row.alone);
  }
}

TEST_CASE("What living alone stands on is told, and it never stands on a gap where another adult is placed at the home") {
  struct Row {
    const char* about;
    bool household_known, another_adult;
    std::optional<bool> discount, told;
    Truth alone;
    Basis basis;
    bool named{false};
  };
  const Row rows[]{
      {"no file names anybody else", true, false, {}, {}, Truth::yes, Basis::nobody_else},
      {"the council tax counts one", true, false, true, {}, Truth::yes, Basis::discount},
      {"the same, household not known", false, false, true, {}, Truth::yes, Basis::discount},
      {"a file still names somebody who has another home, too", true, false, {}, {}, Truth::unknown, Basis::told, true},
      {"the same, the council tax counts one", true, false, true, {}, Truth::yes, Basis::discount, true},
      {"another adult of another household", true, true, {}, {}, Truth::no, Basis::told},
      {"another adult, though a discount", true, true, true, {}, Truth::no, Basis::told},
      {"a file says so", true, false, {}, true, Truth::yes, Basis::told},
      {"a file says so, another adult is there", true, true, {}, true, Truth::yes, Basis::disputed},
  };
  for (const auto& row : rows) {
    CAPTURE(row.about);
    Facts facts{vocabulary(), today};
    if (row.discount) facts.set(factor("council_tax_single_discount"), Fact::yes_no(*row.discount, {3, 1}));
    if (row.told) facts.set(factor("lives_alone"), Fact::yes_no(*row.told, {4, 1}));
    PersonFacts person;
    person.household_known = row.household_known;
    person.another_adult_here = row.another_adult;
    person.anybody_named_here = row.named;
    derive(facts, person);
    CHECK(facts.yes(factor("lives_alone")) == row.alone);
    if (row.alone != Truth::unknown) CHECK(facts.find(factor("lives_alone"))->source.basis == row.basis);
  }
}

TEST_CASE("A child under 2 at home: yes when one is known, no only when every age is") {
  const auto infant = [](const std::vector<std::optional<Date>>& births, bool known = true) {
    Facts facts{vocabulary(), today};
    PersonFacts person;
    person.household_known = known;
    for (const auto& birth : births) person.others.push_back({birth, 0});
    derive(facts, person);
    return facts.yes(factor("has_infant"));
  };
  CHECK(infant({day("2025-01-01")}) == Truth::yes);
  CHECK(infant({day("2024-03-02")}) == Truth::no);
  CHECK(infant({day("2024-03-03")}) == Truth::yes);
  CHECK(infant({day("2024")}) == Truth::unknown);
  CHECK(infant({std::nullopt}) == Truth::unknown);
  CHECK(infant({std::nullopt, day("2025-01-01")}) == Truth::yes);
  CHECK(infant({}) == Truth::no);
  CHECK(infant({}, false) == Truth::unknown);
}

TEST_CASE("A couple is what a feed says; a household of one is none; who merely shares a home is not known to be one") {
  Facts facts{vocabulary(), today};
  PersonFacts person;
  person.household_known = true;
  person.others.resize(1);
  derive(facts, person);
  CHECK(facts.yes(factor("is_couple")) == Truth::unknown);
  person.has_partner = true;
  person.partner_birth = day("1970-01-01");
  person.partner_income = 120;
  person.partner_claims = true;
  facts.clear();
  derive(facts, person);
  CHECK(facts.yes(factor("is_couple")) == Truth::yes);
  CHECK(facts.find(factor("partner_age"))->least == 56);
  CHECK(facts.find(factor("partner_income"))->least == 120);
  CHECK(facts.yes(factor("partner_claims")) == Truth::yes);
  person = {};
  person.household_known = true;
  facts.clear();
  derive(facts, person);
  CHECK(facts.yes(factor("is_couple")) == Truth::no);
}

TEST_CASE("What is told of several people together is marked so, until one claim says it of this person alone") {
  struct Row {
    const char* about;
    std::vector<record::FactClaim> claims;
    bool yes, of_several;
  };
  const record::FactClaim together{"wheelchair", "true", "2025-06-01", {}, true}, alone{"wheelchair", "true", "2024-06-01"}, no{"wheelchair", "false", "2025-01-01"},
      infant{"has_infant", "true", "2026-01-01", {}, true};
  const Row rows[]{{"together", {together}, true, true},       {"alone", {alone}, true, false},          {"both, newer together", {alone, together}, true, false},
                   {"both, other order", {together, alone}, true, false}, {"with a no between", {alone, no, together}, true, false}, {"and in another order", {together, alone, no}, true, false}};
  for (const auto& row : rows) {
    CAPTURE(row.about);
    Gather gather{vocabulary(), today};
    gather.begin();
    for (const auto& claim : row.claims) (void)gather.claim(claim, 0, std::nullopt, About::person);
    const auto& facts = gather.finish({});
    CHECK((facts.yes(factor("wheelchair")) == Truth::yes) == row.yes);
    CHECK((facts.find(factor("wheelchair"))->source.basis == Basis::of_several) == row.of_several);
  }
  Gather gather{vocabulary(), today};
  gather.begin();
  (void)gather.claim(infant, 0, std::nullopt, About::person);
  CHECK(gather.finish({}).find(factor("has_infant"))->source.basis == Basis::told);  // about the home
}
