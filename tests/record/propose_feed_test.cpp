#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/text.h"
#include "drafted.h"
#include "record/heading_words.h"

using namespace hearth;
using namespace hearth::record;
using namespace hearth::record::made;

TEST_CASE("What a heading, or the values under it, are proposed as") {
  struct Row {
    std::string heading;
    std::vector<std::string> values;
    std::string line;  ///< how a line of the draft begins; empty: the heading is mapped to no field and no fact
  };
  const std::vector<std::string> ni{"XY 13 77 55 C", "SC228610B", "EZ703163C"}, dates{"13/02/1950", "01/02/1960", "28/02/1970"},
      names{"Ann", "Raj", "Kim"}, postcodes{"LS1 1AA", "LS2 9JT"}, notes{"uses wheelchair, slow, seen %", "quite deaf, text only, seen %", "very slow on the steps, seen %"};
  for (const auto& row : std::vector<Row>{
           {"Clmt NINO", ni, "ni_number = \"Clmt NINO\""},
           {"Nat Ins No", ni, "ni_number = \"Nat Ins No\""},
           {"Their number", ni, "ni_number = \"Their number\""},
           {"Claim Ref", {"HB906%", "HB922%"}, ""},
           {"Case Code", {"HB906148", "HB922299", "HB239712"}, ""},
           {"First Name", names, "given_name = \"First Name\""},
           {"Forename(s)", names, "given_name = \"Forename(s)\""},
           {"LAST_NAME", names, "surname = \"LAST_NAME\""},
           {"DOB", dates, "birth_date = { column = \"DOB\", format = \"%d/%m/%Y\" }"},
           {"Date of Birth", {"16-Feb-1970", "21-Feb-1939"}, "birth_date = { column = \"Date of Birth\", format = \"%d-%b-%Y\" }"},
           {"Deceased Date", {"16-Feb-2020", ""}, "death_date = { column = \"Deceased Date\""},
           {"Post Code", postcodes, "postcode = \"Post Code\""},
           {"Deceased", {"Y", "N"}, "deceased = \"Deceased\""},
           {"Badge Status", {"Live", "Returned - deceased", "Expired"}, "deceased = { column = \"Badge Status\", true = [\"Returned - deceased\"] }"},
           {"PCode", postcodes, "postcode = \"PCode\""},
           {"Where", postcodes, "postcode = \"Where\""},
           {"Supply Address", {"1 High Street, Leeds", "22 Weir Lane, Leeds"}, "address = \"Supply Address\""},
           {"Contact Tel", {"0113 496 0000", "07700 900123"}, "phone = \"Contact Tel\""},
           {"NHS No", {"943 476 5919", ""}, "nhs_number = \"NHS No\""},
           {"Liable Party", {"MR A & MRS B SMITH", "MISS C JONES"}, "full_name = { column = \"Liable Party\", split = \"joint\" }"},
           {"Customer Name", {"HOLROYD, Mrs Christine", "WALKER, David"}, "full_name = \"Customer Name\""},
           {"Ward Name", {"North", "South"}, ""},
           {"Next of Kin Name", {"Ann Lee", "Raj Patel"}, ""},
           {"GP Name", {"Dr Lee", "Dr Patel"}, ""},
           {"Emergency Contact Tel", {"0113 496 0000", "07700 900123"}, ""},
           {"Last Reviewed", {"01/02/2019", "14/02/2021"}, "updated = { column = \"Last Reviewed\""},
           {"Consent Date", {"01/02/2011", "14/02/2013", "14/02/2015", "15/02/2016", "17/02/2018", "18/02/2019"}, "# updated = { column = \"Consent Date\""},
           {"Consent Date", {"01/02/2026", "14/02/2026", "14/03/2026", "15/02/2025", "17/02/2025", "18/02/2025"}, "updated = { column = \"Consent Date\""},
           {"Access", {"", "", "", "S"}, "protected = { column = \"Access\", true = [\"S\"] }"},
           {"Restricted", {"N", "Y"}, "protected = \"Restricted\""},
           {"Safe Address", {"", "", "Withheld"}, "protected = { column = \"Safe Address\", true = [\"Withheld\"] }"},
           {"Access", {"steps and a gate at the front", "side door, ring twice please", "key with neighbour at %"}, "[claims.access]"},
           {"Band", {"A", "B", "C"}, ""},
           {"Pay Mthd", {"DD", "CASH"}, ""},
           {"Net Charge", {"1,572.92", "2,022.33"}, ""},
           {"Easting", {"43122%.61", "43133%.02"}, ""},
           {"Weekly Rent", {"87.64", "92.06"}, ""},
           {"Benefit Type", {"HB", "CTR", "HB/CTR"}, ""},
           {"Claim Start", dates, ""},
           {"MOB", {"Y", "N", ""}, "# FACTOR = { column = \"MOB\" }"},
           {"Mob", {"07700 900123", ""}, "phone = \"Mob\""},
           {"LETTER ADDRESS", {"", "", "9 Otley Road, Sampleton"}, ""},
           {"Correspondence address", {"", "", "9 Otley Road, Sampleton"}, ""},
           {"DOB (age)", {"23-Jun-1936 (90)", "6-Aug-1948 (78)"}, "birth_date = { column = \"DOB (age)\", format = \"%d-%b-%Y\" }"},
           {"Year or age", {"1936", "aged 82", "14/02/1950 (76)", "about 70", "14/03/1951"}, "birth_date = { column = \"Year or age\", format = \"%d/%m/%Y\" }"},
           {"Age or year of birth", {"1936", "82", "1950", "70"}, "birth_date = { column = \"Age or year of birth\", format = \"%Y\" }"},
           {"Year of birth", {"1936", "1950", "1948"}, "birth_year = \"Year of birth\""},
           {"Age / born", {"88", "26.03.84", "1948", "60s", "28.11.59"}, "birth_date = { column = \"Age / born\", format = \"%d.%m.%y\" }"},
           {"Wkly Income", {"110.45", "128.10"}, "weekly_income = { column = \"Wkly Income\", type = \"number\" }"},
           {"UC Flag", {"Y", "N"}, "universal_credit = { column = \"UC Flag\" }"},
           {"Key Holder", {"Y", "N"}, "# FACTOR = { column = \"Key Holder\" }"},
           {"Disc/Exemp", {"SPD25", "SPD25/CTS", "CTS"}, "\"SPD25\" = \"council_tax_single_discount\"   # "},
           {"Disc/Exemp", {"SPD25", "SPD25/CTS", "CTS"}, "# \"CTS\" = \"FACTOR\"   # "},
           {"Reason", {"wheelchair user", "elderly"}, "\"wheelchair user\" = \"wheelchair\"   # 20 cells"},
           {"Reason", {"deaf and blind", "elderly"}, "\"deaf and blind\" = [\"sight_loss\", \"hearing_loss\"]   # 20 cells"},
           {"Reason", {"not deaf", "elderly"}, "# \"not deaf\" = \"FACTOR\""},
           {"Vuln Notes", notes, "\"wheelchair\" = \"wheelchair\""},
           {"Vuln Notes", notes, "\"deaf\" = \"hearing_loss\""},
       }) {
    CAPTURE(row.heading);
    const Drafted draft{csv_of({{row.heading, row.values}})};
    CAPTURE(draft.proposal.toml);
    if (!row.line.empty()) CHECK(draft.has(row.line));
    else CHECK(draft.has("# Not used: \"" + row.heading + "\""));
  }
}

TEST_CASE("Marks of protected rows are found under the headings that back offices give them") {
  const std::vector<std::string> rare{"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "P"};
  for (const char* heading : {"SUPPRESS", "SENS", "Disclosure"}) {
    CAPTURE(std::string{heading});
    const Drafted draft{csv_of({{heading, rare}})};
    CHECK(draft.has("protected = { column = \"" + std::string{heading} + "\", true = [\"P\"] }"));
  }
  const Drafted alerts{csv_of({{"ALERTS", {"", "", "", "", "", "", "", "", "VIP", "", "", "", "", "", "", "", "", "", "", "DND,VIP"}}})};
  CHECK(alerts.has("protected = { column = \"ALERTS\", true = [\"DND,VIP\"] }"));
  CHECK_FALSE(Drafted{csv_of({{"Sensory impairment", {"Y", "N"}}})}.has("protected"));
}

TEST_CASE("Full name, forwarding address, the end of a temporary need and a district are not taken for others") {
  const Drafted draft{csv_of({{"Full Name", {"Ann Quill%", "Bob Marsh%", "Cy Lock%", "Di Vale%"}},
                              {"Known As", {"", "", "", "Bobby"}},
                              {"Street", {"% Weir Lane", "% Mill Road"}},
                              {"DISTRICT", {"", "Ropemakers Court"}},
                              {"FWD_ADDR", {"", "", "9 Otley Road, Sampleton"}},
                              {"Temp End Dt", {"", "", "", "01/02/2027"}}})};
  CHECK(draft.has("full_name = \"Full Name\""));
  CHECK(draft.has("address = [\"Street\", \"DISTRICT\"]"));
  CHECK_FALSE(draft.has("given_name"));
  CHECK_FALSE(draft.has("address_to"));
}

TEST_CASE("FROM and TO beside an address say since when somebody lives there; START and END only of a tenancy") {
  const std::vector<std::string> from{"02.04.2021", "20.01.2008", "13.03.2012"}, to{"", "", "", "30.09.2026"}, homes{"% Weir Lane", "% Mill Road"};
  const auto drafted = [&](const std::string& start, const std::string& end, const std::string& name) {
    return Drafted{csv_of({{name, {"Ann Quill%", "Bob Marsh%", "Cy Lock%", "Di Vale%"}}, {"PROPERTY ADDRESS", homes}, {"BAND", {"A", "B"}}, {start, from}, {end, to}})};
  };
  for (const auto& stay : {std::pair{"FROM", "TO"}, std::pair{"Date from", "Date to"}, std::pair{"Liable from", "Liable to"}}) {
    CAPTURE(std::string{stay.first});
    const auto draft = drafted(stay.first, stay.second, "Party name");
    CAPTURE(draft.proposal.toml);
    CHECK(draft.has(fmt::format("address_from = {{ column = \"{}\", format = \"%d.%m.%Y\" }}", stay.first)));
    CHECK(draft.has(fmt::format("address_to = {{ column = \"{}\", format = \"%d.%m.%Y\" }}", stay.second)));
  }
  const auto tenancy = drafted("Start", "End", "Tenant name");
  CHECK(tenancy.has("address_from = { column = \"Start\""));
  CHECK(tenancy.has("address_to = { column = \"End\""));
  const auto service = drafted("Since", "Till", "Who");
  CAPTURE(service.proposal.toml);
  CHECK(service.has("# address_from = { column = \"Since\""));
  CHECK(service.has("# address_to = { column = \"Till\""));
  // Without an address beside them they say nothing of living anywhere.
  CHECK_FALSE(Drafted{csv_of({{"Name", {"Ann Quill%", "Bob Marsh%"}}, {"FROM", from}, {"TO", to}})}.has("address_from"));
}

TEST_CASE("A column that says which kind of address a row has is drafted: letters and former homes are no door") {
  struct Row {
    const char* heading;
    std::vector<std::string> values;
    const char* line;
  };
  for (const auto& row : std::vector<Row>{
           {"AddrType", {"HOME", "HOME", "CORR", "PREV"}, "lives_there = { column = \"AddrType\", false = [\"CORR\", \"PREV\"] }"},
           {"Address Category", {"Current", "Previous"}, "lives_there = { column = \"Address Category\", false = [\"Previous\"] }"},
           {"Category", {"Current", "Correspondence", "Previous"}, "lives_there = { column = \"Category\", false = [\"Correspondence\", \"Previous\"] }"},
           {"Current address?", {"Y", "Y", "N"}, "lives_there = \"Current address?\""},
           {"Tenancy status", {"Current", "Former"}, "lives_there = { column = \"Tenancy status\", false = [\"Former\"] }"},
           {"Category", {"OLD", "PHY", "MEM"}, nullptr},
           {"Carer status", {"Current", "Former"}, nullptr}}) {
    const Drafted draft{csv_of({{"Surname", {"Quill%", "Marsh%"}}, {"Address", {"% Weir Lane", "% Mill Road"}}, {row.heading, row.values}})};
    CAPTURE(draft.proposal.toml);
    if (row.line != nullptr) CHECK(draft.has(row.line));
    else CHECK_FALSE(draft.has("lives_there"));
  }
}

TEST_CASE("A status in letters is offered with what stands in it: nobody knows yet who has left") {
  const Drafted draft{csv_of({{"Tenant name", {"Ann Quill%", "Bob Marsh%"}}, {"Address", {"% Weir Lane", "% Mill Road"}}, {"Status", {"C", "C", "C", "F", "D"}}})};
  CAPTURE(draft.proposal.toml);
  CHECK(draft.has("# Status: C in 24 cells, D in 8 cells, F in 8 cells"));
  CHECK(draft.has("# lives_there = { column = \"Status\""));
  CHECK(draft.noticed("Status holds C in 24 cells"));
}

TEST_CASE("A column that says whose a need is goes into the drafted claims; one that may tell who the row is of waits for the officer") {
  const auto file = [](const std::string& heading) {
    return csv_of({{"Customer", {"Ann Quill%", "Bob Marsh%"}}, {"Supply address", {"% Weir Lane", "% Mill Road"}}, {"Needs", {"dementia", "deaf", "ZQ", "", ""}},
                   {"Blind", {"Y", "N", "", "N"}}, {heading, {"SELF", "SPOUSE", "CHILD", "SELF", "XZ"}}});
  };
  for (const char* heading : {"NEED_FOR", "Need relates to", "Person affected"}) {
    Drafted draft{file(heading)};
    CAPTURE(draft.proposal.toml);
    const auto whose = "whose = { column = \"" + std::string{heading} + "\", of = { \"XZ\" = \"other\" } }";
    CHECK(draft.has(whose));
    CHECK(draft.has("sight_loss = { column = \"Blind\", " + whose + " }"));
    CHECK(draft.noticed(std::string{heading} + " says whose a need is"));
    CHECK_FALSE(draft.has("[claims." + std::string{heading}));
    const auto content = draft.read();
    CHECK(std::ranges::any_of(content.records, [](const auto& record) { return record.key.ends_with("/other") && !record.view().claims().empty(); }));
  }
  Drafted perhaps{file("Relationship")};
  CAPTURE(perhaps.proposal.toml);
  CHECK(perhaps.has("# whose = \"Relationship\""));
  CHECK(perhaps.has("sight_loss = { column = \"Blind\" }"));
  CHECK(perhaps.noticed("Relationship holds"));
}

TEST_CASE("Letters that say whose a fact is are drafted with the people of the row") {
  std::vector<std::string> main, joint;
  for (const char* surname : {"Quill", "Marsh", "Lock", "Vale", "Dawn", "Dusk", "Eve", "Noon"})
    for (const char* given : {"Ann", "Bob", "Cy", "Di", "Flo"}) main.push_back(std::string{"Mr "} + given + " " + surname), joint.push_back(given[0] == 'B' ? "" : std::string{"Mrs "} + given + "a " + surname);
  Drafted draft{csv_of({{"Main tenant", main}, {"Joint tenant", joint}, {"Address", {"% Weir Lane", "% Mill Road"}},
                        {"Wheelchair", {"N", "J", "", "M", "N", "", "", "", "Y", "N"}}, {"Sight", {"N", "", "H", ""}}, {"Band", {"A", "B", "C", "J"}}})};
  CAPTURE(draft.proposal.toml);
  CHECK(draft.has("wheelchair = { column = \"Wheelchair\", of = { J = \"joint\", M = \"tenant1\" } }"));
  CHECK(draft.has("# FACTOR = { column = \"Sight\", of = { H = \"other\" } }"));
  CHECK_FALSE(draft.has("# FACTOR = { column = \"Band\""));
  CHECK(draft.read().put_aside.empty());
}

TEST_CASE("A telephone, an address for letters and a home: each column is what its cells and its heading say") {
  const Drafted draft{csv_of({{"PARTY", {"LEE MR A", "DAY MRS B"}}, {"PROPERTY", {"% QUAY STREET SAMPLETON", "% MILL ROAD SAMPLETON"}}, {"LETTER ADDRESS", {"", "", "", "PO BOX 9 SAMPLETON 3 HIGH STREET"}}})};
  CAPTURE(draft.proposal.toml);
  CHECK(draft.has("address = \"PROPERTY\""));
  for (const char* other : {"Postal address", "Contact address", "Correspondence", "Send letters to"}) {
    CAPTURE(other);
    const Drafted two{csv_of({{"Surname", {"Quill%", "Marsh%"}}, {"Address", {"% Weir Lane", "% Mill Road"}}, {other, {"9 Otley Road, Sampleton", "% Mill Road, Sampleton", ""}}})};
    CAPTURE(two.proposal.toml);
    CHECK(two.has("address = \"Address\""));
  }
  CHECK(Drafted{csv_of({{"Surname", {"Quill%", "Marsh%"}}, {"Postal address", {"% Weir Lane", "% Mill Road"}}})}.has("address = \"Postal address\""));
}

TEST_CASE("When codes end is drafted from the column, or from the days behind them") {
  Drafted stacked{csv_of({{"Category", {"PD^SI", "PD", "SI^MEM", "MEM"}}, {"Category end", {"^2026-03-14", "", "2026-02-28^", "2027-03-14"}}})};
  CAPTURE(stacked.proposal.toml);
  CHECK(stacked.has("split = \"^\"\nuntil = { column = \"Category end\", format = \"%Y-%m-%d\" }"));
  CHECK(stacked.has("# \"MEM\" = "));
  const Drafted flags{csv_of({{"OXY", {"Y", "N", ""}}, {"NEED_ENDS", {"2026/12/24", "", "", "2026/11/30"}}})};
  CAPTURE(flags.proposal.toml);
  CHECK(flags.has("# needs_power = { column = \"OXY\", until = { column = \"NEED_ENDS\", format = \"%Y/%m/%d\" } }"));
  CHECK_FALSE(flags.has("# Not used"));
  Drafted behind{csv_of({{"Needs", {"RES 3 ^2026-04-14\nMOB", "MOB", "OXY (ends 03/2026)\nRES 3", "OXY"}}})};
  CAPTURE(behind.proposal.toml);
  CHECK(behind.has("split = \"\\n\"\nends_behind = true"));
  for (const char* code : {"RES 3", "MOB", "OXY"}) CHECK(behind.has("# \"" + std::string{code} + "\" = "));
  CHECK(behind.read().records.size() == 40);
}

TEST_CASE("Codes that hardly repeat are listed where most rows have none: every one may matter") {
  const Drafted draft{csv_of({{"T2_VULN", {"", "", "", "", "", "", "", "OAP", "", "", "", "", "", "", "", "WCH", "", "", "", "OAP", "", "", "", "", "", "", "", "", "", "DEM", "", "", "", "", "", "", "", "", "", ""}}})};
  CHECK(draft.has("# \"OAP\" = \"FACTOR\""));
  // By their letters, for somebody to say.
  CHECK(draft.has("# \"WCH\" = \"wheelchair\""));
  CHECK(draft.has("# \"DEM\" = \"dementia\""));
}

TEST_CASE("Codes stand in the order of numbers, with the cells that have them; the draft loads as it stands") {
  Drafted draft{csv_of({{"Needs", {"2;10", "10", "24;2"}}})};
  const auto& toml = draft.proposal.toml;
  CHECK(toml.find("\"2\" =") < toml.find("\"10\" ="));
  CHECK(toml.find("\"10\" =") < toml.find("\"24\" ="));
  CHECK(draft.has("# \"10\" = \"FACTOR\"   # 27 cells"));
  const auto content = draft.read();
  CHECK(content.records.size() == 40);
}

TEST_CASE("Whose a column is, by its heading") {
  struct Row {
    const char *heading, *name;
    bool second;
    const char* rest;
  };
  for (const auto& row : std::vector<Row>{{"Ptnr Forename", "partner", true, "forename"},
                                          {"PARTNER_DOB", "partner", true, "dob"},
                                          {"Spouse Surname", "partner", true, "surname"},
                                          {"PartnerNINO", "partner", true, "nino"},
                                          {"Tenant 2 First Name", "tenant2", true, "first name"},
                                          {"T2 Surname", "tenant2", true, "surname"},
                                          {"Applicant2DOB", "applicant2", true, "dob"},
                                          {"2nd Claimant Name", "claimant2", true, "name"},
                                          {"Joint Tenant Forename", "joint", true, "forename"},
                                          {"Joint Surname", "joint", true, "surname"},
                                          {"Surname 2", "person2", true, "surname"},
                                          {"Other Occupier Name", "other", true, "name"},
                                          {"Clmt DOB", "claimant", false, "dob"},
                                          {"Tenant 1 Last Name", "tenant1", false, "last name"},
                                          {"Main Applicant Name", "applicant1", false, "name"},
                                          {"Address 2", "", false, "address 2"},
                                          {"Phone 2", "", false, "phone 2"},
                                          {"First Name", "", false, "first name"},
                                          {"Client First Name", "", false, "client first name"},
                                          {"Tenant Phone", "", false, "tenant phone"}}) {
    CAPTURE(std::string{row.heading});
    const auto whose = person_by_heading(row.heading);
    CHECK(whose.name == row.name);
    CHECK(whose.second == row.second);
    CHECK(whose.rest == row.rest);
  }
}

TEST_CASE("Claimant and partner of a row become two people, each with their own number") {
  Drafted draft{csv_of({{"Clmt Forename", {"Ann", "Raj"}}, {"Clmt Surname", {"Lee", "Patel"}}, {"Clmt NINO", {"XY137755C", "SC228610B"}},
                        {"Ptnr Forename", {"Bo", ""}}, {"Ptnr Surname", {"Lee", ""}}, {"Ptnr DOB", {"1982-01-13", ""}}, {"Ptnr NINO", {"EZ703163C", ""}},
                        {"Claim Address", {"1 High Street, Leeds", "2 Weir Lane, Leeds"}}, {"Wkly Income", {"110.45", "128.10"}}, {"Ptnr Wkly Income", {"10.45", ""}}})};
  CAPTURE(draft.proposal.toml);
  CHECK(draft.has("[person.claimant]\ngiven_name = \"Clmt Forename\""));
  CHECK(draft.has("[person.partner]"));
  CHECK(draft.has("ni_number = \"Ptnr NINO\""));
  CHECK(draft.has("[person.partner.claims]\nweekly_income = { column = \"Ptnr Wkly Income\", type = \"number\" }"));
  const auto content = draft.read();
  REQUIRE(content.records.size() == 60);
  CHECK(content.records[0].key == "R0000/claimant");
  CHECK(content.records[1].key == "R0000/partner");
  CHECK(content.records[1].view().get(Field::ni_number) == "EZ703163C");
  CHECK(content.records[1].view().get(Field::birth_date) == "1982-01-13");
  CHECK(content.records[1].view().get(Field::address) == "1 High Street, Leeds");
}

TEST_CASE("A key that repeats: a second column tells the rows apart, and the draft says how many and where") {
  SUBCASE("several people on one meter") {
    std::string csv = "MPAN,Customer Name,Needs\n";
    for (int i = 0; i < 60; ++i) csv += fmt::format("23410{},\"SMITH, Ann{}\",8\n", i / 2, i);
    const Drafted draft{csv};
    CAPTURE(draft.proposal.toml);
    CHECK(draft.has("key = [\"MPAN\", \"Customer Name\"]\n"));
    CHECK(draft.noticed("MPAN alone does not name a row: 30 rows repeat an earlier one (first rows 3, 5, 7, 9, 11)"));
    CHECK(draft.has("full_name = \"Customer Name\""));
  }
  SUBCASE("under two in a hundred are a warning") {
    std::string csv = "Account No,Surname\n";
    for (int i = 0; i < 200; ++i) csv += fmt::format("{},Lee{}\n", i == 150 ? 149 : i, i);
    const Drafted draft{csv};
    CHECK(draft.has("key = \"Account No\"   # 1 row repeats an earlier one (row 152)"));
  }
  SUBCASE("identical rows are no fault") {
    const Drafted draft{"Ref,Surname\n1,Lee\n2,Day\n2,Day\n3,Night\n"};
    CHECK(draft.has("key = \"Ref\"\n"));
  }
}

TEST_CASE("The day of the file is in its titles, else it is the file's own") {
  std::string body = "Acct No;Name;Post Code\n";
  for (int i = 0; i < 30; ++i) body += fmt::format("{};Person {};LS1 1AA\n", i, i);
  CHECK(Drafted{"A COUNCIL;;\nLive accounts as at 03.11.2025;;\n" + body}.has("received = 2025-11-03   #"));
  CHECK(Drafted{"Run on 3rd November 2025;;\n" + body}.has("received = 2025-11-03   #"));
  CHECK(Drafted{"Period 01/04/2025 to 31/10/2025;;\n" + body}.has("received = 2026-11-01   # the file's own date"));
  CHECK(Drafted{body}.has("received = 2026-11-01   # the file's own date"));
}

TEST_CASE("The draft says who may send it, that nobody to call is shown, and which facts there are") {
  const Drafted draft{csv_of({{"Surname", {"Lee", "Day"}}}), "assisted_bins.csv"};
  CAPTURE(draft.proposal.toml);
  CHECK(draft.has("organisation = \"\"   # who sends it: one of: council, county"));
  CHECK(draft.has("agreement = \"flood-2026\""));
  CHECK(draft.noticed("nobody to call"));
  CHECK(draft.has("#   wheelchair"));
  CHECK_FALSE(draft.has("#   age"));
  CHECK(draft.has("# assisted_bins = { always = true }"));
}

TEST_CASE("What matters most is said first: records whose address must not be told") {
  Drafted draft{csv_of({{"Surname", {"Lee", "Day"}}, {"Access", {"", "", "S", ""}}, {"Address", {"1 High Street, Leeds"}}})};
  REQUIRE_FALSE(draft.proposal.noticed.empty());
  CHECK(draft.proposal.noticed.front().find("Access") != std::string::npos);
  CHECK(draft.proposal.toml.starts_with("# MATTERS MOST"));
  const auto content = draft.read();
  CHECK(content.put_aside.empty());
  CHECK_FALSE(content.records[0].is_protected);
  CHECK(content.records[2].is_protected);
}

TEST_CASE("A list of long descriptions is offered; one that names somebody is not shown") {
  const Drafted drafted{csv_of({{"Surname", {"Lee", "Day"}}, {"Prim Desc", {"Physical Support - no stairs without help", "Sensory Support: Support for Visual Impairment", "Social Support to somebody at home"}},
                                {"Arrangement", {"ring Mrs Ada Patel next door before you come", "walk round to the garden entrance"}}})};
  CAPTURE(drafted.proposal.toml);
  CHECK(drafted.proposal.toml.find("Sensory Support: Support for Visual Impairment") != std::string::npos);
  CHECK(drafted.proposal.toml.find("Patel") == std::string::npos);
  CHECK_FALSE(drafted.noticed("Not used by the draft: Prim Desc"));
}

TEST_CASE("A value that says a fact and holds a door code is not shown either") {
  const Drafted drafted{csv_of({{"Surname", {"Lee", "Day"}}, {"Equip", {"wheelchair keysafe 4417", "wheelchair", "stairlift"}}})};
  CHECK(drafted.proposal.toml.find("4417") == std::string::npos);
  CHECK(drafted.proposal.toml.find("\"stairlift\"") != std::string::npos);
}

TEST_CASE("Codes that some parted and others ran together are drafted once each") {
  Drafted drafted{csv_of({{"Surname", {"Lee", "Day"}}, {"Needs", {"M1", "m1+S2", "S2", "M1S2", "X3+M1", "X3", "s2"}}})};
  CAPTURE(drafted.proposal.toml);
  CHECK(drafted.proposal.toml.find("split = \"+\"") != std::string::npos);
  CHECK(drafted.proposal.toml.find("width = 2") != std::string::npos);
  CHECK(drafted.proposal.toml.find("\"M1S2\"") == std::string::npos);
  CHECK(drafted.proposal.toml.find("\"m1\"") == std::string::npos);
  drafted.proposal.toml += "M1 = \"cannot_use_stairs\"\nS2 = \"hearing_loss\"\nX3 = \"wheelchair\"\n";
  const auto content = drafted.read();
  CHECK(content.put_aside.empty());
  CHECK(content.records[3].view().claims().size() == 2);
}

TEST_CASE("A phrase that says a fact is drafted though one cell alone has it; other rare words are not told") {
  std::vector<std::string> notes;
  for (int i = 0; i < 40; ++i) notes.push_back(i == 7 ? "stairlift, ring Petronella first" : i % 2 == 0 ? "uses wheelchair out of doors %" : "call before the visit %");
  const Drafted drafted{csv_of({{"Surname", {"Lee", "Day"}}, {"Remarks", notes}})};
  CAPTURE(drafted.proposal.toml);
  CHECK(drafted.has("\"stairlift\" = \"cannot_use_stairs\"   # 1 cell"));
  CHECK(fold(drafted.proposal.toml).find("petronella") == std::string::npos);
}

TEST_CASE("A word of ordinary language is no fact of a draft by itself; what plainly says it is") {
  Drafted drafted{csv_of({{"Surname", {"Lee", "Day"}},
                          {"Notes", {"repairs: kitchen blind fell in spring. visit %", "bins on the blind side of the garage. visit %", "asked re oxygen bleach for the mould. visit %", "profoundly deaf, knock hard. visit %",
                                     "baby grand piano in the drive. visit %", "registered blind since birth. visit %", "says little. deaf. visit %", "vascular dementia, wanders at night. visit %", "new baby in the house. visit %", "was on oxygen for the flight. visit %"}}})};
  const auto& toml = drafted.proposal.toml;
  CAPTURE(toml);
  for (const char* live : {"\n\"deaf\" = \"hearing_loss\"", "\n\"registered blind\" = \"sight_loss\"", "\n\"dementia\" = \"dementia\"", "\n\"new baby\" = \"has_infant\"",
                           "\n\"baby grand\" = \"\"", "\n\"oxygen bleach\" = \"\""})
    CHECK(toml.find(live) != std::string::npos);
  for (const char* word : {"blind", "baby"}) {
    CAPTURE(word);
    CHECK(toml.find(fmt::format("\n\"{}\" = ", word)) == std::string::npos);
  }
  CHECK(toml.find("\n# \"blind\" = \"sight_loss\"   # ") != std::string::npos);
  const auto content = drafted.read();
  const auto facts = [&](std::size_t i) {
    std::string out;
    for (const auto& claim : content.records[i].view().claims()) out += std::string{claim.factor} + " ";
    return out;
  };
  CHECK(facts(0).empty());
  CHECK(facts(1).empty());
  CHECK(facts(2).empty());
  CHECK(facts(3) == "hearing_loss ");
  CHECK(facts(4).empty());
  CHECK(facts(5) == "sight_loss ");
}

TEST_CASE("Two words that always stand behind others may be another thing: they wait for somebody who reads them") {
  const Drafted draft{csv_of({{"Notes", {"end of life support, seen %", "end of life support and % visits", "uses hearing loss aid, seen %", "hearing loss, seen %", "copes without hearing loss aid, seen %", "ok at visit %"}}})};
  CAPTURE(draft.proposal.toml);
  CHECK_FALSE(draft.has("\"life support\""));
  CHECK(draft.has("# \"life support\""));
  CHECK(draft.has("\"hearing loss\" = \"hearing_loss\""));
}

TEST_CASE("A word that is not sure is offered with what stands beside it; columns of codes come first") {
  const Drafted drafted{csv_of({{"Surname", {"Lee", "Day"}}, {"Notes", {"son works on oxygen barge all day. visit %", "carers come at eight. visit %", "needs his oxygen changed weekly. visit %"}}, {"Code", {"HI", "VI", "HI,VI"}}})};
  const auto& toml = drafted.proposal.toml;
  CAPTURE(toml);
  CHECK(toml.find("\n# \"oxygen\" = \"needs_power\"   # ") != std::string::npos);
  CHECK(toml.find("; also \"") != std::string::npos);
  CHECK(drafted.noticed("Notes: free text; 0 phrases plainly say a fact, 1 word stands beside others"));
  REQUIRE(toml.find("[claims.code]") != std::string::npos);
  CHECK(toml.find("[claims.code]") < toml.find("[claims.notes]"));
}

TEST_CASE("Words of a note that protect somebody, or tell of a death, are in the draft though one cell has them") {
  std::vector<std::string> notes(40, "");
  for (std::size_t i = 0; i < 40; ++i) notes[i] = "bins behind gate " + std::to_string(i);
  for (std::size_t i = 20; i < 25; ++i) notes[i] = "husband passed away in spring " + std::to_string(i);
  notes[5] = "PASSWORD SCHEME - do not give out addr", notes[7] = "dec'd? mail returned", notes[9] = "Refugee family, dvd player by the door";
  Drafted drafted{csv_of({{"Surname", {"Lee", "Day"}}, {"Flag", {"N", "N", "N", "Y"}}, {"Restricted", {"N", "N", "N", "Y"}}, {"crew notes", notes}})};
  CAPTURE(drafted.proposal.toml);
  CHECK(drafted.noticed("MATTERS MOST: crew notes has words that protect somebody"));
  CHECK(drafted.has("protected = \"Restricted\""));
  CHECK(drafted.has("deceased = { column = \"crew notes\", contains = ["));
  CHECK(drafted.noticed("crew notes tells of deaths (6 times)"));
  CHECK(drafted.proposal.toml.find("\"husband passed away\" = \"FACTOR\"") == std::string::npos);
  const auto content = drafted.read();
  CHECK(content.records[5].is_protected);
  CHECK_FALSE(content.records[9].is_protected);
  CHECK(content.records[3].is_protected);
  CHECK(content.records[7].view().get(Field::deceased) == "note");
  for (const char* words : {"Address is confidential - safeguarding, do not share", "address confidential", "DO NOT CONFIRM ADDRESS TO ANYBODY"}) {
    CAPTURE(words);
    notes[5] = words;
    Drafted other{csv_of({{"Surname", {"Lee", "Day"}}, {"crew notes", notes}})};
    CHECK(other.read().records[5].is_protected);
  }
}

TEST_CASE("Births of children are drafted as what they say of the home, and take no birth date from anybody") {
  Drafted drafted{csv_of({{"Surname", {"Lee", "Day"}}, {"CHILD1_DOB", {"01/02/2026", "13/04/2019", "25/12/2012"}}, {"OTHER_OCCS", {"Daiva (14.06.26)", "Tom (18.01.77); Ann (13.05.15)", ""}}})};
  CAPTURE(drafted.proposal.toml);
  CHECK(drafted.has("has_infant = { born = [\"CHILD1_DOB\", \"OTHER_OCCS\"], under = 2 }"));
  CHECK_FALSE(drafted.has("birth_date ="));
  const auto content = drafted.read();
  CHECK(content.put_aside.empty());
  CHECK(content.records[0].view().claims().size() == 1);
  CHECK(content.records[1].view().claims().empty());
}

TEST_CASE("Rows that repeat a key are drafted so that no need is lost") {
  std::string csv = "Person ID,Surname,DOB,Service\n";
  for (int i = 0; i < 60; ++i) csv += fmt::format("P{:03},Lee{},01/02/19{},{}\n", i < 50 ? i : i - 50, i < 50 ? i : i - 50, 10 + (i < 50 ? i : i - 50), i < 50 ? "Home care" : "OT");
  const Drafted drafted{csv};
  CAPTURE(drafted.proposal.toml);
  CHECK(drafted.has("rows = \"several per key\""));
}

TEST_CASE("What services are called is shown though it looks like a name; names, numbers and door codes are not") {
  const Drafted drafted{csv_of({{"Surname", {"Lee", "Day"}}, {"Service", {"Assistive Technology", "Direct Payment", "Day Opps", "Short Break", "Home Care", "Nikki Day", "Grace Short", "box 4417"}},
                                {"T2_VULN", {"OAP", "HI/OAP", "WCH", "DEM", "MOB2"}}})};
  const auto& toml = drafted.proposal.toml;
  CAPTURE(toml);
  for (const char* shown : {"Assistive Technology", "Direct Payment", "Day Opps", "Short Break", "OAP", "HI"}) CHECK(toml.find(shown) != std::string::npos);
  for (const char* secret : {"Nikki", "Grace", "4417"}) CHECK(toml.find(secret) == std::string::npos);
}

TEST_CASE("A letter before a heading says whose the fact is, where a row has claimant and partner") {
  Drafted drafted{csv_of({{"CLMT_SNAME", {"Lee", "Day"}}, {"PTNR_SNAME", {"Noon", "Dusk"}}, {"C_REG_BLIND", {"Y", "N"}}, {"P_REG_BLIND", {"N", "Y"}}})};
  CAPTURE(drafted.proposal.toml);
  const auto content = drafted.read();
  const auto sight = [&](std::string_view key) {
    for (const auto& record : content.records)
      if (record.key == key) return std::string{record.view().claims().at(0).value};
    return std::string{"no record"};
  };
  CHECK(sight("R0000/claimant") == "true");
  CHECK(sight("R0000/partner") == "false");
  CHECK(sight("R0001/claimant") == "false");
  CHECK(sight("R0001/partner") == "true");
}

TEST_CASE("The draft names itself where it will lie") {
  tests::TemporaryFolder folder;
  DiskFiles files;
  const auto made = propose_feed(files, folder.file("Tenancies & more.csv", csv_of({{"Surname", {"Lee"}}})), {.draft = "place/feeds/tenancies.feed.toml"});
  REQUIRE(made);
  CHECK(made->toml.find("hearth load place/feeds/tenancies.feed.toml --check") != std::string::npos);
}

TEST_CASE("Words that say nothing are listed as nulls") {
  CHECK(Drafted{csv_of({{"Notes", {"no known vuln.", "uses wheelchair and is slow to the door", "N/A", "deaf so please knock loudly"}}})}.has("null = [\"N/A\", \"no known vuln.\"]"));
}

TEST_CASE("Headings in the short forms of back offices") {
  struct Row {
    const char *heading, *field, *person;
  };
  for (const Row& row : std::vector<Row>{{"Cust Nm", "full_name", ""}, {"CLM_SNAME", "surname", ""}, {"PTR_FNAMES", "given_name", "partner"}, {"PTNR_NM", "full_name", "partner"},
                                         {"JT DoB", "birth_date", "joint"}, {"Tenant Sname", "surname", ""}, {"Fam. Name", "surname", ""}, {"B'Day", "birth_date", ""},
                                         {"Gndr", "sex", ""}, {"Pst Cd", "postcode", ""}, {"Ph (Home/Mob)", "phone", ""}, {"Contact#", "phone", ""}, {"St/Rd", "address", ""},
                                         {"Hse", "address", ""}, {"Addr Ln1", "address", ""}, {"U.P.R.N", "uprn", ""}, {"Restr?", "protected", ""}, {"CLM_TTL", "title", ""},
                                         {"Case Note (latest)", "", ""}, {"Corresp Adr", "", ""}, {"Corr. Addr", "", ""}, {"Alloc Wkr", "", ""}, {"AKA / Prev Nm", "", ""}}) {
    CAPTURE(row.heading);
    const auto whose = person_by_heading(row.heading);
    auto field = field_by_heading(whose.rest);
    if (field.empty() && !whose.second) field = field_by_heading(row.heading);
    CHECK(field == row.field);
    CHECK((whose.second ? whose.name : std::string{}) == row.person);
  }
}

TEST_CASE("Who holds a badge is found by what the cells look like; what only looks like a name is not") {
  std::string csv = "Bdg;Hldr;Svc;Corr. Addr;Acct Warn\n";
  for (int i = 0; i < 80; ++i) {
    const std::string letter(1, static_cast<char>('A' + i % 26)), other(1, static_cast<char>('a' + i / 26));
    csv += fmt::format("B{};{}BB{}OTT Jean;{};{};{}\n", i, letter, other, i % 3 == 0 ? "Physical Support - Access & mobility" : "Support to Carer",
                       i % 2 == 0 ? "9 High Street, Otherton" : "", i == 3 ? "DO NOT DISCLOSE" : i % 5 == 0 ? "Pet in prop" : "N");
  }
  const Drafted drafted{csv};
  CHECK(drafted.has("full_name = \"Hldr\""));
  CHECK(drafted.has("protected = { column = \"Acct Warn\", true = [\"DO NOT DISCLOSE\"] }"));
  CHECK_FALSE(drafted.has("address = "));
}

TEST_CASE("Codes in capitals are shown though they look like a name; a name that slipped in is not") {
  std::string csv = "Ref,Disc,Init\n";
  const std::vector<std::string> codes{"SPD 25", "DISR SMI", "SMI 25", "EXB", "EMPTY 100"};
  for (int i = 0; i < 400; ++i)
    csv += fmt::format("R{:04},{},{}\n", i, i % 60 == 7 ? "LEE ANN" : i % 90 == 8 ? "KEYSAFE 4417" : codes[static_cast<std::size_t>(i) % 5], i % 2 == 0 ? "LEE ANN" : "DAY TOM");
  const Drafted drafted{csv};
  const auto& toml = drafted.proposal.toml;
  CAPTURE(toml);
  for (const char* shown : {"DISR SMI", "SPD 25", "EXB"}) CHECK(toml.find(shown) != std::string::npos);
  for (const char* secret : {"LEE", "DAY TOM", "4417"}) CHECK(toml.find(secret) == std::string::npos);
  CHECK(drafted.noticed("Disc: 2 values look like a name, a number or a door code: not shown"));
}

TEST_CASE("A draft shows no key-safe code, and no name of those who work with somebody") {
  std::string csv = "Id;Fname;Sname;Access Info;Alloc Wkr;Seen By;Notes;Elig\n";
  for (int i = 0; i < 60; ++i)
    csv += fmt::format("P{};Ann;Lee{};{};{};{};{};{}\n", i, static_cast<char>('a' + i % 26), i % 2 == 0 ? "Keysafe 4417" : "door code 92C7", i % 3 == 0 ? "Umpleby, R" : "Dinsdale, K",
                       i % 2 == 0 ? "Mr A Dinsdale" : "Jo Umpleby", i % 2 == 0 ? "uses wheelchair, keysafe 4417, ask mrs patel" : "ring mrs patel first, keysafe 4417", i % 2 == 0 ? "PIP DL STD" : "W");
  const Drafted drafted{csv};
  auto all = drafted.proposal.toml;
  for (const auto& notice : drafted.proposal.noticed) all += notice;
  const auto folded = fold(all);
  for (const char* secret : {"4417", "92c7", "umpleby", "dinsdale", "patel"}) {
    CAPTURE(secret);
    CHECK(folded.find(secret) == std::string::npos);
  }
  CHECK(all.find("PIP DL STD") != std::string::npos);  // a code that somebody must know the meaning of
}

TEST_CASE("A column of due dates, and a note that tells of a pregnancy, are drafted with their end") {
  Drafted column{csv_of({{"Name", {"Ann Lee%", "Bea Fox%"}}, {"EDD", {"13/02/2027", "21/03/2027", "30/04/2027"}}})};
  CHECK(column.has("pregnant = { due = \"EDD\", format = \"%d/%m/%Y\" }"));
  std::vector<std::string> notes;
  for (const char* one : {"pregnant", "rings back", "likes tea", "dog"})
    for (const char* other : {"EDD 03/2027", "key safe", "gate sticks", "garden"}) notes.push_back(std::string{one} + ". " + other + ", visit %");
  Drafted note{csv_of({{"Name", {"Ann Lee%", "Bea Fox%"}}, {"Notes", notes}}, 160)};
  INFO(note.proposal.toml);
  CHECK(note.has("due = \"pregnant\""));
  CHECK(note.has("\"pregnant\" = \"pregnant\""));
  std::size_t told = 0;
  for (const auto& record : note.read().records)
    for (const auto& claim : record.view().claims())
      if (claim.factor == "pregnant") ++told;
  CHECK(told == 40);
}
