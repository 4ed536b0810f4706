// Where a household that must leave can go, as paper and the page of a home tell it.
#include "web/nearby_help.h"

#include <doctest/doctest.h>

using namespace hearth;
using namespace hearth::web;

namespace {

const Instant monday = Instant::parse("2026-11-23T11:00:00Z").value();

/// @param opens  "" not known, else of Mondays
help::Service service(const char* name, const char* kind, double east, const char* opens, const char* closes = "12:00") {
  help::Service out;
  out.id = name;
  out.name = name;
  out.kinds = {kind};
  out.address = "21 Holly Road, Weirdale";
  out.postcode = Postcode::parse("ZZ1 1AA").value();
  out.phone = "01632 960108";
  out.point = GridPoint{430000 + east, 430000};
  if (*opens != '\0') out.schedules.push_back(help::Schedule::make({"WEEKLY", "", "MO", "", "", "", "", "", "", opens, closes, ""}).value());
  return out;
}

std::string names(const std::vector<HelpTold>& all) {
  std::string out;
  for (const auto& one : all) out += one.name + ";";
  return out;
}

}  // namespace

TEST_CASE("Of rest centres the open ones come first, then those to ring first, then closed ones; each with how far it is and its hours") {
  const help::ServiceDirectory services{{service("shut", "rest-centre", 10, "13:00", "14:00"), service("unknown", "rest-centre", 20, ""), service("far", "rest-centre", 4200, "10:00"),
                                         service("near", "rest-centre", 1234, "10:00"), service("soup", "warm-space", 5, "10:00"), service("soup too", "warm-space", 900, "10:00")}};
  const auto found = nearby_help(services, {430000, 430000}, nullptr, monday);
  CHECK(names(found.rest_centres) == "near;far;unknown;");
  CHECK(found.rest_centres[0].distance == "1,230 m away in a straight line");
  CHECK(found.rest_centres[0].one_line() == "near, 21 Holly Road, Weirdale ZZ1 1AA (open now, until 12:00)");
  CHECK(found.rest_centres[2].one_line() == "unknown, 21 Holly Road, Weirdale ZZ1 1AA (hours not known: ring first, 01632 960108)");
  CHECK(found.rest_centres[2].hours == "hours not known: ring first");
  CHECK(names(found.open_now) == "soup;");
  CHECK(found.open_now[0].kind == "warm space");
}

TEST_CASE("Nobody is sent into the flood: what lies in the area that was asked for is left out") {
  const auto flood = place::Shape::near({430000, 430000}, Metres{100});
  REQUIRE(flood);
  const help::ServiceDirectory services{{service("wet", "rest-centre", 50, "10:00"), service("dry", "rest-centre", 500, "10:00"), service("wet soup", "warm-space", 5, "10:00"), service("dry soup", "warm-space", 900, "10:00")}};
  const auto found = nearby_help(services, {430000, 430000}, &*flood, monday);
  CHECK(names(found.rest_centres) == "dry;");
  CHECK(names(found.open_now) == "dry soup;");
}
