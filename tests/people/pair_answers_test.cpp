#include <doctest/doctest.h>

#include "people/pair_answers.h"

using namespace hearth;
using namespace hearth::people;

namespace {
Decision says(const char* actor, std::uint64_t left, std::uint64_t right, Verdict verdict, const char* at) {
  return {RecordId{left}, RecordId{right}, verdict, actor, at, ""};
}
}  // namespace

TEST_CASE("Where one reviewer is enough the newest answer counts, whichever record stood left") {
  const std::vector<Decision> standing{says("ann", 1, 2, Verdict::same, "2026-11-01"), says("bob", 2, 1, Verdict::different, "2026-11-02")};
  const auto counting = counting_answers(standing, 1);
  REQUIRE(counting.size() == 1);
  CHECK(counting[0] == standing[1]);
}

TEST_CASE("Where two must say the same, one answer joins nobody, and two that differ do not either") {
  std::vector<Decision> standing{says("ann", 1, 2, Verdict::same, "2026-11-01")};
  CHECK(counting_answers(standing, 2).empty());
  standing.push_back(says("ann", 1, 2, Verdict::same, "2026-11-02"));  // twice is not two people
  CHECK(counting_answers(standing, 2).empty());
  standing.push_back(says("bob", 2, 1, Verdict::different, "2026-11-03"));
  CHECK(counting_answers(standing, 2).empty());
  standing.push_back(says("cy", 1, 2, Verdict::different, "2026-11-04"));
  REQUIRE(counting_answers(standing, 2).size() == 1);
  CHECK(counting_answers(standing, 2)[0].verdict == Verdict::different);
  // Ann has changed her mind: of three, two say two people, and she now the same; the newest has one voice alone.
  standing.push_back(says("ann", 1, 2, Verdict::same, "2026-11-05"));
  CHECK(counting_answers(standing, 2).empty());
}

TEST_CASE("Not sure takes a pair off the list with one voice") {
  const std::vector<Decision> standing{says("ann", 1, 2, Verdict::not_sure, "2026-11-01")};
  CHECK(counting_answers(standing, 2).size() == 1);
}

TEST_CASE("Not sure undoes no agreement of two, and takes back what one reviewer alone had said") {
  const std::vector<Decision> standing{says("ann", 1, 2, Verdict::same, "2026-11-01"), says("bob", 1, 2, Verdict::same, "2026-11-02"),
                                       says("cy", 1, 2, Verdict::not_sure, "2026-11-03")};
  REQUIRE(counting_answers(standing, 2).size() == 1);
  CHECK(counting_answers(standing, 2)[0].verdict == Verdict::same);
  CHECK(counting_answers(standing, 1)[0].verdict == Verdict::not_sure);
}

TEST_CASE("The line is advised where the answers part, and from thirty answers on") {
  std::vector<AnsweredPair> answered;
  for (int i = 0; i < 20; ++i) answered.push_back({-2.0 + 0.1 * i, i >= 18});  // two of one person below 0
  CHECK_FALSE(advise_threshold(answered, 1).is_told);
  for (int i = 0; i < 20; ++i) answered.push_back({0.5 + 0.1 * i, i >= 2});    // two of two people above
  const auto told = advise_threshold(answered, 1);
  REQUIRE(told.is_told);
  CHECK(told.answered == 40);
  CHECK(told.weight == doctest::Approx(0.65));  // between 0.6 and 0.7: two of two people stay below
  std::size_t answers = 0, same = 0;
  for (const auto& band : told.bands) answers += band.answered, same += band.same;
  CHECK(answers == 40);
  CHECK(same == 20);
  CHECK_FALSE(advise_threshold({}, 1).is_told);
  CHECK(advise_threshold({}, 1).bands.empty());
}

TEST_CASE("Answers that all say one thing advise nothing") {
  std::vector<AnsweredPair> answered(50, {1.5, true});
  CHECK_FALSE(advise_threshold(answered, 1).is_told);
}
