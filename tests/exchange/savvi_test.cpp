#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <fstream>

#include "exchange/savvi/attribute_message.h"
#include "formats/json.h"
#include "record/field.h"

using namespace hearth;
namespace savvi = hearth::exchange::savvi;

namespace {

struct MemorySink final : ByteSink {
  std::string bytes;
  Result<Done> write(std::string_view more) override {
    bytes.append(more);
    return Done{};
  }
  Result<Done> commit() override { return Done{}; }
};

Path shared() {
  const char* given = std::getenv("HEARTH_SHARED");
  return given != nullptr ? Path{given} : Path{HEARTH_SOURCE_DIR} / ".." / "shared";
}

const Date today = Date::make(2026, 11, 24).value();

Result<savvi::AttributeMessage> read(std::string text) { return savvi::read_attribute_message(source_of(std::move(text)), "in.csv", today); }

std::string written(const std::vector<savvi::Attribute>& rows) {
  MemorySink sink;
  REQUIRE(savvi::write_attribute_message(sink, rows));
  return sink.bytes;
}

constexpr auto heading =
    "PersonReference,GivenNames,FamilyName,Alias,BirthDate,Gender,UPRN,Address1,Address2,Address3,Address4,Address5,Postcode,"
    "AttributeType,AttributeScheme,Attribute,AttributeDate,SourceSystem,ExtractedOn\r\n";

need::Vocabulary vocabulary() {
  DiskFiles files;
  return need::Vocabulary::read(files, Path{HEARTH_SOURCE_DIR} / "programmes/factors.toml").value();
}

}  // namespace

TEST_CASE("Every published sample of the attribute message ends as it should, and is byte-stable when written again") {
  DiskFiles files;
  const Path folder = shared() / "conformance/savvi";
  if (!files.exists(folder / "expected.json")) {
    MESSAGE("shared/conformance/savvi is not here: skipped");
    return;
  }
  const auto expected = formats::parse_json(files.read_all(folder / "expected.json", 1 << 20).value(), "expected.json").value();
  CHECK(expected.as_array().size() == 9);
  for (const auto& value : expected.as_array()) {
    const auto& want = value.as_object();
    const std::string file{want.at("file").as_string()};
    CAPTURE(file);
    const auto message = savvi::read_attribute_message(files.open(folder / file).value(), file, today);
    const auto* refused = want.if_contains("file_refused");
    CHECK(message.has_value() == (refused == nullptr));
    if (!message) continue;
    CHECK(message->rows.size() == static_cast<std::size_t>(want.at("accepted").as_int64()));
    CHECK(message->refused.size() == static_cast<std::size_t>(want.at("refused").as_int64()));
    CHECK(message->put_aside.size() == static_cast<std::size_t>(want.at("put_aside_fields").as_int64()));
    std::vector<std::string> warns;
    for (const auto& warn : want.at("warns").as_array()) warns.emplace_back(warn.as_string());
    CHECK(message->warns == warns);
    const auto once = written(message->rows);
    const auto again = read(once);
    REQUIRE(again);
    CHECK(again->refused.empty());
    CHECK(written(again->rows) == once);
  }
}

TEST_CASE("A file that lacks a required column is refused whole, with one message that names the column") {
  const auto message = read("PersonReference,UPRN,AttributeType\r\nP1,1,Risk\r\n");
  REQUIRE(!message);
  CHECK(message.error().code == "savvi.column_missing");
  CHECK(message.error().where.column == "Attribute");
  CHECK(message.error().exit == Exit::failed);
}

TEST_CASE("A faulty field is put aside and its row goes on without it; no message tells the value") {
  struct Row {
    const char *about, *cells, *code, *column;
  };
  const Row rows[]{
      {"31 February", "P1,Ann,Sample,,1948-02-31,Female,1,,,,,,,Risk,,Oxygen at home,,,", "date.impossible", "BirthDate"},
      {"born tomorrow", "P1,Ann,Sample,,2026-11-25,Female,1,,,,,,,Risk,,Oxygen at home,,,", "savvi.in_the_future", "BirthDate"},
      {"no such gender", "P1,Ann,Sample,,1948,Femail,1,,,,,,,Risk,,Oxygen at home,,,", "savvi.gender", "Gender"},
      {"digits lost", "P1,Ann,Sample,,1948,Female,9.999E+11,,,,,,,Risk,,Oxygen at home,,,", "uprn.digits_lost", "UPRN"},
      {"told tomorrow", "P1,Ann,Sample,,1948,Female,1,,,,,,,Risk,,Oxygen at home,2026-11-25,,", "savvi.in_the_future", "AttributeDate"},
      {"a month only", "P1,Ann,Sample,,1948,Female,1,,,,,,,Risk,,Oxygen at home,2026-10,,", "savvi.not_whole", "AttributeDate"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.about);
    const auto message = read(std::string{heading} + row.cells + "\r\n").value();
    REQUIRE(message.rows.size() == 1);
    REQUIRE(message.put_aside.size() == 1);
    CHECK(message.put_aside[0].code == row.code);
    CHECK(message.put_aside[0].where == Where{"in.csv", 2, row.column, {}});
    for (const auto* value : {"Femail", "9.999E+11", "1948-02-31", "2026-11-25"})
      CHECK(to_string(message.put_aside[0]).find(value) == std::string::npos);
  }
}

TEST_CASE("A row without reference, attribute or type is put aside whole, and the rows after it are read") {
  const auto message = read(std::string{heading} + ",A,B,,,,1,,,,,,,Risk,,Oxygen at home,,,\r\nP2,A,B,,,,1,,,,,,,Risk,,,,,\r\n" +
                            "P3,A,B,,,,1,,,,,,,,,Oxygen at home,,,\r\nP4,too,few\r\nP5,A,B,,,,1,,,,,,,risk,,Oxygen at home,,,\r\n").value();
  REQUIRE(message.rows.size() == 1);
  CHECK(message.rows[0].person_reference == "P5");
  REQUIRE(message.refused.size() == 4);
  CHECK(message.refused[0].code == "savvi.no_reference");
  CHECK(message.refused[1].code == "savvi.no_attribute");
  CHECK(message.refused[2].code == "savvi.attribute_type");
  CHECK(message.refused[3].code == "csv.too_few_fields");
}

TEST_CASE("Formulas are text on the way in, and harmless on the way out") {
  const auto message = read(std::string{heading} + "@SUM(1),=1+1,Sample,,,,1,,,,,,,Risk,,Oxygen at home,,,\r\n").value();
  CHECK(message.rows[0].given_names == "=1+1");
  const auto out = written(message.rows);
  CHECK(out.find("'@SUM(1),'=1+1,") != std::string::npos);
}

TEST_CASE("One person with two attributes in one home is one record; another home is another record; nothing is lost") {
  const std::string person = "P1,Amina Rose,Example,Mina,1948-03-09,Female,";
  const auto message = read(std::string{heading} + person + "999900000101,12 Invented Row,,,Sampleton,,ZZ99 1AA,Circumstance,urn:x,Lives alone,2026-09-30,,\r\n" +
                            person + "999900000101,12 Invented Row,,,Sampleton,,ZZ99 1AA,Circumstance,urn:x,Hearing loss,2026-09-30,,\r\n" +
                            person + "999900000202,4 Made Up Lane,,,Sampleton,,ZZ99 1AA,Service,urn:x,Befriending,,,\r\n").value();
  const auto records = savvi::to_records(message.rows, vocabulary());
  REQUIRE(records.size() == 2);
  CHECK(records[0].key == "P1");
  CHECK(records[1].key == "P1/2");
  const record::FieldsView first{records[0].fields};
  CHECK(first.get(record::Field::given_name) == "Amina");
  CHECK(first.get(record::Field::middle_names) == "Rose");
  CHECK(first.get(record::Field::address) == "12 Invented Row, Sampleton");
  CHECK(first.get(record::Field::uprn) == "999900000101");
  REQUIRE(first.claims().size() == 2);
  CHECK(first.claims()[0].factor == "hearing_loss");
  CHECK(first.claims()[1].factor == "lives_alone");
  CHECK(first.claims()[1].date == "2026-09-30");
  const record::FieldsView second{records[1].fields};
  REQUIRE(second.claims().size() == 1);
  CHECK(second.claims()[0].factor == "Befriending");  // not in the vocabulary: kept under its own name
}

TEST_CASE("Whatever the texts are, what was written reads back and writes the same bytes") {
  CHECK(rc::check([](const std::vector<std::string>& texts) {
    std::vector<savvi::Attribute> rows;
    for (const auto& text : texts) {
      std::string plain;
      for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x80 && c != '\0') plain.push_back(c);
      savvi::Attribute row;
      row.person_reference = "P" + std::to_string(rows.size());
      row.given_names = plain;
      row.address[2] = plain;
      row.term = "Lives alone";
      row.uprn = Uprn::from_trusted(7);
      rows.push_back(row);
    }
    const auto once = written(read(written(rows)).value().rows);
    const auto again = read(once);
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->rows.size() == rows.size());
    RC_ASSERT(written(again->rows) == once);
  }));
}
