// --near: every mistake is told in words about --near, before anything is asked.
#include <doctest/doctest.h>

#include "spine/typed_area.h"

using namespace hearth;

TEST_CASE("A point and a distance are read on the grid or as longitude and latitude") {
  for (const char* good : {"431200,433800,250", " 431200 , 433800 , 250 ", "-1.5,53.8,250", "431200.5,433800,0.5", "431200,433800,250m", "431200, 433800, 250 metres"}) {
    CAPTURE(good);
    CHECK(spine::parse_near(good));
  }
}

TEST_CASE("What can only be a mistake in --near ends 2 and says what is wrong") {
  struct Row {
    const char *text, *words;
  };
  for (const Row& row : {Row{"", "three numbers"}, Row{"431200,433800", "three numbers"}, Row{"431200,433800,250,1", "three numbers"},
                         Row{"nan,433800,250", "not a number"}, Row{"inf,433800,250", "not a number"}, Row{"431200,433800,inf", "not a number"},
                         Row{"431200,433800,nan", "not a number"}, Row{"431200,433800,250 miles", "not a number"}, Row{"1e999,433800,250", "not a number"},
                         Row{"431200,433800,0", "more than 0 metres"}, Row{"431200,433800,-5", "more than 0 metres"},
                         Row{"53.8,-1.5,250", "exchanged"}, Row{"2.35,48.85,250", "not in Great Britain"}, Row{"431200,-433800,250", "not in Great Britain"},
                         Row{"900000,433800,250", "not in Great Britain"}, Row{"431200,433800,1e9", "20,000 square kilometres"}}) {
    CAPTURE(row.text);
    const auto read = spine::parse_near(row.text);
    REQUIRE_FALSE(read);
    CHECK(read.error().exit == Exit::wrong_use);
    INFO(read.error().message);
    CHECK(read.error().message.starts_with("--near: "));
    CHECK(read.error().message.find(row.words) != std::string::npos);
    CHECK(read.error().message.find("corner") == std::string::npos);
  }
}
