// The page of a list: who stands at which door, and whom the choice above it shows.
#include <doctest/doctest.h>

#include <map>

#include "formats/json.h"
#include "small_place.h"
#include "spine/asking.h"
#include "spine/letters.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// The list of a street as its JSON has it, by name of the person.
std::map<std::string, boost::json::object> rows_of(Walker& officer, const std::string& list) {
  const auto parsed = formats::parse_json(officer.get("/list/" + list + "/file/json").body, "list");
  REQUIRE(parsed);
  std::map<std::string, boost::json::object> out;
  for (const auto& row : parsed->as_object().at("rows").as_array()) out.emplace(std::string{row.as_object().at("name").as_string()}, row.as_object());
  return out;
}

std::string ask_for(Walker& officer, const std::string& street) {
  const auto area = Walker::heading(officer.post("/ask", officer.form({{"purpose", "flood-welfare"}, {"street", street}})), "Location");
  REQUIRE(area.starts_with("/area/"));
  return area.substr(6);
}

constexpr const char* care_home_stays =
    "S1,Ann Lee,1938-02-03,\"Room 13, 17 Bank Road\",ZZ1 1AB,Y,\n"
    "S2,Bo Kay,1941-05-06,\"Room 4, 17 Bank Road\",ZZ1 1AB,Y,2026-01-01\n"
    "S3,Cy Moss,1935-09-10,\"Room 5, 17 Bank Road\",ZZ1 1AB,Y,\n";

}  // namespace

TEST_CASE("Whoever lives in a care home is at its door, whatever the room; whoever has left it is not") {
  SmallPlace place{"no rows", {}, care_home_stays};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  const auto list = ask_for(officer, "Bank Road");
  const auto rows = rows_of(officer, list);
  REQUIRE(rows.contains("Ann Lee"));
  CHECK(rows.at("Ann Lee").at("part").as_string() == "door");
  CHECK(rows.at("Ann Lee").at("uprn").as_string() == "100017");
  CHECK(rows.at("Cy Moss").at("part").as_string() == "door");
  if (rows.contains("Bo Kay")) CHECK(rows.at("Bo Kay").at("part").as_string() != "door");
  // One door with both people, and its link opens the page of the whole home.
  const auto page = officer.get("/list/" + list).body;
  CHECK(has(page, "Room 13"));
  CHECK(has(page, "Room 5"));
  const auto home = officer.get("/home/100017?purpose=flood-welfare").body;
  CHECK(has(home, "Ann Lee"));
  CHECK(has(home, "Cy Moss"));
}

TEST_CASE("A letter goes to nobody of a care home whose rooms the address list does not have: another might open it") {
  SmallPlace place{"T1,Dora Ives,1950-01-02,19 Bank Road,ZZ1 1AB,Y\n", {}, care_home_stays};
  place.run();
  SilentProgress silent;
  Walker officer{place};
  const trust::Actor actor{"demo-duty-officer", OrganisationId{"council"}, *trust::Roles::parse("duty_officer")};
  const auto asking = spine::begin_look(*place.data, actor, trust::Action::query, "flood-welfare", "letters", silent);
  REQUIRE(asking);
  const spine::AreaAsked street{.words = "Bank Road", .shape = {}, .street = "Bank Road", .postcode = {}};
  const auto rows = spine::letter_rows(*asking->snapshot, *asking->sight, *asking->programme, street, morning, Threads{1});
  REQUIRE(rows);
  std::size_t sure = 0, not_sure = 0;
  for (const auto& row : *rows) {
    CAPTURE(row.to.name);
    CHECK(row.to.address_verified == (row.to.name == "Dora Ives"));
    ++(row.to.address_verified ? sure : not_sure);
  }
  CHECK(sure == 1);
  CHECK(not_sure >= 2);
}

TEST_CASE("Known to my team counts what the visitor's own organisation knows, under whatever name lists tell it") {
  SmallPlace place{"no rows", {}, care_home_stays};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  const auto list = ask_for(officer, "Bank Road");
  const auto page = officer.get("/list/" + list).body;
  CHECK(has(page, "Known to a council care contact"));
  CHECK(has(page, "Known to another (0)"));
  CHECK(has(page, "Known to nobody (0)"));
  const auto ours = officer.get("/list/" + list + "?known=us").body;
  CHECK(has(ours, "Ann Lee"));
  CHECK(has(ours, "Known to my team ("));
  CHECK_FALSE(has(ours, "Known to my team (0)"));
  const auto nobody = officer.get("/list/" + list + "?known=nobody").body;
  CHECK_FALSE(has(nobody, "Ann Lee"));
  CHECK(has(nobody, "Nobody is on this list."));
}

TEST_CASE("A file that brought far fewer rows than the time before is marked in its chart, and in words") {
  std::string ten;
  for (int i = 1; i <= 10; ++i) ten += "T" + std::to_string(i) + ",Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n";
  SmallPlace place{ten};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  CHECK_FALSE(has(officer.get("/files/housing").body, "shrank"));
  place.write_files("T1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n", {});
  place.run();
  const auto page = officer.get("/files/housing");
  CHECK(page.status == 200);
  CHECK(has(page.body, ">shrank<"));
}

TEST_CASE("An area that lies elsewhere is no empty list") {
  SmallPlace place{"no rows", {}, care_home_stays};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  const auto elsewhere = officer.post("/ask", officer.form({{"purpose", "flood-welfare"}, {"area", "531200, 233800\n531300, 233800\n531300, 233900"}}));
  CHECK(elsewhere.status == 400);
  CHECK(has(elsewhere.body, "There is no home of this place in there."));
  CHECK(has(elsewhere.body, "531200, 233800"));  // what was typed
}
