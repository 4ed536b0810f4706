#include <doctest/doctest.h>

#include "record/birth_dates.h"

using namespace hearth;
using namespace hearth::record;

TEST_CASE("The births that a cell names") {
  const auto today = Date::make(2026, 11, 24).value();
  struct Row {
    std::string cell, format;
    std::vector<std::string> births;
  };
  const std::vector<Row> rows{
      {"20250301", "%Y%m%d", {"2025-03-01"}},
      {"Daiva (14.06.24)", "", {"2024-06-14"}},
      {"Aisha (15.06.22); Zainab (21.04.10)", "", {"2022-06-15", "2010-04-21"}},
      {"Hilda (13.06.35)", "", {"1935-06-13"}},
      {"01/02/2025, 03/04/2019", "%d/%m/%Y", {"2025-02-01", "2019-04-03"}},
      {"Tom 14-Jun-2025 & Ann (3 May 2021)", "", {"2025-06-14", "2021-05-03"}},
      {"due 01/02/2027", "", {}},
      {"2 children", "", {}},
      {"", "", {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.cell);
    std::vector<std::string> found;
    for (const auto& date : births_in(row.cell, row.format, today)) found.push_back(date.text());
    CHECK(found == row.births);
  }
  CHECK(no_longer_under(Date::make(2024, 2, 29).value(), 2).text() == "2026-03-01");
  CHECK(no_longer_under(Date::parse_iso("2024-05-03").value(), 2).text() == "2026-05-03");
  CHECK(no_longer_under(Date::parse_iso("2024").value(), 2).text() == "2027-01-01");
}
