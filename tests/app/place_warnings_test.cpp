// What will be missed on the day, as PLACE.toml stands.
#include "app/place_warnings.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "trust/example_place.h"

using namespace hearth;

namespace {

bool warns_of_one_number(const spine::PlaceFile& place) {
  const auto warnings = app::place_warnings(place, *tests::example_policy(), {}, tests::today);
  return std::ranges::any_of(warnings, [](const std::string& warning) { return warning.find("one number to ring") != std::string::npos; });
}

}  // namespace

TEST_CASE("A place is warned when a flood and a letter about money ring one desk, and not when one of them has its own") {
  spine::PlaceFile place;
  place.programmes = {"programmes/flood-welfare"};
  CHECK_FALSE(warns_of_one_number(place));
  place.programmes.emplace_back("programmes/pension-credit");
  CHECK(warns_of_one_number(place));
  place.contacts = {{"pension-credit", "Benefits team, 01632 960003"}};
  CHECK_FALSE(warns_of_one_number(place));
}
