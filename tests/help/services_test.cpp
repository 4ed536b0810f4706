#include <doctest/doctest.h>

#include <cstdlib>

#include "help/hours_words.h"
#include "help/nearest_open.h"
#include "help/read_services.h"

using namespace hearth;
using namespace hearth::help;

namespace {

Path shared() {
  const char* given = std::getenv("HEARTH_SHARED");
  return given != nullptr ? Path{given} : Path{HEARTH_SOURCE_DIR} / ".." / "shared";
}

Instant at(const char* text) { return Instant::parse(text).value(); }

const std::string one = R"({"id": "s1", "name": "Weir Hall", "status": "active",
  "organization": {"id": "o", "name": "Weir Trust"}, "phones": [{"id": "p", "number": "01632 960001"}],
  "schedules": [{"id": "h", "freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}],
  "service_at_locations": [{"id": "l", "location": {"id": "l1", "external_identifier": "0007", "external_identifier_type": "UPRN",
    "addresses": [{"address_1": "1 Weir Lane", "city": "Weirside", "postal_code": "zz991aa"}]}}],
  "attributes": [{"taxonomy_term": {"name": "Warm space"}}]})";

std::string on_one_line(std::string text) {
  std::erase(text, '\n');
  return text;
}

}  // namespace

TEST_CASE("A service is read from an array, a page, one object, and one object a line") {
  const auto line = on_one_line(one);
  for (const auto& text : {"[" + one + "]", R"({"total_items": 1, "contents": [)" + one + "]}", one, line + "\n" + line + "\n\n"}) {
    CAPTURE(text);
    const auto read = parse_services(text, "s.json", {});
    REQUIRE(read);
    REQUIRE(!read->services.empty());
    CHECK(read->refused.empty());
    CHECK(read->put_aside.empty());
    const auto& service = read->services.back();
    CHECK(service.name == "Weir Hall");
    CHECK(service.kinds == std::vector<std::string>{"warm-space"});
    CHECK(service.phone == "01632 960001");
    CHECK(service.organisation == "Weir Trust");
    CHECK(service.address == "1 Weir Lane, Weirside");
    CHECK(service.postcode->text() == "ZZ99 1AA");
    CHECK(service.uprn->number() == 7);
    CHECK(service.schedules.size() == 1);
  }
}

TEST_CASE("A broken entry is put aside with its place, and the others load; a broken part costs only itself") {
  const auto read = parse_services(R"({"contents": [5, {"name": "no id"}, {"id": "s0"}, )" + one + R"(, {"id": "s2", "name": "Closed", "status": "defunct"},
    {"id": "s3", "name": "Odd hours", "schedules": [{"freq": "NEVER"}, {"freq": "DAILY", "opens_at": "10:00", "closes_at": "11:00"}],
     "service_at_locations": [{"location": {"id": "x", "external_identifier": "LS1 1AA", "external_identifier_type": "UPRN", "latitude": 153.1,
       "longitude": -1.5, "addresses": [{"address_1": "?", "postal_code": "nowhere"}]}}]}]})", "page.json", {}).value();
  REQUIRE(read.refused.size() == 3);
  CHECK(read.refused[0].code == "service.not_object");
  CHECK(read.refused[0].where.pointer == "/contents/0");
  CHECK(read.refused[1].where.pointer == "/contents/1/id");
  CHECK(read.refused[2].where.pointer == "/contents/2/name");
  CHECK(read.not_active == 1);
  REQUIRE(read.services.size() == 2);
  CHECK(read.services[1].schedules.size() == 1);
  REQUIRE(read.put_aside.size() == 4);
  CHECK(read.put_aside[0].where.pointer == "/contents/5/schedules/0/freq");
  CHECK(read.put_aside[1].code == "uprn.postcode");
  CHECK(read.put_aside[1].where.pointer == "/contents/5/service_at_locations/0/location/external_identifier");
  CHECK(read.put_aside[2].code == "service.coordinate");
  CHECK(read.put_aside[3].code == "postcode.malformed");
}

TEST_CASE("A broken line is put aside with its number; a file that is no list of services is refused") {
  const auto line = on_one_line(one);
  const auto read = parse_services(line + "\n{broken\n" + line + "\n", "s.ndjson", {}).value();
  CHECK(read.services.size() == 2);
  REQUIRE(read.refused.size() == 1);
  CHECK(read.refused[0].where.row == 2);
  CHECK(parse_services(R"({"items": []})", "s.json", {}).error().code == "service.no_list");
  CHECK(parse_services("not json", "s.json", {}).error().code.starts_with("json."));
  CHECK(parse_services("[]", "s.json", {})->services.empty());
}

TEST_CASE("The point of a service comes from its property, else its coordinates, else its postcode") {
  Service service;
  PointLookup lookup;
  lookup.of_postcode = [](const Postcode&) { return std::optional{GridPoint{3, 3}}; };
  find_point(service, lookup);
  CHECK(!service.point);
  service.postcode = Postcode::parse("ZZ99 1AA").value();
  auto by_postcode = service;
  find_point(by_postcode, lookup);
  CHECK(by_postcode.point == GridPoint{3, 3});
  service.uprn = Uprn::from_trusted(7);
  lookup.of_uprn = [](const Uprn& uprn) { return uprn.number() == 7 ? std::optional{GridPoint{1, 1}} : std::nullopt; };
  auto by_uprn = service;
  find_point(by_uprn, lookup);
  CHECK(by_uprn.point == GridPoint{1, 1});
  service.uprn = Uprn::from_trusted(8);
  find_point(service, lookup);
  CHECK(service.point == GridPoint{3, 3});
}

TEST_CASE("The nearest of a kind that are open now; unknown hours are told apart, never taken for closed or open") {
  const auto place = [](const char* id, double east, const char* byday, std::vector<std::string> kinds) {
    Service service;
    service.id = id;
    service.kinds = std::move(kinds);
    service.point = GridPoint{east, 0};
    if (*byday != '\0') service.schedules.push_back(Schedule::make({"WEEKLY", "", byday, "", "", "", "", "", "", "10:00", "12:00", ""}).value());
    return service;
  };
  Service nowhere = place("nowhere", 0, "MO", {"warm-space"});
  nowhere.point.reset();
  const ServiceDirectory directory{{place("far", 900, "MO", {"warm-space"}), place("near", 100, "MO", {"warm-space", "food-bank"}),
                                    place("shut", 10, "TU", {"warm-space"}), place("unknown", 5, "", {"warm-space"}),
                                    place("library", 1, "MO", {"public-library"}), nowhere}};
  const auto ids = [](const std::vector<NearService>& found) {
    std::string out;
    for (const auto& near : found) out += near.service->id + " ";
    return out;
  };
  const auto monday = at("2026-11-23T11:00:00Z");
  CHECK(ids(directory.nearest_open("warm-space", {0, 0}, monday, 5)) == "near far ");
  CHECK(ids(directory.nearest_open("warm-space", {1000, 0}, monday, 1)) == "far ");
  CHECK(ids(directory.nearest_open("warm-space", {0, 0}, at("2026-11-23T12:00:00Z"), 5)).empty());
  CHECK(ids(directory.nearest_open("skate-park", {0, 0}, monday, 5)).empty());
  CHECK(ids(directory.hours_not_known("warm-space", {0, 0}, 5)) == "unknown ");
  CHECK(directory.nearest_open("warm-space", {0, 0}, monday, 1)[0].distance == Metres{100});
  CHECK(directory.nearest_open("warm-space", {0, 0}, monday, 1)[0].closes == at("2026-11-23T12:00:00Z"));
  CHECK(directory.kinds() == std::vector<std::string>{"food-bank", "public-library", "warm-space"});
}

TEST_CASE("All 3,685 real libraries load, and their hours are read") {
  DiskFiles files;
  const Path path = shared() / "data/services/libraries_oruk_services.ndjson.gz";
  if (!files.exists(path)) {
    MESSAGE("shared/data/services is not here: skipped");
    return;
  }
  PointLookup lookup;
  lookup.of_uprn = [](const Uprn& uprn) { return std::optional{GridPoint{static_cast<double>(uprn.number() % 1000), 0}}; };
  const auto read = read_services(files, path, lookup).value();
  CHECK(read.services.size() == 3685);
  CHECK(read.refused.empty());
  CHECK(read.not_active == 0);
  std::size_t hours = 0, schedules = 0, uprns = 0, coordinates = 0, postcodes = 0, open = 0;
  for (const auto& service : read.services) {
    hours += service.hours_known() ? 1U : 0U;
    schedules += service.schedules.size();
    uprns += service.uprn ? 1U : 0U;
    coordinates += service.lon_lat ? 1U : 0U;
    postcodes += service.postcode ? 1U : 0U;
    open += service.open_at(at("2026-11-24T11:00:00Z")) ? 1U : 0U;  // a Tuesday
    CHECK(service.is("public-library"));
  }
  CHECK(hours == 2803);
  CHECK(schedules == 8083);
  CHECK(uprns == 1320);
  CHECK(coordinates == 64);
  MESSAGE("postcodes " << postcodes << ", open on a Tuesday at eleven " << open << ", parts put aside " << read.put_aside.size());
  CHECK(open > 1500);
  const ServiceDirectory directory{read.services};
  CHECK(directory.nearest_open("public-library", {500, 0}, at("2026-11-24T11:00:00Z"), 3).size() == 3);
}

TEST_CASE("The published examples of Open Referral UK load") {
  DiskFiles files;
  const Path folder = shared() / "conformance/oruk/examples";
  if (!files.exists(folder / "service_full.json")) {
    MESSAGE("shared/conformance/oruk is not here: skipped");
    return;
  }
  for (const auto* file : {"service_full.json", "service_list.json"}) {
    CAPTURE(file);
    const auto read = read_services(files, folder / file, {});
    REQUIRE(read);
    CHECK(!read->services.empty());
    CHECK(read->refused.empty());
    for (const auto& fault : read->put_aside) MESSAGE(to_string(fault));
  }
}

TEST_CASE("Whether a service is open is said in words: until when, when again, day and night, or that nobody has said") {
  const auto with = [](std::vector<ScheduleParts> hours) {
    Service out;
    for (const auto& parts : hours) out.schedules.push_back(Schedule::make(parts).value());
    return out;
  };
  const auto monday = at("2026-11-23T11:00:00Z");
  const auto morning = with({{"WEEKLY", "", "MO", "", "", "", "", "", "", "10:00", "12:00", ""}});
  CHECK(hours_words(morning, monday) == "open now, until 12:00");
  CHECK(hours_words(morning, at("2026-11-23T13:00:00Z")) == "closed now, opens Monday 30 November 2026 at 10:00");
  const auto night = with({{"WEEKLY", "", "MO", "", "", "", "", "", "", "10:00", "02:00", ""}});
  CHECK(hours_words(night, monday) == "open now, until 02:00 on Tuesday 24 November 2026");
  CHECK(hours_words(with({{"DAILY", "", "", "", "", "", "", "", "", "00:00", "00:00", ""}}), monday) == "open day and night");
  // Two hours that follow one another are one.
  CHECK(hours_words(with({{"WEEKLY", "", "MO", "", "", "", "", "", "", "10:00", "12:00", ""}, {"WEEKLY", "", "MO", "", "", "", "", "", "", "12:00", "15:30", ""}}), monday) == "open now, until 15:30");
  CHECK(hours_words(Service{}, monday) == "hours not known: ring first");
}

TEST_CASE("A rest centre is known by its kind, however it is written") {
  for (const char* kind : {"rest-centre", "Emergency rest centre", "evacuation_centre", "Emergency Shelter"}) CHECK_MESSAGE(is_rest_centre(kind), kind);
  for (const char* kind : {"warm-space", "respite", "forest centre for arts", "community-centre"}) CHECK_MESSAGE(!is_rest_centre(kind), kind);
}
