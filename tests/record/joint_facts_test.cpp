#include <doctest/doctest.h>

#include "record/feed_case.h"

using namespace hearth;
using namespace hearth::record;
using namespace hearth::record::made;

TEST_CASE("Of two tenants of one row, what a note says of the joint tenant is the second one's, and nobody is made up") {
  const std::string claims = "notes = { column = \"note\", contains = { \"deaf\" = \"hearing_loss\", \"oxygen\" = \"needs_power\" } }\n";
  const std::string head = "[feed]\nname = \"c\"\nfiles = [\"f.csv\"]\nkey = \"id\"\n[columns]\n";
  const auto factors_of = [](const FeedContent& content, std::string_view key) {
    std::string out;
    for (const auto& record : content.records)
      if (record.key == key)
        for (const auto& claim : record.view().claims()) out += std::string{claim.factor} + " ";
    return out;
  };
  FeedCase joint;
  const auto one_cell = joint.read(head + "full_name = { column = \"names\", split = \"joint\" }\n[claims]\n" + claims,
                                   "id,names,note\n1,MR A & MRS B SMITH,JT: deaf. Tenant on oxygen\n2,MR C DAY,JT: deaf\n3,MR E & MRS F NOON,son deaf\n");
  CHECK(factors_of(one_cell, "1/2") == "hearing_loss needs_power ");
  CHECK(factors_of(one_cell, "1/1") == "needs_power ");
  CHECK(factors_of(one_cell, "1/other").empty());
  CHECK(factors_of(one_cell, "2/other") == "hearing_loss ");
  CHECK(factors_of(one_cell, "3/other") == "hearing_loss ");
  CHECK(one_cell.records.size() == 7);
  CHECK(one_cell.of_another.at("note") == 3);

  FeedCase columns;
  const auto two_columns = columns.read(head + "full_name = \"first\"\n[person.second]\nfull_name = \"second\"\n[claims]\n" + claims,
                                        "id,first,second,note\n1,Ann Lee,Bob Lee,Joint tenant: deaf\n2,Cy Day,,JT: deaf\n");
  CHECK(factors_of(two_columns, "1/second") == "hearing_loss ");
  CHECK(factors_of(two_columns, "1").empty());
  CHECK(factors_of(two_columns, "2/other") == "hearing_loss ");
  CHECK(two_columns.records.size() == 4);
}

TEST_CASE("What a note says of somebody else at the home is kept for an unnamed person there") {
  FeedCase feed;
  const auto content = feed.read(plain,
                                 "id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note\n"
                                 "1,Ann,Lee,28/02/1950,000123456789,1 Weir Lane,Sampleton,Y,,,,,husband cannot do stairs\n");
  REQUIRE(keys(content) == std::vector<std::string>{"1", "1/other"});
  CHECK(content.records[0].view().claims().empty());
  const auto other = content.records[1].view();
  REQUIRE(other.claims().size() == 1);
  CHECK(other.claims().front().factor == "cannot_use_stairs");
  CHECK(other.name().empty());
  CHECK(other.get(Field::uprn) == "123456789");
  CHECK(content.records[1].is_protected);
  CHECK(content.of_another.at("note") == 1);
}

TEST_CASE("A fact of a row of several people is given to the one whom its words mean, and to both in doubt") {
  const std::string claims = "notes = { column = \"note\", contains = { \"deaf\" = \"hearing_loss\", \"oxygen\" = \"needs_power\", \"wheelchair\" = \"wheelchair\" } }\n"
                             "code = { column = \"code\", values = { \"W\" = \"wheelchair\", \"N\" = \"\" } }\n";
  const std::string head = "[feed]\nname = \"c\"\nfiles = [\"f.csv\"]\nkey = \"id\"\n[columns]\naddress = \"home\"\n"
                           "[person.tenant]\nfull_name = \"first\"\nbirth_date = \"born1\"\n[person.joint]\nfull_name = \"second\"\nbirth_date = \"born2\"\n[claims]\n" + claims;
  const std::string heading = "id,home,first,born1,second,born2,note,code\n";
  struct Row {
    std::string first, born1, second, born2, note, code, of_first, of_second, of_other;  // "?": of one of them, nobody knows which
  };
  const std::vector<Row> rows{
      {"Mr A Lee", "", "Mrs B Lee", "", "OXYGEN IS FOR WIFE", "", "", "needs_power", ""},
      {"Mrs B Lee", "", "Mr A Lee", "", "oxygen is for wife", "", "needs_power", "", ""},
      {"Mrs B Lee", "", "Mr A Lee", "", "wife: deaf. Husband on oxygen", "", "hearing_loss", "needs_power", ""},
      {"Mr A Lee", "", "", "", "oxygen is for wife", "", "", "", "needs_power"},
      {"Mr A Lee", "", "Mr C Day", "", "wife on oxygen", "", "", "", "needs_power"},
      {"A Lee", "", "B Lee", "", "wife on oxygen", "", "", "needs_power", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "tenant - oxygen", "", "needs_power", "", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "joint tenant - oxygen", "", "", "needs_power", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "both deaf", "", "hearing_loss", "hearing_loss", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "one of them uses oxygen", "", "needs_power?", "needs_power?", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "uses oxygen", "", "needs_power?", "needs_power?", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "", "W", "wheelchair?", "wheelchair?", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "wheelchair for wife", "W", "", "wheelchair", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "wheelchair is for mother", "W", "", "", "wheelchair"},
      {"Mr A Lee", "", "", "", "uses oxygen", "W", "needs_power wheelchair", "", ""},
      {"Mr A Lee", "", "Mrs B Lee decd", "", "uses oxygen", "", "needs_power", "", ""},
      {"Mrs B Lee", "01/02/1940", "Mr C Lee", "01/02/1970", "mother on oxygen, son deaf", "", "needs_power", "hearing_loss", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "mother on oxygen", "", "", "", "needs_power"},
      {"Mr A Lee", "", "Mrs B Lee", "", "Mother next door (no 14) is on oxygen", "", "", "", ""},
      {"Alun Lee", "", "Gwen Lee", "", "Gwen - oxygen", "", "", "needs_power", ""},
      {"Mr A Lee", "", "Mrs B Lee", "", "carer on oxygen herself", "", "", "", "needs_power"},
  };
  const auto told = [](const FeedContent& content, std::string_view key) {
    std::string out;
    for (const auto& record : content.records)
      if (record.key == key)
        for (const auto& claim : record.view().claims()) out += (out.empty() ? "" : " ") + std::string{claim.factor} + (claim.of_several ? "?" : "");
    return out;
  };
  for (const auto& row : rows) {
    CAPTURE(row.first);
    CAPTURE(row.second);
    CAPTURE(row.note);
    FeedCase feed;
    const auto content = feed.read(head, heading + "1,1 Weir Lane," + row.first + "," + row.born1 + "," + row.second + "," + row.born2 + ",\"" + row.note + "\"," + row.code + "\n");
    CHECK(told(content, "1/tenant") == row.of_first);
    if (row.second.find("decd") == std::string::npos) CHECK(told(content, "1/joint") == row.of_second);
    CHECK(told(content, "1/other") == row.of_other);
  }
}

TEST_CASE("A fact beside the name of somebody whom another cell lists as of the home is kept for an unnamed person there") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname = \"c\"\nfiles = [\"f.csv\"]\nkey = \"id\"\n[columns]\nfull_name = \"name\"\n[claims]\nnotes = { column = \"note\", contains = { \"oxygen\" = \"needs_power\" } }\n",
                                 "id,name,members,note\n1,Mr A Lee,Gwenllian Lee partner 1989; Tom (son) 2015,Gwenllian - oxygen\n2,Mr B Day,,Equipment - oxygen\n");
  CHECK(keys(content) == std::vector<std::string>{"1", "1/other", "2"});
  CHECK(content.records[0].view().claims().empty());
  CHECK(content.records[1].view().claims().size() == 1);
  CHECK(content.records[2].view().claims().size() == 1);
}

TEST_CASE("Where a row tells who has died, a note of a death beside it asks nothing of the others") {
  const std::string head = "[feed]\nname = \"c\"\nfiles = [\"f.csv\"]\nkey = \"id\"\n[columns]\nfull_name = { column = \"names\", split = \"joint\" }\n"
                           "deceased = { column = \"note\", contains = [\"passed away\"] }\n";
  const auto deaths = [&](const std::string& names) {
    FeedCase feed;
    std::string out;
    for (const auto& record : feed.read(head, "id,names,note\n1," + names + ",passed away 3/9\n").records) out += std::string{record.view().get(Field::deceased)} + ";";
    return out;
  };
  CHECK(deaths("MR A LEE & MRS B LEE") == "note;note;");
  CHECK(deaths("MR A LEE DECD & MRS B LEE") == "remark;;");
}

TEST_CASE("What a note tells of a neighbour is no fact of the home, and is put aside to be read") {
  FeedCase feed;
  const auto content = feed.read(plain,
                                 "id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note\n"
                                 "1,Ann,Lee,28/02/1950,000123456789,1 Weir Lane,Sampleton,,,,,,neighbour cannot do stairs\n");
  REQUIRE(keys(content) == std::vector<std::string>{"1"});
  CHECK(content.records[0].view().claims().empty());
  REQUIRE(content.put_aside.size() == 1);
  CHECK(content.put_aside[0].error.code == "claim.elsewhere");
  CHECK(content.put_aside[0].error.message.find("cannot do stairs") == std::string::npos);
  CHECK(content.put_aside[0].content.find("neighbour cannot do stairs") != std::string::npos);
  CHECK(content.rows_put_aside == 0);
}

TEST_CASE("A column that says whose a code is gives it to that person, and of nobody whom the row names to somebody of the home") {
  const std::string head = "[feed]\nname = \"c\"\nfiles = [\"f.csv\"]\nkey = \"id\"\n[columns]\nfull_name = \"who\"\naddress = \"home\"\n[claims]\n";
  const std::string heading = "id,who,home,code,for,blind\n";
  const auto told = [](const FeedContent& content) {
    std::string out;
    for (const auto& record : content.records) {
      out += (out.empty() ? "" : "; ") + record.key + ":";
      for (const auto& claim : record.view().claims()) out += " " + std::string{claim.factor} + (claim.value == "true" ? "" : "=" + std::string{claim.value}) + (claim.of_several ? "?" : "");
    }
    return out;
  };
  struct Case {
    std::string claims, row, expected, code;
  };
  const std::string codes = "{ column = \"code\", split = \";\", values = { \"D\" = \"dementia\", \"O\" = \"needs_power\", \"N\" = \"\" }, whose = ";
  const std::vector<Case> cases{
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D,SELF,", "1: dementia", ""},
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D,Account holder,", "1: dementia", ""},
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D,SPOUSE,", "1:; 1/other: dementia", ""},
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D,Husband/Wife,", "1:; 1/other: dementia", ""},
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D,,", "1: dementia", ""},
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D;O,SELF;CHILD,", "1: dementia; 1/other: needs_power", ""},
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D,SELF/SPOUSE,", "1: dementia; 1/other: dementia", ""},
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D,both,", "1: dementia", ""},
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D;O,\"SELF,PARENT,CHILD\",", "1: dementia needs_power; 1/other: dementia needs_power", ""},
      {"n = " + codes + "{ column = \"for\", of = { X = \"self\", Y = \"spouse\" } } }\n", "1,Ann Lee,1 Weir Lane,D,X,", "1: dementia", ""},
      {"n = " + codes + "{ column = \"for\", of = { X = \"self\", Y = \"spouse\" } } }\n", "1,Ann Lee,1 Weir Lane,D,y,", "1:; 1/other: dementia", ""},
      {"n = " + codes + "\"for\" }\n", "1,Ann Lee,1 Weir Lane,D,Q7,", "1:; 1/other: dementia", "claim.unknown_whose"},
      {"sight_loss = { column = \"blind\", whose = \"for\" }\n", "1,Ann Lee,1 Weir Lane,,SPOUSE,Y", "1:; 1/other: sight_loss", ""},
      {"sight_loss = { column = \"blind\", whose = \"for\" }\n", "1,Ann Lee,1 Weir Lane,,SPOUSE,N", "1:", ""},
  };
  for (const auto& one : cases) {
    FeedCase feed;
    const auto content = feed.read(head + one.claims, heading + one.row + "\n");
    CHECK_MESSAGE(told(content) == one.expected, one.claims << one.row);
    CHECK_MESSAGE((content.put_aside.empty() ? std::string{} : content.put_aside.front().error.code) == one.code, one.row);
  }

  FeedCase two;
  const auto couple = two.read("[feed]\nname = \"c\"\nfiles = [\"f.csv\"]\nkey = \"id\"\n[columns]\naddress = \"home\"\n[person.customer]\nfull_name = \"who\"\n[person.partner]\nfull_name = \"second\"\n[claims]\nn = " + codes + "{ column = \"for\", of = { P2 = \"partner\" } } }\n",
                               "id,who,second,home,code,for\n1,Ann Lee,Bob Lee,1 Weir Lane,D,P2\n2,Cy Day,Di Day,2 Weir Lane,O,Spouse\n3,Eve Noon,,3 Weir Lane,D,P2\n4,Fay Sun,Guy Sun,4 Weir Lane,D,\n");
  CHECK(told(couple) == "1/customer:; 1/partner: dementia; 2/customer:; 2/partner: needs_power; 3/customer:; 3/other: dementia; 4/customer: dementia?; 4/partner: dementia?");

  FeedCase wrong;
  const auto refused = wrong.declare(head + "n = " + codes + "{ column = \"for\", of = { X = \"moon\" } } }\n");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "feed.claim_person");
  CHECK(refused.error().message.find("moon") != std::string::npos);
  for (const char* mixed : {"has_infant = { born = \"for\", under = 2, whose = \"for\" }\n", "n = { column = \"code\", contains = { \"deaf\" = \"hearing_loss\" }, whose = \"for\" }\n"}) {
    FeedCase other;
    const auto not_both = other.declare(head + mixed);
    REQUIRE_FALSE(not_both);
    CHECK(not_both.error().code == "feed.claim");
  }
}
