// The pages as people in different roles walk them: the flood from area to home, who sees what, and what nobody sees.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

#include <array>
#include <chrono>
#include <deque>
#include <map>
#include <regex>
#include <thread>

#include "drills/canaries.h"
#include "drills/run_hearth.h"
#include "place/place_tiles.h"
#include "raw_http.h"
#include "read_tile.h"
#include "temporary_folder.h"
#include "web/request.h"

extern char** environ;

using namespace hearth;
using drills::run_hearth;

namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A demo of 1,500 people, served while the tests run.
struct Served {
  tests::TemporaryFolder folder;
  pid_t server{0};
  std::uint16_t port{0};

  Served() {
    REQUIRE(run_hearth({"demo", "--people", "1500", "--out", "demo"}, folder.path()).code <= 1);
    start();
  }
  ~Served() { stop(); }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  void start() {
    const auto log = (folder.path() / "serve.log").string(), data = (folder.path() / "demo/data").string();
    const char* binary = std::getenv("HEARTH_BINARY");
    std::string program = binary == nullptr ? "hearth" : binary;
    std::vector<std::string> words{program, "serve", "--data", data, "--listen", "127.0.0.1:0"};
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&files, 1, 2);
    REQUIRE(::posix_spawnp(&server, program.c_str(), &files, nullptr, arguments.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&files);
    for (int i = 0; i < 600 && !has(drills::content_of(log), "Ctrl-C"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
    std::smatch found;
    const auto said = drills::content_of(log);
    REQUIRE(std::regex_search(said, found, std::regex{"http://127\\.0\\.0\\.1:([0-9]+)/"}));
    port = static_cast<std::uint16_t>(std::stoi(found[1]));
  }
  /// How it ended.
  int stop() {
    if (server == 0) return 0;
    ::kill(server, SIGTERM);
    int status = 0;
    ::waitpid(server, &status, 0);
    server = 0;
    return status;
  }
  [[nodiscard]] std::string link_of(const std::string& user) const {
    const auto said = drills::content_of(folder.path() / "serve.log");
    std::smatch found;
    REQUIRE(std::regex_search(said, found, std::regex{user + "  http://[^/]+(/sign-in/once/[0-9a-f]+)"}));
    return found[1];
  }
};

/// One browser: keeps its cookie, and reads forms.
struct Browser {
  const Served& site;
  std::string cookie{};

  tests::RawAnswer send(const std::string& first_line, const std::string& more, const std::string& body = {}) {
    auto answer = tests::raw_http(site.port, first_line + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(site.port) + "\r\nConnection: close\r\n" +
                                                 (cookie.empty() ? "" : "Cookie: " + cookie + "\r\n") + more + "\r\n" + body, true, 20000);
    const auto set = answer.heading("Set-Cookie");
    if (!set.empty()) cookie = set.substr(0, set.find(';'));
    return answer;
  }
  tests::RawAnswer get(const std::string& path) { return send("GET " + path, ""); }
  tests::RawAnswer post(const std::string& path, const web::Params& form, const std::string& more = {}) {
    const auto body = form.text();
    return send("POST " + path, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more, body);
  }
  std::string token() {
    std::smatch found;
    const auto page = get("/me").bytes;
    return std::regex_search(page, found, std::regex{"name=\"csrf\" value=\"([0-9a-f]+)\""}) ? found[1].str() : std::string{};
  }
  /// Asks for the flood, and gives the path of its list.
  std::string ask_for_flood() {
    web::Params form;
    form.add("csrf", token());
    form.add("purpose", "flood-welfare");
    form.add("area", drills::content_of(site.folder.path() / "demo/district/flood.geojson"));
    const auto answer = post("/ask", form);
    const auto area = answer.heading("Location");
    return area.starts_with("/area/") ? "/list/" + area.substr(6) : std::string{};
  }
};

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

std::vector<std::string> links_in(const std::string& page) {
  std::vector<std::string> out;
  const std::regex href{"href=\"(/[^\"#]*)\""};
  for (auto it = std::sregex_iterator{page.begin(), page.end(), href}; it != std::sregex_iterator{}; ++it) out.push_back((*it)[1]);
  return out;
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
  CHECK(has(page.bytes, "/home/"));

  // The command line says as many doors and people.
  CHECK(persons_on(page.bytes) == people_told({"--within", "demo/district/flood.geojson"}));
  const auto paper = officer.get(list + "/file/pdf");
  CHECK(paper.status() == 200);
  CHECK(paper.heading("Content-Type") == "application/pdf");
  CHECK(paper.heading("Content-Disposition").find("MADE-UP-flood-welfare.pdf") != std::string::npos);
  CHECK(paper.body().starts_with("%PDF-"));

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
  std::size_t pages = 0;
  while (!open.empty() && pages < 600) {
    const auto path = open.front();
    open.pop_front();
    const auto answer = officer.get(std::regex_replace(path, std::regex{"&amp;"}, "&"));
    ++pages;
    CAPTURE(path);
    CHECK(answer.status() < 500);
    const bool is_page = has(answer.heading("Content-Type"), "text/html");
    if (is_page && answer.status() != 303) CHECK(has(answer.bytes, "MADE-UP PEOPLE"));
    const auto folded = fold(answer.body());
    for (const auto& uprn : hidden.uprns) CHECK_MESSAGE(!has(answer.body(), uprn), uprn);
    for (const auto& name : hidden.names) CHECK_MESSAGE(!has(folded, name), name);
    if (is_page)
      for (const auto& link : links_in(answer.body()))
        if (!link.starts_with("/sign-") && seen.insert(link).second) open.push_back(link);
  }
  CHECK(pages > 100);
}

TEST_CASE("The three stories are printed as links, and each leads through pages that are there") {
  const auto said = drills::content_of(served().folder.path() / "serve.log");
  struct Story {
    const char *title, *says;
    std::size_t links;
  };
  for (const auto& one : std::vector<Story>{{"1. Flood tonight", "Ask for the flooded area", 2}, {"2. Money not claimed", "Ask for ZZ", 2}, {"3. Who may see what", "sees the list", 2}}) {
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

TEST_CASE("A reviewer decides about two records; a second tab cannot overturn it unseen; the next run counts it") {
  auto reviewer = signed_in("demo-reviewer");
  CHECK(has(reviewer.get("/").bytes, "/review"));
  CHECK(has(reviewer.get("/review").bytes, "wait"));
  const auto pair = reviewer.get("/review/next").heading("Location");
  std::smatch found;
  REQUIRE(std::regex_match(pair, found, std::regex{"/review/([0-9]+)/([0-9]+)"}));
  const auto page = reviewer.get(pair);
  CHECK(page.status() == 200);
  CHECK(has(page.bytes, "They are taken for two people now."));
  CHECK(has(page.bytes, "differ"));
  for (const char* number : {"NHS number", "National Insurance number"})
    if (has(page.bytes, std::string{number} + "</th>")) CHECK(has(page.bytes, "is held, not shown"));
  web::Params form;
  form.add("csrf", reviewer.token());
  form.add("left", found[1]);
  form.add("right", found[2]);
  form.add("seen", "0");
  CHECK(reviewer.post("/review", form).status() == 400);  // no answer was chosen
  form.add("verdict", "same");
  CHECK(reviewer.post("/review", form).heading("Location") == "/review/next");
  const auto second_tab = reviewer.post("/review", form);
  CHECK(second_tab.status() == 409);
  CHECK(has(second_tab.bytes, "Your answer was not kept"));
  CHECK(has(second_tab.bytes, "the same person"));
  CHECK(reviewer.get("/review/next").heading("Location") != pair);
  const auto ran = run_hearth({"run", "demo/district/PLACE.toml", "--data", "demo/data"}, served().folder.path());
  CHECK(ran.code <= 1);
  CHECK(has(reviewer.get(pair).bytes, "They are taken for one person now."));
  // Others decide nothing.
  auto stranger = Browser{served()};
  CHECK(stranger.get(pair).status() == 303);
}

TEST_CASE("An administrator lets people in and out, and sees no resident") {
  auto administrator = signed_in("demo-administrator");
  const auto start = administrator.get("/").bytes;
  CHECK(has(start, "/staff"));
  CHECK_FALSE(has(start, "/ask?"));
  CHECK(administrator.get("/ask?purpose=flood-welfare").status() == 403);
  CHECK(administrator.get("/review").status() == 403);
  web::Params form;
  form.add("csrf", administrator.token());
  form.add("user", "dora.lee");
  form.add("organisation", "council");
  CHECK(administrator.post("/staff", form).status() == 400);  // no role
  form.add("role", "duty_officer");
  const auto added = administrator.post("/staff", form);
  CHECK(added.status() == 200);
  std::smatch found;
  REQUIRE(std::regex_search(added.bytes, found, std::regex{"shown this once: <code>([^<]+)</code>"}));
  const std::string password = found[1];
  CHECK(administrator.post("/staff", form).status() == 400);  // the name is taken
  CHECK_FALSE(has(administrator.get("/staff").bytes, password));

  Browser dora{served()};
  web::Params sign_in;
  sign_in.add("user", "dora.lee");
  sign_in.add("password", password);
  CHECK(dora.post("/sign-in", sign_in).status() == 303);
  CHECK(has(dora.get("/").bytes, "/ask?purpose=flood-welfare"));
  CHECK(dora.get("/staff").status() == 403);
  CHECK(has(administrator.get("/staff/dora.lee").bytes, "Let dora.lee out?"));
  web::Params out;
  out.add("csrf", administrator.token());
  CHECK(administrator.post("/staff/dora.lee", out).status() == 303);
  CHECK(dora.get("/").status() == 303);  // at once
  CHECK(administrator.post("/staff/demo-administrator", out).status() >= 400);  // somebody must be able to let people in
}

TEST_CASE("What this place knows tells who sends which fact, and counts as few as ten as few") {
  auto officer = signed_in("demo-duty-officer");
  const auto page = officer.get("/knows");
  CHECK(page.status() == 200);
  for (const char* words : {"weir_networks", "priority services register", "fewer than 10", "Homes that some file tells of"}) CHECK_MESSAGE(has(page.bytes, words), words);
  const std::regex small{"told</strong> [1-9]<"};
  CHECK_FALSE(std::regex_search(page.bytes, small));
}

TEST_CASE("Place in figures tells rounded counts of areas, and none below ten") {
  auto officer = signed_in("demo-duty-officer");
  const auto page = officer.get("/figures");
  CHECK(page.status() == 200);
  CHECK(has(page.bytes, "Millholme"));
  const auto table = page.bytes.substr(page.bytes.find("<tbody"));
  std::size_t counts = 0;
  const std::regex cell{"numeric\">([0-9,]+)<"};
  for (auto it = std::sregex_iterator{table.begin(), table.end(), cell}; it != std::sregex_iterator{}; ++it, ++counts) {
    const auto number = std::regex_replace((*it)[1].str(), std::regex{","}, "");
    CHECK(std::stoul(number) >= 10);
    CHECK(std::stoul(number) % 5 == 0);
  }
  CHECK(counts > 3);
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
}

TEST_CASE("An ended agreement ends access at once, for a page that is open already") {
  auto officer = signed_in("demo-benefits-officer");
  // The benefits officer may not look for the flood; the reviewer role may not look at all: nobody gets in by another's address.
  CHECK(officer.get("/list/1").status() == 404);
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
  for (const char* path : {"/", "/ask?purpose=flood-welfare", "/list/1", "/home/1?purpose=flood-welfare", "/why/1?purpose=flood-welfare", "/files", "/looks", "/agreements", "/me"}) {
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

TEST_CASE("A form from another site, or from before a sign-out, does nothing") {
  auto officer = signed_in("demo-reviewer");
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

TEST_CASE("Asked to stop, the server ends cleanly; nobody is signed in any more afterwards") {
  const int status = served().stop();
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  served().start();
  Browser stranger{served()};
  CHECK(stranger.get("/me").status() == 303);
}
