#include <doctest/doctest.h>

#include "record/factor_words.h"
#include "record/mention.h"

using namespace hearth::record;

TEST_CASE("A word in a note counts unless its clause denies it or tells of the past") {
  struct Row {
    std::string note, word;
    Mention found;
  };
  const std::vector<Row> rows{
      {"Uses wheelchair", "wheelchair", Mention::said},
      {"no wheelchair", "wheelchair", Mention::denied},
      {"FH: Dementia", "dementia", Mention::denied},
      {"T2DM; FH: dementia, deafness; hypertension", "dementia", Mention::denied},
      {"Family history of glaucoma. Registered blind", "blind", Mention::said},
      {"family history - dementia", "dementia", Mention::denied},
      {"Wheelchair assessment - declined", "wheelchair", Mention::denied},
      {"stairlift: refused", "stairlift", Mention::denied},
      {"wheelchair - refused entry to taxi", "wheelchair", Mention::said},
      {"was using wheelchair after op 2019, now fine", "wheelchair", Mention::denied},
      {"No longer needs to use the wheelchair", "wheelchair", Mention::denied},
      {"previously on oxygen", "oxygen", Mention::denied},
      {"not deaf. Uses wheelchair", "wheelchair", Mention::said},
      {"no family nearby, uses wheelchair", "wheelchair", Mention::said},
      {"no family nearby but uses wheelchair", "wheelchair", Mention::said},
      {"does not go out - uses wheelchair", "wheelchair", Mention::said},
      {"was independent, now uses wheelchair", "wheelchair", Mention::said},
      {"was independent now uses wheelchair", "wheelchair", Mention::said},
      {"No wheelchair at present; wheelchair ordered", "wheelchair", Mention::said},
      {"used to use a hoist", "hoist", Mention::denied},
      {"oxygen no longer needed", "oxygen", Mention::denied},
      {"was diagnosed with dementia 2021", "dementia", Mention::said},
      {"Profound deafness", "deaf", Mention::said},
      {"take the plunge", "lung", Mention::none},
      {"CANNOT do stairs", "cannot do stairs", Mention::said},
      {"no  wheelchair\nhard of\thearing", "hard of hearing", Mention::said},
      {"notes: deaf", "deaf", Mention::said},
      {"Husband uses wheelchair", "wheelchair", Mention::of_partner},
      {"hh member deaf", "deaf", Mention::of_another},
      {"Tenant's elderly mother on oxygen", "oxygen", Mention::of_another},
      {"lives with son who uses a wheelchair", "wheelchair", Mention::of_another},
      {"lives with husband, uses wheelchair", "wheelchair", Mention::said},
      {"husband deaf. Tenant deaf", "deaf", Mention::said},
      {"partner no longer deaf", "deaf", Mention::denied},
      {"lives with partner wheelchair user", "wheelchair", Mention::said},
      {"JT: profoundly deaf", "deaf", Mention::of_partner},
      {"Tenant fine. Joint tenant: unsteady on feet", "unsteady", Mention::of_partner},
      {"JT: works nights. deaf", "deaf", Mention::said},
      {"note: deaf", "deaf", Mention::said},
      {"wheelchair now returned, walking fine", "wheelchair", Mention::denied},
      {"oxygen has been removed", "oxygen", Mention::denied},
      {"prev tenant used wheelchair", "wheelchair", Mention::denied},
      {"declined wheelchair", "wheelchair", Mention::denied},
      {"wheelchair is used daily", "wheelchair", Mention::said},
      {"wheelchair now", "wheelchair", Mention::said},
      {"son: wheelchair", "wheelchair", Mention::of_another},
      {"", "deaf", Mention::none},
      {"Prev. tenant used wheelchair", "wheelchair", Mention::denied},
      {"previous tenant was deaf; tenant blind", "blind", Mention::said},
      {"Previous tenant: wheelchair", "wheelchair", Mention::denied},
      {"ex-tenant on oxygen", "oxygen", Mention::denied},
      {"husband had oxygen, returned to supplier 2023", "oxygen", Mention::denied},
      {"on oxygen, returned to hospital", "oxygen", Mention::said},
      {"deaf, returned call 3/9", "deaf", Mention::said},
      {"JT: bedbound, hoist x2 carers", "hoist", Mention::of_partner},
      {"JT: bedbound. hoist", "hoist", Mention::said},
      {"husband is carer, bipap overnight", "bipap", Mention::said},
      {"previous stroke uses wheelchair", "wheelchair", Mention::said},
      {"prev wheelchair user", "wheelchair", Mention::denied},
      {"declined stairlift", "stairlift", Mention::denied},
      {"refused offer of a stairlift", "stairlift", Mention::denied},
      {"stairlift declined", "stairlift", Mention::denied},
      {"refused visit - wheelchair user", "wheelchair", Mention::said},
      {"wheelchair user refused visit", "wheelchair", Mention::said},
      {"Wheelchair: no. Deaf: yes", "wheelchair", Mention::denied},
      {"Wheelchair: no. Deaf: yes", "deaf", Mention::said},
      {"deaf: north side bedroom", "deaf", Mention::said},
      {"not able to manage stairs", "stairs", Mention::said},
      {"no longer manages stairs", "stairs", Mention::said},
      {"cannot go out without oxygen", "oxygen", Mention::said},
      {"does not go out without wheelchair", "wheelchair", Mention::said},
      {"manages without oxygen", "oxygen", Mention::denied},
      {"REVIEW - had w/chair after hip op, returned to Red X, walking fine now", "w/chair", Mention::denied},
      {"had wheelchair on loan. Visit returned to office", "wheelchair", Mention::said},
      {"had oxygen delivered, returned to hospital for review", "oxygen", Mention::said},
      {"wheelchair handed back", "wheelchair", Mention::denied},
      {"wheelchair ret'd to Red Cross", "wheelchair", Mention::denied},
      {"no longer on oxygen", "oxygen", Mention::denied},
      {"concentrator collected by supplier Feb", "concentrator", Mention::denied},
      {"mobility - no stairs", "stairs", Mention::said},
      {"cannot do stairs", "stairs", Mention::said},
      {"can't manage steps to bowser", "steps", Mention::said},
      {"unable to manage stairs", "stairs", Mention::said},
      {"no problem with stairs", "stairs", Mention::denied},
      {"uses stair lift", "stair lift", Mention::said},
      {"no stair lift", "stair lift", Mention::denied},
      {"manages stairs with rail", "stairs", Mention::denied},
      {"can do stairs slowly", "stairs", Mention::denied},
      {"ground floor, no stairs to flat", "stairs", Mention::denied},
      {"was unable to do stairs after op", "stairs", Mention::denied},
      {"Officer: Deb H (deaf in L ear - email her)", "deaf", Mention::denied},
      {"Officer: tenant is deaf", "deaf", Mention::said},
      {"Tenant: Deb H (deaf)", "deaf", Mention::said},
      {"Cares for wife (Sue) - MND, on NIV overnight. Deaf", "niv", Mention::of_partner},
      {"Cares for wife (Sue) - MND, on NIV overnight. Deaf", "deaf", Mention::said},
      {"wheelchair outdoors only / speaks no English / bedbound", "bedbound", Mention::said},
      {"denies any vulnerability + deaf, text only", "deaf", Mention::said},
      {"no wheelchair/hoist", "hoist", Mention::denied},
      {"carer for her mother, wheelchair user", "wheelchair", Mention::of_another},
  };
  for (const auto& row : rows) {
    CAPTURE(row.note);
    CHECK(mention_of(in_one_line(row.note), in_one_line(row.word)) == row.found);
  }
}

TEST_CASE("The factors that a text plainly says") {
  const std::vector<FactorWords> factors{{.id = "needs_power", .words = "has medical equipment that needs power", .phrases = {"oxygen", "oxygen concentrator", "oxygen at home"}},
                                         {.id = "learning_disability", .words = "has a learning disability", .phrases = {"learning disability"}},
                                         {.id = "disability_benefit", .words = "gets a disability benefit", .phrases = {"disability", "pip"}},
                                         {.id = "sight_loss", .words = "has sight loss", .phrases = {"blind"}},
                                         {.id = "hearing_loss", .words = "has hearing loss", .phrases = {"deaf"}},
                                         {.id = "age", .words = "aged", .derived = true, .phrases = {"age"}}};
  CHECK(factors_said("On O2 / OXYGEN concentrator", factors) == std::vector<std::string>{"needs_power"});
  CHECK(factors_said("Severe learning disability", factors) == std::vector<std::string>{"learning_disability"});
  CHECK(factors_said("deaf and blind", factors) == std::vector<std::string>{"sight_loss", "hearing_loss"});
  CHECK(factors_said("not deaf", factors).empty());
  CHECK(factors_said("pipe", factors).empty());
  CHECK(factors_said("age", factors).empty());
  REQUIRE_FALSE(factors_near("oxygen", factors).empty());
  CHECK(factors_near("oxygen", factors).front()->id == "needs_power");
  CHECK(factors_near("medical_power", factors).front()->id == "needs_power");
  CHECK(factors_near("xyzzy", factors).empty());
}
