// What holds of linking whatever the records are: symmetry, and that neither order nor names of keys decide anything.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "match/comparison.h"
#include "match/scorer.h"
#include "people/explain_pair.h"
#include "people/link_engine.h"
#include "people/link_model.h"
#include "people/made_town.h"
#include "people/person_ids.h"

using namespace hearth;
using namespace hearth::people;
using namespace hearth::tests;

namespace {

/// Which records are one person, by record number, whatever the clusters are called.
std::map<std::uint64_t, std::uint64_t> people_of(const Town& town, const LinkResult& result) {
  std::map<std::uint32_t, std::uint64_t> first;
  for (std::size_t i = 0; i < town.rows.size(); ++i) {
    auto& least = first.try_emplace(result.cluster_of_row[i], town.rows[i].record.number()).first->second;
    least = std::min(least, town.rows[i].record.number());
  }
  std::map<std::uint64_t, std::uint64_t> out;
  for (std::size_t i = 0; i < town.rows.size(); ++i) out[town.rows[i].record.number()] = first[result.cluster_of_row[i]];
  return out;
}

void shuffle(std::vector<LinkRow>& rows, std::uint64_t seed) {
  Random random{seed};
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
}

Town some_town(std::uint64_t seed) { return make_town(1 + seed % 100'000, 14); }

/// Numbers of the pair's comparisons and what they come to, whichever record stands first.
PairExplanation explained(const LinkRow& left, const LinkRow& right, const LinkModel& model) {
  auto out = explain_pair(left, right, three_feeds, model, {});
  RC_ASSERT(out.has_value());
  return std::move(*out);
}

}  // namespace

TEST_CASE("A pair has one weight, whichever of the two stands first, and its evidence adds up to it") {
  const Town town = make_town(11, 150);
  const auto model = linked(town).model;
  LinkModel::State state = *model.state();
  const auto engine = make_engine(town.rows, three_feeds, state, false, {});
  match::Comparer there_and_back{engine->table, engine->features};
  const match::Scorer scorer{engine->table, engine->comparisons, state.parameters, state.frequencies};
  CHECK(rc::check([&](std::uint64_t seed) {
    Random random{seed};
    const auto a = static_cast<match::RowNumber>(random.below(town.rows.size())), b = static_cast<match::RowNumber>(random.below(town.rows.size()));
    if (a == b) return;
    // A comparer remembers levels: another one for the way back.
    match::Comparer back_again{engine->table, engine->features};
    const auto one_way = there_and_back.vector(a, b), other_way = back_again.vector(b, a);
    RC_ASSERT(one_way == other_way);
    RC_ASSERT(std::abs(scorer.weight(one_way, a, b) - scorer.weight(other_way, b, a)) < 1e-9);
  }));
  CHECK(rc::check([&](std::uint64_t seed) {
    Random random{seed};
    const auto& l = town.rows[random.below(town.rows.size())];
    const auto& r = town.rows[random.below(town.rows.size())];
    if (l.record == r.record) return;
    const auto there = explained(l, r, model), back = explained(r, l, model);
    RC_ASSERT(std::abs(there.weight.value() - back.weight.value()) < 1e-9);
    RC_ASSERT(there.band == back.band);
    double sum = 0;
    for (const auto& line : there.lines) sum += line.bits.value();
    RC_ASSERT(std::abs(sum - there.weight.value()) < 1e-9);
  }));
}

TEST_CASE("Neither the order of the rows nor what their keys are called changes who is one person, or what is learnt") {
  CHECK(rc::check([](std::uint64_t seed) {
    Town town = some_town(seed);
    const auto as_they_are = linked(town);
    const auto people = people_of(town, as_they_are);
    shuffle(town.rows, seed + 1);
    const auto shuffled = linked(town);
    RC_ASSERT(people_of(town, shuffled) == people);
    RC_ASSERT(shuffled.model.to_json() == as_they_are.model.to_json());
    for (std::size_t i = 0; i < town.keys.size(); ++i) town.keys[i] = "other" + std::to_string(mix64(i + seed) % 1'000'000) + "-" + std::to_string(i);
    town.finish();
    const auto renamed = linked(town);
    RC_ASSERT(people_of(town, renamed) == people);
    RC_ASSERT(renamed.model.to_json() == as_they_are.model.to_json());
  }));
}

TEST_CASE("The number of threads changes nothing") {
  CHECK(rc::check([](std::uint64_t seed) {
    const Town town = some_town(seed);
    const auto one = linked(town, 1), three = linked(town, 3);
    RC_ASSERT(one.edges == three.edges);
    RC_ASSERT(one.cluster_of_row == three.cluster_of_row);
  }));
}

TEST_CASE("One more record that says what another says changes nobody else, with the model held") {
  CHECK(rc::check([](std::uint64_t seed) {
    Town town = some_town(seed);
    const auto before = linked(town);
    const auto people = people_of(town, before);
    const auto twin = seed % town.rows.size();
    if (three_feeds[town.feeds[twin]].deduplicated) return;  // there it is another person, by what the feed says
    const auto old = town.rows.size();
    town.packed.push_back(town.packed[twin]);
    town.keys.push_back("one-more");
    town.feeds.push_back(town.feeds[twin]);
    town.person.push_back(town.person[twin]);
    town.finish();
    auto after = people_of(town, linked(town, 2, before.model));
    // Whether it is the same person itself is another question: of namesakes with nothing but a name nobody knows.
    after.erase(old + 1);
    RC_ASSERT(after == people);
  }));
}

TEST_CASE("Two people joined by a reviewer and parted again are as before, ids and all") {
  CHECK(rc::check([](std::uint64_t seed) {
    const Town town = some_town(seed);
    const auto plain = linked(town);
    std::vector<RecordId> records;
    for (const auto& row : town.rows) records.push_back(row.record);
    const auto ids = assign_person_ids({}, records, plain.cluster_of_row, 1);
    Random random{seed};
    const auto a = random.below(town.rows.size()), b = random.below(town.rows.size());
    if (a == b || plain.cluster_of_row[a] == plain.cluster_of_row[b]) return;
    const Decision join{records[a], records[b], Verdict::same, "r", "2026-01-01", ""};
    const auto joined = linked(town, 2, plain.model, std::vector{join});
    const auto while_joined = assign_person_ids(ids.memberships, records, joined.cluster_of_row, ids.next_id);
    const auto undone = linked(town, 2, plain.model);
    RC_ASSERT(undone.cluster_of_row == plain.cluster_of_row);
    const auto again = assign_person_ids(while_joined.memberships, records, undone.cluster_of_row, while_joined.next_id, while_joined.former);
    RC_ASSERT(again.memberships == ids.memberships);
  }));
}
