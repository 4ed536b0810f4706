// Notes that say that somebody has left the home, or is away from it.
#include "record/absence_note.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "record/feed_case.h"

using namespace hearth;
using namespace hearth::record;
using namespace hearth::record::made;

namespace {

NotedAbsence of_one(std::string_view note, std::string_view home = "12 weir lane sampleton") {
  const std::vector<RowPerson> people{{.title = "Mrs", .given_name = "Ann", .surname = "Lee", .is_named = true}};
  return may_tell_of_absence(note) ? absences_noted(note, people, {given_names(people), home, {}}, *Date::make(2026, 11, 24)).front() : NotedAbsence::none;
}

}  // namespace

TEST_CASE("A note that somebody has moved or is away leads to a question; what is over, of another or of a thing does not") {
  for (const char* note : {"Now perm at Ferndale", "gone to live with daughter", "Moved out Sept", "moved to Ferndale RH 12/9", "moved in with son in Leeds", "now lives with daughter in Swinford",
                           "Gone into residential care", "Has moved to her daughter's", "no longer lives at property", "Care home placement from 3/11", "property vacated", "gone away - mail returned",
                           "perm placement The Laurels", "went to live in Spain", "MOVED TO THE LAURELS", "no longer at 12, forwarding address held", "daughter says mum now in care home", "gone to his son's in Norwich for good, Aug. Take off list", "To perm res placement out of area (Beech Lodge). Property to be sold.",
                           "MOVED 10/25", "moved", "CLASS E", "C/O BEECH LODGE CARE HOME GREAT MARLBY", "House empty, nephew has it up for sale"}) {
    CAPTURE(std::string{note});
    CHECK(of_one(note) == NotedAbsence::left);
  }
  for (const char* note : {"in hosp", "Currently in hospital (hip)", "In Ferndale General Hospital since Nov", "in respite until further notice", "admitted to RDGH 20 Nov 2026", "staying with daughter for now",
                           "pt inpatient at present", "in St James Hosp. Keys with nbr", "in hospital, wife at home", "Package susp. Adm St Wilfrids ward 6 27/11 chest inf, MDT says not home before xmas.",
                           "still in hosp since his fall (Pilgrim Wing), brother feeds the cat"}) {
    CAPTURE(std::string{note});
    CHECK(of_one(note) == NotedAbsence::away);
  }
  for (const char* note : {"was in hospital, now home", "in hospital Nov 2019", "in hosp in 2024, fell", "discharged from hospital", "not in hospital", "works in hospital", "son in hospital", "Husband now in care home",
                           "bed moved to lounge", "moved to bedroom downstairs", "moved to direct debit", "moved to this address 2019", "case moved to East team", "Moved here from Leeds", "hospital transport needed",
                           "now lives alone", "living with wife", "lives with daughter", "moved to 12 months review", "daughter moved to Leeds", "prev tenant moved out 2019", "staying with daughter at weekends",
                           "in hospital 3 times this year", "permanent wheelchair user", "no longer drives", "care package in place", "in hospital last year", "neighbour gone into care", "appt in hospital 4 Dec",
                           "In Hosp, now back home", "left leg weak", "perm job in Leeds office", "residential street, park on left", "moved to monthly billing", "C/O HOLM & REED SOLICITORS", "CLASS B", "moved on", "ward 6 councillor is her son", "2 wks respite Ferndale 20/10-03/11", "good for her age"}) {
    CAPTURE(std::string{note});
    CHECK(of_one(note) == NotedAbsence::none);
  }
}

TEST_CASE("Who is listed at the place that a note names has not left it") {
  CHECK(of_one("moved to Ferndale 2021", "room 4 ferndale, mill road sampleton") == NotedAbsence::none);
  CHECK(of_one("in care home since 2021", "the laurels care home, mill road sampleton") == NotedAbsence::none);
  CHECK(of_one("moved to Ferndale 2021", "4 mill road sampleton") == NotedAbsence::left);
}

TEST_CASE("Of a couple the one whom the note means is asked about, both when it means nobody") {
  const std::vector<RowPerson> couple{{.title = "Mr", .given_name = "Bob", .surname = "Lee", .is_named = true}, {.title = "Mrs", .given_name = "Ann", .surname = "Lee", .is_named = true}};
  const auto told = [&](std::string_view note) { return absences_noted(note, couple, {given_names(couple), "12 weir lane", {}}, *Date::make(2026, 11, 24)); };
  CHECK(told("wife in hosp") == std::vector{NotedAbsence::none, NotedAbsence::away});
  CHECK(told("Bob has moved to Ferndale") == std::vector{NotedAbsence::left, NotedAbsence::none});
  CHECK(told("moved out") == std::vector{NotedAbsence::left, NotedAbsence::left});
  CHECK(told("son moved out") == std::vector{NotedAbsence::none, NotedAbsence::none});
}

TEST_CASE("A note in any column that holds no name and no address is read for it, and the load counts it") {
  FeedCase feed;
  const auto content = feed.read(plain,
                                 "id,first,last,dob,uprn,a1,a2,hide,chair,income,assessed,codes,note,remarks\n"
                                 "1,Ann,Lee,28/02/1950,,1 Weir Lane,Sampleton,,,,,,,in hosp since Nov\n"
                                 "2,Bob,Day,28/02/1950,,2 Weir Lane,Sampleton,,,,,,now perm at Ferndale,\n"
                                 "3,Cy,Gone Away,28/02/1950,,3 Vacated Hospital Row,Sampleton,,,,,,ok,\n");
  REQUIRE(content.records.size() == 3);
  CHECK(content.records[0].view().get(Field::absent) == "away");
  CHECK(content.records[1].view().get(Field::absent) == "left");
  CHECK(content.records[2].view().get(Field::absent).empty());
  CHECK(content.records_absence_noted == 2);
}
