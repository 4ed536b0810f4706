// Homes within a walk, as somebody asks for them on a page: by roads where there are some, and it is said how it was measured.
#include <doctest/doctest.h>

#include "web/small_place.h"

using namespace hearth;
using tests::SmallPlace;
using tests::Walker;

namespace {

constexpr const char* one_tenant = "1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n";
/// Weir Lane, and Bank Road behind the river: 140 m away, 2 km by road.
constexpr const char* roads = "WKT\n\"LINESTRING (431190 433800, 431240 433800, 431240 434800, 431305 434800, 431305 433900)\"\n";

std::string area_page(Walker& officer, const std::string& near) {
  const auto asked = officer.post("/ask", officer.form({{"purpose", "flood-welfare"}, {"near", near}}));
  const auto area = Walker::heading(asked, "Location");
  return area.empty() ? asked.body : officer.get(area).body;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("Minutes on foot go by road: a river without a bridge keeps homes away that are near in a straight line") {
  SmallPlace with_roads{one_tenant, {}, {}, "roads = [{ file = \"roads.csv\", line = \"WKT\" }]\n"};
  with_roads.write("roads.csv", roads);
  with_roads.run();
  Walker officer{with_roads};
  officer.sign_in("demo-duty-officer");
  CHECK(has(area_page(officer, "1 Weir Lane, 3 minutes"), "4 homes in this area"));
  CHECK(has(area_page(officer, "1 Weir Lane, 40 min on foot"), "6 homes in this area"));
  CHECK(has(area_page(officer, "431200, 433800, 3 minutes' walk"), "4 homes in this area"));
  const auto list = officer.post("/ask", officer.form({{"purpose", "flood-welfare"}, {"near", "1 Weir Lane, 3 minutes"}}));
  const auto page = officer.get("/list/" + Walker::heading(list, "Location").substr(6)).body;
  CHECK(has(page, "homes within 3 minutes on foot, by roads and paths"));
}

TEST_CASE("A file of roads that cannot be read is told, and walks are straight: the place is there all the same") {
  SmallPlace place{one_tenant, {}, {}, "roads = [{ file = \"roads.csv\", line = \"WKT\" }]\n"};
  for (const char* content : {"nonsense\n", "WKT\nhere\n"}) {
    place.write("roads.csv", content);
    place.run();
    Walker officer{place};
    officer.sign_in("demo-duty-officer");
    CHECK(has(area_page(officer, "1 Weir Lane, 3 minutes"), "6 homes in this area"));
  }
}

TEST_CASE("Without roads a walk is a straight line times 1.3, and the list says so") {
  SmallPlace place{one_tenant};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  CHECK(has(area_page(officer, "1 Weir Lane, 3 minutes"), "6 homes in this area"));
  CHECK(has(area_page(officer, "1 Weir Lane, 1 minute"), "4 homes in this area"));
  const auto list = officer.post("/ask", officer.form({{"purpose", "flood-welfare"}, {"near", "1 Weir Lane, 3 minutes"}}));
  CHECK(has(officer.get("/list/" + Walker::heading(list, "Location").substr(6)).body, "in a straight line times 1.3: no roads are known here"));
  CHECK(has(area_page(officer, "1 Weir Lane, 90 minutes"), "Expected up to 60 minutes"));
  CHECK(has(area_page(officer, "1 Weir Lane, 0 minutes"), "How far, in metres or minutes?"));
}

TEST_CASE("What is here: premises, help and numbers of people, none of them small, and the look at people is recorded") {
  SmallPlace place{one_tenant};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  const auto asked = officer.post("/ask", officer.form({{"purpose", "flood-welfare"}, {"street", "Weir Lane"}}));
  const auto area = Walker::heading(asked, "Location");
  CHECK(has(officer.get(area).body, area + "/profile"));
  const auto page = officer.get(area + "/profile");
  CHECK(page.status == 200);
  CHECK(has(page.body, "4 properties, 4 homes"));
  CHECK(has(page.body, "Not classified"));
  CHECK(has(page.body, "No services are loaded here"));
  CHECK(has(page.body, "hidden"));
  CHECK_FALSE(has(page.body, "Ann Lee"));
  CHECK(officer.get("/area/99/profile").status == 404);
  Walker charity{place};
  charity.sign_in("demo-charity-worker");
  CHECK(charity.get(area + "/profile").status == 404);  // another's area is nobody's
}
