#include "formats/code_end.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace hearth::formats;

TEST_CASE("The day behind a code until which it holds") {
  struct Row {
    std::string text, code, day;
  };
  for (const auto& row : std::vector<Row>{{"RES 3 ^2026-04-14", "RES 3", "2026-04-14"},
                                          {"Oxygen (ends 03/2026)", "Oxygen", "03/2026"},
                                          {"W2 until 14/04/2026", "W2", "14/04/2026"},
                                          {"W2 - exp. 14 Apr 2026", "W2", "14 Apr 2026"},
                                          {"W2 [to 14-Apr-26]", "W2", "14-Apr-26"},
                                          {"OXY@14.04.2026", "OXY", "14.04.2026"},
                                          {"Oxygen (ends Mar 2026)", "Oxygen", "Mar 2026"},
                                          {"Oxygen (ends 03/26)", "Oxygen", "03/26"},
                                          {"Flat 12/14", "Flat 12/14", ""},
                                          {"Mobile", "Mobile", ""},
                                          {"MOB", "MOB", ""},
                                          {"W2 from 14/04/2026", "W2", ""},
                                          {"PO-12", "PO-12", ""},
                                          {"2026-04-14", "2026-04-14", ""},
                                          {"TOTO 14/04/2026", "TOTO", "14/04/2026"},
                                          {"", "", ""}}) {
    CAPTURE(row.text);
    const auto read = code_end(row.text);
    CHECK(read.code == row.code);
    CHECK(read.day == row.day);
  }
}
