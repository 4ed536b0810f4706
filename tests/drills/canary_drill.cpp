// Nobody who may sign in reads of a protected person, on any page, in any file, on paper, on a tile or in an error; and the search for
// them is not blind: of somebody who may be seen it finds the name in each of these.
#include <doctest/doctest.h>

#include <deque>
#include <map>
#include <regex>

#include "drills/readable.h"
#include "drills/served_site.h"
#include "formats/csv.h"
#include "place/place_tiles.h"

using namespace hearth;
using drills::Browser;
using drills::has;
using drills::links_in;
using drills::readable;
using drills::Served;
using drills::told_of;

namespace {

Served& served() {
  static Served one;
  return one;
}

const drills::Canaries& hidden() {
  static const auto one = drills::canaries_of(served().folder.path() / "demo/district");
  return one;
}

Browser signed_in(const std::string& user) {
  static std::map<std::string, std::string> cookies;
  Browser browser{served()};
  auto& cookie = cookies[user];
  if (cookie.empty()) {
    REQUIRE(browser.get(served().link_of(user)).status() == 303);
    cookie = browser.cookie;
  }
  browser.cookie = cookie;
  return browser;
}

/// Each member of the demo's staff, as the server prints them.
std::vector<std::string> staff() {
  const auto said = drills::content_of(served().folder.path() / "serve.log");
  std::vector<std::string> out;
  const std::regex line{"\\n  (demo-[a-z-]+)  http"};
  for (auto it = std::sregex_iterator{said.begin(), said.end(), line}; it != std::sregex_iterator{}; ++it) out.push_back((*it)[1]);
  return out;
}

/// How many answers of each kind were read.
struct Read {
  std::map<std::string, std::size_t> kinds;
  std::set<int> statuses;
};

void read(const tests::RawAnswer& answer, const std::string& what, Read& all) {
  CAPTURE(what);
  const auto type = answer.heading("Content-Type");
  ++all.kinds[type.substr(0, type.find(';'))];
  all.statuses.insert(answer.status());
  CHECK(answer.status() != 0);
  for (const auto& told : told_of(hidden(), readable(answer))) FAIL_CHECK(told);
}

/// Asks for an area; the path of its list, or empty when that is refused. What is answered is read, too.
std::string ask(Browser& browser, const std::string& csrf, const std::string& purpose, const std::string& field, const std::string& value, Read& all) {
  web::Params form;
  form.add("csrf", csrf);
  form.add("purpose", purpose);
  form.add(field, value);
  const auto answer = browser.post("/ask", form);
  read(answer, "ask for " + purpose + " " + value, all);
  const auto area = answer.heading("Location");
  return area.starts_with("/area/") ? "/list/" + area.substr(6) : std::string{};
}

/// Every page that links lead to from `begin`.
void crawl(Browser& browser, const std::vector<std::string>& begin, std::size_t pages_max, Read& all) {
  std::deque<std::string> open{begin.begin(), begin.end()};
  std::set<std::string> seen{begin.begin(), begin.end()};
  for (std::size_t pages = 0; !open.empty() && pages < pages_max; ++pages) {
    const auto path = open.front();
    open.pop_front();
    const auto answer = browser.get(std::regex_replace(path, std::regex{"&amp;"}, "&"));
    CHECK_MESSAGE(answer.status() < 500, path);
    read(answer, path, all);
    if (!has(answer.heading("Content-Type"), "text/html")) continue;
    for (const auto& link : links_in(answer.body()))
      if (!link.starts_with("/sign-") && seen.insert(link).second) open.push_back(link);
  }
}

void read_tiles(Browser& browser, Read& all) {
  const auto ask_page = signed_in("demo-duty-officer").get("/ask?purpose=flood-welfare").bytes;
  std::smatch found;
  REQUIRE(std::regex_search(ask_page, found, std::regex{"data-bounds=\"([-0-9.]+),([-0-9.]+),([-0-9.]+),([-0-9.]+)\""}));
  for (const std::uint32_t zoom : {6U, 11U, 14U, 16U}) {
    const auto first = place::tile_at({std::stod(found[1]), std::stod(found[4])}, zoom), last = place::tile_at({std::stod(found[3]), std::stod(found[2])}, zoom);
    for (auto column = first.column; column <= last.column; ++column)
      for (auto row = first.row; row <= last.row; ++row) {
        const auto path = "/tiles/" + std::to_string(zoom) + "/" + std::to_string(column) + "/" + std::to_string(row) + ".mvt";
        read(browser.send("GET " + path, "Accept-Encoding: gzip\r\n"), path, all);
      }
  }
}

/// Everything that this member of staff can reach.
Read walk(const std::string& user) {
  Read all;
  auto browser = signed_in(user);
  const auto csrf = browser.token();
  std::vector<std::string> begin{"/", "/search", "/programmes", "/known", "/figures", "/files", "/agreements", "/looks", "/help", "/me", "/staff", "/review", "/story/flood", "/story/money", "/story/who"};
  for (const char* purpose : {"flood-welfare", "pension-credit"}) {
    begin.push_back(std::string{"/review?purpose="} + purpose);
    for (const char* postcode : {"ZZ1", "ZZ2", "ZZ3", "ZZ4", "ZZ5"})
      if (const auto list = ask(browser, csrf, purpose, "postcode", postcode, all); !list.empty()) begin.push_back(list);
  }
  if (const auto flood = browser.ask_for_flood(); !flood.empty()) begin.push_back(flood);
  for (const auto& list : begin) {
    if (!list.starts_with("/list/")) continue;
    for (const char* format : {"csv", "json", "geojson", "pdf"}) read(browser.get(list + "/file/" + format), list + " as " + format, all);
    web::Params wish;
    wish.add("csrf", csrf);
    wish.add("again", "yes");
    read(browser.post(list + "/letters", wish), list + " as letters", all);
  }
  // Errors, and the pages of the protected themselves, asked for by number.
  for (const char* path : {"/nothing", "/list/9999", "/home/x", "/why/x", "/list/1/file/exe", "/staff/person/nobody", "/review/1/2?purpose=flood-welfare", "/tiles/1/1/1.mvt", "/ask?purpose=none"}) read(browser.get(path), path, all);
  read(browser.send("BREW /", ""), "a method of nobody", all);
  read(browser.post("/ask", {}), "a form without its token", all);
  std::size_t asked = 0;
  for (const auto& uprn : hidden().uprns) {
    if (++asked > 40) break;
    for (const char* purpose : {"flood-welfare", "pension-credit"}) {
      // The number that was asked for stands in the page's own address, never in what it says of people.
      const auto text = readable(browser.get("/home/" + uprn + "?purpose=" + purpose));
      for (const auto& told : told_of({hidden().names, {}, {}}, text)) FAIL_CHECK(user << ", /home/" << uprn << ": " << told);
    }
  }
  crawl(browser, begin, 3000, all);
  read_tiles(browser, all);
  return all;
}

}  // namespace

TEST_CASE("The search for what must not be told finds a name wherever one is told: page, compressed page, CSV, JSON, GeoJSON, paper; and a street on a tile") {
  drills::need_pdf_reader();
  auto officer = signed_in("demo-duty-officer");
  const auto list = officer.ask_for_flood();
  REQUIRE_FALSE(list.empty());
  // Somebody of this list, planted as if they were protected.
  const auto csv = officer.get(list + "/file/csv").body();
  auto reader = formats::CsvReader::open(std::make_unique<drills::MemorySource>(csv), "list.csv");
  REQUIRE(reader);
  const auto name_column = *(*reader).column("name");
  formats::CsvRow row;
  drills::Canaries planted;
  while (planted.names.empty() && (*reader).next(row).value_or(false))
    if (row.fields[name_column].find(' ') != std::string::npos) planted.names.insert(fold(row.fields[name_column]));
  REQUIRE(planted.names.size() == 1);
  for (const char* format : {"csv", "json", "geojson", "pdf"}) {
    CAPTURE(format);
    CHECK(told_of(planted, readable(officer.get(list + "/file/" + format))).size() == 1);
  }
  CHECK(told_of(planted, readable(officer.get(list))).size() == 1);
  const auto packed = officer.send("GET " + list, "Accept-Encoding: gzip\r\n");
  REQUIRE(packed.heading("Content-Encoding") == "gzip");
  CHECK(told_of(planted, packed.body()).empty());  // as it comes nothing can be read in it: that is why it is unpacked
  CHECK(told_of(planted, readable(packed)).size() == 1);
  const auto paper = officer.get(list + "/file/pdf");
  CHECK(told_of(planted, paper.body()).empty());
  // References of HTML: a name with an apostrophe.
  CHECK(told_of({{"o'shea person"}, {}, {}}, readable({"HTTP/1.1 200 OK\r\n\r\n<b>O&#39;Shea Person</b>"})).size() == 1);

  std::size_t with_street = 0;
  const drills::Canaries street{{"weir lane"}, {}, {}};
  const auto ask_page = officer.get("/ask?purpose=flood-welfare").bytes;
  std::smatch found;
  REQUIRE(std::regex_search(ask_page, found, std::regex{"data-bounds=\"([-0-9.]+),([-0-9.]+),([-0-9.]+),([-0-9.]+)\""}));
  const auto from = place::tile_at({std::stod(found[1]), std::stod(found[4])}, 16), to = place::tile_at({std::stod(found[3]), std::stod(found[2])}, 16);
  for (auto column = from.column; column <= to.column; ++column)
    for (auto line = from.row; line <= to.row; ++line)
      with_street += told_of(street, readable(officer.get("/tiles/16/" + std::to_string(column) + "/" + std::to_string(line) + ".mvt"))).size();
  CHECK(with_street > 0);
}

TEST_CASE("As each of the demo's staff: no page, file, sheet of paper, tile or error tells of a protected person") {
  drills::need_pdf_reader();
  REQUIRE(hidden().names.size() > 3);
  REQUIRE(hidden().uprns.size() > 0);
  const auto users = staff();
  REQUIRE(users.size() == 7);
  for (const auto& user : users) {
    CAPTURE(user);
    const auto all = walk(user);
    std::string told;
    for (const auto& [kind, count] : all.kinds) told += kind + " " + std::to_string(count) + ", ";
    MESSAGE(user << ": " << told);
    CHECK(all.statuses.contains(404));
    CHECK(all.statuses.contains(400));
    CHECK(all.kinds.at("application/vnd.mapbox-vector-tile") > 3);
    // Who may take a list along has taken it in each form: else nothing was searched.
    if (user == "demo-duty-officer")
      for (const char* kind : {"text/html", "text/csv", "application/json", "application/geo+json", "application/pdf"}) CHECK_MESSAGE(all.kinds.contains(kind), kind);
    if (user == "demo-benefits-officer") CHECK(all.kinds.contains("application/pdf"));  // letters
    if (user != "demo-duty-officer") CHECK(all.statuses.contains(403));
  }
}
