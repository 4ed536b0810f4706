#include "web/line_chart.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace hearth::web;

namespace {

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("A line over months has a gap where a number is hidden, its name at its end, and no line for one month") {
  CHECK(line_chart("People", {"2026-10"}, {{"phone", {12}}}).bytes().empty());
  const auto whole = line_chart("People found", {"2026-09", "2026-10", "2026-11"}, {{"phone", {100, 120, 140}}, {"visit", {50, std::nullopt, 60}}}).bytes();
  CHECK(times(whole, "<polyline") == 1);
  CHECK(times(whole, "<circle") == 2);
  CHECK(times(whole, ">phone</text>") == 1);
  CHECK(times(whole, ">visit</text>") == 1);
  CHECK(whole.find("aria-label=\"People found\"") != std::string::npos);
  CHECK(whole.find("style=") == std::string::npos);
  // All hidden: axes, and no line.
  const auto hidden = line_chart("People found", {"2026-09", "2026-10"}, {{"phone", {std::nullopt, std::nullopt}}}).bytes();
  CHECK(times(hidden, "<polyline") == 0);
  CHECK(times(hidden, ">phone</text>") == 0);
}

TEST_CASE("Names of lines that end at the same height stand apart, and inside the picture") {
  const auto chart = line_chart("People", {"2026-09", "2026-10"}, {{"a", {0, 0}}, {"b", {0, 0}}, {"c", {0, 0}}, {"d", {100, 0}}}).bytes();
  int last = -100;
  for (const char* name : {"a", "b", "c", "d"}) {
    const auto end = chart.find(">" + std::string{name} + "</text>");
    REQUIRE(end != std::string::npos);
    const auto y = chart.rfind("y=\"", end);
    const int at = std::stoi(chart.substr(y + 3));
    CHECK(at - last >= 16);
    CHECK(at <= 260);
    last = at;
  }
}
