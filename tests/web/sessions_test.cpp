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
