#include <doctest/doctest.h>

#include <algorithm>

#include <fmt/format.h>

#include "record/feed_case.h"
#include "record/load.h"
#include "feed_case.h"
#include "record/read_feed.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::record;
using namespace hearth::record::made;

TEST_CASE("A faulty field is put aside and its row goes on") {
  FeedCase feed;
  const auto content = feed.read(plain,
                                 "id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note\n"
                                 "1,Ann,Lee,31/02/1950,9.99E+11,1 Weir Lane,Sampleton,,Y,\"1,200.50\",01/10/2026,10;14,\n"
                                 "2,Bo,Lee,02/28/1950,ZZ1 1AA,NA,,Y,N,lots,,99,He CANNOT do stairs\n"
                                 "3,Cy,Lee,28/02/1950,000123456789,,,,,,,,\n");
  REQUIRE(keys(content) == std::vector<std::string>{"1", "2", "3"});
  CHECK(content.rows_put_aside == 0);
  CHECK(codes(content) == std::vector<std::string>{"date.impossible", "uprn.digits_lost", "date.american", "uprn.postcode",
                                                   "number.malformed", "claim.unknown_code"});
  CHECK(to_string(content.put_aside[0].error.where) == "f.csv, row 2, column dob");
  const auto ann = content.records[0].view();
  CHECK(ann.get(Field::birth_date).empty());
  CHECK(ann.get(Field::address) == "1 Weir Lane Sampleton");
  std::vector<std::string> claims;
  for (const auto& claim : ann.claims()) claims.push_back(std::string{claim.factor} + "=" + std::string{claim.value} + "@" + std::string{claim.date});
  CHECK(claims == std::vector<std::string>{"needs_power=true@", "sight_loss=true@", "weekly_income=1200.50@2026-10-01", "wheelchair=true@"});
  CHECK(content.records[1].is_protected);
  CHECK(content.records[1].view().claims().size() == 2);
  CHECK(content.records[2].view().get(Field::uprn) == "123456789");
}

TEST_CASE("Claimant and partner in one row become two records; an absent partner none") {
  FeedCase feed;
  const auto content = feed.read(R"toml([feed]
name = "benefits"
files = ["f.csv"]
key = "ref"
[columns]
postcode = "pc"
[person.claimant]
given_name = "c1"
surname = "c2"
[person.partner]
given_name = "p1"
surname = "p2"
[claims]
carer = { column = "carer", person = "partner" }
)toml",
                                 "ref,pc,c1,c2,p1,p2,carer\nA,ZZ1 1AA,Ann,Lee,Bo,Li,Y\nB,ZZ1 1AB,Cy,Day,,,\n");
  CHECK(keys(content) == std::vector<std::string>{"A/claimant", "A/partner", "B/claimant"});
  CHECK(content.records[1].view().get(Field::postcode) == "ZZ1 1AA");
  CHECK(content.records[0].view().claims().empty());
  CHECK(content.records[1].view().claims().size() == 1);
}

TEST_CASE("Joint names in one cell become records with numbered keys") {
  FeedCase feed;
  const auto content = feed.read(R"toml([feed]
name = "tax"
files = ["f.csv"]
key = "acc"
separator = ";"
leave_out = "^(Total|Grand total)"
[person.liable]
full_name = { column = "name", split = "joint" }
[columns]
address = ["a1", "a2"]
)toml",
                                 "acc;name;a1;a2\n7;MR A & MRS B SMITH;1 Weir Lane;Sampleton\n8;MISS C O'HARA;2 Weir Lane;\nTotal;2;;\n");
  CHECK(keys(content) == std::vector<std::string>{"7/liable1", "7/liable2", "8/liable1"});
  CHECK(content.records[1].view().get(Field::surname) == "SMITH");
  CHECK(content.records[1].view().get(Field::address) == "1 Weir Lane Sampleton");
  CHECK(content.left_out == 1);
}

TEST_CASE("A row is put aside whole only when its key or its shape is broken") {
  FeedCase feed;
  const std::string toml = "[feed]\nname=\"k\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\ntown=\"town\"\n";
  const auto content = feed.read(toml, "id,last,town\n1,Lee,A\n1,Lee,A\n2,Day,B\n2,Night,B\n,Nobody,C\n3,Short\n4,Long,D,E\n5,Last,F\n");
  CHECK(keys(content) == std::vector<std::string>{"1", "2", "5"});
  CHECK(content.repeated == 1);
  CHECK(content.rows_put_aside == 4);
  auto found = codes(content);
  std::ranges::sort(found);
  CHECK(found == std::vector<std::string>{"csv.too_few_fields", "csv.too_many_fields", "row.no_key", "row.repeated_key"});
  SUBCASE("in a changes feed the last row of a key wins") {
    FeedCase changes;
    const auto last = changes.read("[feed]\nname=\"k\"\nfiles=[\"f.csv\"]\nkey=\"id\"\nkind=\"changes\"\n[columns]\nsurname=\"last\"\ntown=\"town\"\n",
                                   "id,last,town\n2,Day,B\n2,Night,B\n");
    REQUIRE(last.records.size() == 1);
    CHECK(last.records[0].view().get(Field::surname) == "Night");
  }
}

TEST_CASE("A declaration that is wrong is refused by name, with what was meant") {
  FeedCase feed;
  struct Row {
    const char* toml;
    const char* code;
    const char* says;
  };
  for (const auto& row : std::vector<Row>{
           {"[feed]\nname=\"x\"\nfiles=[\"f.csv\"]\nkey=\"id\"\nseperator=\";\"\n", "toml.unknown_key", "separator"},
           {"[feed]\nname=\"x\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurnam=\"last\"\n", "toml.unknown_key", "surname"},
           {"[feed]\nname=\"x\"\nfiles=[\"f.csv\"]\n", "toml.missing", "key"},
           {"[feed]\nname=\"x\"\nfiles=[\"f.csv\"]\nkey=\"id\"\nknown_as=\"loud\"\n", "feed.known_as", "hidden"}}) {
    CAPTURE(row.toml);
    const auto read = feed.declare(row.toml);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == row.code);
    CHECK(read.error().exit == Exit::wrong_use);
    CHECK(read.error().message.find(row.says) != std::string::npos);
  }
}

TEST_CASE("A mapped column that the file has not is named, with the nearest heading, and nothing is loaded") {
  FeedCase feed;
  feed.folder.file("f.csv", "id,first,last,birth date\n1,Ann,Lee,1950\n");
  const auto declared = feed.declare("[feed]\nname=\"x\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nbirth_date=\"birthdate\"\n");
  REQUIRE(declared);
  const auto content = read_feed(feed.files, *declared, 0, *Date::make(2026, 11, 24), feed.progress);
  REQUIRE_FALSE(content);
  CHECK(content.error().code == "feed.column_missing");
  CHECK(content.error().exit == Exit::failed);
  CHECK(content.error().message.find("birth date") != std::string::npos);
}

TEST_CASE("A key of several columns is joined; a row has none only when all of them are blank") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"k\"\nfiles=[\"f.csv\"]\nkey=[\"mpan\", \"name\"]\n[columns]\nfull_name=\"name\"\n",
                                 "mpan,name\n1,Ann Lee\n1,Raj Lee\n1,\n,\n");
  CHECK(keys(content) == std::vector<std::string>{"1|", "1|Ann Lee", "1|Raj Lee"});
  CHECK(codes(content) == std::vector<std::string>{"row.no_key"});
}

TEST_CASE("The advice for a repeated key is a second column; kind = changes only where rows carry dates") {
  const auto advice = [](const std::string& more) {
    FeedCase feed;
    const auto content = feed.read("[feed]\nname=\"k\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n" + more, "id,last,seen\n1,Lee,2026-01-01\n1,Day,2026-01-02\n");
    return content.put_aside.at(0).error.message;
  };
  CHECK(advice("").find("key = [\"id\", \"ANOTHER COLUMN\"]") != std::string::npos);
  CHECK(advice("").find("changes") == std::string::npos);
  CHECK(advice("updated=\"seen\"\n").find("kind = \"changes\"") != std::string::npos);
}

TEST_CASE("Claims: every row, a code that says nothing, one code for two facts, words that are denied") {
  FeedCase feed;
  const auto content = feed.read(R"toml([feed]
name = "c"
files = ["f.csv"]
key = "id"
[columns]
surname = "last"
[claims]
on_priority_register = { always = true, date = "seen", format = "%d.%m.%y" }
needs = { column = "codes", split = ";", values = { "05" = ["sight_loss", "hearing_loss"], "31" = "", "2" = "needs_power" } }
notes = { column = "note", contains = { "wheelchair" = "wheelchair", "deaf blind" = ["sight_loss", "hearing_loss"] } }
)toml",
                                 "id,last,seen,codes,note\n"
                                 "1,Lee,03.11.25,05;31,no wheelchair\n"
                                 "2,Day,,31,\"was using wheelchair after op 2019, now fine\"\n"
                                 "3,Noon,,2;07;99,now uses wheelchair\n"
                                 "4,Dusk,,07,\n");
  const auto claims_of = [&](std::size_t i) {
    std::vector<std::string> out;
    const auto view = content.records.at(i).view();  // claims look into it
    for (const auto& claim : view.claims()) out.push_back(std::string{claim.factor} + (claim.date.empty() ? "" : "@" + std::string{claim.date}));
    return out;
  };
  CHECK(claims_of(0) == std::vector<std::string>{"hearing_loss", "on_priority_register@2025-11-03", "sight_loss"});
  CHECK(claims_of(1) == std::vector<std::string>{"on_priority_register"});
  CHECK(claims_of(2) == std::vector<std::string>{"needs_power", "on_priority_register", "wheelchair"});
  CHECK(codes(content) == std::vector<std::string>{"claim.unknown_code", "claim.unknown_code", "claim.unknown_code"});
  CHECK(content.put_aside[0].about == "07");
  CHECK(content.denied.at("note") == 2);
}

TEST_CASE("One cell that two mappings read is put aside once") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"d\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\nupdated={ column=\"seen\", format=\"%d/%m/%y\" }\n"
                                 "[claims]\nassisted_bins = { always = true, date = \"seen\" }\n",
                                 "id,last,seen\n1,Lee,31/02/21\n2,Day,28/02/21\n");
  CHECK(codes(content) == std::vector<std::string>{"date.impossible"});
  const auto view = content.records[1].view();
  REQUIRE(view.claims().size() == 1);
  CHECK(view.claims()[0].date == "2021-02-28");
}

TEST_CASE("A protected flag with words of its own for yes") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\nprotected={ column=\"access\", true=[\"S\", \"Sealed\"] }\n",
                                 "id,last,access\n1,Lee,s\n2,Day,\n3,Noon,K\n4,Dusk,SEALED\n");
  CHECK(content.put_aside.empty());
  std::vector<bool> hidden;
  for (const auto& record : content.records) hidden.push_back(record.is_protected);
  CHECK(hidden == std::vector<bool>{true, false, false, true});
}

TEST_CASE("A row that names a firm, an owner or nameless executors is kept for its home and makes no person") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"t\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nfull_name={ column=\"who\", split=\"joint\" }\naddress=\"where\"\nphone=\"tel\"\n"
                                 "[claims]\ncouncil_tax_single_discount=\"spd\"\n",
                                 "id,who,where,tel,spd\n1,OAKMERE HOMES LTD,1 Weir Lane,01632 960001,N\n2,THE OWNER,2 Weir Lane,,Y\n3,MR A & MRS B HOMES,3 Weir Lane,,\n"
                                 "4,THE EXECUTORS,4 Weir Lane,,\n");
  REQUIRE(keys(content) == std::vector<std::string>{"1/1", "2/1", "3/1", "3/2", "4/1"});
  CHECK(content.rows_nobody == 3);
  for (const std::size_t i : {0U, 1U, 4U}) {
    const auto view = content.records[i].view();
    CHECK(view.name().empty());
    CHECK(view.get(Field::phone).empty());
    CHECK_FALSE(view.get(Field::address).empty());
  }
  const auto owner = content.records[1].view();
  CHECK(owner.claims().size() == 1);
  CHECK(content.records[2].view().get(Field::surname) == "HOMES");
}

TEST_CASE("Unknown codes are counted by code; what is no code is not shown") {
  std::vector<PutAside> rows;
  const auto add = [&](const std::string& about, int times) {
    for (int i = 0; i < times; ++i) rows.push_back({Error{"claim.unknown_code", "advice", {.file = "f.csv", .row = 2, .column = "needs"}}, false, "", about});
  };
  add("07", 212);
  add("Canary Person", 2);
  add("Secret", 1);
  add("walks with a dog", 6);
  const auto groups = group_faults(rows);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].about == "07");
  CHECK(groups[0].count == 212);
  CHECK(groups[1].about == "walks with a dog");
  CHECK(groups[2].about.empty());
  CHECK(groups[2].count == 3);
}

TEST_CASE("A wrong shape of a declaration is refused, never passed over") {
  FeedCase feed;
  struct Row {
    std::string toml, code, says;
  };
  const std::string head = "[feed]\nname=\"x\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n";
  for (const auto& row : std::vector<Row>{
           {head + "[[person]]\nsurname=\"last\"\n", "feed.shape", "[person.partner]"},
           {head + "[person]\npartner=\"last\"\n", "feed.shape", "[person.partner]"},
           {head + "[[columns]]\nsurname=\"last\"\n", "feed.shape", "[columns]"},
           {head + "[[claims]]\nwheelchair=\"w\"\n", "feed.shape", "[claims]"},
           {head + "[columns]\nextra=\"last\"\n", "feed.shape", "extra.NAME"},
           {head + "[claims]\nx={ column=\"c\", values=\"sight_loss\" }\n", "feed.shape", "CODE"},
           {head + "[claims]\nx={ column=\"c\", contains=[\"deaf\"] }\n", "feed.shape", "CODE"},
           {head + "[claims]\nx={ column=\"c\", true=[\"Y\"], values={ \"Y\"=\"sight_loss\" } }\n", "feed.claim", "do not go together"},
           {head + "[claims]\nx={ column=\"c\", split=\";\" }\n", "feed.claim", "values"},
           {head + "[claims]\nx={ column=\"c\", split=\"zz\", values={ A=\"dementia\" } }\n", "feed.split", "width = 2"},
           {head + "[claims]\nx={ column=\"c\", width=0, values={ A=\"dementia\" } }\n", "feed.width", "letters"},
           {head + "[claims]\nx={ always=false }\n", "feed.claim", "always"},
           {head + "[claims]\nx={ always=true, column=\"c\" }\n", "feed.claim", "column"},
           {head + "[columns]\nsurname={ column=\"last\", true=[\"Y\"] }\n", "toml.unknown_key", "true"},
           {"[feed]\nname=\"x\"\nfiles=[\"f.csv\"]\nkey=[]\n", "feed.key", "key = [\"A\", \"B\"]"},
           {head + "known_as=\"loud\"\n", "feed.known_as", "known_as = \"loud\""},
       }) {
    CAPTURE(row.toml);
    const auto read = feed.declare(row.toml);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == row.code);
    CHECK(read.error().exit == Exit::wrong_use);
    CHECK(read.error().message.find(row.says) != std::string::npos);
  }
  const auto wrong = feed.declare(head + "known_as=\"loud\"\n");
  CHECK(to_string(wrong.error()).find("row 5") != std::string::npos);
  CHECK(to_string(wrong.error()).find("known_as") != std::string::npos);
}

TEST_CASE("A column that the file has not: the sentence is whole, with and without a guess") {
  FeedCase feed;
  feed.folder.file("f.csv", "id,last\n1,Lee\n");
  const auto declared = feed.declare("[feed]\nname=\"x\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"Nope\"\n");
  REQUIRE(declared);
  const auto content = read_feed(feed.files, *declared, 0, *Date::make(2026, 11, 24), feed.progress);
  REQUIRE_FALSE(content);
  CHECK(content.error().message.find("no column \"Nope\". It has: id, last.") != std::string::npos);
}

TEST_CASE("A protected flag that cannot be read, or cannot be found in its row, counts as yes") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\nencoding=\"utf-8\"\n[columns]\nsurname=\"last\"\nprotected=\"hide\"\n",
                                 "id,last,hide\n1,Anna,N\n2,Bella,Y\xff\n3,Clara,\xff\n4,Dora\n5,Emma,\n");
  std::vector<std::string> shown;
  for (const auto& record : content.records)
    if (!record.is_protected) shown.emplace_back(record.key);
  CHECK(shown == std::vector<std::string>{"1", "5"});
  CHECK(content.records.size() == 4);
  for (const auto& fault : content.put_aside)
    for (const char* name : {"Bella", "Clara", "Dora"}) CHECK(fault.content.find(name) == std::string::npos);
}

TEST_CASE("In a column that is month first, dates that could be read either way keep their year only") {
  FeedCase feed;
  std::string csv = "id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note\n";
  const auto row = [&](int id, const char* dob) { csv += std::to_string(id) + ",Ann,Lee," + dob + ",,,,,,,,,\n"; };
  const std::vector<const char*> american{"03/25/1961", "12/31/1950", "07/17/1944", "04/05/1961", "06/06/1970"};
  for (std::size_t i = 0; i < american.size(); ++i) row(static_cast<int>(i), american[i]);
  const auto content = feed.read(plain, csv);
  REQUIRE(content.records.size() == 5);
  CHECK(content.records[3].view().get(Field::birth_date) == "1961");
  CHECK(content.records[4].view().get(Field::birth_date) == "1970-06-06");
  CHECK(codes(content) == std::vector<std::string>{"date.american", "date.american", "date.american", "date.order_doubtful"});
  for (const auto& aside : content.put_aside) CHECK(aside.error.message.find("1961") == std::string::npos);
}

TEST_CASE("A few dates with day and month exchanged do not make the others doubtful") {
  FeedCase feed;
  std::string csv = "id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note\n";
  for (int i = 0; i < 40; ++i) csv += std::to_string(100 + i) + ",Ann,Lee,25/03/1961,,,,,,,,,\n";
  for (int i = 0; i < 4; ++i) csv += std::to_string(200 + i) + ",Ann,Lee,03/25/1961,,,,,,,,,\n";
  csv += "300,Ann,Lee,04/05/1961,,,,,,,,,\n";
  const auto content = feed.read(plain, csv);
  CHECK(content.records.back().view().get(Field::birth_date) == "1961-05-04");
  CHECK(content.fields_put_aside == 4);
}

TEST_CASE("Nobody alive was born in 1800, and an old register may say so") {
  FeedCase feed;
  const std::string csv = "id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note\n1,Ann,Lee,01/01/1801,,,,,,,,,\n2,Bo,Lee,01/01/1905,,,,,,,,,\n";
  const auto content = feed.read(plain, csv);
  CHECK(codes(content) == std::vector<std::string>{"birth.too_long_ago"});
  CHECK(content.records[1].view().get(Field::birth_date) == "1905-01-01");
  auto declared = feed.declare(plain);
  REQUIRE(declared);
  declared->of_the_living = false;
  const auto old = read_feed(feed.files, *declared, 0, *Date::make(2026, 11, 24), feed.progress);
  REQUIRE(old);
  CHECK(old->put_aside.empty());
}

TEST_CASE("A file without a heading is refused, and none of its first row is told") {
  FeedCase feed;
  feed.folder.file("f.csv", "1,Ann,Lee,28/02/1950,,1 Weir Lane,ZZ1 1AA,,,,,,\n");
  const auto declared = feed.declare(plain);
  REQUIRE(declared);
  const auto content = read_feed(feed.files, *declared, 0, *Date::make(2026, 11, 24), feed.progress);
  REQUIRE(!content);
  CHECK(content.error().code == "feed.no_heading");
  for (const auto* word : {"Ann", "Lee", "1950", "Weir", "ZZ1"}) CHECK(content.error().message.find(word) == std::string::npos);
}

TEST_CASE("The longest phrase wins: one that says nothing keeps a shorter one inside it from counting") {
  FeedCase feed;
  const auto content = feed.read(R"toml([feed]
name = "c"
files = ["f.csv"]
key = "id"
[columns]
surname = "last"
[claims]
notes = { column = "note", contains = { "wheelchair" = "wheelchair", "wheelchair ramp next door" = "", "oxygen" = "needs_power" } }
)toml",
                                 "id,last,note\n"
                                 "1,Lee,wheelchair ramp next door\n"
                                 "2,Day,wheelchair ramp next door; uses wheelchair\n"
                                 "3,Noon,wheelchair\n");
  CHECK(content.records[0].view().claims().empty());
  CHECK(content.records[1].view().claims().size() == 1);
  CHECK(content.records[2].view().claims().size() == 1);
  const auto cells = [&](const char* phrase) { return content.words_said.contains({"note", phrase}) ? content.words_said.at({"note", phrase}) : 0; };
  CHECK(cells("wheelchair") == 2);
  CHECK(cells("wheelchair ramp next door") == 2);
  CHECK(cells("oxygen") == 0);
}

TEST_CASE("A phrase that says nothing also silences one that begins before it") {
  FeedCase feed;
  const auto content = feed.read(R"toml([feed]
name = "c"
files = ["f.csv"]
key = "id"
[columns]
surname = "last"
[claims]
notes = { column = "note", contains = { "on oxygen" = "needs_power", "oxygen plant" = "" } }
)toml",
                                 "id,last,note\n"
                                 "1,Lee,son works on oxygen plant\n"
                                 "2,Day,on oxygen. son works at oxygen plant\n");
  CHECK(content.records[0].view().claims().empty());
  CHECK(content.records[1].view().claims().size() == 1);
}

TEST_CASE("A received day that is no date is told with its key, as wrong use") {
  FeedCase feed;
  for (const auto* received : {"soon", "2026-02-31", "2026-03"}) {
    CAPTURE(received);
    const auto declared = feed.declare("[feed]\nname = \"f\"\nfiles = [\"f.csv\"]\nkey = \"id\"\nreceived = \"" + std::string{received} + "\"\n[columns]\nsurname = \"last\"\n");
    REQUIRE(!declared);
    CHECK(declared.error().exit == Exit::wrong_use);
    CHECK(to_string(declared.error()).find("received") != std::string::npos);
  }
}

TEST_CASE("A row that repeats a key with other content is kept where the one who may see it can read it") {
  FeedCase feed;
  const auto content = feed.read(plain,
                                 "id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note\n"
                                 "1,Ann,Lee,,,,,,,,,,\n1,Bea,Lee,,,,,,,,,,\n2,Cy,Fox,,,,,Y,,,,,\n2,Di,Fox,,,,,Y,,,,,\n");
  REQUIRE(content.put_aside.size() == 2);
  CHECK(content.put_aside[0].content == "given_name = Bea | surname = Lee");
  CHECK(content.put_aside[1].content == protected_row);
}

TEST_CASE("A date in another form than its column's is read when it can be read in one way only") {
  FeedCase feed;
  struct Row {
    const char *cell, *read;
  };
  for (const Row& row : std::vector<Row>{{"28/02/50", "1950-02-28"}, {"1950-02-28", "1950-02-28"}, {"28 Feb 1950", "1950-02-28"}, {"1950", "1950"}, {"c. 1950", "1950"}, {"c1950?", "1950"},
                                         {"02-28-1950", ""}, {"28.02.1950", ""}, {"about fifty", ""}, {"02/28/1950", ""}}) {
    CAPTURE(row.cell);
    const auto content = feed.read(plain, std::string{"id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note\n1,Ann,Lee,"} + row.cell + ",,,,,,,,,\n");
    CHECK(content.records[0].view().get(Field::birth_date) == row.read);
  }
}

TEST_CASE("A remark beside a name, and a flag, tell that somebody has died; a word that nobody can read does not") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"t\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nfull_name={ column=\"who\", split=\"joint\" }\n"
                                 "deceased={ column=\"status\", true=[\"Deceased\"] }\n",
                                 "id,who,status\n1,EXORS OF MRS C LEE,\n2,MR A DAY (DECD) & MRS B DAY,\n3,Ann Noon,deceased\n4,Raj Dusk,Open\n5,MR & MRS J EVE DECD,\n");
  struct Told {
    std::string key, name, deceased;
  };
  const std::vector<Told> expected{{"1/1", "C LEE", "remark"}, {"2/1", "A DAY", "remark"}, {"2/2", "B DAY", ""},   {"3/1", "Ann Noon", "yes"},
                                   {"4/1", "Raj Dusk", ""},    {"5/1", "J EVE", ""},       {"5/2", "EVE", ""}};
  REQUIRE(content.records.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(expected[i].key);
    const auto view = content.records[i].view();
    CHECK(content.records[i].key == expected[i].key);
    CHECK(view.name() == expected[i].name);
    CHECK(view.get(Field::deceased) == expected[i].deceased);
  }
  CHECK(content.rows_nobody == 0);

  const auto flags = feed.read("[feed]\nname=\"t\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"who\"\ndeceased=\"dead\"\n",
                               "id,who,dead\n1,Lee,Y\n2,Day,perhaps\n3,Noon,N\n");
  CHECK(flags.records[0].view().get(Field::deceased) == "yes");
  CHECK(flags.records[1].view().get(Field::deceased).empty());
  REQUIRE(flags.put_aside.size() == 1);
  CHECK(flags.put_aside[0].error.code == "deceased.doubtful");
}

TEST_CASE("Codes that run together are parted by their width, and what has ended is not told") {
  FeedCase feed;
  const std::string head = "[feed]\nname=\"c\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n";
  const auto content = feed.read(head + "[claims]\nneeds={ column=\"codes\", width=2, split=\"/\", until=\"end\", values={ DM=\"dementia\", HL=\"hearing_loss\" } }\n",
                                 "id,last,codes,end\n1,Lee,DM/HLDM,\n2,Day,HL,01/02/2020\n3,Noon,HL,01/02/2090\n4,Dusk,DMX,\n5,Dawn,DM,soon\n");
  const auto claims_of = [&](std::size_t i) {
    std::string out;
    const auto view = content.records.at(i).view();
    for (const auto& claim : view.claims()) out += std::string{claim.factor} + " ";
    return out;
  };
  CHECK(claims_of(0) == "dementia hearing_loss ");
  CHECK(claims_of(1).empty());
  CHECK(claims_of(2) == "hearing_loss ");
  CHECK(claims_of(3) == "dementia ");
  CHECK(claims_of(4) == "dementia ");
  CHECK(codes(content) == std::vector<std::string>{"claim.unknown_code", "date.malformed"});
}

TEST_CASE("A cell longer than any name is put aside, and its row goes on") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"n\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\npostcode=\"pc\"\n",
                                 "id,last,pc\n1," + std::string(100000, 'x') + ",ZZ1 1AA\n2,Lee,ZZ1 1AB\n");
  REQUIRE(content.records.size() == 2);
  CHECK(content.records[0].view().get(Field::surname).empty());
  CHECK(content.records[0].view().get(Field::postcode) == "ZZ1 1AA");
  CHECK(codes(content) == std::vector<std::string>{"name.too_long"});
}

TEST_CASE("A record's key is parted into its row and its person, whatever the feed's own keys hold") {
  Feed feed;
  feed.persons = {{.name = "first"}, {.name = "joint"}};
  const auto parts = [](const Feed& of, std::string_view key) {
    const auto found = of.parts_of(key);
    return fmt::format("{} + {}", found.row, found.person);
  };
  CHECK(parts(feed, "SWH/8/1/first") == "SWH/8/1 + first");
  CHECK(parts(feed, "SWH/8/1/other") == "SWH/8/1 + other");
  CHECK(parts(feed, "SWH/8/1") == "SWH/8/1 + ");
  CHECK(parts(feed, "8") == "8 + ");
  Feed joint;
  joint.persons = {{.name = "", .fields = {{Field::full_name, ColumnSource{.columns = {"who"}, .joint = true}}}}};
  CHECK(parts(joint, "SWH/8/1/2") == "SWH/8/1 + 2");
}

TEST_CASE("A note protects by its words, beside a flag, and whatever it says around them") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n"
                                 "protected=[{ column=\"flag\", true=[\"S\"] }, { column=\"note\", contains=[\"do not give out addr\", \"DND\"] }]\n",
                                 "id,last,flag,note\n1,Lee,,PASSWORD SCHEME - do not give out address\n2,Day,S,\n3,Noon,,wheelchair user\n4,Dusk,,dnd\n5,Eve,O,\n");
  std::vector<bool> hidden;
  for (const auto& record : content.records) hidden.push_back(record.is_protected);
  CHECK(hidden == std::vector<bool>{true, true, false, true, false});
  CHECK(content.put_aside.empty());
  const auto mixed = feed.declare("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\nprotected={ column=\"note\", true=[\"a\"], contains=[\"b\"] }\n");
  REQUIRE_FALSE(mixed);
  CHECK(mixed.error().code == "feed.flag");
}

TEST_CASE("A note of a death takes off whom it names, and asks about the others") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nfull_name={ column=\"who\", split=\"joint\" }\n"
                                 "deceased={ column=\"note\", contains=[\"decd\", \"passed away\"] }\n",
                                 "id,who,note\n1,MR D MEASURES & MRS I MEASURES,MR MEASURES (DEREK) DECD 18/09/26\n2,Mr A Dring,has passed away take off list\n3,Mr B Lee,\n");
  std::vector<std::string> told;
  for (const auto& record : content.records) told.push_back(fmt::format("{} {}", record.key, record.view().get(Field::deceased)));
  CHECK(told == std::vector<std::string>{"1/1 remark", "1/2 ", "2/1 note", "3/1 "});
  CHECK(content.records_dead == 1);
  CHECK(content.records_death_noted == 1);
}

TEST_CASE("A child under an age is told from births, one or several in a cell, until the day on which it is older") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n[claims]\n"
                                 "has_infant={ born=[\"dep1\", \"others\"], under=2 }\nyoung_child={ born=[\"dep1\", \"others\"], under=5 }\n",
                                 "id,last,dep1,others\n1,Lee,01/03/2025,\n2,Day,,Daiva (14.06.26); Tom (18.01.77)\n3,Noon,24/11/2024,\n4,Dusk,,2 children\n5,Eve,,born 31.31.2025\n6,Dawn,,due 01/02/2027\n");
  std::vector<std::string> told;
  for (const auto& record : content.records) {
    std::string facts;
    for (const auto& claim : record.view().claims()) facts += fmt::format("{} until {};", claim.factor, claim.until);
    told.push_back(facts);
  }
  CHECK(told == std::vector<std::string>{"has_infant until 2027-03-01;young_child until 2030-03-01;", "has_infant until 2028-06-14;young_child until 2031-06-14;",
                                         "young_child until 2029-11-24;", "", "", ""});
  CHECK(content.put_aside.size() == 2);
  for (const char* wrong : {"has_infant={ born=\"dep1\" }", "has_infant={ born=\"dep1\", under=0 }", "has_infant={ born=\"dep1\", under=2, column=\"last\" }"}) {
    CAPTURE(wrong);
    CHECK_FALSE(feed.declare(fmt::format("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n[claims]\n{}\n", wrong)));
  }
}

TEST_CASE("Rows of one key and one person are joined where the feed says so; of another person they are put aside") {
  const std::string csv = "id,last,born,need\n1,Lee,01/02/1940,wheelchair\n1,Lee,01/02/1940,deaf\n1,lee,,\n2,Day,03/04/1950,deaf\n2,Noon,05/06/1960,wheelchair\n";
  const auto declared = [](std::string_view rows) {
    return fmt::format("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n{}[columns]\nsurname=\"last\"\nbirth_date=\"born\"\n[claims]\n"
                       "need={{ column=\"need\", values={{ wheelchair=\"wheelchair\", deaf=\"hearing_loss\" }} }}\n", rows);
  };
  FeedCase feed;
  const auto joined = feed.read(declared("rows=\"several per key\"\n"), csv);
  REQUIRE(joined.records.size() == 2);
  CHECK(joined.records[0].view().claims().size() == 2);
  CHECK(joined.records[1].view().claims().size() == 1);
  CHECK(joined.joined == 2);
  CHECK(joined.rows_put_aside == 1);
  const auto one = feed.read(declared(""), csv);
  CHECK(one.records[0].view().claims().size() == 1);
  CHECK(one.rows_put_aside == 3);
  CHECK_FALSE(feed.declare(declared("rows=\"many\"\n")));
}

TEST_CASE("A column may write its dates in several forms, but never day first and month first") {
  FeedCase feed;
  const auto declared = [](std::string_view formats) {
    return fmt::format("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\nbirth_date={{ column=\"born\", format={} }}\n", formats);
  };
  const auto content = feed.read(declared("[\"%d/%m/%Y\", \"%d%b%y\"]"), "id,last,born\n1,Lee,03/04/1950\n2,Day,03APR50\n3,Noon,soon\n");
  CHECK(content.records[0].view().get(Field::birth_date) == "1950-04-03");
  CHECK(content.records[1].view().get(Field::birth_date) == "1950-04-03");
  CHECK(content.records[2].view().get(Field::birth_date).empty());
  CHECK(content.fields_put_aside == 1);
  const auto refused = feed.declare(declared("[\"%d/%m/%Y\", \"%m/%d/%Y\"]"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "feed.format");
}

TEST_CASE("Several feeds share a file of phrases; what a feed says itself comes first, and a change of the file counts") {
  FeedCase feed;
  const std::string toml = "[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n[claims]\n"
                           "notes={ column=\"note\", contains_file=\"notes.phrases.toml\", contains={ \"blind side\"=\"\", \"deaf\"=\"\" } }\n";
  const std::string csv = "id,last,note\n1,Lee,blind\n2,Day,take from blind side\n3,Noon,deaf\n";
  feed.folder.file("notes.phrases.toml", "[contains]\n\"blind\" = \"sight_loss\"\n\"deaf\" = \"hearing_loss\"\n");
  const auto content = feed.read(toml, csv);
  CHECK(content.records[0].view().claims().size() == 1);
  CHECK(content.records[1].view().claims().empty());
  CHECK(content.records[2].view().claims().empty());
  const auto before = feed.declare(toml)->version;
  CHECK(feed.declare(toml)->version == before);
  feed.folder.file("notes.phrases.toml", "[contains]\n\"blind\" = \"\"\n");
  CHECK(feed.declare(toml)->version != before);
  feed.folder.file("notes.phrases.toml", "\"blind\" = \"sight_loss\"\n");
  CHECK_FALSE(feed.declare(toml));
  CHECK_FALSE(feed.declare("[feed]\nname=\"p\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n[claims]\nnotes={ column=\"note\", contains_file=\"none.toml\" }\n"));
}

TEST_CASE("What is read of a feed does not depend on how many threads read it") {
  std::string csv = "id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note\n";
  for (int row = 1; row <= 9'000; ++row) {
    const auto number = std::to_string(row % 8'900);  // the last keys stand in earlier rows, too
    const auto day = row % 7 == 0 ? std::string{"31/02/1950"} : row % 11 == 0 ? std::string{"03/25/1961"} : fmt::format("{:02}/{:02}/1950", row % 28 + 1, row % 12 + 1);
    csv += number + ",Ann" + number + ",Lee," + day + ",,\"" + number + " Weir Lane\",,," + (row % 3 == 0 ? "Y" : "N") + ",12,," + (row % 13 == 0 ? "99" : "10") + "," +
           (row % 17 == 0 ? "do not disclose address" : row % 19 == 0 ? "moved out to live with daughter" : "") + (row % 1'000 == 0 ? ",one cell too many\n" : "\n");
  }
  FeedCase feed;
  feed.folder.file("f.csv", csv);
  const auto declared = feed.declare(plain);
  REQUIRE(declared);
  std::optional<FeedContent> first;
  for (const unsigned threads : {1U, 2U, 5U}) {
    auto content = read_feed(feed.files, *declared, 0, *Date::make(2026, 11, 24), feed.progress, Threads{threads});
    REQUIRE(content);
    CHECK(content->rows == 9'000);
    CHECK(content->rows_put_aside > 8);
    CHECK(content->fields_put_aside > 1'000);
    CHECK(content->records_protected > 400);
    CHECK(content->absence_rows.size() == absence_rows_told);
    if (!first) {
      first = std::move(*content);
      continue;
    }
    REQUIRE(content->records.size() == first->records.size());
    for (std::size_t i = 0; i < first->records.size(); ++i) {
      const auto &now = content->records[i], &then = first->records[i];
      CHECK((now.key == then.key && now.fields == then.fields && now.is_protected == then.is_protected));
    }
    REQUIRE(content->put_aside.size() == first->put_aside.size());
    for (std::size_t i = 0; i < first->put_aside.size(); ++i) {
      CHECK(to_string(content->put_aside[i].error) == to_string(first->put_aside[i].error));
      CHECK(content->put_aside[i].content == first->put_aside[i].content);
    }
    CHECK(content->asked_secrecy == first->asked_secrecy);
    CHECK(content->absence_rows == first->absence_rows);
    CHECK(content->records_absence_noted == first->records_absence_noted);
    CHECK(content->repeated == first->repeated);
    CHECK(content->unmapped == first->unmapped);
  }
}
