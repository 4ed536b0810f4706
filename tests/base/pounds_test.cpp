#include "base/pounds.h"

#include <doctest/doctest.h>

using namespace hearth;

TEST_CASE("Sums of money read as people write them") {
  CHECK(in_pounds(0) == "£0");
  CHECK(in_pounds(10000) == "£10,000");
  CHECK(in_pounds(1234.5) == "£1,234.50");
  CHECK(in_pounds(0.05) == "£0.05");
  CHECK(in_pounds(238.0 - 143.2) == "£94.80");
  CHECK(in_pounds(-3.2) == "-£3.20");
  CHECK(in_pounds(-0.001) == "£0");
  CHECK(in_whole_pounds(1234.5) == "£1,235");
}
