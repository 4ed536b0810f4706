#include <doctest/doctest.h>

#include "record/due_date.h"
#include "record/feed_case.h"
#include "record/mention.h"

using namespace hearth;
using namespace hearth::record;
using namespace hearth::record::made;

TEST_CASE("When a baby is due, as notes say it") {
  const auto told = Date::make(2026, 11, 21).value();
  struct Row {
    std::string note, words, due;
  };
  for (const auto& row : std::vector<Row>{
           {"pregnant, EDD 03/2027", "pregnant", "2027-03-31"},
           {"EDD 03/2027", "edd", "2027-03-31"},
           {"EDD 14.02.27", "edd", "2027-02-14"},
           {"EDD: 14/2/2027. key safe 12/2020", "edd", "2027-02-14"},
           {"baby due 19th Dec!! 37 wks", "baby due", "2026-12-19"},
           {"Gillian: baby due in Jan", "baby due", "2027-01-31"},
           {"joint tenant - expecting Jan 27", "expecting", "2027-01-31"},
           {"Expecting end of Jan", "expecting", "2027-01-31"},
           {"expecting twins March 14th", "expecting", "2027-03-14"},
           {"due 2 Feb 2027, pregnant", "pregnant", "2027-02-02"},
           {"baby due October", "baby due", "2026-10-31"},
           {"expecting in September", "expecting", "2026-09-30"},
           {"baby due July", "baby due", "2027-07-31"},
           {"8 months pregnant", "pregnant", ""},
           {"pregnant. Tenancy from 03/2027", "pregnant", ""},
           {"pregnant may need lift", "pregnant", ""},
       }) {
    CAPTURE(row.note);
    const auto text = in_one_line(row.note);
    const auto at = text.find(row.words);
    const auto due = due_date_near(text, at, at + row.words.size(), told);
    CHECK((due ? due->text() : std::string{}) == row.due);
  }
}

TEST_CASE("A pregnancy ends six weeks after the due date that is told, and is not told any more from then on") {
  FeedCase feed;
  const auto content = feed.read("[feed]\nname = \"m\"\nfiles = [\"f.csv\"]\nkey = \"id\"\n[columns]\nfull_name = \"name\"\n[claims]\n"
                                 "pregnant = { due = \"edd\", format = \"%d/%m/%Y\" }\n"
                                 "notes = { column = \"note\", contains = { \"pregnant\" = \"pregnant\", \"deaf\" = \"hearing_loss\" }, due = \"pregnant\" }\n",
                                 "id,name,edd,note\n1,Ann Lee,14/02/2027,\n2,Bea Lee,01/09/2026,\n3,Cy Lee,,pregnant EDD 03/2027 deaf\n4,Di Lee,,pregnant due June 2026\n5,Em Lee,,pregnant\n6,Fay Lee,soon,\n");
  std::vector<std::string> told;
  for (const auto& record : content.records)
    for (const auto& claim : record.view().claims()) told.push_back(record.key + " " + std::string{claim.factor} + " " + std::string{claim.until});
  CHECK(told == std::vector<std::string>{"1 pregnant 2027-03-28", "3 hearing_loss ", "3 pregnant 2027-05-12", "5 pregnant "});
  CHECK(codes(content).size() == 1);
}
