// What a page says when something is wrong inside, when nothing is there yet, and when names are long or run from right to left.
#include "web/site.h"

#include <doctest/doctest.h>

#include "formats/json.h"
#include "raw_http.h"
#include "small_place.h"
#include "web/http_server.h"

using namespace hearth;
using namespace hearth::tests;
using web::Door;
using web::Method;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr const char* one_tenant = "T1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n";
const std::vector<std::string> every_page{"/", "/ask?purpose=flood-welfare", "/search", "/programmes", "/programmes/flood-welfare", "/known", "/figures", "/figures/flood-welfare",
                                          "/files", "/agreements", "/looks", "/help", "/me"};

/// Neighbours whom both files hold: linking learns from them what records of one person look like. None is on a list.
std::string neighbours(const std::string& file) {
  const std::vector<const char*> given{"Ada", "Bert", "Cora", "Dev", "Edith", "Farah", "Glyn", "Hugo", "Iris", "Jan"}, family{"Ashby", "Brook", "Carr", "Dunn", "Ellis", "Frost"};
  std::string out;
  int number = 0;
  for (const auto* first : given)
    for (const auto* last : family) {
      ++number;
      const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
      out += file + "N" + std::to_string(number) + "," + first + " " + last + "," + std::to_string(1930 + number) + "-" + two(1 + number % 12) + "-" + two(1 + number % 28) + "," +
             std::to_string(1 + number % 4) + " Weir Lane,ZZ1 1AA,N\n";
    }
  return out;
}

/// The person numbers of a list, as its JSON has them.
std::vector<std::uint64_t> people_listed(Walker& officer) {
  const auto list = officer.ask_for_street();
  REQUIRE_FALSE(list.empty());
  const auto parsed = formats::parse_json(officer.get("/list/" + list + "/file/json").body, "list");
  REQUIRE(parsed);
  std::vector<std::uint64_t> out;
  for (const auto& row : parsed->as_object().at("rows").as_array()) out.push_back(row.as_object().at("person_id").to_number<std::uint64_t>());
  return out;
}

}  // namespace

TEST_CASE("A page that fails inside says what to do, and not what went wrong inside") {
  SmallPlace place{one_tenant};
  auto routes = web::all_routes();
  routes.push_back({Method::get, "/fails", Door::open, [](const web::Visit&) -> Result<web::Response> { return fail("store.odd", "inner words: no such column person.secret"); }});
  routes.push_back({Method::get, "/throws", Door::open, [](const web::Visit&) -> Result<web::Response> { throw std::runtime_error{"inner words: vector::at"}; }});
  const web::Site site{place.surface(), routes};
  const auto server = web::HttpServer::start({.port = 0}, 1, [&](const web::Request& request) { return site.answer(request); }, [&](int status) { return site.refusal(status); });
  REQUIRE(server);
  for (const char* path : {"/fails", "/throws"}) {
    CAPTURE(path);
    const auto answer = raw_http((*server)->port(), std::string{"GET "} + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", false, 20000);
    CHECK(answer.status() == 500);
    CHECK(has(answer.bytes, "Sorry, there is a problem"));
    CHECK(has(answer.bytes, "tell whoever runs Hearth for you"));
    CHECK_FALSE(has(answer.bytes, "inner words"));
    CHECK_FALSE(has(answer.bytes, "secret"));
  }
  CHECK(raw_http((*server)->port(), "GET /sign-in HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", false, 20000).status() == 200);  // the next one is answered
}

TEST_CASE("Each refusal of the server is a page that says what to do") {
  SmallPlace place{one_tenant};
  const web::Site site{place.surface()};
  for (const int status : {400, 405, 408, 413, 414, 417, 431, 500, 503}) {
    CAPTURE(status);
    const auto page = site.refusal(status);
    CHECK(page.status == status);
    CHECK(has(page.body, "<h1"));
    CHECK(has(page.body, "try again") != has(page.body, "fewer corners"));
    CHECK(has(page.body, "Go to the start page"));
  }
}

TEST_CASE("Before the first run every page says that nothing is read yet, and which command reads it") {
  SmallPlace place{one_tenant};
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  for (const char* path : {"/", "/ask?purpose=flood-welfare", "/search", "/files", "/known", "/figures", "/programmes", "/agreements", "/help", "/home/100001?purpose=flood-welfare"}) {
    CAPTURE(path);
    const auto page = officer.get(path);
    CHECK(page.status == 503);
    CHECK(has(page.body, "Nothing has been read here yet"));
    CHECK(has(page.body, "hearth run PLACE.toml"));
    CHECK_FALSE(has(page.body, "Wait a minute"));  // waiting would not help
  }
  CHECK(officer.get("/me").status == 200);
  place.run();
  CHECK(officer.get("/").status == 200);
}

TEST_CASE("While the first run goes on a page says so, and that it is to be opened again") {
  SmallPlace place{one_tenant};
  const std::vector<web::Route> routes{{Method::get, "/", Door::open, [](const web::Visit&) -> Result<web::Response> { return fail("place.running", "nothing is published yet"); }}};
  Walker officer{place, web::Site{place.surface(), routes}};
  const auto page = officer.get("/");
  CHECK(page.status == 503);
  CHECK(has(page.body, "The first run is going on"));
  CHECK(has(page.body, "Open this page again"));
}

TEST_CASE("A place without any file: every page opens, and says what to do next") {
  SmallPlace place{""};
  place.run();
  for (const char* user : {"demo-duty-officer", "demo-benefits-officer", "demo-charity-worker", "demo-reviewer", "administrator"}) {
    CAPTURE(user);
    Walker walker{place};
    walker.sign_in(user);
    for (const auto& path : every_page) {
      CAPTURE(path);
      const auto page = walker.get(path);
      CHECK(page.status < 500);
      CHECK(has(page.body, "<h1"));
      if (page.status == 200 && (path == "/" || path == "/files" || path == "/known" || path == "/figures")) CHECK(has(page.body, "Whoever runs Hearth for you adds the files that organisations have agreed to share."));
    }
  }
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  CHECK_FALSE(has(officer.get("/").body, "Your role and organisation allow no look"));  // that is not what stands in the way
  for (const char* path : {"/ask?purpose=flood-welfare", "/search", "/figures/flood-welfare", "/home/100001?purpose=flood-welfare", "/why/1?purpose=flood-welfare"}) {
    CAPTURE(path);
    const auto page = officer.get(path);
    CHECK(page.status == 403);
    CHECK(has(page.body, "No organisation&#39;s file is read here yet"));
    CHECK(has(page.body, "hearth run PLACE.toml"));
  }
  Walker reviewer{place};  // who may not ask in any case is told that, and no more
  reviewer.sign_in("demo-reviewer");
  CHECK_FALSE(has(reviewer.get("/ask?purpose=flood-welfare").body, "No organisation"));
}

TEST_CASE("A file without people: lists, files of them and the pack are made, and say that this is no all-clear") {
  SmallPlace place{"no rows"};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  for (const auto& path : every_page) CHECK_MESSAGE(officer.get(path).status == 200, path);
  const auto list = officer.ask_for_street();
  REQUIRE_FALSE(list.empty());
  CHECK(has(officer.get("/area/" + list).body, "4 homes in this area"));
  CHECK(has(officer.get("/list/" + list).body, "we hold nothing on 4 of them"));
  CHECK(has(officer.get("/list/" + list).body, "Nobody is on this list. That does not mean that everybody is safe."));
  for (const char* format : {"csv", "json", "geojson", "pdf"}) CHECK_MESSAGE(officer.get("/list/" + list + "/file/" + format).status == 200, format);
  CHECK(has(officer.get("/home/100001?purpose=flood-welfare").body, "That does not mean that nobody here needs help"));
  const auto search = Walker::heading(officer.post("/search", officer.form({{"purpose", "flood-welfare"}, {"typed", "Ann Lee"}})), "Location");
  CHECK(has(officer.get(search).body, "Nobody is found"));
}

TEST_CASE("A person of an older list who was found to be one with another: the old address leads to the person they are now") {
  const std::string ann = neighbours("T") + "T1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n", others = neighbours("B");
  SmallPlace place{ann, others + "B1,Bo Fenwick,1961-07-09,3 Weir Lane,ZZ1 1AA,Y\n"};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  const auto before = people_listed(officer);
  REQUIRE(before.size() == 2);
  // The next file has mended what it called B1: the same person as T1.
  place.write_files(ann, others + "B1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n");
  place.run();
  const auto now = people_listed(officer);
  REQUIRE(now.size() == 1);
  const auto old = before[0] == now[0] ? before[1] : before[0];
  const auto page = officer.get("/why/" + std::to_string(old) + "?purpose=flood-welfare");
  CHECK(page.status == 200);
  CHECK(has(page.body, "Ann Lee"));
  CHECK(has(page.body, "was found to be the same as this person, number " + std::to_string(now[0])));
  const auto direct = officer.get("/why/" + std::to_string(now[0]) + "?purpose=flood-welfare");
  CHECK(direct.status == 200);
  CHECK_FALSE(has(direct.body, "older list"));
  // Whoever has no record any more is told of like somebody who never was: nobody learns who was known here.
  const auto never = officer.get("/why/987654?purpose=flood-welfare");
  CHECK(never.status == 403);
  place.write_files(ann, others + "B2,Cy Moss,1971-01-02,4 Weir Lane,ZZ1 1AA,Y\n");
  place.run();
  const auto with_cy = people_listed(officer);
  REQUIRE(with_cy.size() == 2);
  const auto cy = with_cy[0] == now[0] ? with_cy[1] : with_cy[0];
  CHECK(has(officer.get("/why/" + std::to_string(cy) + "?purpose=flood-welfare").body, "Cy Moss"));
  place.write_files(ann, others);
  place.run();
  REQUIRE(people_listed(officer).size() == 1);
  const auto gone = officer.get("/why/" + std::to_string(cy) + "?purpose=flood-welfare");
  CHECK(gone.status == 403);
  CHECK(gone.body == never.body);
}

TEST_CASE("Names of any length and of either direction of writing stand on each page by themselves") {
  const std::string one_long(280, 'W'), hebrew = "\u05d3\u05d5\u05d2\u05de\u05d4 \u05d1\u05d3\u05d5\u05d9", arabic = "\u0645\u062b\u0627\u0644 \u0648\u0647\u0645\u064a";
  SmallPlace place{"T1," + one_long + ",1948-02-03,1 Weir Lane,ZZ1 1AA,Y\nT2," + hebrew + ",1949-02-03,2 Weir Lane,ZZ1 1AA,Y\nT3," + arabic + ",1950-02-03,3 Weir Lane,ZZ1 1AA,Y\n"};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  const auto list = officer.ask_for_street();
  REQUIRE_FALSE(list.empty());
  const auto page = officer.get("/list/" + list).body;
  const auto people = people_listed(officer);
  REQUIRE(people.size() == 3);
  std::size_t home = 0;
  for (const auto& name : {one_long, hebrew, arabic}) {
    ++home;
    CAPTURE(home);
    const auto shown = home == 1 ? "<bdi>W" : "<bdi>" + name + "</bdi>";
    CHECK(has(page, shown));
    CHECK(has(officer.get("/home/10000" + std::to_string(home) + "?purpose=flood-welfare").body, shown));
    CHECK(has(officer.get("/why/" + std::to_string(people[home - 1]) + "?purpose=flood-welfare").body, shown));
    if (home == 1) continue;
    const auto search = Walker::heading(officer.post("/search", officer.form({{"purpose", "flood-welfare"}, {"typed", name}})), "Location");
    CHECK(has(officer.get(search).body, shown));
  }
  for (const char* format : {"csv", "json", "geojson"}) {
    CAPTURE(format);
    const auto file = officer.get("/list/" + list + "/file/" + format).body;
    CHECK(has(file, hebrew));
    CHECK(has(file, arabic));
  }
}

TEST_CASE("A bookmark that does not say what for asks that, and leads on; a fault of a form is told in the words of whoever filled it in") {
  SmallPlace place{one_tenant};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  for (const std::string path : {"/home/100000001", "/why/1"}) {
    CAPTURE(path);
    const auto asked = officer.get(path);
    CHECK(asked.status == 200);
    CHECK(has(asked.body, "What is it for?"));
    CHECK(has(asked.body, "href=\"" + path + "?purpose=flood-welfare\""));
  }
  CHECK(officer.get("/home/999?purpose=flood-welfare").status == 404);
  const std::vector<std::array<std::string, 3>> faults{{"near", "abc", "How far, in metres or minutes?"},
                                                       {"near", "431200,433800", "Three numbers with commas between are needed."},
                                                       {"near", "1 Weird Lane, 250", "No address or postcode of this place is like that."},
                                                       {"near", "Weir Lane, 250", "Which house of that street?"},
                                                       {"area", "{\"type\":", "Copy all of it, from the first { to the last }"},
                                                       {"area", R"({"type":"Point","coordinates":[0.49,54.91]})", "There is no polygon in it."},
                                                       {"street", "Weird Lane", "No street of this place has that name"}};
  for (const auto& fault : faults) {
    const auto& [field, typed, told] = fault;
    CAPTURE(fault[0]);
    const auto answer = officer.post("/ask", officer.form({{"purpose", "flood-welfare"}, {field, typed}}));
    CHECK(answer.status == 400);
    CHECK_MESSAGE(has(answer.body, told), answer.body);
    CHECK_MESSAGE((field == "area" || has(answer.body, "value=\"" + typed + "\"")), answer.body);  // what was typed stays
    CHECK_FALSE(has(answer.body, "--near"));
  }
  for (const std::string near : {"2 Weir Lane, 50", "zz1 1aa, 50 m", "431210, 433800, 50", "2, weir lane, weirdale, 50"}) {
    CAPTURE(near);
    const auto area = officer.post("/ask", officer.form({{"purpose", "flood-welfare"}, {"near", near}}));
    CHECK(area.status == 303);
    CHECK(has(officer.get(Walker::heading(area, "Location")).body, "4 homes in this area"));
  }
}
