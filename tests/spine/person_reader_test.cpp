// Where somebody lives, by what their records tell and when.
#include "spine/person_reader.h"

#include <doctest/doctest.h>

#include "need/need_fixture.h"
#include "record/field.h"
#include "spine/tell.h"

using namespace hearth;
using namespace hearth::spine;

namespace {

struct Stay {
  std::uint32_t property;
  std::string from, to, updated;
  std::string absent{};
  std::string given{}, surname{"holt"};
};

/// One person, of whom each stay is a row of a file of its own, received on 1 November 2026; asked on the 20th.
PersonSeen person_of(const std::vector<Stay>& stays) {
  Snapshot snapshot;
  snapshot.vocabulary = std::make_shared<const need::Vocabulary>(need::fixture::vocabulary());
  for (const auto& stay : stays) {
    record::FieldsBuilder fields;
    fields.set(record::Field::given_name, stay.given);
    fields.set(record::Field::surname, stay.surname);
    fields.set(record::Field::address_from, stay.from);
    fields.set(record::Field::address_to, stay.to);
    fields.set(record::Field::updated, stay.updated);
    fields.set(record::Field::absent, stay.absent);
    const auto feed = static_cast<std::uint32_t>(snapshot.records.size());
    snapshot.feeds.push_back({FeedName{"feed_" + std::to_string(feed)}, "2026-11-01"});
    snapshot.place.feeds.emplace_back();
    snapshot.records.push_back({.feed = feed, .key = "1", .fields = fields.packed()});
    snapshot.placed.push_back({stay.property, place::Band::exact});
    snapshot.person_of.push_back(0);
  }
  snapshot.persons.push_back(PersonId{1});
  snapshot.records_of_person = Groups{snapshot.person_of, 1};
  snapshot.households_of_person.resize(1);
  const std::vector<trust::FeedGrant> all(stays.size(), {.visible = true});
  const Sight sight{all, *snapshot.vocabulary};
  return PersonReader{snapshot, sight, *Date::parse_iso("2026-11-20")}.see(0);
}

std::vector<HomeSeen> homes_of(const std::vector<Stay>& stays) { return person_of(stays).homes; }

/// The name that is shown of one person whom each of these names.
std::string shown_of(const std::vector<std::pair<std::string, std::string>>& names) {
  std::vector<Stay> stays;
  for (const auto& [given, surname] : names) stays.push_back({.property = 3, .from = "", .to = "", .updated = "", .given = given, .surname = surname});
  return person_of(stays).name;
}

constexpr std::uint32_t weir_lane = 3, mill_row = 7;

}  // namespace

TEST_CASE("A stay that every file says has ended is over; one that is known to end later is not") {
  const auto over = homes_of({{weir_lane, "2001-04-10", "2006-09-23", ""}});
  REQUIRE(over.size() == 1);
  CHECK(over[0].has_ended);
  REQUIRE(over[0].left);
  CHECK(over[0].left->text() == "2006-09-23");
  CHECK_FALSE(homes_of({{weir_lane, "2001-04-10", "2027-01-31", ""}})[0].has_ended);
}

TEST_CASE("Where one file says that they left, another that only still lists them does not outweigh it; a later change does") {
  const auto listed = homes_of({{weir_lane, "2015-01-01", "2026-05-03", ""}, {weir_lane, "", "", ""}});
  REQUIRE(listed.size() == 1);
  CHECK_FALSE(listed[0].has_ended);
  CHECK(listed[0].may_have_left);
  CHECK_FALSE(homes_of({{weir_lane, "2015-01-01", "2026-05-03", ""}, {weir_lane, "", "", "2026-08-14"}})[0].may_have_left);
  CHECK_FALSE(homes_of({{weir_lane, "2015-01-01", "", ""}, {weir_lane, "", "", ""}})[0].may_have_left);
}

TEST_CASE("Where they may have left comes after where they are said to live, and an ended stay last") {
  const auto homes = homes_of({{weir_lane, "2015-01-01", "2026-05-03", ""}, {weir_lane, "", "", ""}, {mill_row, "2026-05-01", "", ""}, {9, "1999-01-01", "2014-12-31", ""}});
  REQUIRE(homes.size() == 3);
  CHECK(homes[0].property == mill_row);
  CHECK(homes[1].property == weir_lane);
  CHECK(homes[2].property == 9);
}

TEST_CASE("Of whom a note says that they have moved, another home comes first; the question is asked at the home whose row has the note") {
  const auto homes = homes_of({{weir_lane, "", "", "2026-10-01", "left"}, {mill_row, "", "", "2026-03-01"}});
  REQUIRE(homes.size() == 2);
  CHECK(homes[0].property == mill_row);
  CHECK(homes[1].left_noted);
  PersonSeen seen;
  seen.homes = homes;
  seen.left_noted = true;
  CHECK(first_questions(seen, mill_row).empty());
  CHECK(first_questions(seen, weir_lane) == std::vector<std::string>{std::string{left_noted_question}});
  CHECK(first_questions(seen, std::nullopt) == std::vector<std::string>{std::string{left_noted_question}});
  const auto away = homes_of({{weir_lane, "", "", "2026-10-01", "away"}, {weir_lane, "", "", "2026-11-01"}});
  REQUIRE(away.size() == 1);
  seen = {};
  seen.homes = away;
  CHECK(first_questions(seen, weir_lane) == std::vector<std::string>{std::string{away_noted_question}});
  // One file says that they left, and a note says so, too: one question.
  seen.homes.front().has_ended = true;
  seen.homes.front().left_noted = true;
  seen.homes.front().away_noted = false;
  CHECK(first_questions(seen, weir_lane) == std::vector<std::string>{std::string{still_here_question}});
}

TEST_CASE("Who has died or is away under another form of the name, in a file that does not name this person, is asked about") {
  struct Other {
    const char *given, *surname, *deceased, *absent, *born;
    bool dead, away;
  };
  const std::vector<Other> others{{"Leonard", "Sowerby", "yes", "", "", true, false},     {"L", "Sowerby", "yes", "", "", true, false},  {"Len", "Sowerbey", "yes", "", "", true, false},
                                  {"Len", "Sowerby", "", "away", "", false, true},         {"Lena", "Sowerby", "", "", "", false, false}, {"Doris", "Sowerby", "yes", "", "", false, false},
                                  {"Leonard", "Sowerby", "yes", "", "1971-01-02", false, false}, {"Leonard", "Moss", "yes", "", "", false, false}};
  for (const auto& other : others) {
    CAPTURE(std::string{other.given} + " " + other.surname + " " + other.born);
    Snapshot snapshot;
    snapshot.vocabulary = std::make_shared<const need::Vocabulary>(need::fixture::vocabulary());
    const auto add = [&](const char* given, const char* surname, const char* deceased, const char* absent, const char* born, std::uint32_t person) {
      record::FieldsBuilder fields;
      fields.set(record::Field::given_name, given);
      fields.set(record::Field::surname, surname);
      fields.set(record::Field::deceased, deceased);
      fields.set(record::Field::absent, absent);
      fields.set(record::Field::birth_date, born);
      const auto feed = static_cast<std::uint32_t>(snapshot.records.size());
      snapshot.feeds.push_back({FeedName{"feed_" + std::to_string(feed)}, "2026-11-01"});
      snapshot.place.feeds.emplace_back();
      snapshot.records.push_back({.feed = feed, .key = "1", .fields = fields.packed()});
      snapshot.placed.push_back({weir_lane, place::Band::exact});
      snapshot.person_of.push_back(person);
      snapshot.persons.push_back(PersonId{person + 1});
      snapshot.protected_person.push_back(false);
    };
    add("Len", "Sowerby", "", "", "1941-05-06", 0);
    add(other.given, other.surname, other.deceased, other.absent, other.born, 1);
    snapshot.records_of_person = Groups{snapshot.person_of, 2};
    snapshot.records_at_property = Groups{std::vector<std::uint32_t>{weir_lane, weir_lane}, weir_lane + 1};
    snapshot.households_of_person.resize(2);
    std::vector<trust::FeedGrant> all(2);
    for (auto& grant : all) grant = {true, trust::Reason::allowed, false, {FactorId{"age"}}};
    const Sight sight{all, *snapshot.vocabulary};
    const auto seen = PersonReader{snapshot, sight, *Date::parse_iso("2026-11-20")}.see(0);
    CHECK_FALSE(seen.is_dead);
    CHECK(seen.may_have_died == other.dead);
    REQUIRE(seen.homes.size() == 1);
    CHECK(seen.homes[0].away_noted == other.away);
  }
}

TEST_CASE("The name that is shown is the one most files agree on; of equals, the one with the surname that most of them have") {
  CHECK(shown_of({{"Katherine", "Holroyde"}, {"Katherine", "Holroyd"}, {"K", "HOLROYD"}, {"Kathy", "Holroyd"}}) == "Katherine Holroyd");
  CHECK(shown_of({{"Katherine", "Holroyde"}, {"Katherine", "Holroyde"}, {"Kathy", "Holroyd"}}) == "Katherine Holroyde");
  CHECK(shown_of({{"K", "Holroyd"}, {"Kathy", "Holroyde"}}) == "Kathy Holroyde");
}
