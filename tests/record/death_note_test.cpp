#include <doctest/doctest.h>

#include "record/death_note.h"

using namespace hearth::record;

TEST_CASE("Whom a note tells of as dead") {
  const std::vector<NotedPerson> couple{{"MR", "DEREK", "MEASURES"}, {"MRS", "IRIS", "MEASURES"}}, one{{"Mr", "Arthur", "Dring"}}, initials{{"MR", "D", "MEASURES"}, {"MRS", "I", "MEASURES"}};
  const std::vector<std::string> phrases{"decd", "dec'd", "deceased", "passed away", "died", "rip"};
  using enum NotedDeath;
  struct Row {
    std::string note;
    const std::vector<NotedPerson>* people;
    std::vector<NotedDeath> told;
  };
  const std::vector<Row> rows{
      {"MR MEASURES (DEREK) DECD 18/09/26 PER TELL US ONCE", &couple, {this_one, none}},
      {"MRS MEASURES (IRIS) DECD 18/09/26", &couple, {none, this_one}},
      {"MR MEASURES (DEREK) DECD 18/09/26", &initials, {this_one, none}},
      {"MEASURES DECD", &couple, {somebody, somebody}},
      {"Derek decd March", &couple, {this_one, none}},
      {"T2 deceased 13/07/2026 - NTQ served", &couple, {none, this_one}},
      {"deceased, take off list", &one, {somebody}},
      {"Mr Dring passed away 2/11 per dau Karen. Pls keep assist on", &one, {this_one}},
      {"Mr Lee passed away", &one, {somebody}},
      {"Mr Dring's brother died", &one, {none}},
      {"wife died 2019", &one, {none}},
      {"wife died 2019", &couple, {none, somebody}},
      {"husband passed away", &couple, {somebody, none}},
      {"mother died in March", &couple, {none, none}},
      {"neighbour died", &couple, {none, none}},
      {"one of them died", &couple, {somebody, somebody}},
      {"died, carpet ripped", &couple, {somebody, somebody}},
      {"not deceased, checked", &one, {none}},
      {"carpet ripped", &one, {none}},
      {"dec'd? mail returned", &one, {somebody}},
      {"", &one, {none}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.note);
    CHECK(deaths_noted(row.note, phrases, *row.people) == row.told);
  }
}
