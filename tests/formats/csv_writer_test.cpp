#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "formats/csv.h"
#include "formats/csv_text.h"

using namespace hearth;
using namespace hearth::formats;

TEST_CASE("CSV is written as RFC 4180 says") {
  CHECK(write_csv({{"a", "b,c", "d\"e"}, {"f\ng", "", " h "}}) == "a,\"b,c\",\"d\"\"e\"\r\n\"f\ng\",, h \r\n");
  CHECK(write_csv({{"a;b", "c,d"}}, CsvWriter::Formulas::keep, ';') == "\"a;b\";c,d\r\n");
  CHECK(write_csv({{""}, {"  "}, {"x"}}) == "\"\"\r\n\"  \"\r\nx\r\n");  // else lines that look empty
}

TEST_CASE("What a spreadsheet would run as a formula is written as text, for people") {
  struct Row {
    const char* cell;
    const char* written;
  };
  for (const Row& row : {Row{"=1+1", "'=1+1"}, {"+cmd", "'+cmd"}, {"-cmd", "'-cmd"}, {"@SUM(A1)", "'@SUM(A1)"}, {"\tx", "'\tx"}, {"\rx", "\"'\rx\""},
                         {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""}, {"-12.5", "-12.5"}, {"+441632960001", "+441632960001"},
                         {"-", "'-"}, {"\n=1", "\"'\n=1\""},
                         {"\xEF\xBC\x9D""1+1", "'\xEF\xBC\x9D""1+1"}, {"\xEF\xBC\x8B""1", "'\xEF\xBC\x8B""1"}, {"\xEF\xBC\x8D""1", "'\xEF\xBC\x8D""1"},
                         {"\xEF\xBC\xA0""SUM", "'\xEF\xBC\xA0""SUM"}, {"\xEF\xB9\xA6""1", "'\xEF\xB9\xA6""1"}, {"-1+1", "'-1+1"}, {"a=b", "a=b"}, {"1-2", "1-2"}, {"", ""}}) {
    CAPTURE(row.cell);
    CHECK(write_csv({{row.cell, "x"}}, CsvWriter::Formulas::neutralise) == std::string{row.written} + ",x\r\n");
    CHECK(write_csv({{row.cell, "x"}}).find('\'') == std::string::npos);
  }
}

TEST_CASE("A full disk is told when CSV is written") {
  class FullSink final : public ByteSink {
   public:
    Result<Done> write(std::string_view) override { return fail("file.full", "the disk is full."); }
    Result<Done> commit() override { return Done{}; }
  } sink;
  CsvWriter writer{sink};
  CHECK(writer.row({"a", "b"}).has_value());
  CHECK(writer.flush().error().code == "file.full");
}

namespace {

std::string any_cell() {
  return *rc::gen::container<std::string>(rc::gen::element('a', 'Z', '"', ',', ';', '\n', '\r', ' ', '\t', '|', '=', '\'', '1'));
}

}  // namespace

TEST_CASE("Whatever is written as CSV is read back the same, with any separator") {
  CHECK(rc::check([] {
    const char separator = *rc::gen::element(',', ';', '\t', '|');
    const auto columns = *rc::gen::inRange<std::size_t>(1, 5);
    Rows rows{{}};
    for (std::size_t i = 0; i < columns; ++i) rows[0].push_back("column" + std::to_string(i));
    for (int r = *rc::gen::inRange(0, 8); r > 0; --r) {
      rows.emplace_back();
      for (std::size_t i = 0; i < columns; ++i) rows.back().push_back(any_cell());
    }
    const auto csv = read_csv(write_csv(rows, CsvWriter::Formulas::keep, separator), {.encoding = Encoding::utf8, .separator = separator});
    RC_ASSERT(csv.faults.empty());
    RC_ASSERT(csv.heading == rows[0]);
    RC_ASSERT(csv.rows == Rows(rows.begin() + 1, rows.end()));
  }));
}

TEST_CASE("Bytes of any kind are read without a crash, and every line that is not empty is accounted for") {
  CHECK(rc::check([] {
    const auto bytes = *rc::gen::container<std::string>(rc::gen::element('a', '"', ',', '\n', '\r', '\0', '\xFF', '\xC3', '\xAB', ' '));
    const auto csv = read_csv("h\n" + bytes, {.encoding = Encoding::utf8, .separator = ','});
    std::uint64_t last = 1;
    for (const auto number : csv.numbers) {
      RC_ASSERT(number > last);
      last = number;
    }
    for (const auto& row : csv.rows)
      for (const auto& field : row) RC_ASSERT(field.find('\0') == std::string::npos);
  }));
}
