#include <doctest/doctest.h>
#include <fmt/format.h>

#include "drafted.h"

using namespace hearth;
using namespace hearth::record;
using namespace hearth::record::made;

TEST_CASE("A list of addresses with UPRNs and positions becomes a gazetteer") {
  const auto list = [](const std::string& heading, const std::string& address, const std::string& position) {
    std::string csv = heading + "\n";
    for (int i = 10; i < 60; ++i) csv += fmt::format("1009275078{:02},", i) + fmt::format(fmt::runtime(address), i) + ",OM3 2DJ," + fmt::format(fmt::runtime(position), i, i) + "\n";
    return csv;
  };
  SUBCASE("one line") {
    const Drafted draft{list("UPRN_BLPU,Address_LPI,Postcode_LPI,EASTING,NORTHING", "\"{} ALBERT TERRACE, OAKMERE\"", "4312{:02}.61,4330{:02}.99")};
    CHECK(draft.proposal.is_gazetteer);
    CHECK(draft.has("address = \"Address_LPI\"\npostcode = \"Postcode_LPI\"\nx = \"EASTING\"\ny = \"NORTHING\""));
  }
  SUBCASE("parts, and a position told by its range") {
    const Drafted draft{list("uprn,SAO_TEXT,PAO_TEXT,STREET_DESCRIPTOR,LOCALITY,TOWN_NAME,POSTCODE,GEO1,GEO2", ",{},WEIR LANE,,OAKMERE", "4312{:02}.61,4330{:02}.99")};
    CAPTURE(draft.proposal.toml);
    CHECK(draft.has("unit = [\"SAO_TEXT\", \"PAO_TEXT\"]\nstreet = \"STREET_DESCRIPTOR\"\nlocality = \"LOCALITY\"\ntown = \"TOWN_NAME\""));
    CHECK(draft.has("x = \"GEO1\"\ny = \"GEO2\""));
  }
  SUBCASE("degrees") {
    const Drafted draft{list("uprn,address,postcode,a,b", "\"{} Weir Lane, Leeds\"", "53.78{:02},-1.55{:02}")};
    CAPTURE(draft.proposal.toml);
    CHECK_FALSE(draft.has("x ="));
  }
  SUBCASE("people who have a UPRN are no gazetteer") {
    CHECK_FALSE(Drafted{list("uprn,address,postcode,easting,northing,surname", "\"{} Weir Lane, Leeds\"", "4312{:02}.61,4330{:02}.99,Lee")}.proposal.is_gazetteer);
  }
}

TEST_CASE("A street or town in two languages is no street of two names: one is read, the other found as well") {
  struct Row {
    const char *heading, *reads, *also;
  };
  const std::vector<Row> rows{
      {"Street,Street (Cymraeg),Town,Locality", "street = \"Street\"", "\"Street\" = \"Street (Cymraeg)\""},
      {"street,street_alt,Town,Locality", "street = \"street\"", "\"street\" = \"street_alt\""},
      {"StreetNameCy,StreetNameEn,Town,Locality", "street = \"StreetNameEn\"", "\"StreetNameEn\" = \"StreetNameCy\""},
      {"Street,Stryd,Town,Locality", "street = \"Street\"", "\"Street\" = \"Stryd\""},
      {"STREET_DESCRIPTOR,ALT STREET,Town,Locality", "street = \"STREET_DESCRIPTOR\"", "\"STREET_DESCRIPTOR\" = \"ALT STREET\""},
      {"Street,Locality,Town,Town Gaelic", "town = \"Town\"", "\"Town\" = \"Town Gaelic\""},
      {"Street,Building Name,Building Name (Welsh),Town", "unit = [\"Building Name\", \"no\"]", "\"Building Name\" = \"Building Name (Welsh)\""},
      {"Street,Street Welsh,Street Former,Town", "street = \"Street\"", "\"Street\" = [\"Street Welsh\", \"Street Former\"]"},
      // Two columns without such a word are one street still: "Rose Mews, High Street".
      {"Dependent Thoroughfare,Thoroughfare,Town,Locality", "street = [\"Dependent Thoroughfare\", \"Thoroughfare\"]", nullptr},
      {"Street 1,Street 2,Town,Locality", "street = \"Street 1\"", "\"Street 1\" = \"Street 2\""},
      // The only street is the street, whatever its heading says of its language.
      {"Enw Stryd,Locality,Town,Ward", "street = \"Enw Stryd\"", nullptr},
  };
  for (const auto& row : rows) {
    std::string csv = "uprn," + std::string{row.heading} + ",pao no,postcode,easting,northing\n";
    for (int i = 10; i < 60; ++i) csv += fmt::format("1009275078{},Weir Lane,Lon Gored,Y Felin,Aberhelyg,{},ZZ1 1AA,4312{}.61,4330{}.99\n", i, i, i, i);
    const Drafted draft{csv};
    CAPTURE(row.heading);
    CAPTURE(draft.proposal.toml);
    CHECK(draft.proposal.is_gazetteer);
    if (std::string_view{row.reads}.starts_with("unit")) CHECK(draft.has("unit = [\"Building Name\", \"pao no\"]"));
    else CHECK(draft.has(std::string{row.reads} + "\n"));
    if (row.also != nullptr) CHECK(draft.has(std::string{row.also} + "\n"));
    else CHECK(draft.proposal.toml.find("[also]") == std::string::npos);
  }
}

TEST_CASE("Which column of an address list says whether a record is valid") {
  struct Row {
    const char *heading, *values, *line;
  };
  for (const auto& row : std::vector<Row>{{"BLPU_STATE,LOGICAL_STATUS", "2,1", "status = \"LOGICAL_STATUS\""},
                                          {"LPI Status,Status Date", "APPROVED,01/02/2020", "status = \"LPI Status\""},
                                          {"Status,Ward", "Live,North", "status = \"Status\""},
                                          {"State,Ward", "HISTORICAL,North", "status = \"State\""},
                                          {"Record,Ward", "{},North", "status = \"Record\""},
                                          {"End date,Ward", "{},North", "status = \"End date\""},
                                          {"Estate,Ward", "The Mount,North", nullptr}}) {
    std::string csv = "uprn,address,postcode,easting,northing," + std::string{row.heading} + "\n";
    for (int i = 10; i < 60; ++i) csv += fmt::format("1009275078{},{} Weir Lane Sampleton,ZZ1 1AA,4312{}.61,4330{}.99,", i, i, i, i) + fmt::format(fmt::runtime(row.values), row.heading[0] == 'E' ? (i % 5 == 0 ? "01/02/2019" : "") : i % 2 == 0 ? "Live" : "Historical") + "\n";
    const Drafted draft{csv};
    CAPTURE(row.heading);
    CAPTURE(draft.proposal.toml);
    CHECK(draft.proposal.is_gazetteer);
    if (row.line != nullptr) CHECK(draft.has(row.line));
    else CHECK_FALSE(draft.has("status"));
  }
}
