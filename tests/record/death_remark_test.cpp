// What the names of back offices say of a death.
#include "record/death_remark.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using hearth::record::without_death_remark;

TEST_CASE("A remark beside the name tells of a death, and the name is what is left") {
  struct Row {
    std::string cell, name;
  };
  for (const auto& row : std::vector<Row>{{"EXORS OF MRS A SMITH", "MRS A SMITH"},
                                          {"Executors of the late John Smith", "John Smith"},
                                          {"THE EXECUTORS OF J LEE DECD", "J LEE"},
                                          {"Estate of A Lee", "A Lee"},
                                          {"ESTATE OF THE LATE MR R PATEL", "MR R PATEL"},
                                          {"Personal Representatives of A Lee", "A Lee"},
                                          {"Pers Reps of Mr A Lee", "Mr A Lee"},
                                          {"PR OF A LEE", "A LEE"},
                                          {"Mr J Smith (Decd)", "Mr J Smith"},
                                          {"SMITH, JOHN (DEC)", "SMITH, JOHN"},
                                          {"Mr J Smith - Deceased", "Mr J Smith"},
                                          {"MR J SMITH DEC'D", "MR J SMITH"},
                                          {"The late Mrs B Day", "Mrs B Day"},
                                          {"LATE MR B DAY", "MR B DAY"},
                                          {"EXORS", ""}}) {
    CAPTURE(row.cell);
    const auto told = without_death_remark(row.cell);
    CHECK(told.says_dead);
    CHECK(told.name == row.name);
  }
}

TEST_CASE("Names that only look like such a remark are the names of living people") {
  for (const std::string name : {"Ann Lee", "MR J LATE", "PR Sharma", "MRS E STATE", "Dec Donnelly", "REP JONES", "", "Smith Estates Ltd", "Rita Executive"}) {
    CAPTURE(name);
    const auto told = without_death_remark(name);
    CHECK_FALSE(told.says_dead);
    CHECK(told.name == name);
  }
}
