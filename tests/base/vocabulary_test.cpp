#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/postcode.h"
#include "base/random.h"
#include "base/text.h"
#include "base/uprn.h"

using namespace hearth;

TEST_CASE("A UPRN is taken as people write it, and refused with advice when a spreadsheet hurt it") {
  struct Row {
    const char* text;
    const char* expected;  // the number, or the code of the fault
  };
  for (const auto& row : std::vector<Row>{{"100012345678", "100012345678"}, {"000012345678", "12345678"}, {" 10 0012345678 ", "100012345678"},
                                          {"100012345678.0", "100012345678"}, {"'100012345678", "100012345678"}, {"9.99E+11", "uprn.digits_lost"},
                                          {"1e+11", "uprn.digits_lost"}, {"LS12 5NL", "uprn.postcode"}, {"0", "uprn.malformed"},
                                          {"", "uprn.malformed"}, {"1234567890123", "uprn.malformed"}, {"12A", "uprn.malformed"}}) {
    CAPTURE(row.text);
    const auto uprn = Uprn::parse(row.text);
    CHECK((uprn ? uprn->text() : uprn.error().code) == row.expected);
  }
}

TEST_CASE("A postcode is known by its form, however it is written") {
  CHECK(Postcode::parse("ls125nl")->text() == "LS12 5NL");
  CHECK(Postcode::parse("EC1A 1BB")->text() == "EC1A 1BB");
  CHECK(Postcode::parse("M1 1AA")->area() == "M");
  CHECK_FALSE(Postcode::parse("LS12"));
  CHECK_FALSE(Postcode::parse("LS12 5CL"));  // C never stands in an inward code
  CHECK(is_outcode("LS12"));
  CHECK_FALSE(is_outcode("LS12 5NL"));
}

TEST_CASE("Every day of the calendar keeps its number, its text and its words") {
  CHECK(rc::check([] {
    const auto days = *rc::gen::inRange(-60'000, 80'000);
    const auto date = Date::from_days(days);
    RC_ASSERT(date.days() == days);
    RC_ASSERT(Date::parse_iso(date.text()).value() == date);
  }));
  CHECK(Date::make(1948, 3, 5)->words() == "5 March 1948");
  CHECK(Date::make(1948, 3)->text() == "1948-03");
  CHECK(age_in_years(*Date::make(1948, 11, 25), *Date::make(2026, 11, 24)) == 77);
  CHECK(age_in_years(*Date::make(1948, 11, 24), *Date::make(2026, 11, 24)) == 78);
}

TEST_CASE("Days that do not exist are refused, and an American date is recognised") {
  CHECK(Date::make(1950, 2, 31).error().code == "date.impossible");
  CHECK(Date::parse("12/25/1950", "%d/%m/%Y").error().code == "date.american");
  CHECK(Date::parse("31/02/1950", "%d/%m/%Y").error().code == "date.impossible");
  CHECK(Date::parse("01/01/1066", "%d/%m/%Y").error().code == "date.out_of_range");
  CHECK(Date::parse("5 Mar 1948", "%d %b %Y").value().text() == "1948-03-05");
}

TEST_CASE("Folding makes spellings of one name equal, in any script") {
  CHECK(fold("Seán Ó'Briain") == "sean o'briain");
  CHECK(fold("ŁUKASZ Müller") == "lukasz muller");
  CHECK(fold("Ngũgĩ") == "ngugi");
  CHECK(fold("SMITH") == "smith");
  CHECK(one_line("  a \r\n b\t c ") == "a b c");
  CHECK(trim("\xC2\xA0 x \xC2\xA0") == "x");
}

TEST_CASE("Text that is not UTF-8, or holds NUL, is recognised") {
  CHECK(is_text("plain"));
  CHECK(is_text("caf\xC3\xA9"));
  CHECK_FALSE(is_text("caf\xE9"));
  CHECK_FALSE(is_text("\xC0\xAF"));
  CHECK_FALSE(is_text("\xED\xA0\x80"));
  CHECK_FALSE(is_text(std::string_view{"a\0b", 3}));
}

TEST_CASE("A mistyped word is answered with the one that was meant") {
  CHECK(nearest("colum", {"format", "column", "type"}) == "column");
  CHECK(nearest("zebra", {"format", "column", "type"}).empty());
}

TEST_CASE("A seed gives the same draws on every machine, and each part of the work its own") {
  Random random{7};
  CHECK(random.next() == 0xB358FAF74EF9765AULL);
  Random again{7};
  CHECK(Random{7}.fork(1).next() != Random{7}.fork(2).next());
  for (int i = 0; i < 1000; ++i) CHECK(again.below(10) < 10);
}

TEST_CASE("A moment is written and read in UTC") {
  CHECK(Instant::parse("2026-11-24T15:04:03Z")->text() == "2026-11-24T15:04:03Z");
  CHECK(Instant::parse("2026-11-24")->date().text() == "2026-11-24");
  CHECK_FALSE(Instant::parse("2026-11-24T25:00:00Z"));
}

TEST_CASE("A content hash survives its text") {
  const auto hash = ContentHash::of("12 Weir Lane");
  CHECK(ContentHash::from_text(hash.text()) == hash);
}
