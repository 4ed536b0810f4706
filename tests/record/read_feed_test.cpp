#include <doctest/doctest.h>

#include <algorithm>

#include "record/read_feed.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::record;

namespace {

struct FeedCase {
  tests::TemporaryFolder folder;
  DiskFiles files;
  SilentProgress progress;

  Result<Feed> declare(std::string_view toml) { return Feed::read(files, folder.file("f.feed.toml", toml)); }
  FeedContent read(std::string_view toml, std::string_view csv) {
    folder.file("f.csv", csv);
    auto feed = declare(toml);
    if (!feed) FAIL(to_string(feed.error()));
    auto content = read_feed(files, *feed, 0, *Date::make(2026, 11, 24), progress);
    if (!content) FAIL(to_string(content.error()));
    return std::move(*content);
  }
};

std::vector<std::string> keys(const FeedContent& content) {
  std::vector<std::string> out;
  for (const auto& record : content.records) out.push_back(record.key);
  return out;
}

std::vector<std::string> codes(const FeedContent& content) {
  std::vector<std::string> out;
  for (const auto& aside : content.put_aside) out.push_back(aside.error.code);
  return out;
}

constexpr std::string_view plain = R"toml([feed]
name = "plain"
files = ["f.csv"]
key = "id"
null = ["NA"]
[columns]
given_name = "first"
surname = "last"
birth_date = { column = "dob", format = "%d/%m/%Y" }
uprn = "uprn"
address = ["a1", "a2"]
protected = "hide"
[claims]
wheelchair = { column = "chair", true = ["Y", "always"] }
weekly_income = { column = "income", type = "number", date = "assessed" }
needs = { column = "codes", split = ";", values = { "10" = "needs_power", "14" = "sight_loss" } }
notes = { column = "note", contains = { "cannot do stairs" = "cannot_use_stairs" } }
)toml";

}  // namespace

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
