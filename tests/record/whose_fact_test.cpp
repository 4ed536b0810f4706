#include <doctest/doctest.h>

#include "record/mention.h"

using namespace hearth::record;

namespace {

std::string who(const Whose& whose) {
  switch (whose.role) {
    case Whose::Role::not_said: return "the row";
    case Whose::Role::everybody: return "everybody";
    case Whose::Role::one_of_them: return "one of them";
    case Whose::Role::main: return "tenant";
    case Whose::Role::joint: return "joint tenant";
    case Whose::Role::named: return "name " + std::to_string(whose.name);
    case Whose::Role::elsewhere: return "elsewhere";
    case Whose::Role::partner:
    case Whose::Role::parent:
    case Whose::Role::child:
    case Whose::Role::other: return std::string{whose.word};
  }
  return {};
}

}  // namespace

TEST_CASE("Of whom a note tells a word") {
  const std::vector<std::string> names{"gwen", "dai"};
  struct Row {
    std::string note, word, of;
  };
  const std::vector<Row> rows{
      {"HOIST IS FOR WIFE", "hoist", "wife"},
      {"hoist for his wife", "hoist", "wife"},
      {"oxygen concentrator belongs to husband", "oxygen", "husband"},
      {"wheelchair is her husband's", "wheelchair", "husband"},
      {"oxygen - wife", "oxygen", "wife"},
      {"wheelchair (husband)", "wheelchair", "husband"},
      {"wheelchair for wife to push round town", "wheelchair", "the row"},
      {"wheelchair for outdoors", "wheelchair", "the row"},
      {"wife - oxygen", "oxygen", "wife"},
      {"tenant - dialysis at home", "dialysis", "tenant"},
      {"tenant on home oxygen", "oxygen", "tenant"},
      {"joint tenant - wheelchair", "wheelchair", "joint tenant"},
      {"JT - deaf", "deaf", "joint tenant"},
      {"mobility - no stairs", "stairs", "the row"},
      {"lives with wife - uses wheelchair", "wheelchair", "the row"},
      {"Husband has MND, on NIV every night and most of day", "niv", "husband"},
      {"husband is carer, on NIV at night", "niv", "the row"},
      {"husband has key, on oxygen", "oxygen", "the row"},
      {"Husband (Alun) has MND and is on NIV", "niv", "husband"},
      {"Wife (Sian) uses wheelchair", "wheelchair", "wife"},
      {"one of them uses oxygen", "oxygen", "one of them"},
      {"One of the couple is deaf", "deaf", "one of them"},
      {"one tenant on oxygen", "oxygen", "one of them"},
      {"one of the children is deaf", "deaf", "children"},
      {"one of the household uses a wheelchair", "wheelchair", "member"},
      {"both deaf", "deaf", "everybody"},
      {"cataracts both eyes, nearly blind", "blind", "the row"},
      {"tenant and wife deaf", "deaf", "everybody"},
      {"both tenants use wheelchairs", "wheelchair", "everybody"},
      {"lodger deaf", "deaf", "lodger"},
      {"Carer on oxygen herself", "oxygen", "carer"},
      {"carer is deaf", "deaf", "carer"},
      {"carer visits with hoist", "hoist", "the row"},
      {"carers use hoist", "hoist", "the row"},
      {"son pushes wheelchair", "wheelchair", "the row"},
      {"husband helps with stairs", "stairs", "the row"},
      {"daughter says deaf", "deaf", "the row"},
      {"daughter reports mum on oxygen", "oxygen", "the row"},
      {"cares for wife on oxygen", "oxygen", "wife"},
      {"Gwen - ventilator at night", "ventilator", "name 0"},
      {"Dai: hoist, wheelchair", "wheelchair", "name 1"},
      {"Dai is deaf", "deaf", "name 1"},
      {"ring Dai re wheelchair", "wheelchair", "the row"},
      {"Mother next door (no 14, Blodwen) is on oxygen so no candles", "oxygen", "elsewhere"},
      {"mother next door on oxygen", "oxygen", "elsewhere"},
      {"mother on oxygen, lives next door", "oxygen", "elsewhere"},
      {"mother at number 12 uses wheelchair", "wheelchair", "elsewhere"},
      {"mum at no. 14 is deaf", "deaf", "elsewhere"},
      {"her sister in Tregarw has dementia", "dementia", "elsewhere"},
      {"sister in Sampleton has dementia", "dementia", "sister"},
      {"Brother in Tregarw on dialysis", "dialysis", "elsewhere"},
      {"her nan is in a wheelchair at Plas Morfa", "wheelchair", "elsewhere"},
      {"nan is in a wheelchair at home", "wheelchair", "nan"},
      {"mother on oxygen at night", "oxygen", "mother"},
      {"mother in back bedroom on oxygen", "oxygen", "mother"},
      {"mother on oxygen, lives with daughter in Tregarw", "oxygen", "elsewhere"},
      {"mother in law is deaf", "deaf", "mother"},
      {"Neighbour has a wheelchair and lends it for chapel", "wheelchair", "elsewhere"},
      {"neighbour says she is deaf", "deaf", "the row"},
      {"neighbour pushes wheelchair", "wheelchair", "the row"},
      {"husband deaf, neighbour has key", "deaf", "husband"},
      {"Beth - ventilator at night", "ventilator", "member"},
      {"Tom: deaf", "deaf", "member"},
      {"Equipment - oxygen", "oxygen", "the row"},
      {"dementia, daughter has key / home dialysis 3x wk", "dialysis", "the row"},
      {"MUM NEXT DOOR HAS DEMENTIA / W/CHAIR USER", "w/chair", "the row"},
      {"daughter has key + wife uses wheelchair", "wheelchair", "wife"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.note);
    CAPTURE(row.word);
    const auto said = mentions_of(in_one_line(row.note), in_one_line(row.word), {names, "1 weir lane sampleton", "beth williams (partner) 12/03/1989; tom son 2015\nlent equipment, son visits"});
    REQUIRE(!said.empty());
    CHECK_FALSE(said.front().denied);
    CHECK(who(said.front().whose) == row.of);
  }
}

TEST_CASE("Aids of somebody who is gone, and the work of a relative, are no fact") {
  for (const std::string note : {"Late husband used a hoist, ceiling track still there", "her late mother's hoist", "hoist (prev tenant)", "ex-husband has hoist", "hoist (previous occupier)",
                                 "Daughter is a nurse on the lifting team (hoist)"}) {
    CAPTURE(note);
    CHECK(mention_of(in_one_line(note), "hoist") == Mention::denied);
  }
}
