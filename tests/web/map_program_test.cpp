// Map programs send a name and password with each request: who gets in, who does not, and what they are told.
#include <doctest/doctest.h>

#include "formats/json.h"
#include "trust/secrets.h"
#include "trust/staff_table.h"
#include "web/small_place.h"

using namespace hearth;
using tests::SmallPlace;
using tests::Walker;

namespace {

constexpr const char* one_tenant = "1,Ann Lee,1948-02-03,1 Weir Lane,ZZ1 1AA,Y\n";

std::string basic(const std::string& user, const std::string& password) {
  const auto both = user + ":" + password;
  return "Basic " + trust::base64({reinterpret_cast<const std::uint8_t*>(both.data()), both.size()});
}

struct Program {
  Walker walker;
  web::Response get(const std::string& target, const std::string& authorization) {
    auto parsed = web::parse_target(target);
    REQUIRE(parsed);
    web::Request request;
    request.path = parsed->first;
    request.query = parsed->second;
    request.authorization = authorization;
    return walker.send(std::move(request));
  }
};

std::int64_t sign_ins(SmallPlace& place) {
  std::int64_t out = 0;
  SilentProgress silent;
  REQUIRE(place.data->database().read([&](store::Session& session) -> Result<Done> {
    const auto member = trust::find_staff(session, "demo-reviewer");
    if (!member || !*member) return fail("test.nobody", "nobody");
    out = static_cast<std::int64_t>((*member)->last_used.size());
    return Done{};
  }));
  return out;
}

}  // namespace

TEST_CASE("A map program gets in with a name and password, without a cookie, and to nothing else") {
  SmallPlace place{one_tenant};
  place.run();
  Program qgis{{place}};
  const auto right = basic("demo-reviewer", place.password);
  const auto told = qgis.get("/ogc", right);
  CHECK(told.status == 200);
  CHECK(told.content_type == "application/json");
  CHECK(Walker::heading(told, "Set-Cookie").empty());
  CHECK(qgis.get("/ogc/", right).status == 200);
  CHECK(qgis.get("/ogc/collections/premises/items?limit=2", right).status == 200);
  CHECK(qgis.get("/search", right).status == 303);  // people are for pages: the sign-in page
  for (const auto& wrong : {std::string{}, basic("demo-reviewer", "wrong"), basic("nobody", place.password), std::string{"Basic ????"}, std::string{"Bearer abc"}, basic("demo-reviewer", "")}) {
    CAPTURE(wrong);
    const auto refused = qgis.get("/ogc", wrong);
    CHECK(refused.status == 401);
    CHECK(Walker::heading(refused, "WWW-Authenticate").starts_with("Basic "));
  }
}

TEST_CASE("Whoever is let out is out with the next request, though the password was right a moment ago") {
  SmallPlace place{one_tenant};
  place.run();
  Program qgis{{place}};
  const auto right = basic("demo-reviewer", place.password);
  CHECK(qgis.get("/ogc/conformance", right).status == 200);
  CHECK(sign_ins(place) > 0);
  REQUIRE(place.data->database().write([](store::Session& session) { return trust::set_disabled(session, "demo-reviewer"); }));
  CHECK(qgis.get("/ogc/conformance", right).status == 401);
}

TEST_CASE("The many requests of one map are one sign-in, however the name is written") {
  SmallPlace place{one_tenant};
  place.run();
  Program qgis{{place}};
  const auto in_capitals = basic(" Demo-Reviewer ", place.password);
  // Each count is an event itself.
  const auto events = [&] { return place.data->log().append({.at = place.clock.now(), .actor = "test", .action = "test", .purpose = {}, .allowed = true}).value(); };
  const auto before = events();
  for (int i = 0; i < 5; ++i) CHECK(qgis.get("/ogc/collections", in_capitals).status == 200);
  const auto after_right = events();
  CHECK(after_right == before + 2);
  for (int i = 0; i < 5; ++i) CHECK(qgis.get("/ogc/collections", basic("demo-reviewer", "an old one of mine")).status == 401);
  CHECK(events() == after_right + 2);
}

TEST_CASE("After too many wrong passwords the right one waits, too; one that was checked lately goes on") {
  SmallPlace place{one_tenant};
  place.run();
  Program qgis{{place}};
  const auto right = basic("demo-reviewer", place.password);
  CHECK(qgis.get("/ogc", right).status == 200);
  for (int i = 0; i < 6; ++i) CHECK(qgis.get("/ogc", basic("demo-reviewer", "wrong" + std::to_string(i))).status == 401);
  CHECK(qgis.get("/ogc", right).status == 200);
  place.clock.set({tests::morning.milliseconds + web::PasswordEach::trusted_milliseconds + 1});
  // The wait after six failures is over by then: the password is checked anew, and right.
  CHECK(qgis.get("/ogc", right).status == 200);
}

TEST_CASE("What a map program asks wrongly is answered as its standard says") {
  SmallPlace place{one_tenant};
  place.run();
  Walker member{place};
  member.sign_in("demo-reviewer");
  const std::vector<std::pair<const char*, int>> asked{{"/ogc/collections/none", 404},      {"/ogc/collections/premises/items/9", 404}, {"/ogc/collections/none/items", 404},
                                                       {"/ogc/collections?crs=x", 400},     {"/ogc/collections/premises/items?bbox=1,2", 400}, {"/ogc/collections/premises/items?nonsense=1", 400},
                                                       {"/ogc/collections/premises/items/100001?limit=1", 400}, {"/ogc/collections/premises/items/100001", 200}};
  for (const auto& [wanted, status] : asked) {
    const std::string target{wanted};
    CAPTURE(target);
    const auto told = member.get(target);
    CHECK(told.status == status);
    const auto body = formats::parse_json(told.body, "answer");
    REQUIRE(body);
    if (status == 200) continue;
    CHECK(told.content_type == "application/problem+json");
    CHECK(body->as_object().at("status").to_number<int>() == status);
    CHECK_FALSE(body->as_object().at("detail").as_string().empty());
  }
  const auto page = member.get("/ogc/collections/premises/items?limit=2&postcode=ZZ1+1AA");
  CHECK(Walker::heading(page, "Content-Crs") == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
  CHECK(page.body.find("\"http://127.0.0.1/ogc/collections/premises/items?limit=2&postcode=ZZ1%201AA&offset=2\"") != std::string::npos);
}

TEST_CASE("Before the first run a map program is told so") {
  SmallPlace place{one_tenant};
  Walker member{place};
  member.sign_in("demo-reviewer");
  CHECK(member.get("/ogc").status == 503);
}
