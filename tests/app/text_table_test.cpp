#include "app/text_table.h"

#include <doctest/doctest.h>

using namespace hearth::app;

TEST_CASE("Columns of numbers stand to the right, columns of words to the left, and no line ends in blanks") {
  TextTable table{{"step", "in", "remark"}};
  table.row({"load", "1,412,077", ""});
  table.row({"place", "-", "Sin\xC3\xA9""ad"});
  table.row({"need", "2"});  // cells that are missing are empty
  CHECK(table.text() ==
        "step          in  remark\n"
        "load   1,412,077\n"
        "place          -  Sin\xC3\xA9""ad\n"
        "need           2\n");
}

TEST_CASE("A table without rows is its heading") { CHECK(TextTable{{"feed", "rows"}}.text() == "feed  rows\n"); }

TEST_CASE("No cell and no heading can move the cursor or begin a line of its own") {
  TextTable table{{"fe\x1b[2Jed", "x"}};
  table.row({"a\nforged line", "b\x9B"});
  CHECK(table.text() ==
        "fe?[2Jed       x\n"
        "a forged line  b?\n");
}

TEST_CASE("Counts agree with their noun, and seconds are read at a glance") {
  CHECK(counted(0, "row") == "0 rows");
  CHECK(counted(1, "row") == "1 row");
  CHECK(counted(1'204, "row") == "1,204 rows");
  CHECK(seconds_text(0.034) == "0.03");
  CHECK(seconds_text(14.24) == "14.2");
}
