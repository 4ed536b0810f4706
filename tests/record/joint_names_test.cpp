#include <doctest/doctest.h>

#include "record/joint_names.h"

using hearth::record::NamedPerson;
using hearth::record::split_joint;

TEST_CASE("A cell that names two people is read as two people") {
  struct Row {
    const char* cell;
    std::vector<NamedPerson> people;
  };
  const std::vector<Row> rows{
      {"MR A & MRS B SMITH", {{"MR", "A", "SMITH"}, {"MRS", "B", "SMITH"}}},
      {"Mr & Mrs Smith", {{"Mr", "", "Smith"}, {"Mrs", "", "Smith"}}},
      {"J & M SMITH", {{"", "J", "SMITH"}, {"", "M", "SMITH"}}},
      {"SMITH J & M", {{"", "J", "SMITH"}, {"", "M", "SMITH"}}},
      {"PATEL, RAJ & PRIYA", {{"", "RAJ", "PATEL"}, {"", "PRIYA", "PATEL"}}},
      {"Ann Lee & Raj Patel", {{"", "Ann", "Lee"}, {"", "Raj", "Patel"}}},
      {"Mr John Smith and Mrs Mary Smith", {{"Mr", "John", "Smith"}, {"Mrs", "Mary", "Smith"}}},
      {"MISS E O'BRIEN", {{"MISS", "E", "O'BRIEN"}}},
      {"Dr. Ngozi Eze", {{"Dr.", "Ngozi", "Eze"}}},
      {"", {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.cell);
    CHECK(split_joint(row.cell) == row.people);
  }
}
