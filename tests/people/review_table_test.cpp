#include <doctest/doctest.h>

#include "people/people_table.h"
#include "people/review_table.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::people;

namespace {

template <class T>
T value(Result<T> result) {
  REQUIRE_MESSAGE(result.has_value(), result.error().message);
  return std::move(*result);
}

/// Two records that wait for review, and a third one beside them.
struct Store {
  tests::TemporaryFolder folder;
  std::unique_ptr<store::Database> database = value(store::open_folder(folder.path() / "data"));

  Store() {
    in([](store::Session& session) {
      REQUIRE(save_memberships(session, {}, {{RecordId{1}, PersonId{1}}, {RecordId{2}, PersonId{2}}, {RecordId{3}, PersonId{3}}}).has_value());
      REQUIRE(save_edges(session, {}, {{RecordId{1}, RecordId{2}, -0.5F, Band::potential, 3}, {RecordId{1}, RecordId{3}, 9.0F, Band::low, 3}}).has_value());
    });
  }
  template <class Work>
  void in(Work&& work) {
    REQUIRE(database->write([&](store::Session& session) -> Result<Done> {
      work(session);
      return Done{};
    }).has_value());
  }
};

Decision said(Verdict verdict, std::string actor, RecordId left = RecordId{1}, RecordId right = RecordId{2}) {
  return {left, right, verdict, std::move(actor), "2026-11-01T10:00:00Z", "made up"};
}

}  // namespace

TEST_CASE("Two reviewers who opened one pair: the second one's answer is not kept, and reads the first one's") {
  Store store;
  store.in([](store::Session& session) {
    CHECK(value(pair_history(session, RecordId{2}, RecordId{1})).version() == 0);
    const auto first = value(decide_pair(session, said(Verdict::same, "ann"), 0));
    CHECK(first.kept);
    CHECK(first.history.version() == 1);
    const auto second = value(decide_pair(session, said(Verdict::different, "bob", RecordId{2}, RecordId{1}), 0));
    CHECK_FALSE(second.kept);
    REQUIRE(second.history.in_force() != nullptr);
    CHECK(second.history.in_force()->decision.actor == "ann");
    CHECK(value(read_decisions(session)) == std::vector<Decision>{said(Verdict::same, "ann")});
    // Having read it, the second one may overrule the first: both answers stay.
    CHECK(value(decide_pair(session, said(Verdict::different, "bob"), 1)).history.in_force()->decision.verdict == Verdict::different);
    CHECK(value(read_decisions(session)).size() == 2);
  });
}

TEST_CASE("An answer that is taken back puts the pair back on the list, and the answer before it counts again") {
  Store store;
  store.in([](store::Session& session) {
    const auto before = value(review_version(session));
    CHECK(value(review_count(session)) == 1);
    REQUIRE(decide_pair(session, said(Verdict::different, "ann"), 0).has_value());
    CHECK(value(review_count(session)) == 0);
    CHECK(value(review_version(session)) > before);
    CHECK(value(withdraw_decision(session, RecordId{1}, RecordId{2}, "bob", "2026-11-02T10:00:00Z", 0)).kept == false);  // had not seen it
    const auto undone = value(withdraw_decision(session, RecordId{2}, RecordId{1}, "bob", "2026-11-02T10:00:00Z", 1)).history;
    CHECK(undone.in_force() == nullptr);
    REQUIRE(undone.decisions.size() == 1);
    CHECK(undone.decisions[0].withdrawn_by == "bob");
    CHECK(value(review_count(session)) == 1);
    CHECK(value(read_decisions(session)).empty());
    CHECK(value(review_version(session)) == before + 2);
    REQUIRE(decide_pair(session, said(Verdict::same, "ann"), 2).has_value());
    REQUIRE(decide_pair(session, said(Verdict::not_sure, "bob"), 3).has_value());
    CHECK(value(withdraw_decision(session, RecordId{1}, RecordId{2}, "bob", "2026-11-03T10:00:00Z", 4)).history.in_force()->decision.verdict == Verdict::same);
    CHECK(value(newest_decisions(session, 2)).front().decision.verdict == Verdict::not_sure);
  });
}

TEST_CASE("Only a pair that was left to a reviewer, or that one has had, is for review; purging forgets what was said of the purged") {
  Store store;
  store.in([](store::Session& session) {
    CHECK(value(pair_history(session, RecordId{1}, RecordId{2})).is_for_review());
    CHECK_FALSE(value(pair_history(session, RecordId{1}, RecordId{3})).is_for_review());
    CHECK_FALSE(value(pair_history(session, RecordId{2}, RecordId{3})).is_for_review());
    REQUIRE(decide_pair(session, said(Verdict::different, "ann", RecordId{2}, RecordId{3}), 0).has_value());
    CHECK(value(pair_history(session, RecordId{3}, RecordId{2})).is_for_review());
    REQUIRE(withdraw_decision(session, RecordId{2}, RecordId{3}, "ann", "2026-11-02T10:00:00Z", 1).has_value());
    REQUIRE(purge_records(session, {RecordId{2}}).has_value());
    CHECK(value(review_version(session)) == 0);  // a later answer that is given the same number starts without a taking back
  });
}
