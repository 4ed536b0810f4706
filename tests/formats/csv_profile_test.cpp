#include "formats/csv_profile.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "formats/csv_text.h"
#include "formats/value_shapes.h"

using namespace hearth;
using namespace hearth::formats;

namespace {

/// One file in memory.
class OneFile final : public Files {
 public:
  explicit OneFile(std::string content) : content_{std::move(content)} {}
  Result<std::unique_ptr<ByteSource>> open(const Path&) override { return source_of(content_); }
  Result<std::unique_ptr<ByteSink>> create(const Path&, bool) override { return fail("file.unwritable", "read only."); }
  bool exists(const Path&) override { return true; }
  Result<std::uint64_t> size(const Path&) override { return content_.size(); }

 private:
  std::string content_;
};

CsvProfile profiled(std::string text) {
  OneFile files{std::move(text)};
  auto profile = profile_csv(files, "x.csv");
  REQUIRE_MESSAGE(profile.has_value(), (profile ? std::string{} : to_string(profile.error())));
  return std::move(*profile);
}

ColumnProfile column_of(const std::vector<std::string>& cells) {
  Rows rows{{"value", "n"}};
  for (std::size_t i = 0; i < cells.size(); ++i) rows.push_back({cells[i], std::to_string(i)});
  return profiled(write_csv(rows)).columns[0];
}

std::vector<std::string> repeated(const std::vector<std::string>& cells, int times) {
  std::vector<std::string> out;
  for (int i = 0; i < times; ++i) out.insert(out.end(), cells.begin(), cells.end());
  return out;
}

}  // namespace

TEST_CASE("Title rows, heading, separator and encoding of an unknown file are found, and what sums up at its end") {
  std::string text = "Adult Social Care;;;\r\nRun date;12/03/2026;;\r\n;;;\r\nRef;Name;Born;Caf\xE9\r\n";
  for (int i = 0; i < 40; ++i) text += fmt::format("{};Person {};{:02}/05/1950;Y\r\n", 1000 + i, i, i % 28 + 1);
  text += ";;;\r\nTotal: 40;;;\r\nEnd of report;;;\r\n";
  const auto profile = profiled(text);
  CHECK(profile.form.heading_row == 4);
  CHECK(profile.title_rows == 2);
  CHECK(profile.form.separator == ';');
  CHECK(profile.form.encoding == Encoding::windows_1252);
  CHECK(profile.rows == 41);
  CHECK(profile.summaries == std::vector<SummaryRow>{{46, "total"}, {47, "end of report"}});
  CHECK(profile.faults.empty());
  REQUIRE(profile.columns.size() == 4);
  CHECK(profile.columns[3].heading == "Caf\xC3\xA9");
  CHECK(profile.columns[2].dates.front().format == "%d/%m/%Y");
}

TEST_CASE("A file without titles has its heading in row 1, also when headings are few or blank") {
  CHECK(profiled("a,b\n1,2\n3,4\n").form.heading_row == 1);
  CHECK(profiled("name\nAnn\nRaj\n").form.heading_row == 1);
  CHECK(profiled("key,name,,\n1,Ann,,\n2,Raj,,\n").form.heading_row == 1);
  CHECK(profiled("a,b\n").columns.size() == 2);
  OneFile empty{""};
  CHECK(profile_csv(empty, "x.csv").error().code == "csv.empty");
  OneFile twice{"a,b,A\n1,2,3\n"};
  CHECK(profile_csv(twice, "x.csv").error().code == "csv.repeated_heading");
}

TEST_CASE("A word such as total in the middle of a file is no summary") {
  std::string text = "name,n\nTotal Care Ltd,1\nTotal,\n";
  for (int i = 0; i < 30; ++i) text += fmt::format("Other {},{}\n", i, i);
  const auto profile = profiled(text);
  CHECK(profile.summaries.empty());
  CHECK(profile.rows == 32);
  CHECK(profile.columns[0].filled == 32);
}

TEST_CASE("Rows that break the shape are counted by their fault and do not spoil the columns") {
  const auto profile = profiled("a,b\n1,2\n3\n4,5,6\n7,\"x\n8,9\n");
  CHECK(profile.faults == std::map<std::string, std::uint64_t>{{"csv.too_few_fields", 1}, {"csv.too_many_fields", 1}, {"csv.unclosed_quote", 1}});
  CHECK(profile.rows == 5);
  CHECK(profile.rows_looked_at == 2);
  CHECK(profile.columns[1].integers == 2);
}

TEST_CASE("A key never is blank and never repeats") {
  CHECK(column_of({"1", "2", "3"}).key_candidate);
  CHECK_FALSE(column_of({"1", "2", "1"}).key_candidate);
  CHECK_FALSE(column_of({"1", "2", ""}).key_candidate);
  const auto with_nulls = column_of({"a", "N/A", "NULL", "", "b", "b"});
  CHECK(with_nulls.blank == 3);
  CHECK(with_nulls.filled == 3);
  CHECK(with_nulls.distinct == 2);
  CHECK(with_nulls.null_words == std::vector<std::string>{"N/A", "NULL"});
}

TEST_CASE("The order of day and month is proved, or it is said that it cannot be") {
  struct Row {
    std::vector<std::string> cells;
    const char* format;
    const char* words;
  };
  const std::vector<Row> rows{
      {{"13/02/1950", "01/02/1950", "28/02/1950"}, "%d/%m/%Y", "2 values have a first number above 12: day first"},
      {{"02/13/1950", "02/01/1950", "02/03/1950"}, "%m/%d/%Y", "1 value has a second number above 12: month first"},
      {{"01/02/1950", "03/04/1950"}, "%d/%m/%Y", "no value has a number above 12: day and month cannot be told apart; ask who sent the file"},
      {{"13/02/1950", "14/02/1950", "02/13/1950"}, "%d/%m/%Y",
       "2 values have a first number above 12: day first; but 1 can only be read month first"},
      {{"1950-02-13", "1950-02-14 00:00:00"}, "%Y-%m-%d", ""},
      {{"13-Feb-50", "01-Mar-51"}, "%d-%b-%y", ""},
      {{"13 February 1950", "1 March 1951"}, "%d %b %Y", ""},
      {{"19500213", "19510301"}, "%Y%m%d", ""},
      {{"13.02.50", "01.02.51"}, "%d.%m.%y", "1 value has a first number above 12: day first"},
      {{"13/02/1950 00:00", "1/2/1950 00:00"}, "%d/%m/%Y", "1 value has a first number above 12: day first"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.cells.front());
    const auto column = column_of(row.cells);
    REQUIRE_FALSE(column.dates.empty());
    CHECK(column.dates.front().format == row.format);
    CHECK(date_order_in_words(column) == row.words);
  }
  CHECK(date_order_in_words(column_of({"a", "b"})).empty());
}

TEST_CASE("Each kind of value is counted") {
  CHECK(column_of({"LS12 5NL", "ls1 1aa", "Leeds"}).postcodes == 2);
  CHECK(column_of({"100012345678", "'10001234567", "72001", "1.00012E+11"}).uprns == 2);
  CHECK(column_of({"100012345678", "1.00012E+11", "1E+11"}).uprns_hurt == 2);
  CHECK(column_of({"0113 496 0000", "+44 7700 900123", "(0113) 4960000", "113496", "01/02/1950"}).phones == 3);
  CHECK(column_of({"a@example.org", "a.b@c", "@x.y", "a@b@c.de"}).emails == 1);
  CHECK(column_of({"943 476 5919", "9434765919", "9434765918", "1111111111"}).nhs_numbers == 2);
  CHECK(column_of({"QQ 12 34 56 C", "QQ123456C", "QQ123456", "QQ12345C"}).ni_numbers == 3);
  CHECK(column_of({"1 High Street, Leeds", "Flat 2 Weir Lane", "High Street", "LS12 5NL", "12"}).addresses == 2);
  CHECK(column_of({"MR A & MRS B SMITH", "Ann Lee and Raj Patel", "MR/MRS SMITH", "Ann Lee", "M & S", "Bread & 2"}).joint_names == 3);
  CHECK(column_of({"1\nHigh St", "2\r\nHigh St", "3 High St"}).line_breaks == 2);
  CHECK(column_of({"12", "-3", "1.5", "1,234", "\xC2\xA3" "12.50", "1,5", "x", "1.2.3"}).integers == 2);
  CHECK(column_of({"12", "-3", "1.5", "1,234", "\xC2\xA3" "12.50", "1,5", "x", "1.2.3"}).decimals == 3);
  CHECK(column_of({"one two three", "one two three", "one"}).words_typical == 3);
  const auto flags = column_of(repeated({"Y", "N"}, 5));
  CHECK(flags.yes_no == 10);
  CHECK(flags.values == std::vector<std::string>{"N", "Y"});
}

TEST_CASE("Codes joined in a cell are found with their separator; dates, numbers and names are no codes") {
  const auto codes = column_of(repeated({"A;B", "B", "A;C;D", "C", "B;C"}, 3));
  REQUIRE(codes.joined.has_value());
  CHECK(codes.joined->separators == ";");
  CHECK(codes.joined->cells == 9);
  CHECK(codes.joined->codes == std::vector<std::string>{"A", "B", "C", "D"});
  CHECK(column_of(repeated({"10,24", "10", "24,33"}, 4)).joined->separators == ",");
  const auto run = column_of(repeated({"DMHL", "HL", "DM", "OXDMHL"}, 9));
  REQUIRE(run.joined.has_value());
  CHECK(run.joined->separators.empty());
  CHECK(run.joined->width == 2);
  CHECK(run.joined->codes == std::vector<std::string>{"DM", "HL", "OX"});
  CHECK_FALSE(column_of(repeated({"LEEDS", "YORK", "BATH", "BRADFORD"}, 9)).joined.has_value());
  CHECK_FALSE(column_of(repeated({"GAS", "HEAT", "OIL"}, 9)).joined.has_value());
  CHECK_FALSE(column_of(repeated({"13/02/1950", "14/03/1951"}, 9)).joined.has_value());
  CHECK_FALSE(column_of(repeated({"1,234", "2,500"}, 9)).joined.has_value());
  CHECK_FALSE(column_of({"SMITH,ANN", "PATEL,RAJ", "LEE,KIM"}).joined.has_value());
  CHECK_FALSE(column_of(repeated({"1 High St, Leeds", "2 High St, Leeds"}, 9)).joined.has_value());
}

TEST_CASE("Codes on lines of a cell, between carets, and with the day behind them until which they hold") {
  const auto lines = column_of(repeated({"RES 3 ^2026-04-14\nMOB", "MOB", "OXY (ends 03/2026)\nRES 3"}, 4));
  REQUIRE(lines.joined.has_value());
  CHECK(lines.joined->separators == "\n");
  CHECK(lines.joined->ended == 8);
  CHECK(lines.joined->codes == std::vector<std::string>{"MOB", "OXY", "RES 3"});
  const auto blanks = column_of(repeated({"V W1 P", "S", "L1 B", "B", "V", "W1 S", "P"}, 5));
  REQUIRE(blanks.joined.has_value());
  CHECK(blanks.joined->separators == " ");
  CHECK_FALSE(column_of(repeated({"PIP DL STD", "W"}, 9)).joined.has_value());
  CHECK_FALSE(column_of(repeated({"LIVES ALONE", "HARD OF HEARING", "OXYGEN"}, 9)).joined.has_value());
  const auto carets = column_of(repeated({"PD-WC^SI-V", "MEM"}, 6));
  REQUIRE(carets.joined.has_value());
  CHECK(carets.joined->separators == "^");
  CHECK_FALSE(column_of(repeated({"9 Cae Glas\nAberhelyg", "11 Cae Glas\nAberhelyg", "13 Weir Lane\nAberhelyg", "14 Mill Road\nAberhelyg", "15 Quay Street\nAberhelyg"}, 1)).joined.has_value());
}

TEST_CASE("Few dates that begin with the year have the month before the day") {
  for (const auto& [cells, format] : {std::pair{std::vector<std::string>{"2026-12-01", "2026-02-03"}, "%Y-%m-%d"}, {{"2026/12/01", "2026/02/03"}, "%Y/%m/%d"}, {{"01/12/2026", "02/03/2026"}, "%d/%m/%Y"}}) {
    const auto column = column_of(repeated(cells, 3));
    REQUIRE_FALSE(column.dates.empty());
    CHECK(column.dates.front().format == format);
  }
}

TEST_CASE("Ages and dates of one column are told apart, and an age beside a date is no part of it") {
  const auto mixed = column_of(repeated({"88", "26.03.84", "1948", "60s", "c. 75"}, 4));
  CHECK(mixed.ages == 12);
  CHECK(mixed.any_dates == 8);
  const auto beside = column_of(repeated({"23-Jun-1936 (90)", "6-Aug-1948 (78)"}, 4));
  CHECK(beside.any_dates == 8);
  REQUIRE_FALSE(beside.dates.empty());
  CHECK(beside.dates.front().format == "%d-%b-%Y");
}

TEST_CASE("No value of a column of names or dates is kept in a profile") {
  std::vector<std::string> names;
  for (int i = 0; i < 30; ++i) names.push_back("Canary" + std::to_string(i));
  const auto column = column_of(names);
  CHECK(column.values.empty());
  CHECK_FALSE(column.joined.has_value());
  CHECK(column_of({"Canary", "Canary", "Other"}).values.empty());  // too few rows to be a list of choices
}

TEST_CASE("Only so many rows are looked at, and all are counted") {
  std::string text = "a,b\n";
  for (int i = 0; i < 3000; ++i) text += fmt::format("{},x\n", i);
  text += "Total,3000\n";
  OneFile files{text};
  const auto profile = profile_csv(files, "x.csv", 1000);
  REQUIRE(profile.has_value());
  CHECK(profile->rows == 3000);
  CHECK(profile->rows_looked_at == 1000);
  CHECK(profile->columns[0].filled == 1000);
  CHECK(profile->summaries.size() == 1);
  CHECK_FALSE(profile->cut_short);
}

TEST_CASE("Columns and pairs that might name a row: what repeats, and where first") {
  std::string text = "meter,name,phone\n";
  for (int i = 0; i < 40; ++i) text += fmt::format("{},Person {},0113\n", i / 2, i);
  text += "0,Person 0,0113\n";  // the first row once more: no fault
  const auto profile = profiled(text);
  REQUIRE_FALSE(profile.keys.empty());
  CHECK(profile.keys.front().columns == std::vector<std::size_t>{1});
  CHECK(profile.keys.front().repeats == 0);
  const auto meter = std::ranges::find(profile.keys, std::vector<std::size_t>{0}, &KeyChoice::columns);
  REQUIRE(meter != profile.keys.end());
  CHECK(meter->repeats == 20);
  CHECK(meter->first_rows == std::vector<std::uint64_t>{3, 5, 7, 9, 11});
  const auto pair = std::ranges::find(profile.keys, std::vector<std::size_t>{0, 1}, &KeyChoice::columns);
  REQUIRE(pair != profile.keys.end());
  CHECK(pair->repeats == 0);
  const auto blank = profiled("a,b\n1,x\n,y\n,\n2,z\n");
  CHECK(std::ranges::find(blank.keys, std::vector<std::size_t>{0}, &KeyChoice::columns)->blank == 2);
}

TEST_CASE("A date in the title rows is kept when it is the only one") {
  const std::string body = "Ref;Name;Town\n1;Ann;Leeds\n2;Raj;Leeds\n";
  CHECK(profiled("Live accounts as at 03.11.2025   Rpt CT0417;;\n" + body).title_date == Date::make(2025, 11, 3).value());
  CHECK(profiled("Produced (03/11/2025);;\n" + body).title_date == Date::make(2025, 11, 3).value());
  CHECK(profiled("As at 3 November 2025;;\n" + body).title_date == Date::make(2025, 11, 3).value());
  CHECK_FALSE(profiled("From 01/04/2025 to 03/11/2025;;\n" + body).title_date.has_value());
  CHECK_FALSE(profiled("Report 417;;\n" + body).title_date.has_value());
}

TEST_CASE("Frequent words of free text are counted; names and addresses are no free text") {
  std::vector<std::string> notes;
  for (int i = 0; i < 5; ++i) notes.push_back(fmt::format("Uses wheelchair, visited {}", i)), notes.push_back(fmt::format("tenant {} - hard of hearing", i));
  const auto column = column_of(notes);
  CHECK(column.sentences);
  const auto count = [&](std::string_view phrase) {
    const auto found = std::ranges::find(column.phrases, phrase, [](const auto& p) { return std::string_view{p.first}; });
    return found == column.phrases.end() ? std::uint64_t{0} : found->second;
  };
  CHECK(count("uses wheelchair") == 5);
  CHECK(count("hard of hearing") == 5);
  CHECK(count("wheelchair visited") == 0);  // not across clauses
  std::vector<std::string> names, addresses;
  for (int i = 0; i < 30; ++i) names.push_back(fmt::format("Mrs Ann Canary {}", i % 7)), addresses.push_back(fmt::format("{} High Street, Leeds", i));
  CHECK(column_of(names).phrases.empty());
  CHECK(column_of(addresses).phrases.empty());
}

TEST_CASE("Marks that few rows have are listed; how notes say that there is nothing is no value") {
  CHECK(column_of({"", "", "", "S", "", "S"}).values == std::vector<std::string>{"S"});
  CHECK(column_of({"", "Restricted", "", "Restricted"}).values == std::vector<std::string>{"Restricted"});
  CHECK(column_of({"Canary", "", "Person"}).values.empty());
  const auto notes = column_of({"no known vuln.", "None known", "no known issues, but deaf", "uses wheelchair"});
  CHECK(notes.null_words == std::vector<std::string>{"None known", "no known vuln."});
  CHECK(notes.filled == 2);
}

TEST_CASE("Numbers have a range, dates their years, codes the cells that have them") {
  const auto numbers = column_of({"431225.61", "\xC2\xA3" "1,000", "-3", "x"});
  CHECK(numbers.least == -3.0);
  CHECK(numbers.most == 431225.61);
  CHECK(column_of({"13/02/2019", "14/02/2025", "15/03/2025"}).years == std::map<int, std::uint64_t>{{2019, 1}, {2025, 2}});
  const auto codes = column_of(repeated({"A;B", "B", "B;C"}, 3));
  REQUIRE(codes.joined.has_value());
  CHECK(codes.joined->cells_with == std::vector<std::uint64_t>{3, 9, 3});
  CHECK(column_of({"HB906148", "HB922299", "XY137755C"}).ni_numbers_whole == 1);
}

TEST_CASE("Codes that agents joined in several ways are codes still, and one odd cell does not hide them") {
  std::vector<std::string> cells;
  for (int i = 0; i < 40; ++i) {
    cells.emplace_back("M1+S2");
    cells.emplace_back("M1 / C2");
    cells.emplace_back(i == 7 ? "see file, ask Jo" : "C2,S2");
    cells.emplace_back("M1");
  }
  const auto column = column_of(cells);
  REQUIRE(column.joined);
  CHECK(column.joined->separators == ";|,/+");
  CHECK(column.joined->codes == std::vector<std::string>{"C2", "M1", "S2"});
}

TEST_CASE("A cell that names a person is told from an address, a note and a service") {
  for (const char* name : {"Mr Cyril Marshall", "D'ARCY L & ALISON", "SMITH, Jane", "Zo\xC3\xAB Raine", "Mrs P O Brien", "Eccles, Anthony (Miss)", "ELSWORTH Jean"})
    CHECK(column_of({name}).person_names == 1);
  for (const char* other : {"Physical Support - Access & mobility", "1 Weir Lane", "Weir Lane", "Oakmere Homes Ltd", "uses wheelchair", "deaf", "Mental Health Support", "Older People Team", "E&W"})
    CHECK(column_of({other}).person_names == 0);
}
