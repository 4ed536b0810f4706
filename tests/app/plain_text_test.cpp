#include "app/plain_text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "app/text_table.h"
#include "base/text.h"

using namespace hearth;
using namespace hearth::app;

TEST_CASE("What a terminal would obey, or what turns the direction of writing, is shown as a question mark") {
  struct Row {
    std::string_view text, plain;
  };
  for (const Row& row : {Row{"\x1b[31mred", "?[31mred"}, Row{"bell\x07", "bell?"}, Row{"rub\x7f", "rub?"},
                         Row{"c1 \xC2\x9B""31m", "c1 ?31m"},                                     // CSI as a character
                         Row{"raw \x9B""31m", "raw ?31m"},                                       // CSI as a byte: no UTF-8
                         Row{"a\xE2\x80\xAE""b", "a?b"}, Row{"a\xE2\x81\xA6""b", "a?b"},         // right-to-left override, isolate
                         Row{"a\xE2\x80\x8F""b", "a?b"}, Row{"a\xD8\x9C""b", "a?b"},             // right-to-left mark, Arabic letter mark
                         Row{"a\xE2\x80\xA8""b", "a?b"},                                         // line separator
                         Row{"one\ntwo\tthree\r", "one two three "}, Row{std::string_view{"a\0b", 3}, "a?b"},
                         Row{"cut \xE2\x80", "cut ??"}, Row{"\xC0\xAF", "??"}, Row{"\xED\xA0\x80", "???"},  // cut, overlong, surrogate
                         Row{"Sin\xC3\xA9""ad \xF0\x9F\x8F\xA0 \xD9\x85", "Sin\xC3\xA9""ad \xF0\x9F\x8F\xA0 \xD9\x85"}}) {
    CAPTURE(std::string{row.plain});
    CHECK(plain(row.text) == row.plain);
  }
  CHECK(plain_lines("one\ntwo\x1b\n") == "one\ntwo?\n");
}

TEST_CASE("Whatever bytes come, the result is text that is safe, and making it safe again changes nothing") {
  CHECK(rc::check([] {
    const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    const auto safe = plain(bytes);
    RC_ASSERT(is_text(safe));
    RC_ASSERT(plain(safe) == safe);
    RC_ASSERT(safe.find_first_of("\n\r\t\x1b\x7f") == std::string::npos);
  }));
}

TEST_CASE("Long lines are broken at blanks, and the next ones begin where they are told") {
  CHECK(wrapped("short", 4) == "short\n");
  CHECK(wrapped("", 4) == "\n");
  CHECK(wrapped("  indented   in columns", 4) == "  indented   in columns\n");
  const std::string word(30, 'w');
  CHECK(wrapped(word + " " + word + " " + word + " " + word, 3) == word + " " + word + " " + word + "\n   " + word + "\n");
  CHECK(wrapped(std::string(120, 'x'), 3) == std::string(120, 'x') + "\n");  // a word is never broken
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
