// The pages on which reviewers answer: one after another, and where two must say the same.
#include <doctest/doctest.h>

#include "people/people_table.h"
#include "small_place.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

constexpr const char* tenants = "1,Ada Quill,1950-01-02,1 Weir Lane,ZZ1 1AA,N\n2,Ben Marsh,1961-03-04,2 Weir Lane,ZZ1 1AA,N\n";
constexpr const char* bins = "7,A Quill,,1 Weir Lane,ZZ1 1AA,Y\n";
constexpr const char* pair_page = "/review/1/3?purpose=flood-welfare";

void bob_answers(SmallPlace& place) {
  const auto done = place.data->database().write([](store::Session& session) -> Result<Done> {
    return people::add_decision(session, {RecordId{1}, RecordId{3}, people::Verdict::different, "bob", "2026-11-26T10:00:00Z", "two cousins"});
  });
  REQUIRE(done);
}

bool has(const web::Response& answer, std::string_view words) { return answer.body.find(words) != std::string::npos; }

std::string seen_of(const web::Response& answer) {
  std::smatch found;
  REQUIRE(std::regex_search(answer.body, found, std::regex{"name=\"seen\" value=\"([0-9]+)\""}));
  return found[1];
}

}  // namespace

TEST_CASE("Where one reviewer is enough, an answer is told to all and counts from the next run on") {
  SmallPlace place{tenants, bins};
  place.run();
  bob_answers(place);
  Walker reviewer{place};
  reviewer.sign_in("demo-reviewer");
  const auto page = reviewer.get(pair_page);
  CHECK(page.status == 200);
  CHECK(has(page, "bob answered: two people"));
  CHECK(has(page, "counts from the next run on"));
}

TEST_CASE("Where two must say the same, the second does not see the first's answer, and it counts when they agree") {
  SmallPlace place{tenants, bins, {}, "reviewers = 2\n"};
  place.run();
  bob_answers(place);
  Walker reviewer{place};
  reviewer.sign_in("demo-reviewer");
  const auto before = reviewer.get(pair_page);
  CHECK(before.status == 200);
  CHECK(has(before, "bob answered before you"));
  CHECK_FALSE(has(before, "bob answered: two people"));
  CHECK_FALSE(has(before, "two cousins"));
  CHECK_FALSE(has(before, "Take this answer back"));
  CHECK(has(reviewer.get("/review?purpose=flood-welfare"), "told when two have answered"));

  const auto answer = [&](const char* verdict) {
    return reviewer.post("/review/1/3", reviewer.form({{"purpose", "flood-welfare"}, {"seen", seen_of(reviewer.get(pair_page))}, {"answer", verdict}, {"why", ""}}));
  };
  CHECK(answer("same").status == 303);
  const auto differing = reviewer.get(pair_page);
  CHECK(has(differing, "bob answered: two people"));
  CHECK(has(differing, "It counts when a second reviewer gives the same answer"));
  place.run();
  CHECK(has(reviewer.get("/review?purpose=flood-welfare"), "Two must give the same answer"));

  CHECK(answer("different").status == 303);
  CHECK(has(reviewer.get(pair_page), "counts from the next run on"));
  CHECK_FALSE(has(reviewer.get("/review?purpose=flood-welfare"), "Two must give the same answer"));
}

TEST_CASE("One of two reviewers joins nobody in a run; when the second says the same, they are one person") {
  SmallPlace place{tenants, bins, {}, "reviewers = 2\n"};
  place.run();
  const auto says = [&](const char* actor, const char* at) {
    const auto done = place.data->database().write([&](store::Session& session) -> Result<Done> {
      return people::add_decision(session, {RecordId{2}, RecordId{3}, people::Verdict::same, actor, at, ""});
    });
    REQUIRE(done);
  };
  const auto are_one = [&] {
    bool out = false;
    const auto done = place.data->database().read([&](store::Session& session) -> Result<Done> {
      const auto a = people::person_of(session, RecordId{2}), b = people::person_of(session, RecordId{3});
      REQUIRE(a);
      REQUIRE(b);
      REQUIRE(a->has_value());
      out = **a == **b;
      return Done{};
    });
    REQUIRE(done);
    return out;
  };
  says("bob", "2026-11-26T10:00:00Z");
  place.run();
  CHECK_FALSE(are_one());
  says("cy", "2026-11-26T11:00:00Z");
  place.run();
  CHECK(are_one());
}
