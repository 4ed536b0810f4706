#include "app/own_drafts.h"

#include <doctest/doctest.h>

using namespace hearth;
using namespace hearth::app;

TEST_CASE("A template that nobody has changed is known as one on another day and another system; a changed one is somebody's work") {
  const auto written = place_template(Date::make(2026, 11, 1).value());
  CHECK(is_place_template(written));
  CHECK(is_place_template(place_template(Date::make(2027, 2, 3).value())));
  auto windows = written;
  for (auto at = windows.find('\n'); at != std::string::npos; at = windows.find('\n', at + 2)) windows.replace(at, 1, "\r\n");
  CHECK(is_place_template(windows));
  auto named = written;
  named.replace(named.find("My council"), 10, "Sampleton council");
  CHECK_FALSE(is_place_template(named));
  CHECK(is_gazetteer_template(gazetteer_template()));
  CHECK_FALSE(is_gazetteer_template(std::string{gazetteer_template()} + "class = \"CLASS\"\n"));
  CHECK_FALSE(is_gazetteer_template(written));
}
