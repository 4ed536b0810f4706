#include <doctest/doctest.h>

#include <filesystem>

#include "people/people_table.h"
#include "people/statements.h"

using namespace hearth;
using namespace hearth::people;

namespace {
struct Folder {
  Path path{std::filesystem::temp_directory_path() / ("hearth-people-" + std::to_string(::getpid()))};
  Folder() { std::filesystem::remove_all(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};
template <class T>
T value(Result<T> result) {
  REQUIRE_MESSAGE(result.has_value(), result.error().message);
  return std::move(*result);
}
}  // namespace

TEST_CASE("Pairs of people wait, however many records each has; a decision about any of them decides the pair") {
  const Folder folder;
  auto database = value(store::open_folder(folder.path));
  // Records 1 and 2 are one person, 3 and 4 another, 5 a third, 6 and 7 a fourth whose identifiers differ.
  const std::vector<Membership> people{{RecordId{1}, PersonId{1}}, {RecordId{2}, PersonId{1}}, {RecordId{3}, PersonId{2}}, {RecordId{4}, PersonId{2}},
                                       {RecordId{5}, PersonId{3}}, {RecordId{6}, PersonId{4}}, {RecordId{7}, PersonId{4}}};
  const auto edge = [](std::uint64_t l, std::uint64_t r, Band band) { return Edge{RecordId{l}, RecordId{r}, 1.0F, band, 1}; };
  const std::vector<Edge> edges{edge(1, 3, Band::potential), edge(1, 4, Band::potential), edge(2, 3, Band::many), edge(4, 2, Band::potential),
                                edge(4, 5, Band::potential), edge(6, 7, Band::differs), edge(1, 5, Band::low), edge(3, 4, Band::match)};
  const auto done = database->write([&](store::Session& session) -> Result<Done> {
    CHECK(save_memberships(session, {}, people).has_value());
    CHECK(save_edges(session, {}, edges).has_value());
    CHECK(value(review_count(session)) == 3);  // 1 with 2, 2 with 3, and 4 in itself
    CHECK(add_decision(session, {RecordId{3}, RecordId{2}, Verdict::different, "ann", "2026-11-01T10:00:00Z", ""}).has_value());
    CHECK(value(review_count(session)) == 2);
    CHECK(add_decision(session, {RecordId{6}, RecordId{7}, Verdict::same, "ann", "2026-11-01T10:00:00Z", ""}).has_value());
    CHECK(value(review_count(session)) == 1);
    return Done{};
  });
  CHECK(done.has_value());
}

TEST_CASE("What linking found comes back from the store as it went in") {
  const Folder folder;
  auto database = value(store::open_folder(folder.path));
  const std::vector<Membership> first{{RecordId{1}, PersonId{1}}, {RecordId{2}, PersonId{1}}, {RecordId{3}, PersonId{2}}};
  const std::vector<Membership> second{{RecordId{1}, PersonId{1}}, {RecordId{2}, PersonId{2}}, {RecordId{4}, PersonId{3}}};
  const std::vector<Edge> edges{{RecordId{1}, RecordId{2}, 7.5F, Band::match, 0xFEDCBA9876543210ULL},
                                {RecordId{1}, RecordId{3}, -0.5F, Band::potential, 3},
                                {RecordId{2}, RecordId{3}, 2.5F, Band::many, 4}};
  const Edge mistyped{RecordId{1}, RecordId{2}, 7.5F, Band::differs, 0xFEDCBA9876543210ULL};
  const std::vector<HouseholdMember> homes{{HouseholdId{1}, Uprn::from_trusted(10), PersonId{1}}, {HouseholdId{1}, Uprn::from_trusted(10), PersonId{2}}};
  const Decision decision{RecordId{3}, RecordId{1}, Verdict::different, "ann", "2026-11-01T10:00:00Z", "two cousins"};
  const auto written = database->write([&](store::Session& session) -> Result<Done> {
    CHECK(save_memberships(session, {}, first).has_value());
    CHECK(save_edges(session, {}, edges).has_value());
    CHECK(save_households(session, {}, homes).has_value());
    CHECK(add_events(session, {{PersonEvent::Kind::merged, PersonId{9}, PersonId{1}}, {PersonEvent::Kind::merged, PersonId{8}, PersonId{9}}}, "2026-11-01").has_value());
    return Done{};
  });
  REQUIRE(written.has_value());
  const auto read = database->write([&](store::Session& session) -> Result<Done> {
    CHECK(value(read_memberships(session)) == first);
    auto kept = value(read_edges(session));
    std::ranges::sort(kept, [](const Edge& a, const Edge& b) { return std::pair{a.l, a.r} < std::pair{b.l, b.r}; });
    CHECK(kept == edges);
    CHECK(value(read_households(session)) == homes);
    CHECK(value(review_list(session, 10)) == std::vector<Edge>{edges[1], edges[2]});  // the most doubtful first
    CHECK(add_decision(session, decision).has_value());
    CHECK(value(read_decisions(session)) == std::vector<Decision>{decision});
    CHECK(value(review_count(session)) == 0);                                          // these two people were looked at
    CHECK(save_edges(session, edges, {mistyped, edges[1], edges[2]}).has_value());
    CHECK(value(review_list(session, 10)) == std::vector<Edge>{edges[2], mistyped});   // of one person, and asked all the same
    const auto doubtful = [&](const PairsParted& parted) {
      std::size_t out = 0;
      for (const std::uint64_t record : {1U, 2U, 3U}) CHECK(each_doubtful_pair(session, RecordId{record}, parted, [&](RecordId, RecordId) { ++out; }).has_value());
      return out;
    };
    CHECK(doubtful({{RecordId{1}, RecordId{3}}}) == 2);                                // one pair of two people, from either side
    CHECK(doubtful({}) == 4);                                                          // an answer that does not count parts nobody
    CHECK(value(current_id(session, PersonId{8})) == PersonId{1});                     // through two merges
    CHECK(value(events_of(session, PersonId{9})).size() == 2);
    CHECK(save_memberships(session, first, second).has_value());
    CHECK(value(read_memberships(session)) == second);
    const std::vector<Membership> were{{RecordId{1}, PersonId{9}}, {RecordId{2}, PersonId{8}}, {RecordId{2}, PersonId{9}}};
    CHECK(save_former(session, {}, were).has_value());
    CHECK(value(read_former(session)) == were);
    const std::vector<Membership> are{were[0], were[2]};
    CHECK(save_former(session, were, are).has_value());
    CHECK(value(read_former(session)) == are);
    CHECK(value(records_of(session, PersonId{2})) == std::vector<RecordId>{RecordId{2}});
    CHECK(value(person_of(session, RecordId{3})) == std::nullopt);
    CHECK(value(read_model(session)).empty());
    const store::Statement old_model{"test.old_model", "INSERT INTO link_model (model_id, version, trained_at, content) VALUES (1, 'v', 't', :content)"};
    CHECK(session.execute(old_model, {store::to_value("{\"hearth_link_model\": 1}")}).has_value());
    CHECK(value(read_model(session)).empty());  // of another version of Hearth: learnt anew, no obstacle
    CHECK(value(purge_records(session, {RecordId{1}, RecordId{2}, RecordId{3}})) > 0);
    CHECK(value(read_edges(session)).empty());
    CHECK(value(read_households(session)).empty());
    CHECK(value(read_former(session)).empty());
    return Done{};
  });
  CHECK(read.has_value());
}
