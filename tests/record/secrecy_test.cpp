#include <doctest/doctest.h>

#include "feed_case.h"
#include "record/draft_text.h"
#include "record/secrecy.h"

using namespace hearth;
using namespace hearth::record;
using namespace hearth::record::made;

TEST_CASE("Words that ask to keep an address secret are understood however they are put") {
  for (const char* text : {"DO NOT DISCL", "DO NOT DISCLOSE", "Don't disclose to ex", "not to be disclosed", "NOT FOR DISCLOSURE", "Non-disclosure", "no disclosure of address",
                           "SENSITIVE - police advise address not to be given to any third party", "Please dont give her address to ANYONE", "Please don\xE2\x80\x99t give out address",
                           "do not under any circumstances share whereabouts", "never tell anyone where she is", "address must not be passed to family", "Address withheld", "WITHHOLD ADDRESS",
                           "address is confidential", "Confidential address - see manager", "known to MARAC", "in refuge", "women's refuge", "Witness Protection", "Non-molestation order in place",
                           "do not confirm address", "do not release details to ex partner", "location to be kept secret", "Do not divulge"}) {
    CAPTURE(std::string{text});
    CHECK(asks_for_secrecy(text));
  }
}

TEST_CASE("What drafts call words that protect somebody does protect the row") {
  for (const auto phrase : protecting_phrases()) {
    CAPTURE(std::string{phrase});
    CHECK(asks_for_secrecy(phrase));
    CHECK(asks_for_secrecy("lives alone, " + std::string{phrase} + " pls"));
  }
}

TEST_CASE("Other orders, and what once happened, keep no address secret") {
  for (const char* text : {"Do not give key code to anyone", "do not share food", "address not given at referral", "could not confirm address", "did not disclose income", "No cold calling",
                           "Password scheme", "refugee from Ukraine", "Refuge Street", "confidential waste", "protected tenancy", "sensitive skin", "do not give fluids", "disclosed her income",
                           "told us about address change", "Never married", "anyone can call", "Do not tell her the code", "12 Anybody Lane", "", "12 Withy Lane", "do not resuscitate"}) {
    CAPTURE(std::string{text});
    CHECK_FALSE(asks_for_secrecy(text));
  }
}

TEST_CASE("Such words in any cell protect the row, also where the declaration does not name the column, and the load says so") {
  FeedCase feed;
  const std::string csv = "id,last,mark,memo\n1,Lee,DO NOT DISCL,\n2,Roe,,please dont give his address to anyone\n3,Poe,,owes rent\n";
  const std::string declared = "[feed]\nname=\"c\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n";
  const auto content = feed.read(declared, csv);
  REQUIRE(content.records.size() == 3);
  CHECK(content.records[0].is_protected);
  CHECK(content.records[1].is_protected);
  CHECK_FALSE(content.records[2].is_protected);
  CHECK(content.asked_secrecy.at("mark") == 1);
  CHECK(content.asked_secrecy.at("memo") == 1);
  // Who has looked, and knows that the words mean something else, says so.
  const auto as_told = feed.read("[feed]\nname=\"c\"\nfiles=[\"f.csv\"]\nkey=\"id\"\nprotect_by_words=false\n[columns]\nsurname=\"last\"\n", csv);
  for (const auto& record : as_told.records) CHECK_FALSE(record.is_protected);
}

TEST_CASE("Codes that are plain in every back office ask for secrecy, alone or among others") {
  for (const char* cell : {"DV-ND", "CONFAD", "DND", "EMAIL/CONFAD", "DOG; DV-ND", "CONF-ADD", "Refuge licence - enquiries to manager only", "Refuge licence", "NDA", "2UP/NDA", "OSMAN notice - visits in pairs", "Osman warning served"}) CHECK_MESSAGE(asks_for_secrecy(cell), cell);
  for (const char* cell : {"ND", "DD", "DOG", "CONF", "EMAIL", "fire refuge point", "REFUGE ROW", "DVLA", "Mr Osman rang", "12 CONFAD STREET OF NOWHERE AND BEYOND"}) CHECK_MESSAGE(!asks_for_secrecy(cell), cell);
}
