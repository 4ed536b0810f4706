// How fast somebody may search.
#include "web/pace.h"

#include <doctest/doctest.h>

using namespace hearth;
using namespace hearth::web;

TEST_CASE("Some searches at once, then one after another; whoever waits may go on, and another person is not held up") {
  Pace pace;
  Instant now{1'000'000};
  for (int i = 0; i < Pace::at_once; ++i) CHECK(pace.take("anna", now));
  CHECK_FALSE(pace.take("anna", now));
  CHECK_FALSE(pace.take("anna", now));  // a refused try does not make the wait longer
  CHECK(pace.take("bert", now));
  now.milliseconds += Pace::milliseconds_each;
  CHECK(pace.take("anna", now));
  CHECK_FALSE(pace.take("anna", now));
  now.milliseconds += Pace::at_once * Pace::milliseconds_each;
  for (int i = 0; i < Pace::at_once; ++i) CHECK(pace.take("anna", now));
  CHECK_FALSE(pace.take("anna", now));
}
