#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "people/households.h"
#include "people/person_ids.h"

using namespace hearth;
using namespace hearth::people;

namespace {
std::vector<RecordId> records(std::initializer_list<std::uint64_t> ids) {
  std::vector<RecordId> out;
  for (const auto id : ids) out.emplace_back(id);
  return out;
}
std::map<std::uint64_t, std::uint64_t> people_of(const PersonIds& ids) {
  std::map<std::uint64_t, std::uint64_t> out;
  for (const auto& one : ids.memberships) out[one.record.number()] = one.person.number();
  return out;
}
using Map = std::map<std::uint64_t, std::uint64_t>;
}  // namespace

TEST_CASE("A case finds its person after a merge and after the split that undoes it") {
  const auto all = records({1, 2, 3, 4});
  const auto first = assign_person_ids({}, all, std::vector<std::uint32_t>{0, 0, 1, 1}, 1);
  CHECK(people_of(first) == Map{{1, 1}, {2, 1}, {3, 2}, {4, 2}});
  CHECK(first.events.empty());
  const auto merged = assign_person_ids(first.memberships, all, std::vector<std::uint32_t>{0, 0, 0, 0}, first.next_id);
  CHECK(people_of(merged) == Map{{1, 1}, {2, 1}, {3, 1}, {4, 1}});
  CHECK(merged.events == std::vector<PersonEvent>{{PersonEvent::Kind::merged, PersonId{2}, PersonId{1}}});
  const auto split = assign_person_ids(merged.memberships, all, std::vector<std::uint32_t>{0, 0, 1, 1}, merged.next_id, merged.former);
  CHECK(people_of(split) == people_of(first));
  CHECK(split.events == std::vector<PersonEvent>{{PersonEvent::Kind::split, PersonId{1}, PersonId{2}}});
  CHECK(split.former.empty());
  // Of people who never were two the older records keep the id, and the others are somebody new.
  const auto of_one = assign_person_ids(merged.memberships, all, std::vector<std::uint32_t>{0, 0, 1, 1}, merged.next_id);
  CHECK(people_of(of_one) == Map{{1, 1}, {2, 1}, {3, 3}, {4, 3}});
}

TEST_CASE("Whoever was merged and is parted again gets the old id back, the larger part or not, and through two merges") {
  const auto all = records({1, 2, 3, 4, 5, 6});
  // Person 1 has one record, 2 three, 3 two.
  const auto first = assign_person_ids({}, all, std::vector<std::uint32_t>{0, 1, 1, 1, 2, 2}, 1);
  auto now = first;
  const auto run = [&](std::vector<std::uint32_t> to) { now = assign_person_ids(now.memberships, all, to, now.next_id, now.former); };
  run({0, 1, 1, 1, 1, 1});
  CHECK(people_of(now) == Map{{1, 1}, {2, 2}, {3, 2}, {4, 2}, {5, 2}, {6, 2}});
  run({0, 0, 0, 0, 0, 0});
  CHECK(people_of(now) == Map{{1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}, {6, 1}});
  run({0, 1, 1, 1, 1, 1});
  CHECK(people_of(now) == Map{{1, 1}, {2, 2}, {3, 2}, {4, 2}, {5, 2}, {6, 2}});
  run({0, 1, 1, 1, 2, 2});
  CHECK(now.memberships == first.memberships);
  CHECK(now.former.empty());
  CHECK(now.next_id == first.next_id);
}

TEST_CASE("Whoever was parted for good came from nobody: their id stays with their records") {
  const auto all = records({1, 2, 3, 4});
  const auto first = assign_person_ids({}, all, std::vector<std::uint32_t>{0, 0, 0, 0}, 1);
  const auto parted = assign_person_ids(first.memberships, all, std::vector<std::uint32_t>{0, 0, 1, 1}, first.next_id);
  CHECK(parted.former.empty());
  const auto five = records({1, 2, 3, 4, 5});
  const auto joined = assign_person_ids(parted.memberships, five, std::vector<std::uint32_t>{0, 0, 1, 1, 1}, parted.next_id, parted.former);
  const auto again = assign_person_ids(joined.memberships, five, std::vector<std::uint32_t>{0, 0, 1, 1, 2}, joined.next_id, joined.former);
  CHECK(people_of(again) == Map{{1, 1}, {2, 1}, {3, 2}, {4, 2}, {5, 3}});
}

TEST_CASE("A part of whoever was merged is not them: it gets a new id while most of their records stay") {
  const auto all = records({1, 2, 3, 4});
  const auto first = assign_person_ids({}, all, std::vector<std::uint32_t>{0, 1, 1, 1}, 1);
  const auto merged = assign_person_ids(first.memberships, all, std::vector<std::uint32_t>{0, 0, 0, 0}, first.next_id);
  const auto part = assign_person_ids(merged.memberships, all, std::vector<std::uint32_t>{0, 0, 0, 1}, merged.next_id, merged.former);
  CHECK(people_of(part) == Map{{1, 1}, {2, 1}, {3, 1}, {4, 3}});
}

TEST_CASE("A person without records has ended; a new record is a new person") {
  const std::vector<Membership> before{{RecordId{1}, PersonId{1}}, {RecordId{2}, PersonId{2}}};
  const auto now = assign_person_ids(before, records({2, 9}), std::vector<std::uint32_t>{0, 1}, 3);
  CHECK(people_of(now) == Map{{2, 2}, {9, 3}});
  CHECK(now.events == std::vector<PersonEvent>{{PersonEvent::Kind::ended, PersonId{1}, PersonId{}}});
}

TEST_CASE("Clusters keep apart what the linker kept apart, and a run without change changes no id") {
  CHECK(rc::check("assign_person_ids", [] {
    const auto count = *rc::gen::inRange<std::size_t>(1, 25);
    std::vector<RecordId> all;
    std::vector<std::uint32_t> before, after;
    for (std::size_t i = 0; i < count; ++i) {
      all.emplace_back(i + 1);
      before.push_back(static_cast<std::uint32_t>(*rc::gen::inRange(0, 8)));
      after.push_back(static_cast<std::uint32_t>(*rc::gen::inRange(0, 8)));
    }
    const auto first = assign_person_ids({}, all, before, 1);
    const auto again = assign_person_ids(first.memberships, all, before, first.next_id);
    RC_ASSERT(again.memberships == first.memberships);
    RC_ASSERT(again.events.empty());
    const auto now = people_of(assign_person_ids(first.memberships, all, after, first.next_id));
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < count; ++j) RC_ASSERT((now.at(i + 1) == now.at(j + 1)) == (after[i] == after[j]));
  }));
}

namespace {
struct Home {
  std::vector<std::string> packed;
  std::vector<LinkRow> rows;
  std::vector<Membership> memberships;
  void live(std::uint32_t feed, std::string_view key, std::string_view surname, std::uint64_t uprn, std::uint64_t person, std::string_view phone = {}) {
    record::FieldsBuilder fields;
    fields.set(record::Field::surname, surname);
    fields.set(record::Field::phone, phone);
    packed.push_back(fields.packed());
    rows.push_back({RecordId{rows.size() + 1}, feed, key, record::FieldsView{""}, Uprn::from_trusted(uprn), false});
    memberships.push_back({rows.back().record, PersonId{person}});
  }
  Households find(std::span<const HouseholdMember> previous = {}, std::uint64_t next = 1) {
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].fields = record::FieldsView{packed[i]};
    return find_households(rows, memberships, previous, next);
  }
};
std::size_t households_in(const Households& found) {
  std::set<HouseholdId> ids;
  for (const auto& one : found.members) ids.insert(one.household);
  return ids.size();
}
}  // namespace

TEST_CASE("A couple of two names on one account is one household") {
  Home home;
  home.live(0, "100/liable1", "Smith", 10, 1);
  home.live(0, "100/liable2", "Jones", 10, 2);
  CHECK(households_in(home.find()) == 1);
}

TEST_CASE("A row without a name makes no household larger, and is one where nobody has a name") {
  Home home;
  home.live(0, "100", "Smith", 10, 1);
  home.live(1, "7", "", 10, 2);
  home.live(1, "8", "", 20, 3);
  const auto found = home.find();
  REQUIRE(found.members.size() == 2);
  CHECK(found.members[0].person == PersonId{1});
  CHECK(found.members[1].person == PersonId{3});
}

TEST_CASE("Strangers with accounts of their own share a property as two households; a person may be in two homes") {
  Home home;
  home.live(0, "100", "Smith", 10, 1);
  home.live(0, "101", "Khan", 10, 2);
  home.live(1, "7", "Khan", 20, 2);
  const auto found = home.find();
  CHECK(households_in(found) == 3);
  const auto again = home.find(found.members, found.next_id);
  CHECK(again.members == found.members);
}
