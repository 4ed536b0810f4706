// The pages as people in different roles walk them: the flood from area to home, who sees what, and what nobody sees.
#include <doctest/doctest.h>

#include <array>
#include <deque>
#include <map>
#include <regex>

#include <sys/resource.h>

#include "drills/canaries.h"
#include "drills/run_hearth.h"
#include "drills/served_site.h"
#include "paper.h"
#include "place/place_tiles.h"
#include "read_tile.h"

using namespace hearth;
using drills::Browser;
using drills::has;
using drills::links_in;
using drills::run_hearth;
using drills::Served;

namespace {

Served& served() {
  static Served one;
  return one;
}

/// The links of the demo work once: whoever comes again goes on in the session of before.
Browser signed_in(const std::string& user) {
  static std::map<std::string, std::string> cookies;
  Browser browser{served()};
  auto& cookie = cookies[user];
  if (cookie.empty()) {
    REQUIRE(browser.get(served().link_of(user)).status() == 303);
    REQUIRE_FALSE(browser.cookie.empty());
    cookie = browser.cookie;
  }
  browser.cookie = cookie;
  return browser;
}

/// Text between two marks; empty when one is not there.
std::string between(const std::string& page, const std::string& from, const std::string& to) {
  const auto at = page.find(from);
  const auto end = at == std::string::npos ? at : page.find(to, at + from.size());
  return end == std::string::npos ? std::string{} : page.substr(at + from.size(), end - at - from.size());
}

std::size_t persons_on(const std::string& page) {
  std::size_t out = 0;
  for (std::size_t at = 0; (at = page.find("hearth-person", at)) != std::string::npos; ++at) ++out;
  return out;
}

/// How many people the command line lists for the same question.
std::size_t people_told(std::vector<std::string> area) {
  std::vector<std::string> arguments{"query", "--data", "demo/data", "--purpose", "flood-welfare", "--json"};
  arguments.insert(arguments.end(), area.begin(), area.end());
  const auto said = run_hearth(arguments, served().folder.path());
  REQUIRE(said.code == 0);
  std::smatch people;
  REQUIRE(std::regex_search(said.out, people, std::regex{"\"people\":([0-9]+),"}));
  return std::stoul(people[1]);
}

/// Homes told by the tiles of one zoom over the place; nothing of a protected person is in one.
std::uint64_t homes_in_tiles(Browser& browser, std::uint32_t zoom, const std::array<double, 4>& bounds, const drills::Canaries& hidden) {
  const auto first = place::tile_at({bounds[0], bounds[3]}, zoom), last = place::tile_at({bounds[2], bounds[1]}, zoom);
  std::uint64_t out = 0;
  for (auto column = first.column; column <= last.column; ++column)
    for (auto row = first.row; row <= last.row; ++row) {
      const auto answer = browser.get("/tiles/" + std::to_string(zoom) + "/" + std::to_string(column) + "/" + std::to_string(row) + ".mvt");
      REQUIRE(answer.status() == 200);
      CHECK(answer.heading("Content-Type") == "application/vnd.mapbox-vector-tile");
      const auto body = answer.body(), folded = fold(body);
      for (const auto& uprn : hidden.uprns) CHECK_FALSE(has(body, uprn));
      for (const auto& name : hidden.names) CHECK_FALSE(has(folded, name));
      for (const auto& layer : tests::read_tile(body))
        for (const auto& feature : layer.features) {
          if (layer.name != "homes") continue;
          CHECK(feature.attributes.size() == 1);  // how many: no more
          out += std::stoull(feature.attributes.at("homes")) * feature.parts.front().size();
        }
    }
  return out;
}

void check_tiles(Browser& officer, const drills::Canaries& hidden) {
  const auto ask = officer.get("/ask?purpose=flood-welfare").bytes;
  std::smatch found;
  REQUIRE(std::regex_search(ask, found, std::regex{"data-bounds=\"([-0-9.]+),([-0-9.]+),([-0-9.]+),([-0-9.]+)\""}));
  const std::array<double, 4> bounds{std::stod(found[1]), std::stod(found[2]), std::stod(found[3]), std::stod(found[4])};
  const auto homes = homes_in_tiles(officer, 6, bounds, hidden);
  CHECK(homes > 300);
  for (const std::uint32_t zoom : {11U, 14U, 16U}) CHECK(homes_in_tiles(officer, zoom, bounds, hidden) == homes);

  const auto one = officer.get("/tiles/6/31/20.mvt");
  CHECK(one.heading("Cache-Control") == "private, max-age=3600");
  const auto mark = one.heading("ETag");
  REQUIRE(mark.size() > 10);
  const auto again = officer.send("GET /tiles/6/31/20.mvt", "If-None-Match: " + mark + "\r\n");
  CHECK(again.status() == 304);
  CHECK(again.body().empty());
  CHECK(officer.send("GET /tiles/6/31/20.mvt", "If-None-Match: \"another\"\r\n").status() == 200);
  for (const char* path : {"/tiles/5/1/1.mvt", "/tiles/17/1/1.mvt", "/tiles/14/16384/1.mvt", "/tiles/14/1/-1.mvt", "/tiles/14/1/1", "/tiles/14/1/1.png", "/tiles/x/1/1.mvt"}) {
    CAPTURE(path);
    CHECK(officer.get(path).status() == 404);
  }
  CHECK(has(officer.get("/tiles/5/1/1.mvt").bytes, "tiles of zoom 6 to 16"));
  CHECK(Browser{served()}.get("/tiles/6/31/20.mvt").status() == 303);
}

}  // namespace

// The links of the demo work once, so each role is signed in by one test: this one walks as the duty officer.
TEST_CASE("From a drawn area to a home: the duty officer's walk, and no page tells of a protected person") {
  auto officer = signed_in("demo-duty-officer");
  CHECK(has(officer.get("/").bytes, "/ask?purpose=flood-welfare"));
  const auto list = officer.ask_for_flood();
  REQUIRE_FALSE(list.empty());
  CHECK(has(officer.get("/area/" + list.substr(6)).bytes, "homes in this area"));
  const auto page = officer.get(list);
  CHECK(page.status() == 200);
  CHECK(has(page.bytes, "Not on this list does not mean safe"));
  CHECK(has(page.bytes, "Who must be reached here knows: Safeguarding desk, 01632 960099."));
  CHECK(has(page.bytes, "/home/"));

  // The command line says as many doors and people.
  CHECK(persons_on(page.bytes) == people_told({"--within", "demo/district/flood.geojson"}));
  const auto paper = officer.get(list + "/file/pdf");
  CHECK(paper.status() == 200);
  CHECK(paper.heading("Content-Type") == "application/pdf");
  CHECK(paper.heading("Content-Disposition").find("MADE-UP-flood-welfare.pdf") != std::string::npos);
  CHECK(paper.body().starts_with("%PDF-"));

  // What a household that must leave needs first: on paper, and on the page of its home.
  const auto printed = tests::Paper{paper.body()}.text();
  CHECK(has(printed, "Where to take people"));
  CHECK(has(printed, "Open day and night"));
  CHECK_FALSE(has(printed, "none is held here"));
  std::smatch home;
  REQUIRE(std::regex_search(page.bytes, home, std::regex{"href=\"(/home/[0-9]+[?]purpose=[a-z-]+)"}));
  const auto of_home = officer.get(home[1].str()).body();
  CHECK(has(of_home, "Nearest rest centres"));
  CHECK(of_home.find("Nearest rest centres") < of_home.find("Help that is open now, near by"));
  // The care home of Weir Lane is one door, whatever room a file tells of.
  std::size_t managers = 0;
  for (std::size_t at = 0; (at = printed.find("Ring the manager first", at)) != std::string::npos; ++at) ++managers;
  const std::regex care_home{"<h3[^>]*>[^\n]{0,200}Willow Bank Care Home, 17 Weir Lane"};
  const auto told = page.body();
  CHECK(std::distance(std::sregex_iterator{told.begin(), told.end(), care_home}, std::sregex_iterator{}) == 1);
  CHECK(has(told, ", Room "));
  CHECK(managers >= 1);
  CHECK(managers <= 2);  // the care home and the hostel
  // Homes on which nothing is held can be knocked at, too.
  CHECK(has(told, "Homes that we hold nothing on: knock if you can"));
  CHECK(has(printed, "We hold nothing on these homes: knock if you can"));

  // Figures for planning: nothing from 1 to 9 in them; the list itself says the same in all.
  const auto figures = officer.get("/figures/flood-welfare").body();
  CHECK(has(figures, "Whole place"));
  CHECK_FALSE(std::regex_search(figures, std::regex{"<td[^>]*>[0-9]</td>"}));
  CHECK(has(officer.get("/known").body(), "cannot use stairs"));

  // Compressed for whoever can read that, and the same page: only the form token and the time of day may differ.
  const auto small = officer.send("GET " + list, "Accept-Encoding: gzip\r\n");
  CHECK(small.heading("Content-Encoding") == "gzip");
  CHECK(small.body().size() * 3 < page.body().size());
  CHECK(small.body().size() < 100U << 10);

  // Every page that a link leads to, and every list that can be asked for.
  std::deque<std::string> open{"/", list};
  for (const char* postcode : {"ZZ1", "ZZ2", "ZZ3", "ZZ4"}) {
    web::Params form;
    form.add("csrf", officer.token());
    form.add("purpose", "flood-welfare");
    form.add("postcode", postcode);
    const auto area = officer.post("/ask", form).heading("Location");
    if (area.starts_with("/area/")) open.push_back("/list/" + area.substr(6));
  }
  REQUIRE(open.size() > 2);
  // A long list comes in pages, which together tell of everybody.
  const auto long_list = open[2];
  std::size_t persons = 0, number = 1;
  for (; number < 100; ++number) {
    const auto one = officer.get(long_list + "?page=" + std::to_string(number)).bytes;
    persons += persons_on(one);
    if (!has(one, "?page=" + std::to_string(number + 1) + "#list")) break;
  }
  CHECK(number > 1);
  CHECK(persons == people_told({"--postcode", "ZZ1"}));
  const auto hidden = drills::canaries_of(served().folder.path() / "demo/district");
  REQUIRE(hidden.names.size() > 3);
  check_tiles(officer, hidden);
  CHECK(has(page.bytes, "data-doors=\"[["));
  CHECK_FALSE(has(page.bytes, "&quot;&quot;]"));  // every mark of the map leads to a home of the list, and so may be shown
  std::set<std::string> seen{open.begin(), open.end()};
  std::size_t pages = 0, others = 0;
  while (!open.empty() && pages < 600) {
    const auto path = open.front();
    open.pop_front();
    const auto answer = officer.get(std::regex_replace(path, std::regex{"&amp;"}, "&"));
    ++pages;
    CAPTURE(path);
    CHECK(answer.status() < 500);
    const bool is_page = has(answer.heading("Content-Type"), "text/html");
    if (is_page && answer.status() != 303) CHECK(has(answer.bytes, "MADE-UP PEOPLE"));
    if (has(answer.body(), "Others here, on no list of this purpose")) ++others;
    const auto folded = fold(answer.body());
    for (const auto& uprn : hidden.uprns) CHECK_MESSAGE(!has(answer.body(), uprn), uprn);
    for (const auto& name : hidden.names) CHECK_MESSAGE(!has(folded, name), name);
    if (is_page)
      for (const auto& link : links_in(answer.body()))
        if (!link.starts_with("/sign-") && seen.insert(link).second) open.push_back(link);
  }
  CHECK(pages > 100);
  CHECK(others > 0);  // a home tells what is known of those whom the purpose does not find
}

TEST_CASE("The three stories are printed as links, and each leads through pages that are there") {
  const auto said = drills::content_of(served().folder.path() / "serve.log");
  struct Story {
    const char *title, *says;
    std::size_t links;
  };
  for (const auto& one : std::vector<Story>{{"1. Flood tonight", "Ask for the flooded area", 2}, {"2. Money not claimed", "Ask for ZZ", 2}, {"3. Who may see what", "may look", 2}}) {
    CAPTURE(one.title);
    std::smatch found;
    REQUIRE(std::regex_search(said, found, std::regex{std::string{one.title} + "  http://[^/]+(/sign-in/once/[0-9a-f]+)[?]next=(\\S+)"}));
    Browser reader{served()};
    REQUIRE(reader.get(found[1]).status() == 303);
    const auto path = std::regex_replace(found[2].str(), std::regex{"%2F"}, "/");
    const auto page = reader.get(path);
    CHECK(page.status() == 200);
    CHECK(has(page.bytes, "MADE-UP PEOPLE"));
    CHECK(has(page.bytes, one.says));
    std::size_t links = 0;
    const auto main = page.bytes.substr(page.bytes.find("<main"));
    for (const auto& link : links_in(main)) {
      CAPTURE(link);
      CHECK(reader.get(std::regex_replace(link, std::regex{"&amp;"}, "&")).status() == 200);
      ++links;
    }
    CHECK(links >= one.links);
  }
}

TEST_CASE("The story of who may see what shows one home as each sees it, and each of its looks stands in the log under their name") {
  auto worker = signed_in("demo-charity-worker");
  const auto refusals = [&worker] {
    const auto looks = worker.get("/looks").bytes;
    std::size_t out = 0;
    for (std::size_t at = 0; (at = looks.find("organisation is not a party of the agreement", at)) != std::string::npos; ++at) ++out;
    return out;
  };
  const auto before = refusals();
  auto officer = signed_in("demo-duty-officer");
  const auto page = officer.get("/story/who");
  REQUIRE(page.status() == 200);
  for (const char* user : {"demo-duty-officer", "demo-benefits-officer", "demo-charity-worker", "demo-volunteer", "demo-administrator"}) CHECK_MESSAGE(has(page.bytes, user), user);
  CHECK(has(page.bytes, "is not a party of the agreement"));
  CHECK_FALSE(has(page.bytes, "--as"));
  CHECK(has(page.bytes, "Allowed by"));
  CHECK(has(page.bytes, "council-pension-credit"));
  // The volunteers see what the one agreement shares that they are a party of, and nothing else.
  const auto volunteer = between(page.bytes, "demo-volunteer", "</tr>");
  CHECK(has(volunteer, "Allowed by bins-flood-welfare. "));
  CHECK_FALSE(has(volunteer, "power"));
  CHECK_FALSE(has(volunteer, "care-flood-welfare"));
  CHECK(refusals() == before + 1);
}

TEST_CASE("Files are offered to whoever may take data along; another reads the list, and the address of a file is refused") {
  auto officer = signed_in("demo-duty-officer");
  CHECK(has(officer.get(officer.ask_for_flood()).bytes, "/file/csv\""));
  auto volunteer = signed_in("demo-volunteer");
  const auto list = volunteer.ask_for_flood();
  REQUIRE_FALSE(list.empty());
  const auto page = volunteer.get(list);
  CHECK(page.status() == 200);
  CHECK(has(page.bytes, "hearth-person"));
  CHECK_FALSE(has(page.bytes, "/file/"));
  for (const char* format : {"csv", "json", "geojson", "pdf"}) CHECK(volunteer.get(list + "/file/" + format).status() == 403);
}

TEST_CASE("An area of more than half the place asks whether it is right") {
  auto officer = signed_in("demo-duty-officer");
  web::Params form;
  form.add("csrf", officer.token());
  form.add("purpose", "flood-welfare");
  form.add("postcode", "ZZ1");
  const auto area = officer.post("/ask", form).heading("Location");
  REQUIRE(area.starts_with("/area/"));
  CHECK(has(officer.get(area).bytes, "This is more than half of the place. Is the area right?"));
}

TEST_CASE("By the demonstration's clock every agreement ends: access is gone at once, the refusal names them, and it returns") {
  auto officer = signed_in("demo-duty-officer");
  const auto list = officer.ask_for_flood();
  REQUIRE(has(officer.get(list).bytes, "hearth-person"));
  const auto move = [&officer](const char* to) {
    web::Params form;
    form.add("csrf", officer.token());
    form.add("to", to);
    return officer.post("/story/who/clock", form);
  };
  CHECK(move("end").status() == 303);
  const auto refused = officer.get(list);
  CHECK(refused.status() == 403);
  CHECK_FALSE(has(refused.bytes, "hearth-person"));
  CHECK(std::regex_search(refused.bytes, std::regex{"Not in force: [a-z-]+, ended on 31 December 20"}));
  CHECK(has(refused.bytes, "looks are decided as on 1 January 20"));
  CHECK(has(officer.get("/agreements").bytes, "Ended"));
  const auto story = officer.get("/story/who").bytes;
  CHECK_FALSE(has(story, "may look"));
  CHECK(has(story, "clock back to today"));
  CHECK(move("now").status() == 303);
  CHECK(has(officer.get(list).bytes, "hearth-person"));
  CHECK_FALSE(has(officer.get("/").bytes, "Its clock was moved"));
  CHECK(has(officer.get("/looks").bytes, "days ahead, in a demonstration"));
}

TEST_CASE("The benefits officer reads the rule and what to say, and writes each letter once from the list; the duty officer writes none") {
  auto officer = signed_in("demo-benefits-officer");
  const auto programme = officer.get("/programmes/pension-credit").bytes;
  for (const char* words : {"aged 66 or over", "What to say on the telephone", "When somebody rings about the letter", "Found rightly", "People found at the last run"}) CHECK_MESSAGE(has(programme, words), words);
  const auto story = officer.get("/story/money").bytes;
  CHECK(has(story, "by the truth of this made-up district"));

  std::smatch outcode;
  REQUIRE(std::regex_search(story, outcode, std::regex{"Ask for (ZZ[0-9]+)"}));
  web::Params form;
  form.add("csrf", officer.token());
  form.add("purpose", "pension-credit");
  form.add("postcode", outcode[1].str());
  const auto area = officer.post("/ask", form).heading("Location");
  REQUIRE(area.starts_with("/area/"));
  const auto list = "/list/" + area.substr(6);
  const auto listed = officer.get(list).bytes;
  CHECK(has(listed, "Write the letters (PDF)"));
  // The team that knows of it is rung, not the desk for emergencies; and the officer sees what is at stake.
  CHECK(has(listed, "Benefits team, 01632 960003"));
  CHECK_FALSE(has(listed, "Emergency planning duty officer"));
  CHECK(has(programme, "ring 01632 960003"));
  CHECK(has(listed, "Could be owed in all"));
  CHECK(has(listed, "What each will get DWP alone decides"));
  CHECK(has(listed, "a week (rates 20"));
  CHECK(has(story, "who could be owed, in all, "));
  CHECK(has(story, "what they could be owed, "));
  // Nobody of a crew is to know who may be owed a benefit.
  CHECK_FALSE(has(listed, "Print the pack for crews"));
  CHECK(has(listed, list + "/file/csv"));
  const auto pack = officer.get(list + "/file/pdf");
  CHECK(pack.status() == 400);
  CHECK(has(pack.bytes, "sends no crews"));
  web::Params wish;
  wish.add("csrf", officer.token());
  const auto letters = officer.post(list + "/letters", wish);
  REQUIRE(letters.status() == 200);
  CHECK(letters.bytes.find("%PDF-") != std::string::npos);
  CHECK(has(letters.heading("Content-Disposition"), "MADE-UP-pension-credit-letters.pdf"));
  const auto twice = officer.post(list + "/letters", wish);
  CHECK(twice.status() == 400);
  CHECK(has(twice.bytes, "can be written to has had this letter"));
  wish.add("again", "yes");
  CHECK(officer.post(list + "/letters", wish).status() == 200);

  // One person rings for large print: the same letter, to them alone, from the page that says why; written in the log like others.
  std::smatch person;
  REQUIRE(std::regex_search(story, person, std::regex{"/why/([0-9]+)\\?purpose=pension-credit"}));
  const auto why = officer.get("/why/" + person[1].str() + "?purpose=pension-credit").bytes;
  for (const char* words : {"What they could be owed", "the guarantee for one person", "less the weekly income", "in all, a week", "DWP alone decides", "They have had this letter", "Large print", "Write the letter again (PDF)"})
    CHECK_MESSAGE(has(why, words), words);
  web::Params one;
  one.add("csrf", officer.token());
  one.add("purpose", "pension-credit");
  one.add("large", "yes");
  const auto letter = officer.post("/why/" + person[1].str() + "/letter", one);
  REQUIRE(letter.status() == 200);
  CHECK(letter.heading("Content-Type") == "application/pdf");
  CHECK(has(letter.heading("Content-Disposition"), "MADE-UP-pension-credit-letter.pdf"));
  CHECK(has(officer.get("/looks").bytes, "a letter to one person"));
  CHECK(officer.post("/why/99999999/letter", one).status() == 400);
  CHECK(officer.post("/why/x/letter", one).status() == 404);

  auto duty = signed_in("demo-duty-officer");
  web::Params not_theirs;
  not_theirs.add("csrf", duty.token());
  not_theirs.add("purpose", "pension-credit");
  CHECK(duty.post("/why/" + person[1].str() + "/letter", not_theirs).status() == 403);
  web::Params theirs;
  theirs.add("csrf", duty.token());
  // The numbers of lists are a session's own: theirs of this number is of the flood, which writes none, or not there.
  const auto none = duty.post(list + "/letters", theirs);
  CHECK((none.status() == 400 || none.status() == 404));
  CHECK(none.bytes.find("%PDF-") == std::string::npos);
}

TEST_CASE("A charity's worker sees no list for the flood; the refusal says why, and stands among the looks") {
  auto worker = signed_in("demo-charity-worker");
  CHECK_FALSE(has(worker.get("/").bytes, "/ask?purpose=flood-welfare"));
  const auto refused = worker.get("/ask?purpose=flood-welfare");
  CHECK(refused.status() == 403);
  CHECK(has(refused.bytes, "agreement"));
  const auto looks = worker.get("/looks");
  CHECK(looks.status() == 200);
  CHECK(has(looks.bytes, "refused"));
  CHECK_FALSE(has(looks.bytes, "demo-duty-officer"));
  CHECK_FALSE(has(looks.bytes, "Tamper check"));
  CHECK(worker.get("/review?purpose=flood-welfare").status() == 403);
  CHECK(worker.get("/figures/flood-welfare").status() == 403);
  CHECK(worker.get("/figures/nothing").status() == 403);
  CHECK(worker.get("/search").status() == 403);
  CHECK(worker.get("/search?purpose=flood-welfare").status() == 403);
}

TEST_CASE("Addresses are offered while they are typed, as JSON, to whoever is signed in; nothing of people is in them") {
  auto duty = signed_in("demo-duty-officer");
  const auto first_home = [&](const std::string& typed) {
    const auto said = duty.get("/addresses?q=" + typed);
    CHECK(said.status() == 200);
    std::smatch found;
    return std::regex_search(said.bytes, found, std::regex{"\"address\":\"([^\"]*)\""}) ? std::string{found[1]} : std::string{};
  };
  for (const char* typed : {"12+weir+lane", "12+wei", "12+weir+la", "12+Wier+Lane", "Weir%20Lane%2012"}) {
    CAPTURE(typed);
    CHECK(first_home(typed).starts_with("12 Weir Lane"));
  }
  CHECK(has(duty.get("/addresses?q=weir").bytes, "\"name\":\"Weir Lane\""));
  CHECK(has(duty.get("/addresses?q=nosuchstreet+99").bytes, "\"homes\":[]"));
  for (const char* wrong : {"/addresses", "/addresses?q=", "/addresses?q=%ff%fe"}) CHECK(duty.get(wrong).status() == 400);
  CHECK(duty.get("/addresses?q=" + std::string(201, 'a')).status() == 400);
}

TEST_CASE("An auditor sees everybody's looks and the tamper check; an appearance in a list is told from a home or a person opened") {
  auto officer = signed_in("demo-duty-officer");
  const auto list = officer.ask_for_flood();
  const auto page = officer.get(list).bytes;
  std::string home, why;
  for (const auto& link : links_in(page)) {
    if (home.empty() && link.starts_with("/home/")) home = link;
    if (why.empty() && link.starts_with("/why/")) why = link;
  }
  REQUIRE(officer.get(home).status() == 200);
  REQUIRE(officer.get(why).status() == 200);
  auto auditor = signed_in("demo-auditor");
  const auto looks = auditor.get("/looks").bytes;
  CHECK(has(looks, "Tamper check: whole."));
  CHECK(has(looks, "demo-duty-officer"));
  CHECK(has(looks, "a list: homes within"));
  CHECK(has(looks, "one home opened"));
  CHECK(has(looks, "one person opened"));
  CHECK(auditor.get(home).status() == 403);
  CHECK(auditor.get(list).status() == 404);
  // Used and refused stand with each agreement.
  CHECK(std::regex_search(auditor.get("/agreements").bytes, std::regex{"[1-9][0-9]* looks? allowed, [0-9]+ refused"}));
}

TEST_CASE("A full disk while printing: a page says so and nothing is shown; with room again the same address prints") {
  auto officer = signed_in("demo-duty-officer");
  const auto list = officer.ask_for_flood();
  REQUIRE(has(officer.get(list).bytes, "hearth-person"));
  const auto limit_files_to = [](rlim_t bytes) {
    const rlimit limit{bytes, RLIM_INFINITY};
    REQUIRE(::prlimit(served().server, RLIMIT_FSIZE, &limit, nullptr) == 0);
  };
  limit_files_to(1024);
  for (const auto& path : {list + "/file/pdf", list + "/file/csv", list}) {
    CAPTURE(path);
    const auto refused = officer.get(path);
    CHECK(refused.status() == 507);
    CHECK(has(refused.bytes, "The disk of the server is full"));
    CHECK(has(refused.bytes, "What is printed already stays good"));
    CHECK_FALSE(has(refused.bytes, "hearth-person"));
    CHECK_FALSE(has(refused.bytes, "%PDF"));
  }
  limit_files_to(RLIM_INFINITY);
  CHECK(officer.get(list + "/file/pdf").heading("Content-Type") == "application/pdf");
  CHECK(run_hearth({"audit", "verify", "--data", "demo/data"}, served().folder.path()).code == 0);
}

TEST_CASE("An ended agreement ends access at once, for a page that is open already") {
  auto officer = signed_in("demo-benefits-officer");
  // The benefits officer may not look for the flood; the reviewer role may not look at all: nobody gets in by another's address.
  CHECK(officer.get("/list/99").status() == 404);
  CHECK(officer.get("/home/999000701584?purpose=flood-welfare").status() == 403);
  web::Params form;
  form.add("csrf", officer.token());
  form.add("purpose", "pension-credit");
  form.add("postcode", "ZZ1");
  const auto area = officer.post("/ask", form).heading("Location");
  REQUIRE(area.starts_with("/area/"));
  const auto list = "/list/" + area.substr(6);
  REQUIRE(has(officer.get(list).bytes, "hearth-person"));
  const auto place = served().folder.path() / "demo/district/PLACE.toml";
  const auto before = drills::content_of(place);
  std::ofstream{place, std::ios::binary} << std::regex_replace(before, std::regex{"until = [0-9-]+"}, "until = 2025-06-30");
  const auto after = officer.get(list);
  CHECK_FALSE(has(after.bytes, "hearth-person"));
  CHECK(has(officer.get("/agreements").bytes, "Ended"));
  std::ofstream{place, std::ios::binary} << before;
  CHECK(has(officer.get(list).bytes, "hearth-person"));
}

TEST_CASE("Nobody who is not signed in sees more than the sign-in page and where to find help") {
  Browser stranger{served()};
  for (const char* path : {"/", "/ask?purpose=flood-welfare", "/list/1", "/home/1?purpose=flood-welfare", "/why/1?purpose=flood-welfare", "/files", "/looks", "/agreements", "/me", "/review", "/review/1/2?purpose=flood-welfare", "/addresses/unsure", "/addresses/unsure/1?purpose=flood-welfare", "/staff", "/known", "/figures/flood-welfare", "/search", "/search/1"}) {
    CAPTURE(path);
    const auto answer = stranger.get(path);
    CHECK(answer.status() == 303);
    CHECK(answer.heading("Location").starts_with("/sign-in?next=%2F"));
  }
  CHECK(stranger.get("/help").status() == 200);
  CHECK(stranger.get("/sign-in/once/0123456789abcdef").status() == 403);
  stranger.cookie = "__Host-hearth=0123";
  CHECK(stranger.get("/").status() == 303);
  web::Params form;
  form.add("user", "demo-duty-officer");
  form.add("password", "a guess");
  CHECK(stranger.post("/sign-in", form).status() == 403);
  CHECK(stranger.get("/sign-in?next=https://evil.example/").bytes.find("evil") == std::string::npos);
}

namespace {

/// The form of a pair's page, as it stands there.
web::Params answer_on(Browser& reviewer, const std::string& page, const std::string& answer, const std::string& why = {}) {
  web::Params form;
  form.add("csrf", reviewer.token());
  form.add("purpose", "flood-welfare");
  form.add("seen", between(page, "name=\"seen\" value=\"", "\""));
  form.add("answer", answer);
  form.add("why", why);
  return form;
}

std::string path_of(const std::string& location) { return location.substr(0, location.find('?')); }

void check_two(Browser& reviewer) {
  const std::string list = "/review?purpose=flood-welfare";
  const auto waiting = reviewer.get(list);
  REQUIRE(waiting.status() == 200);
  const auto count = between(waiting.bytes, "<p class=\"govuk-body\">", " pairs may be");
  const auto first = "/review/" + between(waiting.bytes, "href=\"/review/", "\"");
  const auto page = reviewer.get(first);
  CHECK(has(page.bytes, "The same person"));
  const auto path = path_of(first);
  CHECK(reviewer.post(path, answer_on(reviewer, page.bytes, "", "typed and kept")).status() == 400);
  CHECK(has(reviewer.post(path, answer_on(reviewer, page.bytes, "", "typed and kept")).bytes, "typed and kept"));

  // Two tabs: the second reads what the first said, and nothing that was typed is lost.
  const auto next = reviewer.post(path, answer_on(reviewer, page.bytes, "same", "one telephone"));
  CHECK(next.status() == 303);
  CHECK_FALSE(path_of(next.heading("Location")) == path);
  CHECK(has(reviewer.get(next.heading("Location")).bytes, "Your answer is kept"));
  const auto late = reviewer.post(path, answer_on(reviewer, page.bytes, "different", "another birthday"));
  CHECK(late.status() == 409);
  CHECK(has(late.bytes, "one telephone"));
  CHECK(has(late.bytes, "another birthday"));
  CHECK(between(reviewer.get(list).bytes, "<p class=\"govuk-body\">", " pairs may be") == std::to_string(std::stoi(count) - 1));

  // The next run joins them, though no file has changed; taken back, they are two again.
  const auto run = [] { return run_hearth({"run", "demo/district/PLACE.toml", "--data", "demo/data"}, served().folder.path()).code; };
  CHECK_FALSE(has(reviewer.get(first).bytes, "taken for one person"));
  CHECK(run() <= 1);
  const auto joined = reviewer.get(first);
  CHECK(has(joined.bytes, "they are taken for one person"));
  // The answer leaves as a label, which hearth evaluate reads.
  const std::vector<std::string> answers{"answers", "--purpose", "flood-welfare", "--data", "demo/data", "--out", "labels.csv", "--as", "demo-reviewer", "--password-file", "demo/data/keys/demo.password"};
  const auto said = run_hearth(answers, served().folder.path());
  CHECK_MESSAGE(said.code == 0, said.talk);
  const auto labels = drills::content_of(served().folder.path() / "labels.csv");
  CHECK(labels.starts_with("source_l,key_l,source_r,key_r,score\r\n"));
  const bool is_left_out = has(said.talk, "1 answer left out");
  CHECK(std::ranges::count(labels, '\n') == (is_left_out ? 1 : 2));
  CHECK((is_left_out || labels.ends_with(",1\r\n")));
  CHECK(reviewer.post(path + "/undo", answer_on(reviewer, joined.bytes, "")).status() == 303);
  CHECK(run() <= 1);
  CHECK_FALSE(has(reviewer.get(first).bytes, "they are taken for one person"));
  CHECK(has(reviewer.get(list).bytes, "taken back by demo-reviewer"));

  // No pair by its number alone, and no page beside.
  CHECK(reviewer.get("/review/1/2?purpose=flood-welfare").status() == 403);
  CHECK(reviewer.get("/review/1/one?purpose=flood-welfare").status() == 404);
  CHECK(reviewer.get("/ask?purpose=flood-welfare").status() == 403);
}

/// Every pair that is listed, opened: none tells of a protected person.
void no_pair_of_a_protected_person(Browser& reviewer) {
  const auto hidden = drills::canaries_of(served().folder.path() / "demo/district");
  std::size_t pairs = 0;
  for (const char* purpose : {"flood-welfare", "pension-credit"})
    for (const auto& link : links_in(reviewer.get(std::string{"/review?purpose="} + purpose).body())) {
      if (!link.starts_with("/review/")) continue;
      const auto body = reviewer.get(link).body();
      ++pairs;
      for (const auto& uprn : hidden.uprns) CHECK_MESSAGE(!has(body, uprn), uprn);
      for (const auto& name : hidden.names) CHECK_MESSAGE(!has(fold(body), name), name);
    }
  CHECK(pairs > 20);
}

}  // namespace

TEST_CASE("A reviewer answers for two records; a form from another site, or from before a sign-out, does nothing") {
  auto officer = signed_in("demo-reviewer");
  check_two(officer);
  no_pair_of_a_protected_person(officer);
  web::Params form;
  form.add("csrf", "0000");
  CHECK(officer.post("/sign-out", form).status() == 400);
  CHECK(officer.get("/me").status() == 200);
  web::Params right;
  right.add("csrf", officer.token());
  CHECK(officer.post("/sign-out", right, "Origin: http://evil.example\r\n").status() == 400);
  CHECK(officer.get("/me").status() == 200);
  CHECK(officer.post("/sign-out", right).status() == 303);
  CHECK(officer.get("/me").status() == 303);
}

TEST_CASE("The administrator lets people in and out, and sees no resident data") {
  auto boss = signed_in("demo-administrator");
  web::Params form;
  form.add("csrf", boss.token());
  form.add("user", "Anna.Smith");
  form.add("organisation", "council");
  CHECK(boss.post("/staff/add", form).status() == 400);  // no role
  CHECK(has(boss.post("/staff/add", form).bytes, "Anna.Smith"));
  form.add("role", "duty_officer");
  const auto added = boss.post("/staff/add", form);
  CHECK(added.status() == 200);
  const auto password = between(added.bytes, "<code>", "</code>");
  CHECK(password.size() >= 12);
  CHECK_FALSE(has(boss.get("/staff/person/anna.smith").bytes, password));
  CHECK(has(boss.post("/staff/add", form).bytes, "names are given once"));

  Browser anna{served()};
  web::Params sign_in;
  sign_in.add("user", "anna.smith");
  sign_in.add("password", password);
  REQUIRE(anna.post("/sign-in", sign_in).status() == 303);
  CHECK(has(anna.get("/").bytes, "/ask?purpose=flood-welfare"));
  CHECK(anna.get("/staff").status() == 403);
  web::Params herself;
  herself.add("csrf", anna.token());
  herself.add("role", "administrator");
  CHECK(anna.post("/staff/person/anna.smith/roles", herself).status() == 403);
  CHECK(anna.post("/staff/person/demo-administrator/disable", herself).status() == 403);
  CHECK(anna.post("/staff/add", herself).status() == 403);

  web::Params other;
  other.add("csrf", boss.token());
  other.add("role", "reviewer");
  CHECK(boss.post("/staff/person/anna.smith/roles", other).status() == 303);
  CHECK(anna.get("/ask?purpose=flood-welfare").status() == 403);
  CHECK(anna.get("/review?purpose=flood-welfare").status() == 200);
  CHECK(boss.post("/staff/person/anna.smith/disable", other).status() == 303);
  CHECK(anna.get("/me").status() == 303);
  CHECK(boss.post("/staff/person/demo-administrator/disable", other).status() == 400);
  CHECK(boss.post("/staff/person/demo-administrator/roles", other).status() == 400);
  CHECK(boss.get("/staff/person/nobody").status() == 404);

  for (const char* path : {"/ask?purpose=flood-welfare", "/home/1?purpose=flood-welfare", "/why/1?purpose=flood-welfare", "/review?purpose=flood-welfare", "/figures/flood-welfare", "/search"}) CHECK_MESSAGE(boss.get(path).status() == 403, path);
  const auto hidden = drills::canaries_of(served().folder.path() / "demo/district");
  for (const char* path : {"/", "/staff", "/staff/add", "/staff/person/demo-reviewer", "/known", "/figures", "/files", "/looks", "/programmes", "/agreements"})
    for (const auto& name : hidden.names) CHECK_MESSAGE(!has(fold(boss.get(path).body()), name), path);
}

TEST_CASE("Asked to stop, the server ends cleanly; nobody is signed in any more afterwards") {
  const int status = served().stop();
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  served().start();
  Browser stranger{served()};
  CHECK(stranger.get("/me").status() == 303);
}

namespace {

/// A question as it stood on the officer's screen when their session ended.
web::Params typed_question(const std::string& user, const std::string& csrf) {
  web::Params form;
  form.add("csrf", csrf);
  form.add("typed_by", user);
  form.add("purpose", "flood-welfare");
  form.add("street", "Weir Lane \"<b>");
  return form;
}

/// The cookie that an answer sets, without its attributes.
std::string cookie_of(const tests::RawAnswer& answer, const std::string& name) {
  const auto value = between(answer.bytes, "Set-Cookie: " + name + "=", ";");
  return name + "=" + value;
}

const std::string typed_cookie = "__Host-hearth-typed";

}  // namespace

TEST_CASE("Nothing that was typed is lost when a session ends: whoever typed it signs in and sends it; nobody else sees it") {
  const std::string here = "Origin: http://127.0.0.1:" + std::to_string(served().port) + "\r\n";
  Browser officer{served()};
  officer.cookie = "__Host-hearth=00112233";  // of before the server was started again
  const auto late = officer.post("/ask", typed_question("demo-duty-officer", "0000"), here);
  CHECK(late.status() == 303);
  CHECK(late.heading("Location").starts_with("/sign-in?next="));
  const auto held = cookie_of(late, typed_cookie);
  REQUIRE(held.size() > typed_cookie.size() + 20);
  CHECK(has(late.bytes, "HttpOnly"));
  officer.cookie = "__Host-hearth=00112233; " + held;
  const auto asked = officer.get(late.heading("Location"));
  CHECK(has(asked.bytes, "You were signed out."));
  CHECK(has(asked.bytes, "What you typed is still here"));
  CHECK_FALSE(has(asked.bytes, "Weir Lane"));

  // Somebody else at the same browser sees nothing of it.
  Browser other{served()};
  other.cookie = held;
  CHECK(other.get(served().link_of("demo-benefits-officer")).heading("Location") != "/typed");
  other.cookie += "; " + held;
  CHECK(other.get("/typed").status() == 404);

  const auto in = officer.get(served().link_of("demo-duty-officer"));
  CHECK(in.heading("Location") == "/typed");
  officer.cookie += "; " + held;
  const auto page = officer.get("/typed");
  CHECK(page.status() == 200);
  CHECK(has(page.bytes, "Weir Lane &quot;&lt;b&gt;"));
  CHECK(has(page.bytes, "action=\"/ask\""));
  const auto token = between(page.bytes, "name=\"csrf\" value=\"", "\"");
  auto again = typed_question("demo-duty-officer", token);
  again.add("typed_before", between(page.bytes, "name=\"typed_before\" value=\"", "\""));
  CHECK(has(officer.post("/ask", again, here).bytes, "Weir Lane"));  // no such street: the form says so, with what was typed
  CHECK(officer.get("/typed").status() == 404);                     // it has arrived

  // Signed out and in again in another tab: the form of the first tab is offered once more, and another site's is not.
  const auto session = officer.cookie;
  const auto stale = officer.post("/ask", typed_question("demo-duty-officer", "0000"), here);
  CHECK(stale.heading("Location") == "/typed");
  officer.cookie = session;
  CHECK(officer.post("/ask", typed_question("demo-duty-officer", "0000"), "Origin: http://evil.example\r\n").status() == 400);
  CHECK(officer.post("/ask", typed_question("demo-duty-officer", "0000")).status() == 400);  // the browser did not say from where
  CHECK(officer.post("/ask", typed_question("demo-reviewer", "0000"), here).status() == 400);
}
