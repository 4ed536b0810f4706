// How long somebody stays signed in, by a clock that the test sets.
#include "web/sessions.h"

#include <doctest/doctest.h>

#include "small_place.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

std::string path_of(const std::string& location) { return location.substr(0, location.find('?')); }

}  // namespace

TEST_CASE("Half an hour without a click signs out; each click begins the half hour anew") {
  web::Sessions sessions;
  const auto token = sessions.begin("anna", morning);
  CHECK(sessions.find(token, after_minutes(30)));
  CHECK(sessions.find(token, after_minutes(60)));
  CHECK_FALSE(sessions.find(token, {after_minutes(90).milliseconds + 1000}));
  CHECK_FALSE(sessions.find(token, after_minutes(60)));  // gone is gone
  CHECK_FALSE(sessions.find("another token", morning));
}

TEST_CASE("After twelve hours somebody signs in again, however busy they were") {
  web::Sessions sessions;
  const auto token = sessions.begin("anna", morning);
  for (std::int64_t minutes = 20; minutes <= 12 * 60; minutes += 20) CHECK(sessions.find(token, after_minutes(minutes)));
  CHECK_FALSE(sessions.find(token, {after_minutes(12 * 60).milliseconds + 1000}));
}

TEST_CASE("A link of the demo signs in once, and within half an hour") {
  web::Sessions sessions;
  const auto link = sessions.add_link("anna", morning), late = sessions.add_link("anna", morning);
  CHECK(sessions.redeem_link(link, after_minutes(30)) == "anna");
  CHECK_FALSE(sessions.redeem_link(link, after_minutes(30)));
  CHECK_FALSE(sessions.redeem_link(late, {after_minutes(30).milliseconds + 1000}));
}

TEST_CASE("The cookie stays in this browser and on this site, and no script reads it") {
  const auto cookie = web::session_cookie("token");
  CHECK(cookie == "__Host-hearth=token; Path=/; Secure; HttpOnly; SameSite=Lax");
  CHECK(web::session_cookie({}).ends_with("; Max-Age=0"));
}

TEST_CASE("A bookmark opened after the session has ended leads to the sign-in page, and from there back to the bookmark") {
  SmallPlace place{"T1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n"};
  place.run();
  Walker officer{place};
  officer.sign_in("demo-duty-officer");
  const std::string bookmark = "/home/100001?purpose=flood-welfare";
  CHECK(officer.get(bookmark).status == 200);
  place.clock.set(after_minutes(31));
  const auto out = officer.get(bookmark);
  CHECK(out.status == 303);
  CHECK(out.body.find("Ann Lee") == std::string::npos);
  const auto to = Walker::heading(out, "Location");
  CHECK(to == "/sign-in?next=%2Fhome%2F100001%3Fpurpose%3Dflood-welfare");
  const auto page = officer.get(to);
  CHECK(page.status == 200);
  std::smatch next;
  REQUIRE(std::regex_search(page.body, next, std::regex{"name=\"next\" value=\"([^\"]+)\""}));
  CHECK(next[1] == bookmark);
  web::Params wrong, right;
  for (auto* form : {&wrong, &right}) {
    form->add("user", "demo-duty-officer");
    form->add("next", next[1]);
  }
  wrong.add("password", "a guess");
  right.add("password", place.password);
  const auto again = officer.post("/sign-in", wrong);
  CHECK(again.status == 403);
  CHECK(again.body.find("value=\"" + next[1].str() + "\"") != std::string::npos);  // a mistyped password does not lose the way back
  place.clock.set(after_minutes(33));
  const auto in = officer.post("/sign-in", right);
  CHECK(in.status == 303);
  CHECK(Walker::heading(in, "Location") == bookmark);
  CHECK(officer.get(Walker::heading(in, "Location")).body.find("Ann Lee") != std::string::npos);
  CHECK(path_of(to) == "/sign-in");
}

namespace {

const std::string officer_name = "demo-duty-officer", our_origin = "http://127.0.0.1";

/// A form of a session that has ended.
web::Params old_form(const std::string& user, const std::string& street) {
  web::Params form;
  for (const auto& [name, value] : {std::pair<std::string, std::string>{"csrf", "0000"}, {"typed_by", user}, {"purpose", "flood-welfare"}, {"street", street}}) form.add(name, value);
  return form;
}

/// What of this browser waits for the officer.
std::string waiting(Walker& officer) {
  const auto page = officer.get("/typed");
  return page.status == 200 ? page.body : std::string{};
}

std::string token_before(const std::string& page, const std::string& street) {
  std::smatch found;
  const std::regex form{"name=\"typed_before\" value=\"([0-9a-f]+)\"/?>(?:(?!typed_before)[\\s\\S])*name=\"street\" value=\"" + street + "\""};
  return std::regex_search(page, found, form) ? found[1].str() : std::string{};
}

}  // namespace

TEST_CASE("Two tabs of one ended session: both forms wait, and each goes when it has arrived") {
  SmallPlace place{"T1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n"};
  place.run();
  Walker officer{place};
  officer.origin = our_origin;
  for (const std::string street : {"Mill Street", "Weir Lane"}) CHECK(officer.post("/ask", old_form(officer_name, street)).status == 303);
  officer.sign_in(officer_name);
  const auto both = waiting(officer);
  const auto first = token_before(both, "Mill Street"), second = token_before(both, "Weir Lane");
  REQUIRE_FALSE(first.empty());
  REQUIRE_FALSE(second.empty());
  CHECK(first != second);
  CHECK(officer.post("/ask", officer.form({{"typed_by", officer_name}, {"typed_before", second}, {"purpose", "flood-welfare"}, {"street", "Weir Lane"}})).status == 303);
  const auto left = waiting(officer);
  CHECK(token_before(left, "Mill Street") == first);
  CHECK(token_before(left, "Weir Lane").empty());
}

TEST_CASE("What was typed waits on when sending it again fails, too") {
  SmallPlace place{"T1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n"};
  place.run();
  Walker officer{place};
  officer.origin = our_origin;
  CHECK(officer.post("/ask", old_form(officer_name, "Weir Lane")).status == 303);
  officer.sign_in(officer_name);
  const auto token = token_before(waiting(officer), "Weir Lane");
  // A purpose that nobody may look for: refused, and nothing of the list was asked.
  const auto refused = officer.post("/ask", officer.form({{"typed_by", officer_name}, {"typed_before", token}, {"purpose", "no-such-purpose"}, {"street", "Weir Lane"}}));
  CHECK(refused.status > 400);
  CHECK(token_before(waiting(officer), "Weir Lane") == token);
}

TEST_CASE("Nothing is kept of what another site sends, or somebody who is not on the staff list; nobody learns who is on it") {
  SmallPlace place{"T1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n"};
  place.run();
  for (const std::string origin : {"", "http://evil.example"}) {
    CAPTURE(origin);
    Walker browser{place};
    browser.origin = origin;
    CHECK(Walker::heading(browser.post("/ask", old_form(officer_name, "Weir Lane")), "Set-Cookie").empty());
  }
  Walker stranger{place}, officer{place};
  stranger.origin = officer.origin = our_origin;
  const auto of_nobody = Walker::heading(stranger.post("/ask", old_form("no-such-name", "Weir Lane")), "Set-Cookie");
  const auto of_officer = Walker::heading(officer.post("/ask", old_form(officer_name, "Weir Lane")), "Set-Cookie");
  CHECK(of_nobody.size() == of_officer.size());
  stranger.sign_in(officer_name);
  CHECK(waiting(stranger).empty());
}

TEST_CASE("A link to this site leads nowhere else, however the address behind it is written") {
  SmallPlace place{"T1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n"};
  place.run();
  for (const std::string next : {"//evil.example", "/%5Cevil.example", "/%09/evil.example", "%09//evil.example", "/%0A/evil.example", "/%0D%0ASet-Cookie:x", "/%20/evil.example", "/%7F/evil.example",
                                 "/home%5C..%5C%5Cevil.example", "https://evil.example", "%5C%5Cevil.example", ""}) {
    CAPTURE(next);
    Walker officer{place};
    const auto in = officer.get("/sign-in/once/" + place.sessions.add_link(officer_name, morning) + "?next=" + next);
    CHECK(in.status == 303);
    CHECK(Walker::heading(in, "Location") == "/");
  }
}
