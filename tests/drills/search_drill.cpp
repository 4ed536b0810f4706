// Searching as people in different roles do: who is found, who never is, what the log keeps, and how fast somebody may ask.
#include "drills/canaries.h"
#include "drills/served_site.h"
#include "base/text.h"

using namespace hearth;
using drills::Browser;
using drills::has;
using drills::run_hearth;
using drills::Served;

namespace {

Served& served() {
  static Served one;
  return one;
}

/// A member of the made-up staff, in a session of their own. The links of the demo work once, so each user comes once.
struct Searcher : Browser {
  explicit Searcher(const std::string& user, std::string for_what) : Browser{served()}, purpose{std::move(for_what)} {
    REQUIRE(get(served().link_of(user)).status() == 303);
    csrf = token();
  }
  /// The path of what was found; empty when the form came back.
  std::string ask(const std::string& typed) {
    web::Params form;
    form.add("csrf", csrf);
    form.add("purpose", purpose);
    form.add("typed", typed);
    return post("/search", form).heading("Location");
  }
  tests::RawAnswer find(const std::string& typed) { return get(ask(typed)); }
  std::string purpose, csrf;
};

/// What a page tells below its form, which has what was typed.
std::string found_part(const std::string& page) {
  const auto main = page.find("<main");
  const auto end = page.find("</form>", main);
  return end == std::string::npos ? std::string{} : page.substr(end, page.find("<footer", end) - end);
}

std::size_t rows_on(const std::string& page) {
  std::size_t out = 0;
  for (std::size_t at = 0; (at = page.find("class=\"hearth-hit\"", at)) != std::string::npos; ++at) ++out;
  return out;
}

/// Names and ids of people of a list.
std::vector<std::pair<std::string, std::string>> people_of(const std::string& list) {
  std::vector<std::pair<std::string, std::string>> out;
  const std::regex person{"href=\"/why/([0-9]+)[^\"]*\"[^>]*>(?:<bdi>)?([^<]+)<"};
  for (auto it = std::sregex_iterator{list.begin(), list.end(), person}; it != std::sregex_iterator{}; ++it) out.emplace_back((*it)[1], (*it)[2]);
  return out;
}

}  // namespace

TEST_CASE("The duty officer finds people, sees why, and opens them; protected people are never found") {
  Searcher officer{"demo-duty-officer", "flood-welfare"};
  CHECK(has(officer.get("/").bytes, "href=\"/search\""));
  const auto empty = officer.get("/search");
  CHECK(empty.status() == 200);
  CHECK(has(empty.bytes, "Find a person or a home"));
  web::Params nothing;
  nothing.add("csrf", officer.csrf);
  nothing.add("purpose", "flood-welfare");
  nothing.add("typed", " ");
  CHECK(officer.post("/search", nothing).status() == 400);

  // What is typed is in no address: browsers keep those.
  const auto place = officer.ask("62 Weir Lane");
  CHECK(std::regex_match(place, std::regex{"/search/[0-9]+"}));
  const auto home = officer.get(place);
  CHECK(home.status() == 200);
  CHECK(has(home.bytes, "value=\"62 Weir Lane\""));
  CHECK(has(found_part(home.bytes), "href=\"/home/"));
  CHECK(rows_on(home.bytes) > 0);

  // Who is found at an address is found by their name, too.
  const auto people = people_of(found_part(home.bytes));
  REQUIRE_FALSE(people.empty());
  const auto by_name = officer.find(people.front().second + " Weir Lane");
  CHECK(has(found_part(by_name.bytes), "/why/" + people.front().first + "?"));
  CHECK(has(found_part(by_name.bytes), "Why found: "));
  CHECK(officer.get("/why/" + people.front().first + "?purpose=flood-welfare").status() == 200);

  const auto letter = officer.find("w");
  CHECK(has(letter.bytes, "One letter begins too many names"));
  CHECK(has(letter.bytes, "Weir Lane"));
  CHECK(rows_on(letter.bytes) == 0);

  const auto looks = officer.get("/looks").bytes;
  CHECK(has(looks, "a search by name or street"));
  CHECK(has(looks, "a search by address"));
  // The same page again when the agreements have ended, and when they are in force again.
  const auto declared = served().folder.path() / "demo/district/PLACE.toml";
  const auto before = drills::content_of(declared);
  std::ofstream{declared, std::ios::binary} << std::regex_replace(before, std::regex{"until = [0-9-]+"}, "until = 2025-06-30");
  const auto ended = officer.get(place);
  CHECK(ended.status() == 403);
  CHECK(has(ended.bytes, "the agreement has ended"));
  CHECK(rows_on(ended.bytes) == 0);
  std::ofstream{declared, std::ios::binary} << before;
  CHECK(rows_on(officer.get(place).bytes) > 0);
  // Another session has no such search.
  CHECK(Browser{served()}.get(place).status() == 303);
  CHECK(officer.get("/search/999").status() == 404);
  CHECK(officer.get("/search?purpose=pension-credit").status() == 403);
}

TEST_CASE("No search tells of a protected person, by name, home or count") {
  // Straight to the pages' own question, without their pace: every protected person of the district, asked for in several ways.
  const auto hidden = drills::canaries_of(served().folder.path() / "demo/district");
  REQUIRE(hidden.names.size() > 3);
  Searcher officer{"demo-benefits-officer", "pension-credit"};
  std::size_t asked = 0;
  for (const auto& name : hidden.names) {
    if (++asked > 12) break;
    const auto page = officer.find(name);
    REQUIRE(page.status() == 200);
    const auto told = fold(found_part(page.bytes));
    CHECK_MESSAGE(!has(told, name), name);
    for (const auto& uprn : hidden.uprns) CHECK_MESSAGE(rows_on(found_part(page.bytes)) * static_cast<std::size_t>(has(told, "/home/" + uprn)) == 0, uprn);
  }
  // The home of one of them reads like any on which nothing is held.
  const auto uprn = officer.find(*hidden.uprns.begin());
  CHECK(rows_on(uprn.bytes) == 0);
}

TEST_CASE("Nobody searches without a role for it") {
  Searcher reviewer{"demo-reviewer", "flood-welfare"};
  CHECK(reviewer.get("/search").status() == 403);  // no role for it
  Searcher boss{"demo-administrator", "flood-welfare"};
  CHECK(boss.get("/search").status() == 403);
}

TEST_CASE("After thirty searches one after another comes a page that says to wait; what was typed is kept") {
  served().stop();
  served().start();
  Searcher officer{"demo-duty-officer", "flood-welfare"};
  const auto path = officer.ask("smith");
  REQUIRE_FALSE(path.empty());
  int answered = 0, status = 200;
  for (; answered < 200 && status == 200; ++answered) status = officer.get(path).status();
  CHECK(status == 429);
  CHECK(answered > 30);
  const auto page = officer.get(path);
  CHECK(has(page.bytes, "Wait a minute"));
  CHECK(has(officer.get("/looks").bytes, "too many tries"));
  CHECK(officer.get("/").status() == 200);
  // A bookmark of a search after signing out leads to the sign-in page, and back there.
  web::Params form;
  form.add("csrf", officer.csrf);
  CHECK(officer.post("/sign-out", form).status() == 303);
  CHECK(officer.get(path).heading("Location") == "/sign-in?next=" + web::percent_encoded(path));
  CHECK(officer.post("/search", form).status() == 303);
}
