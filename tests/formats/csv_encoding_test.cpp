#include <doctest/doctest.h>

#include "formats/csv.h"
#include "formats/csv_text.h"

using namespace hearth;
using namespace hearth::formats;

TEST_CASE("The encoding and the separator of a file are found, and the text is the same in each") {
  struct Row {
    const char* how;
    std::string bytes;
    Encoding encoding;
    char separator;
  };
  using namespace std::string_literals;
  const std::vector<Row> rows{
      {"UTF-8", "name,town\nZo\xC3\xAB,Leeds\n", Encoding::utf8, ','},
      {"UTF-8 with BOM", "\xEF\xBB\xBFname;town\r\nZo\xC3\xAB;Leeds\r\n", Encoding::utf8, ';'},
      {"Windows-1252", "name|town\rZo\xEB|Leeds\r", Encoding::windows_1252, '|'},
      {"UTF-16 little-endian with BOM", "\xFF\xFE"s + utf16(u"name\ttown\r\nZo\u00EB\tLeeds\r\n", false), Encoding::utf16_le, '\t'},
      {"UTF-16 big-endian with BOM", "\xFE\xFF"s + utf16(u"name\ttown\r\nZo\u00EB\tLeeds", true), Encoding::utf16_be, '\t'},
      {"UTF-16 little-endian without BOM", utf16(u"name,town\nZo\u00EB,Leeds\n", false), Encoding::utf16_le, ','},
      {"UTF-16 big-endian without BOM", utf16(u"name,town\nZo\u00EB,Leeds\n", true), Encoding::utf16_be, ','},
  };
  for (const auto& row : rows) {
    CAPTURE(row.how);
    const auto csv = read_csv(row.bytes);
    CHECK(csv.refused == "");
    CHECK(csv.form.encoding == row.encoding);
    CHECK(csv.form.separator == row.separator);
    CHECK(csv.heading == std::vector<std::string>{"name", "town"});
    CHECK(csv.rows == Rows{{"Zo\xC3\xAB", "Leeds"}});
    CHECK(csv.faults.empty());
  }
}

TEST_CASE("Windows-1252 has quotation marks and the euro where Latin 1 has controls") {
  CHECK(read_csv("a,b\n\x91x\x92,\x80\n").rows == Rows{{"\xE2\x80\x98x\xE2\x80\x99", "\xE2\x82\xAC"}});
}

TEST_CASE("A byte that the encoding does not have costs its row a fault with the column, and the next rows go on") {
  using namespace std::string_literals;
  for (const auto& byte : {"\x81"s, "\x8D"s, "\x8F"s, "\x90"s, "\x9D"s}) {
    const auto csv = read_csv("key,name\n1,\xE9\n2,a" + byte + "b\n3,c\n");
    CHECK(csv.rows == Rows{{"1", "\xC3\xA9"}, {"2", "a\xEF\xBF\xBD" "b"}, {"3", "c"}});
    CHECK(csv.faults == std::vector<Fault>{{3, "csv.not_text", "name"}});
  }
  const auto nul = read_csv("key,name\n1,a\n2,\0\n3,c\n"s.replace(13, 0, ""));
  CHECK(read_csv("key,name\n1,\"a\0b\"\n2,c\n"s).faults == std::vector<Fault>{{2, "csv.not_text", "name"}});
  CHECK(nul.faults == std::vector<Fault>{{3, "csv.not_text", "name"}});
  CHECK(nul.rows[1] == std::vector<std::string>{"2", ""});  // NUL stands for nothing
  CHECK(nul.rows.back() == std::vector<std::string>{"3", "c"});
  const auto lone = read_csv("\xFF\xFE"s + utf16(u"key,name\n1,\xD800x\n2,\xDC00\n3,\xD83D\xDE00\n4,", false) + "x");
  CHECK(lone.faults == std::vector<Fault>{{2, "csv.not_text", "name"}, {3, "csv.not_text", "name"}, {5, "csv.not_text", "name"}});
  CHECK(lone.rows[2][1] == "\xF0\x9F\x98\x80");
}

TEST_CASE("A UTF-8 file with some Windows-1252 rows stays UTF-8, and those rows are told") {
  std::string bytes = "key,name\n1,Se\xC3\xA1n\n2,Zo\xC3\xAB\n3,Zo\xEB\n4,Ann\n";
  const auto csv = read_csv(bytes);
  CHECK(csv.form.encoding == Encoding::utf8);
  CHECK(csv.faults == std::vector<Fault>{{4, "csv.not_text", "name"}});
  // Beyond the first 256 KiB nobody looks before reading.
  std::string late = "key,name\n";
  while (late.size() < (300U << 10)) late += "1,Ann\n";
  const auto rows_before = static_cast<std::uint64_t>(std::ranges::count(late, '\n'));
  const auto far = read_csv(late + "2,Zo\xEB\n3,Ann\n");
  CHECK(far.form.encoding == Encoding::utf8);
  CHECK(far.faults == std::vector<Fault>{{rows_before + 1, "csv.not_text", "name"}});
}

TEST_CASE("A declared encoding holds, unless a byte order mark says otherwise") {
  CHECK(read_csv("a,b\n\xC3\xAB,1\n", {.encoding = Encoding::windows_1252}).rows[0][0] == "\xC3\x83\xC2\xAB");
  CHECK(read_csv("a,b\n\xEB,1\n", {.encoding = Encoding::utf8}).faults == std::vector<Fault>{{2, "csv.not_text", "a"}});
  CHECK(read_csv("\xEF\xBB\xBF" "a,b\n\xC3\xAB,1\n", {.encoding = Encoding::windows_1252}).rows[0][0] == "\xC3\xAB");
  CHECK(read_csv("h\xE9,b\n1,2\n", {.encoding = Encoding::utf8}).refused == "csv.not_text");
}

TEST_CASE("A character that a block of the file cuts in two is whole again") {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string bytes = "key,name\n";
    std::u16string wide = u"key,name\n";
    while (bytes.size() < (256U << 10) - 8 + shift) bytes += "1,a\n", wide += u"1,a\n";
    CHECK(read_csv(bytes + "2,\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\n").faults.empty());
    std::u16string half = wide.substr(0, (128U << 10) - 4 + shift - (wide.size() % 1));
    half = half.substr(0, half.rfind(u'\n') + 1) + u"2,";
    while (half.size() + 1 < (128U << 10) + shift) half += u'x';
    const auto csv = read_csv("\xFF\xFE" + utf16(half + u"\xD83D\xDE00\n", false));
    CHECK(csv.faults.empty());
    CHECK(csv.rows.back()[1].ends_with("\xF0\x9F\x98\x80"));
  }
}

TEST_CASE("Encodings are known under the names that people write") {
  struct Row {
    const char* name;
    Encoding encoding;
  };
  for (const Row& row : {Row{"UTF-8", Encoding::utf8}, {"utf8", Encoding::utf8}, {"utf-8-sig", Encoding::utf8}, {"cp1252", Encoding::windows_1252},
                         {"Windows-1252", Encoding::windows_1252}, {"latin1", Encoding::windows_1252}, {"ISO-8859-1", Encoding::windows_1252},
                         {"utf-16", Encoding::utf16_le}, {"UTF-16BE", Encoding::utf16_be}}) {
    CAPTURE(row.name);
    CHECK(parse_encoding(row.name).value() == row.encoding);
    CHECK(parse_encoding(name_of(row.encoding)).value() == row.encoding);
  }
  CHECK(parse_encoding("ebcdic").error().code == "encoding.unknown");
  CHECK(parse_encoding("ebcdic").error().exit == Exit::wrong_use);
}

TEST_CASE("The separator is the one that splits most rows evenly") {
  struct Row {
    const char* text;
    char separator;
  };
  for (const Row& row : {Row{"a,b,c\n1,2,3\n", ','}, {"a;b\n1,5;2,5\n2,5;3\n", ';'}, {"a\tb\n1, High St\t2\n", '\t'}, {"a|b|c\nx, y|1;2|3\n", '|'},
                         {"a,b\n\"x;y;z\",1\n\"p;q\",2\n", ','}, {"one\ntwo\n", ','}, {"Report of 1;2\n\na,b,c\n1,2,3\n4,5,6\n", ','},
                         {"id;codes\n1;A,B,C\n2;A,B,C\n3;A,B,C\n", ';'}, {"", ','}}) {
    CAPTURE(row.text);
    const auto csv = read_csv(row.text);
    if (csv.refused.empty()) CHECK(csv.form.separator == row.separator);
    else CHECK(csv.refused == "csv.empty");
  }
}
