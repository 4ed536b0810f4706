#include <doctest/doctest.h>
#include <fmt/format.h>

#include "feed_case.h"

using namespace hearth;
using namespace hearth::record;
using namespace hearth::record::made;

TEST_CASE("A date with the age beside it is read; an age alone is put aside, and counted as that") {
  FeedCase feed;
  const auto declared = [](std::string_view form) {
    return fmt::format("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\nbirth_date={{ column=\"born\", format={} }}\n", form);
  };
  struct Row {
    const char *cell, *read, *fault;
  };
  for (const Row& row : std::vector<Row>{{"23-Jun-1936 (90)", "1936-06-23", ""}, {"23-Jun-1936 (aged 90)", "1936-06-23", ""}, {"23-Jun-1936 [90 yrs]", "1936-06-23", ""}, {"90 (23-Jun-1936)", "1936-06-23", ""},
                                         {"23-Jun-1936 aged 90", "1936-06-23", ""}, {"23-Jun-1936 - 90", "1936-06-23", ""}, {"90, 23-Jun-1936", "1936-06-23", ""}, {"1936", "1936", ""}, {"1936 (90)", "1936", ""}, {"88", "", "date.an_age"}, {"60s", "", "date.an_age"},
                                         {"aged 75", "", "date.an_age"}, {"late 70s", "", "date.an_age"}, {"soon", "", "date.malformed"}}) {
    CAPTURE(row.cell);
    const auto content = feed.read(declared("\"%d-%b-%Y\""), std::string{"id,last,born\n1,Lee,\""} + row.cell + "\"\n");
    CHECK(content.records[0].view().get(Field::birth_date) == row.read);
    CHECK((content.put_aside.empty() ? std::string{} : content.put_aside[0].error.code) == row.fault);
  }
  for (const char* wrong : {"\"%d-%b-%Y (%y)\"", "\"%d %d %Y\"", "\"%d/%m\"", "\"%d/%m/%Q\"", "\"DD/MM/YYYY\""}) {
    CAPTURE(wrong);
    const auto refused = feed.declare(declared(wrong));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "feed.format");
  }
}

TEST_CASE("When a claim ends: a column with its own form of dates, a day for each code, a day behind a code") {
  FeedCase feed;
  const std::string head = "[feed]\nname=\"c\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n[claims]\n";
  const auto claims_of = [](const FeedContent& content, std::size_t i) {
    std::string out;
    const auto view = content.records.at(i).view();
    for (const auto& claim : view.claims()) out += std::string{claim.factor} + (claim.until.empty() ? "" : "<" + std::string{claim.until}) + " ";
    return out;
  };
  const auto column = feed.read(head + "wheelchair={ column=\"chair\", until={ column=\"end\", format=\"%Y/%m/%d\" }, date={ column=\"told\", format=\"%d.%m.%Y\" } }\n",
                                "id,last,chair,end,told\n1,Lee,Y,2026/01/31,01.02.2025\n2,Day,Y,2027/01/31,01.02.2025\n3,Noon,Y,,\n");
  CHECK(column.put_aside.empty());
  CHECK(claims_of(column, 0).empty());
  CHECK(claims_of(column, 1) == "wheelchair<2027-01-31 ");
  CHECK(claims_of(column, 2) == "wheelchair ");
  CHECK(column.records[1].view().claims()[0].date == "2025-02-01");

  const auto each = feed.read(head + "needs={ column=\"codes\", split=\"^\", until=\"end\", values={ DM=\"dementia\", HL=\"hearing_loss\" } }\n",
                              "id,last,codes,end\n1,Lee,DM^HL,^2026-03-14\n2,Day,DM^HL,2026-03-14^2027-03-14\n3,Noon,DM,2026-03-14\n4,Dusk,DM^HL,\n");
  CHECK(each.put_aside.empty());
  CHECK(claims_of(each, 0) == "dementia ");
  CHECK(claims_of(each, 1) == "hearing_loss<2027-03-14 ");
  CHECK(claims_of(each, 2).empty());
  CHECK(claims_of(each, 3) == "dementia hearing_loss ");

  const auto blanks = feed.read(head + "needs={ column=\"codes\", split=\" \", until={ column=\"end\", format=\"%d %b %y\" }, values={ DM=\"dementia\", HL=\"hearing_loss\" } }\n",
                                "id,last,codes,end\n1,Lee,DM HL,3 Sep 26\n2,Day,DM HL,3 Sep 27\n");
  CHECK(blanks.put_aside.empty());
  CHECK(claims_of(blanks, 0).empty());
  CHECK(claims_of(blanks, 1) == "dementia<2027-09-03 hearing_loss<2027-09-03 ");

  const std::string cells = "id,last,codes\n1,Lee,\"DM ^2026-04-14\nHL\"\n2,Day,DM (ends 12/2026)\n3,Noon,\"HL until 14/04/2027\nDM - exp 14 Apr 2026\"\n4,Dusk,DM from 01/02/2026\n5,Dawn,XX (ends 03/2026)\n6,Eve,HL (ends Mar 2027)\n7,Ebb,HL (ends 03/26)\n";
  const auto behind = feed.read(head + "needs={ column=\"codes\", split=\"\\n\", ends_behind=true, values={ DM=\"dementia\", HL=\"hearing_loss\" } }\n", cells);
  CHECK(claims_of(behind, 0) == "hearing_loss ");
  CHECK(claims_of(behind, 1) == "dementia<2026-12-31 ");
  CHECK(claims_of(behind, 2) == "hearing_loss<2027-04-14 ");
  CHECK(claims_of(behind, 3) == "dementia ");
  CHECK(claims_of(behind, 5) == "hearing_loss<2027-03-31 ");
  CHECK(claims_of(behind, 6).empty());
  REQUIRE(codes(behind) == std::vector<std::string>{"claim.unknown_code"});
  CHECK(behind.put_aside[0].about == "XX");
  // Where the feed does not say it, the advice does.
  const auto unsaid = feed.read(head + "needs={ column=\"codes\", split=\"\\n\", values={ DM=\"dementia\", HL=\"hearing_loss\" } }\n", cells);
  REQUIRE_FALSE(unsaid.put_aside.empty());
  CHECK(unsaid.put_aside[0].error.message.find("ends_behind = true") != std::string::npos);
}

TEST_CASE("A death under [columns] counts for the people of the row: of one it is the one, of several the list asks first") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"t\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\naddress=\"home\"\ndeceased={ column=\"status\", true=[\"D\"] }\n"
                                 "[person.main]\nfull_name=\"main\"\n[person.joint]\nfull_name=\"joint\"\n",
                                 "id,home,status,main,joint\n1,1 Weir Lane,D,Ann Lee,\n2,2 Weir Lane,D,Raj Day,Kim Day\n3,3 Weir Lane,C,Bo Noon,\n");
  struct Told {
    const char *key, *deceased;
  };
  const std::vector<Told> expected{{"1/main", "yes"}, {"2/joint", "note"}, {"2/main", "note"}, {"3/main", ""}};
  REQUIRE(content.records.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(expected[i].key);
    CHECK(content.records[i].key == expected[i].key);
    CHECK(content.records[i].view().get(Field::deceased) == expected[i].deceased);
  }
}

TEST_CASE("Rows of another address than the home keep the person and the facts, and no door; what is in doubt is a home") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"t\"\nfiles=[\"f.csv\"]\nkey=[\"id\", \"home\"]\n[columns]\nsurname=\"who\"\naddress=\"home\"\npostcode=\"pc\"\nlives_there={ column=\"type\", false=[\"CORR\", \"PREV\"] }\n"
                                 "[claims]\nwheelchair={ column=\"chair\", true=[\"Y\"], false=[\"N\"] }\n",
                                 "id,who,home,pc,type,chair\n1,Lee,1 Weir Lane,ZZ1 1AA,HOME,Y\n1,Lee,2 Mill Road,ZZ1 1AB,CORR,Y\n2,Day,3 Mill Road,,temp,M\n3,Noon,4 Mill Road,,,N\n");
  std::vector<std::string> homes;
  for (const auto& record : content.records) homes.emplace_back(record.view().get(Field::address));
  CHECK(homes == std::vector<std::string>{"1 Weir Lane", "", "3 Mill Road", "4 Mill Road"});
  CHECK(content.records[1].view().get(Field::postcode).empty());
  CHECK(content.records[1].view().claims().size() == 1);
  // A word that stands under neither true nor false is put aside.
  CHECK(content.records[2].view().claims().empty());
  CHECK(codes(content) == std::vector<std::string>{"flag.malformed"});
}

TEST_CASE("A letter says whose a fact is: of the main tenant, the joint one, or somebody else at the home") {
  FeedCase feed;
  const std::string head = "[feed]\nname=\"t\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\naddress=\"home\"\n[person.main]\nfull_name=\"main\"\n[person.joint]\nfull_name=\"joint\"\n[claims]\n";
  const auto content = feed.read(head + "sight_loss={ column=\"sight\", of={ M=\"main\", J=\"joint\", H=\"other\" } }\n",
                                 "id,home,main,joint,sight\n1,1 Weir Lane,Ann Lee,Kim Lee,M\n2,2 Weir Lane,Raj Day,Jo Day,MJ\n3,3 Weir Lane,Bo Noon,Al Noon,H\n4,4 Weir Lane,Di Dusk,,J\n"
                                 "5,5 Weir Lane,Cy Dawn,Su Dawn,Y\n6,6 Weir Lane,Ed Eve,,N\n7,7 Weir Lane,Flo Ebb,,K\n");
  std::string told;
  for (const auto& record : content.records)
    for (const auto& claim : record.view().claims()) told += record.key + "=" + std::string{claim.value} + " ";
  CHECK(told == "1/main=true 2/joint=true 2/main=true 3/other=true 4/other=true 5/joint=true 5/main=true 6/main=false ");
  CHECK(codes(content) == std::vector<std::string>{"claim.unknown_code"});
  CHECK(feed.declare(head + "sight_loss={ column=\"sight\", of={ M=\"mian\" } }\n").error().code == "feed.claim_person");
  CHECK(feed.declare(head + "sight_loss={ column=\"sight\", of={ M=\"main\" }, values={ Y=\"sight_loss\" } }\n").error().code == "feed.claim");
}

TEST_CASE("A status that says that they have gone is asked about; a former address, one for letters and a plain no are not") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"t\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"who\"\naddress=\"home\"\nlives_there={ column=\"type\", false=[\"CORR\", \"PREV\", \"E\", \"Moved\", \"N\"] }\n",
                                 "id,who,home,type\n1,Lee,1 Weir Lane,CORR\n2,Roe,2 Weir Lane,PREV\n3,Poe,3 Weir Lane,E\n4,Day,4 Weir Lane,Moved\n5,Fox,5 Weir Lane,N\n6,Orr,6 Weir Lane,HOME\n");
  REQUIRE(content.records.size() == 6);
  std::string told;
  for (const auto& record : content.records) {
    told += std::string{record.view().get(Field::absent)} + ",";
    if (record.key != "6") CHECK(record.view().get(Field::address).empty());
  }
  CHECK(told == ",,left,left,,,");
}
