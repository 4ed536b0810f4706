#include "formats/plain_text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/text.h"

using namespace hearth;
using namespace hearth::formats;

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

TEST_CASE("A number with its word: one, several, none; words that end in y, s or ch have their own way") {
  CHECK(counted(1, "row") == "1 row");
  CHECK(counted(1204, "row") == "1,204 rows");
  CHECK(counted(0, "day") == "0 days");
  CHECK(counted(35, "entry") == "35 entries");
  CHECK(counted(1, "entry") == "1 entry");
  CHECK(counted(2, "address") == "2 addresses");
  CHECK(counted(3, "search") == "3 searches");
  CHECK(counted(1, "person") == "1 person");
  CHECK(counted(1204, "person") == "1,204 people");
}
