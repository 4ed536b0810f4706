// Excel workbooks as lists: what stands in the cells, not how they look.
#include <doctest/doctest.h>

#include "formats/csv.h"
#include "formats/workbook.h"
#include "made_workbook.h"

using namespace hearth;
using namespace hearth::formats;
using tests::archive_of;
using tests::workbook_parts;

namespace {

const std::string days = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0.00&quot; days&quot;\"/></numFmts>"
                         "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>";

std::string csv_of(const std::string& sheet, const std::string& strings = "", const std::string& styles = "", const std::string& properties = "") {
  const auto csv = first_sheet_as_csv(archive_of(workbook_parts(sheet, strings, styles, properties)), "list.xlsx");
  return csv ? *csv : csv.error().code;
}

std::string error_of(const std::string& bytes) {
  const auto csv = CsvReader::open(source_of(bytes), "list.xlsx");
  return csv ? "read" : csv.error().code;
}

}  // namespace

TEST_CASE("Cells come as they were kept: texts, all digits of a number, days as YYYY-MM-DD, yes and no") {
  struct Case {
    const char *cell, *text;
  };
  for (const auto& c : {Case{"<c r=\"A1\" t=\"s\"><v>0</v></c>", "Weir Lane"}, Case{"<c r=\"A1\" t=\"s\"><v>1</v></c>", "\"12, \"\"The Forge\"\"\""}, Case{"<c r=\"A1\" t=\"s\"><v>9</v></c>", ""},
                        Case{"<c r=\"A1\" t=\"inlineStr\"><is><r><t>Zo</t></r><r><t>\xC3\xAB</t></r><rPh><t>zo</t></rPh></is></c>", "Zo\xC3\xAB"}, Case{"<c r=\"A1\"><v>100012345678</v></c>", "100012345678"},
                        Case{"<c r=\"A1\"><v>1.00012345678E11</v></c>", "100012345678"}, Case{"<c r=\"A1\"><v>12.5</v></c>", "12.5"}, Case{"<c r=\"A1\" s=\"1\"><v>17591</v></c>", "1948-02-28"},
                        Case{"<c r=\"A1\" s=\"2\"><v>46327.75</v></c>", "2026-11-01 18:00:00"}, Case{"<c r=\"A1\" s=\"2\"><v>1</v></c>", "1900-01-01"}, Case{"<c r=\"A1\" s=\"3\"><v>14</v></c>", "14"},
                        Case{"<c r=\"A1\" t=\"b\"><v>1</v></c>", "TRUE"}, Case{"<c r=\"A1\" t=\"str\"><f>A2&amp;A3</f><v>joined</v></c>", "joined"}, Case{"<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", "#N/A"},
                        Case{"<c r=\"A1\"><f>1+1</f></c>", ""}}) {
    CAPTURE(c.cell);
    const auto line = csv_of(std::string{"<row r=\"1\">"} + c.cell + "</row>", "<si><t>Weir Lane</t></si><si><t>12, \"The Forge\"</t></si>", days);
    CHECK(line == (c.text[0] == '\0' ? "" : std::string{c.text} + "\r\n"));
  }
  CHECK(csv_of("<row r=\"1\"><c r=\"A1\" s=\"2\"><v>46326.9999999</v></c></row>", "", days) == "2026-11-01\r\n");
  CHECK(csv_of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", "<si><t>12 Weir Lane_x000D_&#10;x_xFF</t></si>") == "\"12 Weir Lane \nx_xFF\"\r\n");
  CHECK(csv_of("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>0</v></c></row>", "", days, "<workbookPr date1904=\"1\"/>") == "1904-01-01\r\n");
}

TEST_CASE("A workbook is read wherever a list is: row numbers are the sheet's, short rows are no fault, formulas of the file are never run") {
  const auto sheet = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>uprn</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>address</t></is></c></row>"
                     "<row r=\"4\"><c r=\"A4\"><v>1001</v></c></row><row><c><v>1002</v></c><c t=\"inlineStr\"><is><t>12 Weir Lane&#10;Sampleton</t></is></c></row>";
  auto csv = CsvReader::open(source_of(archive_of(workbook_parts(sheet))), "list.xlsx", {.encoding = Encoding::windows_1252, .separator = ';'});
  REQUIRE(csv);
  CHECK(csv->heading() == std::vector<std::string>{"uprn", "address"});
  CsvRow row;
  REQUIRE(*csv->next(row));
  CHECK(row.row == 4);
  CHECK_FALSE(row.fault);
  CHECK(row.fields[0] == "1001");
  REQUIRE(*csv->next(row));
  CHECK(row.row == 5);
  CHECK(row.fields[1] == "12 Weir Lane\nSampleton");
  CHECK_FALSE(*csv->next(row));
}

TEST_CASE("A workbook that would grow beyond any list is refused while it is read") {
  const std::string text(1 << 20, 'x');
  std::string row = "<row r=\"1\">";
  for (int i = 0; i < 4096; ++i) row += "<c t=\"s\"><v>0</v></c>";
  CHECK(csv_of(row + "</row>", "<si><t>" + text + "</t></si>") == "xlsx.too_large");
  std::string narrow;
  for (int i = 0; i < 700'000; ++i) narrow += "<row><c><v>1</v></c></row>";
  CHECK(csv_of(narrow + "<row><c r=\"FAN700001\"><v>1</v></c></row>") == "xlsx.too_large");
  CHECK(csv_of("<row r=\"1\"><c r=\"ZZZ1\"><v>1</v></c></row>") == "xlsx.too_large");
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  CHECK(csv_of(deep) == "xlsx.too_large");
}

TEST_CASE("What is no workbook with a list says so, and nothing outside it is opened") {
  const auto good = workbook_parts("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
  auto no_book = good, no_sheet = good, broken = good, entity = good, no_part = good;
  no_book.erase(no_book.begin() + 1);
  no_sheet[2].second = "<Relationships/>";
  broken[6].second = "<worksheet><sheetData><row>";
  entity[6].second = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row r=\"1\"><c><v>&a;</v></c></row></sheetData></worksheet>";
  no_part.pop_back();
  CHECK(error_of(archive_of(good)) == "read");
  CHECK(error_of(archive_of(no_book)) == "xlsx.no_workbook");
  CHECK(error_of(archive_of(no_sheet)) == "xlsx.no_sheet");
  CHECK(error_of(archive_of(broken)) == "xlsx.corrupt");
  CHECK(error_of(archive_of(entity)) == "xlsx.doctype");
  CHECK(error_of(archive_of(no_part)) == "xlsx.corrupt");
  const auto whole = archive_of(good);
  CHECK(error_of(whole.substr(0, whole.size() - 30)) == "xlsx.corrupt");
  CHECK(error_of("\xD0\xCF\x11\xE0 old") == "csv.other_format");
  CHECK(error_of(archive_of(workbook_parts(""))) == "csv.empty");
}
