#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/limits.h"
#include "formats/csv.h"
#include "formats/csv_text.h"
#include "formats/json.h"
#include "shared_data.h"

using namespace hearth;
using namespace hearth::formats;
using namespace std::string_literals;

namespace {

/// The copies of the _crlf cases may have lost their carriage returns on the way.
std::string with_carriage_returns(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out.push_back('\r');
    out.push_back(c);
  }
  return out;
}

}  // namespace

TEST_CASE("csv-spectrum: every case is read as its JSON says") {
  const auto folder = tests::shared_folder() / "conformance" / "csv";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no " << folder.string());
    return;
  }
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder / "csvs"}) {
    const auto name = entry.path().stem().string();
    CAPTURE(name);
    const auto expected = parse_json(tests::bytes_of(folder / "json" / (name + ".json")), name);
    REQUIRE(expected.has_value());
    auto bytes = tests::bytes_of(entry.path());
    if (name.ends_with("_crlf") && bytes.find('\r') == std::string::npos) bytes = with_carriage_returns(bytes);
    const auto csv = read_csv(bytes);
    CHECK(csv.faults.empty());
    json::array found;
    for (const auto& row : csv.rows) {
      json::object object;
      for (std::size_t i = 0; i < row.size(); ++i) object[csv.heading[i]] = row[i];
      found.push_back(object);
    }
    CHECK(json::value(found) == *expected);
    ++cases;
  }
  CHECK(cases >= 11);
}

TEST_CASE("What real exports have in their fields") {
  struct Row {
    const char* what;
    std::string body;
    Rows rows;
  };
  const std::vector<Row> rows{
      {"a mark inside an unquoted field is text", "5\" pipe,x\n", {{"5\" pipe", "x"}}},
      {"marks that close nothing inside a quoted field are text", "\"a 5\" pipe\",x\n", {{"a 5\" pipe", "x"}}},
      {"a doubled mark is one", "\"say \"\"hi\"\"\",x\n", {{"say \"hi\"", "x"}}},
      {"a quoted line break stays", "\"1 High St\r\nLeeds\",x\r\n", {{"1 High St\r\nLeeds", "x"}}},
      {"a quoted carriage return stays", "\"1 High St\rLeeds\",x\n", {{"1 High St\rLeeds", "x"}}},
      {"blanks are kept", " a ,\t\n", {{" a ", "\t"}}},
      {"empty and quoted empty fields", "\"\",\n", {{"", ""}}},
      {"no line end after the last row", "a,\"b\"", {{"a", "b"}}},
      {"a separator at the end of the file", "a,", {{"a", ""}}},
      {"lines that end with a carriage return", "a,b\rc,d\r", {{"a", "b"}, {"c", "d"}}},
      {"empty lines are passed over", "\r\na,b\n\n  \n\"c\",d\n\n", {{"a", "b"}, {"c", "d"}}},
      {"a field of a mark alone in the middle of text", "a\"\"b,\"\"\"\"\n", {{"a\"\"b", "\""}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto csv = read_csv("p,q\n" + row.body, {.separator = ','});
    CHECK(csv.rows == row.rows);
    CHECK(csv.faults.empty());
  }
}

TEST_CASE("Rows are counted as a spreadsheet counts them: titles, heading and empty lines too, a quoted line break not") {
  const auto csv = read_csv("Adult care\n\nkey,address\n1,\"a\nb\nc\"\n\n2,d\n", {.heading_row = 3});
  CHECK(csv.heading == std::vector<std::string>{"key", "address"});
  CHECK(csv.numbers == std::vector<std::uint64_t>{4, 6});
}

TEST_CASE("A row of another shape comes with its fault, and the rows after it still come") {
  struct Row {
    const char* what;
    std::string body;
    std::vector<Fault> faults;
    Rows rows;
  };
  const std::vector<Row> rows{
      {"too few fields", "1\n2,b\n", {{2, "csv.too_few_fields", ""}}, {{"1"}, {"2", "b"}}},
      {"too many fields", "1,a,x\n2,b\n", {{2, "csv.too_many_fields", ""}}, {{"1", "a", "x"}, {"2", "b"}}},
      {"unclosed quote at the end of the file", "1,\"a\n2,b\n3,c\n", {{2, "csv.unclosed_quote", "q"}}, {{"1", "a"}, {"2", "b"}, {"3", "c"}}},
      {"unclosed quote closed by the next quoted field", "1,\"a\n2,\"b\"\n3,c\n", {{2, "csv.unclosed_quote", "q"}}, {{"1", "a"}, {"2", "b"}, {"3", "c"}}},
      {"text after a closing mark", "1,\"a\"b\n2,c\n", {{2, "csv.unclosed_quote", "q"}}, {{"1", "a\"b"}, {"2", "c"}}},
      {"unclosed quote after a good field of two lines", "\"1\n1\",\"a\n2,b\n", {{2, "csv.unclosed_quote", "q"}}, {{"1\n1", "a"}, {"2", "b"}}},
      {"two in turn", "1,\"a\n2,\"b\n3,c\n", {{2, "csv.unclosed_quote", "q"}, {3, "csv.unclosed_quote", "q"}}, {{"1", "a"}, {"2", "b"}, {"3", "c"}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto csv = read_csv("p,q\n" + row.body, {.separator = ','});
    CHECK(csv.refused == "");
    CHECK(csv.rows == row.rows);
    CHECK(csv.faults == row.faults);
  }
}

TEST_CASE("A file that is no CSV is refused as a whole") {
  CHECK(read_csv("").refused == "csv.empty");
  CHECK(read_csv("\xEF\xBB\xBF").refused == "csv.empty");
  CHECK(read_csv("\n\n  \n").refused == "csv.empty");
  CHECK(read_csv(",,\n1,2,3\n").refused == "csv.empty");
  CHECK(read_csv("a,b\n1,2\n", {.heading_row = 9}).refused == "csv.empty");
  CHECK(read_csv("name,key, NAME \n1,2,3\n").refused == "csv.repeated_heading");
  CHECK(read_csv("a,\"b\n1,2\n").refused == "csv.unclosed_quote");
  const std::string commas(limits::csv_columns_max, ',');
  CHECK(read_csv("x" + commas).refused == "csv.too_many_columns");
  CHECK(read_csv("a,b,,\n1,2,,\n").refused == "");  // empty headings at the end are no repetition
}

TEST_CASE("Headings are found without case and outer blanks") {
  auto csv = CsvReader::open(source_of(" Birth Date ,N\xC3\x84ME\n1,2\n"), "x.csv", {});
  REQUIRE(csv.has_value());
  CHECK(csv->heading()[0] == "Birth Date");
  CHECK(csv->column("birth date") == 0U);
  CHECK(csv->column(" n\xC3\xA4me") == 1U);
  CHECK_FALSE(csv->column("").has_value());
  CHECK_FALSE(csv->column("town").has_value());
}

namespace {

/// A line of any length, made as it is read.
class EndlessLine final : public ByteSource {
 public:
  EndlessLine(std::string before, std::uint64_t bytes, std::string after) : before_{std::move(before)}, left_{bytes}, after_{std::move(after)} {}
  Result<std::size_t> read(std::span<char> into) override {
    if (!before_.empty()) return take(before_, into);
    if (left_ == 0) return take(after_, into);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, into.size()));
    std::fill_n(into.begin(), count, 'x');
    left_ -= count;
    return count;
  }

 private:
  static std::size_t take(std::string& text, std::span<char> into) {
    const auto count = std::min(text.size(), into.size());
    std::copy_n(text.begin(), count, into.begin());
    text.erase(0, count);
    return count;
  }
  std::string before_;
  std::uint64_t left_;
  std::string after_;
};

std::vector<std::pair<std::uint64_t, std::string>> rows_and_codes(CsvReader& csv) {
  std::vector<std::pair<std::uint64_t, std::string>> out;
  CsvRow row;
  for (;;) {
    const auto more = csv.next(row);
    REQUIRE(more.has_value());
    if (!*more) return out;
    out.emplace_back(row.row, row.fault ? row.fault->code : "");
  }
}

}  // namespace

TEST_CASE("A line of 1 GiB is refused without holding it, and the next line is read") {
  const std::vector<std::pair<std::uint64_t, std::string>> expected{{2, ""}, {3, "csv.row_too_long"}, {4, ""}};
  for (const char* before : {"p,q\n1,a\n2,", "p,q\n1,a\n2,\""}) {
    auto csv = CsvReader::open(std::make_unique<EndlessLine>(before, 1ULL << 30, "\n3,b\n"), "x.csv", {.separator = ','});
    REQUIRE(csv.has_value());
    CHECK(rows_and_codes(*csv) == expected);
  }
  CHECK(CsvReader::open(std::make_unique<EndlessLine>("", 1ULL << 26, "\n3,b\n"), "x.csv", {}).error().code == "csv.row_too_long");
}

TEST_CASE("An unclosed quote in a large file costs one row, at the limit of a row and not at the end of the file") {
  std::string bytes = "p,q\n1,\"a\n";
  std::uint64_t rows = 0;
  for (; bytes.size() < 3 * limits::csv_row_bytes_max; ++rows) bytes += "2,some more text to fill a line\n";
  const auto csv = read_csv(bytes);
  CHECK(csv.faults == std::vector<Fault>{{2, "csv.unclosed_quote", "q"}});
  CHECK(csv.rows.size() == rows + 1);
}

TEST_CASE("A file in which every line opens a quote is read in a time that grows with its length") {
  std::string bytes = "p,q\n";
  const std::string line = "1,\"a\n";
  for (int i = 0; i < 20'000; ++i) bytes += line;
  const auto csv = read_csv(bytes);
  CHECK(csv.rows.size() == 20'000);
  CHECK(csv.faults.size() == 20'000);
}

TEST_CASE("A field that is too long is left empty, and the rest of its row is read") {
  const auto csv = read_csv("p,q\n" + std::string(limits::csv_field_bytes_max + 1, 'x') + ",b\n" + std::string(limits::csv_field_bytes_max, 'y') + ",c\n");
  CHECK(csv.faults == std::vector<Fault>{{2, "csv.field_too_long", "p"}});
  CHECK(csv.rows[0] == std::vector<std::string>{"", "b"});
  CHECK(csv.rows[1][0].size() == limits::csv_field_bytes_max);
  const auto commas = read_csv("p,q\n" + std::string(3U << 20, ',') + "\n1,2\n");
  CHECK(commas.faults == std::vector<Fault>{{2, "csv.too_many_fields", ""}});
  CHECK(commas.rows[0].size() <= limits::csv_columns_max + 1);
}

TEST_CASE("No message about a row quotes what stands in it") {
  for (const std::string body : {"Canary,1,2\n", "Canary\n", "\"Canary,1\n", "Can\xFF" "ary,1\n", "Canary\0,1\n"}) {
    auto csv = CsvReader::open(source_of("p,q\n" + body), "x.csv", {.encoding = Encoding::utf8, .separator = ','});
    REQUIRE(csv.has_value());
    CsvRow row;
    REQUIRE(csv->next(row).has_value());
    REQUIRE(row.fault.has_value());
    CHECK(to_string(*row.fault).find("Can") == std::string::npos);
  }
}

TEST_CASE("A row with a hurt field can be used without that field; a row of a broken shape cannot") {
  auto csv = CsvReader::open(source_of("p,q,r\n1,a\xFF,b\xFF\n2,\xFF\n3,\"\xFF,x\n4,a,b\n"), "x.csv", {.encoding = Encoding::utf8, .separator = ','});
  REQUIRE(csv.has_value());
  CsvRow row;
  REQUIRE(csv->next(row).value());
  CHECK(row.fault->code == "csv.not_text");
  CHECK(row.hurt == std::vector<std::size_t>{1, 2});
  CHECK_FALSE(row.shape_broken());
  REQUIRE(csv->next(row).value());
  CHECK(row.fault->code == "csv.too_few_fields");
  CHECK(row.shape_broken());
  REQUIRE(csv->next(row).value());
  CHECK(row.fault->code == "csv.unclosed_quote");
  CHECK(row.shape_broken());
  REQUIRE(csv->next(row).value());
  CHECK_FALSE(row.fault.has_value());
  CHECK(row.hurt.empty());
}
