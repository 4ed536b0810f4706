// The words on the screen are the officer's: no page says claim, factor, cohort, feed, gazetteer, band, bits or Merkle, but for Why.
#include "drills/served_site.h"

#include <deque>
#include <map>
#include <set>

#include "base/text.h"

using namespace hearth;
using drills::Browser;
using drills::has;
using drills::links_in;
using drills::Served;

namespace {

/// What a page says to whoever reads or hears it: its text, and the attributes that are read out.
std::string said_by(const std::string& page) {
  std::string out;
  std::string body = std::regex_replace(page, std::regex{"<(script|style)[^>]*>[^<]*</(script|style)>"}, " ");
  const std::regex spoken{"(?:aria-label|alt|title|placeholder)=\"([^\"]*)\""};
  for (auto it = std::sregex_iterator{body.begin(), body.end(), spoken}; it != std::sregex_iterator{}; ++it) out += (*it)[1].str() + "\n";
  return out + std::regex_replace(body, std::regex{"<[^>]*>"}, " ");
}

/// Our words, each with the one that stands on pages in its place.
const std::vector<std::pair<std::string, std::string>> ours{{"claim", "what X told us"}, {"factor", "fact"},           {"cohort", "people found"},  {"feed", "file from X"},
                                                            {"gazetteer", "address list"}, {"band", "address certain, perhaps the same person"}, {"bit", "very strong: about 1 in 4,000 by chance"},
                                                            {"merkle", "tamper check"}};

/// Benefits are claimed: there the word is the officer's own.
const std::regex of_benefits{"(?:help with the|helps them to|who of the two|who|a mixed-age couple|both|whoever is known to) claims?\\b"};

/// The words of ours that stand on a page, with a little of what is around them.
std::vector<std::string> words_of_ours(const std::string& said) {
  std::vector<std::string> out;
  const auto folded = std::regex_replace(one_line(fold(said)), of_benefits, " ");
  for (const auto& [word, instead] : ours) {
    const std::regex whole{"(?:^|[^a-z0-9_])(" + word + "s?)(?:[^a-z0-9_]|$)"};
    std::smatch found;
    if (std::regex_search(folded, found, whole)) {
      const auto at = static_cast<std::size_t>(found.position(1));
      out.push_back("\"" + one_line(folded.substr(at > 40 ? at - 40 : 0, 90)) + "\": say " + instead);
    }
  }
  return out;
}

/// Addresses that are the same page for other people or homes are opened a few times, not a thousand.
std::string kind_of(const std::string& path) { return std::regex_replace(path.substr(0, path.find('?')), std::regex{"[0-9]+"}, "N"); }

struct Walked {
  std::size_t pages{0};
  std::set<std::string> kinds;
};

Walked walk(Browser& browser, std::deque<std::string> open) {
  constexpr std::size_t of_each_kind = 4;
  Walked out;
  std::map<std::string, std::size_t> opened;
  std::set<std::string> known{open.begin(), open.end()};
  while (!open.empty()) {
    const auto path = std::regex_replace(open.front(), std::regex{"&amp;"}, "&");
    open.pop_front();
    if (path.starts_with("/sign-in/once") || path == "/sign-out" || path.starts_with("/assets/") || ++opened[kind_of(path)] > of_each_kind) continue;
    const auto answer = browser.get(path);
    if (!has(answer.heading("Content-Type"), "text/html")) continue;
    ++out.pages;
    out.kinds.insert(kind_of(path));
    const auto body = answer.body();
    if (!path.starts_with("/why/"))
      for (const auto& fault : words_of_ours(said_by(body))) CHECK_MESSAGE(false, path << ": " << fault);
    for (const auto& link : links_in(body))
      if (known.insert(link).second) open.push_back(link);
  }
  return out;
}

/// A form that is sent with what it needs, and the page that it leads to.
std::string led_to(Browser& browser, const std::string& path, std::vector<std::pair<std::string, std::string>> fields) {
  web::Params form;
  form.add("csrf", browser.token());
  for (auto& [name, value] : fields) form.add(name, value);
  return browser.post(path, form).heading("Location");
}

}  // namespace

TEST_CASE("The search for our words finds them in text and in what is read out, whole words only, and passes by others") {
  const auto found = [](const std::string& page) { return words_of_ours(said_by(page)).size(); };
  CHECK(found("<p>Nine Claims came</p>") == 1);
  CHECK(found("<svg aria-label=\"a cohort\"></svg>") == 1);
  CHECK(found("<td>bits</td><td>feed</td>") == 2);
  CHECK(found("<p>helps them to claim, and a claim</p>") == 1);
  CHECK(found("<a href=\"/feeds/claims\" class=\"factor\">unclaimed habits, feedback, bandage</a>") == 0);
}

TEST_CASE("No page that any member of staff can open says a word of ours") {
  Served site;
  const auto sign_in = [&](const std::string& user) {
    Browser browser{site};
    REQUIRE(browser.get(site.link_of(user)).status() == 303);
    return browser;
  };
  auto officer = sign_in("demo-duty-officer");
  const auto flood = officer.ask_for_flood();
  const auto search = led_to(officer, "/search", {{"purpose", "flood-welfare"}, {"typed", "smith weir lane"}});
  const auto letter = led_to(officer, "/search", {{"purpose", "flood-welfare"}, {"typed", "w"}});
  const auto walked = walk(officer, {"/", flood, search, letter, "/story/flood", "/story/money", "/story/who", "/search/99", "/nowhere", "/figures/flood-welfare", "/review?purpose=flood-welfare"});
  CHECK(walked.pages > 30);
  for (const char* kind : {"/", "/ask", "/area/N", "/list/N", "/home/N", "/why/N", "/search", "/search/N", "/programmes", "/known", "/files", "/agreements", "/looks", "/help", "/me", "/figures", "/figures/flood-welfare"})
    CHECK_MESSAGE(walked.kinds.contains(kind), kind);
  auto money = sign_in("demo-benefits-officer");
  const auto list = led_to(money, "/ask", {{"purpose", "pension-credit"}, {"postcode", "ZZ1"}});
  CHECK(walk(money, {"/", "/list/" + list.substr(list.rfind('/') + 1), "/programmes/pension-credit"}).pages > 20);
  auto reviewer = sign_in("demo-reviewer");
  CHECK(walk(reviewer, {"/", "/review?purpose=flood-welfare", "/review?purpose=pension-credit"}).kinds.contains("/review/N/N"));
  auto boss = sign_in("demo-administrator");
  CHECK(walk(boss, {"/", "/staff", "/staff/add"}).kinds.contains("/staff/add"));
  auto worker = sign_in("demo-charity-worker");
  CHECK(walk(worker, {"/", "/ask?purpose=flood-welfare", "/search"}).pages > 5);
  Browser stranger{site};
  CHECK(walk(stranger, {"/sign-in", "/help", "/help?postcode=ZZ1+1AA", "/help?postcode=x"}).pages > 1);
}
