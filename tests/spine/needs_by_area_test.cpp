// What may be published of a count.
#include "spine/needs_by_area.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using hearth::spine::published;

TEST_CASE("Fewer than ten people are not told, the others to the nearest five") {
  struct Row {
    std::uint64_t people;
    std::optional<std::uint64_t> told;
  };
  for (const auto& row : std::vector<Row>{{0, {}}, {1, {}}, {9, {}}, {10, 10}, {12, 10}, {13, 15}, {17, 15}, {18, 20}, {1234, 1235}}) {
    CAPTURE(row.people);
    CHECK(published(row.people).people == row.told);
  }
}

TEST_CASE("A published count is near the true one and never tells a small one") {
  CHECK(rc::check([] {
    const auto people = *rc::gen::inRange<std::uint64_t>(0, 100000);
    const auto told = published(people).people;
    if (people < 10) RC_ASSERT(!told);
    else RC_ASSERT(*told % 5 == 0 && *told + 2 >= people && *told <= people + 2);
  }));
}
