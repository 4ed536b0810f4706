#include "app/text_table.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

#include "base/text.h"

using namespace hearth;
using namespace hearth::app;

TEST_CASE("Long lines are broken at blanks, and the next ones begin where they are told") {
  CHECK(wrapped("short", 4) == "short\n");
  CHECK(wrapped("", 4) == "\n");
  CHECK(wrapped("  indented   in columns", 4) == "  indented   in columns\n");
  const std::string word(30, 'w');
  CHECK(wrapped(fmt::format("{0} {0} {0} {0}", word), 3) == fmt::format("{0} {0} {0}\n   {0}\n", word));
  CHECK(wrapped(fmt::format("{:x<120}", ""), 3) == fmt::format("{:x<120}\n", ""));  // a word is never broken
  CHECK(wrapped("a\nb", 0) == "a b\n");
}

TEST_CASE("No line is wider than the page unless one word is") {
  CHECK(rc::check([] {
    const auto words = *rc::gen::container<std::vector<std::string>>(
        rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 60), [](std::size_t n) { return rc::gen::just(std::string(n, 'w')); }));
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    const auto lines = wrapped(text, 8);
    std::string joined;
    for (const auto line : split(lines, '\n')) {
      RC_ASSERT(width_of(std::string{line}) <= 100U);
      if (!trim(line).empty()) joined += (joined.empty() ? "" : " ") + std::string{trim(line)};
    }
    RC_ASSERT(joined == text);
  }));
}
