// Numbers of a place month by month.
#include "spine/figures.h"

#include <doctest/doctest.h>

#include "need/need_fixture.h"

using namespace hearth;
using namespace hearth::spine;

TEST_CASE("Months are told in their order, rounded to 5; small numbers are hidden, and what would give them away") {
  const auto programme = need::fixture::programme("flood-welfare");
  const auto figures = month_figures({{"2026-09", "phone", 101}, {"2026-09", "visit", 57}, {"2026-09", "visit first", 43},
                                      {"2026-10", "phone", 102}, {"2026-10", "visit", 3}, {"2026-10", "visit first", 44},
                                      {"2026-11", "call on", 12}, {"2026-11", "phone", 108}, {"2026-11", "visit", 60}, {"2026-11", "visit first", 40}},
                                     programme);
  REQUIRE(figures.months == std::vector<std::string>{"2026-09", "2026-10", "2026-11"});
  REQUIRE(figures.categories == std::vector<std::string>{"visit first", "visit", "phone", "All"});
  const auto row = [&](std::size_t month) {
    std::string out;
    for (const auto& count : figures.people[month]) out += (out.empty() ? "" : " ") + (count ? std::to_string(*count) : "-");
    return out;
  };
  CHECK(row(0) == "45 55 100 200");
  // 3 is hidden; were both others and the total told, it could be worked out.
  CHECK_FALSE(figures.people[1][1]);
  CHECK(std::ranges::count_if(figures.people[1], [](const auto& count) { return !count.has_value(); }) >= 2);
  // A category of rules of before is in the total alone.
  CHECK(row(2) == "40 60 110 220");
  CHECK(month_figures({}, programme).months.empty());
}
