// A small made list, as a duty officer reads it and as other programs take it.
#include "app/door_list_text.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "formats/json.h"
#include "spine/door_row_guard.h"
#include "store/store.h"
#include "temporary_folder.h"
#include "trust/example_place.h"
#include "trust/guard.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

spine::DoorRow person(std::uint64_t id, const char* name, const char* address, const char* category, const char* reason) {
  spine::DoorRow row;
  row.person = PersonId{id};
  row.name = name;
  row.address = address;
  row.category = category;
  row.reasons = {{reason, {{FactorId{"cannot_walk"}, 0}}, "housing"}};
  row.feeds = {0};
  return row;
}

std::vector<spine::DoorRow> rows() {
  const std::vector<std::string> usual{"whether they can use stairs", "whether they can hear", "who else lives there"};
  std::vector<spine::DoorRow> out;
  out.push_back(person(1, "Ann Lee", "1 Weir Lane, Weirdale, ZZ1 1AA", "visit first", "cannot walk"));
  out.back().phone = "01632 960011";
  out.back().known_to = {"Weirdale Council"};
  out.back().call = {"duty desk, 01632 960000"};
  out.back().not_known = usual;
  out.push_back(person(2, "", "1 Weir Lane, Weirdale, ZZ1 1AA", "phone", "cannot walk"));
  out.back().not_known = usual;
  out.push_back(person(3, "Bob Moss", "2 Weir Lane, Weirdale, ZZ1 1AA", "phone", "cannot walk"));
  out.back().not_known = usual;
  out.push_back(person(4, "Cy \x1b[31mPeel", "=cmd 3 Weir Lane\nWeirdale", "visit first", "cannot walk, and was told so by a file that has a great deal to say about stairs"));
  out.back().part = spine::Part::moved;
  out.back().homes = {{"3 Weir Lane, Weirdale", "1 March 2026"}, {"9 Mill Row, Weirdale", "1 March 2026"}};
  out.back().not_known = {"whether they can hear"};
  return out;
}

spine::AreaHead head(std::size_t people) {
  spine::AreaHead out;
  out.asked = "homes within flo\xC2\x9Bod.geojson";
  out.purpose = "flood-welfare";
  out.purpose_words = "Find who needs help before a flood";
  out.at = today;
  out.protected_contact = "Safeguarding desk, 01632 960099";
  out.homes = people == 0 ? 1 : 12;
  out.homes_nothing_held = 1;
  out.doors = people == 0 ? 0 : 2;
  out.people = people;
  if (people > 0) out.by_category = {{"visit first", 2}, {"phone", 2}};
  out.dead_left_out = people == 0 ? 0 : 1;
  out.feeds = {{"housing", "2026-06-14", 1}};
  return out;
}

/// The list as the guard lets it through to a duty officer.
std::string list(const char* format, std::vector<spine::DoorRow> rows, spine::AreaHead head) {
  const TemporaryFolder folder;
  const auto database = std::move(*store::open_folder(folder.path() / "data"));
  trust::AuditLog log{*database, std::nullopt};
  const FixedClock clock{today};
  trust::Guard guard{log, clock, example_policy()};
  const trust::Look look{{"anna", OrganisationId{"council"}, {trust::Role::duty_officer}}, trust::Action::query, PurposeId{"flood-welfare"}, "a test",
                         {feed_named("housing")}, {FactorId{"cannot_walk"}}};
  auto seen = guard.see_answer(look, std::move(head), std::move(rows));
  if (!seen) FAIL(to_string(seen.error()));
  auto text = app::door_list(*seen, format);
  if (!text) FAIL(to_string(text.error()));
  return *text;
}

}  // namespace

TEST_CASE("A list tells the likely transport where the programme fetches people") {
  auto with_transport = head(4);
  CHECK(list("table", rows(), head(4)).find("transport") == std::string::npos);
  with_transport.transport = {.seats = 3, .wheelchairs = 1};
  CHECK(list("table", rows(), with_transport).find("Likely transport: 3 seats and, besides those, 1 place for a wheelchair") != std::string::npos);
  CHECK(list("json", rows(), with_transport).find("\"transport\":{\"seats\":3,\"wheelchairs\":1}") != std::string::npos);
}

TEST_CASE("A list of money does not speak of safety") {
  auto of_money = head(4);
  of_money.money.emplace();
  CHECK(list("table", rows(), of_money).find("Not on this list does not mean nothing owed.") != std::string::npos);
  CHECK(list("table", rows(), of_money).find("does not mean safe") == std::string::npos);
}

TEST_CASE("A list is read home by home; what most must be asked is said once") {
  CHECK(list("table", rows(), head(4)) ==
        R"(Find who needs help before a flood
homes within flo?od.geojson, 2026-06-15T10:00:00Z
12 homes in this area; we hold nothing on 1 of them. Not on this list does not mean safe.
People whose address is protected, or may be, are on no list. Who must be reached here knows:
Safeguarding desk, 01632 960099.
4 people to reach, 2 doors; visit first 2; phone 2.
1 known to have died, left out.
Age of the files: housing 1 day.
Only for flood-welfare.
Never for: sanction, fraud, enforcement, immigration.
"Ask all" means: whether they can use stairs, can hear, who else lives there.

DOORS (2 homes, 3 people)
1 Weir Lane, Weirdale, ZZ1 1AA
  VISIT FIRST  Ann Lee (no. 1): cannot walk
               tel. 01632 960011; known to Weirdale Council; call duty desk, 01632 960000
               ask all
  PHONE        (no name is held) (no. 2): cannot walk
               ask all
2 Weir Lane, Weirdale, ZZ1 1AA
  PHONE        Bob Moss (no. 3): cannot walk
               ask all

MAY HAVE MOVED (1 home, 1 person)
=cmd 3 Weir Lane Weirdale
  VISIT FIRST  Cy ?[31mPeel (no. 4): cannot walk, and was told so by a file that has a great deal to
               say about stairs
               may live at 3 Weir Lane, Weirdale (1 March 2026) or 9 Mill Row, Weirdale (1 March
               2026)
               ask whether they can hear

Why somebody is on it: hearth explain --person NUMBER --purpose flood-welfare
)");
}

TEST_CASE("An empty list says that it is no all-clear, and an area without homes that it has none") {
  CHECK(list("table", {}, head(0)).find("Nobody of whom something is held needs help here by this programme's rules. Knock all the same.") != std::string::npos);
  auto nowhere = head(0);
  nowhere.homes = nowhere.homes_nothing_held = 0;
  CHECK(list("table", {}, nowhere).find("No home of this place lies in this area.") != std::string::npos);
}

TEST_CASE("In files for other programs no cell can be run, obeyed or read in another direction") {
  const auto csv = list("csv", rows(), head(4));
  CHECK(csv.find("'=cmd 3 Weir Lane Weirdale") != std::string::npos);
  for (const char* format : {"csv", "json", "geojson"}) {
    CAPTURE(format);
    const auto text = list(format, rows(), head(4));
    CHECK(text.find("Cy ?[31mPeel") != std::string::npos);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("\xC2\x9B") == std::string::npos);
    CHECK(text.find("\\u001b") == std::string::npos);
  }
  const auto parsed = formats::parse_json(list("json", rows(), head(4)), "list");
  REQUIRE(parsed);
  CHECK(parsed->as_object().at("rows").as_array().size() == 4);
}

TEST_CASE("Every file of a demonstration says inside, row by row, that its people are made up; of a real place nothing changes") {
  auto made_up = head(4);
  made_up.made_up = true;
  for (const char* format : {"table", "csv", "json", "geojson"}) {
    CAPTURE(format);
    const auto real = list(format, rows(), head(4));
    CHECK(real.find("MADE-UP") == std::string::npos);
    CHECK(real.find("made_up") == std::string::npos);
  }
  CHECK(list("table", rows(), made_up).starts_with("MADE-UP PEOPLE. A demonstration: nobody here exists.\n"));

  const auto csv = list("csv", rows(), made_up);
  std::size_t lines = 0;
  for (std::size_t from = 0; from < csv.size(); ++lines) {
    const auto end = csv.find("\r\n", from);
    REQUIRE(end != std::string::npos);
    CHECK(csv.substr(from, end - from).ends_with(lines == 0 ? ",homes,made_up" : ",MADE-UP PEOPLE"));
    from = end + 2;
  }
  CHECK(lines == 5);

  const auto whole = formats::parse_json(list("json", rows(), made_up), "list");
  REQUIRE(whole);
  CHECK(whole->as_object().at("made_up") == "MADE-UP PEOPLE");
  for (const auto& row : whole->as_object().at("rows").as_array()) CHECK(row.as_object().at("made_up") == "MADE-UP PEOPLE");

  const auto map = formats::parse_json(list("geojson", rows(), made_up), "list");
  REQUIRE(map);
  CHECK(map->as_object().at("made_up") == "MADE-UP PEOPLE");
  CHECK(map->as_object().at("features").as_array().size() == 4);
  for (const auto& feature : map->as_object().at("features").as_array()) CHECK(feature.as_object().at("properties").as_object().at("made_up") == "MADE-UP PEOPLE");
  CHECK(list("csv", {}, made_up).find(",made_up") != std::string::npos);
}

namespace {

/// A list with a sum for one person, that rests on this fact.
std::vector<spine::DoorRow> rows_with_money(const char* rests_on) {
  auto out = rows();
  out.front().money = spine::MoneyTold{.least = 12.3, .most = 98.35, .rates = "2026/27", .not_known = {"whether they are entitled to Carer's Allowance"}, .reckoned = {}, .rests_on = {{FactorId{rests_on}, 0}}};
  return out;
}

spine::AreaHead head_with_money() {
  auto out = head(4);
  out.money.emplace();
  for (const auto& row : rows_with_money("cannot_walk"))
    if (row.money) out.money->add(*row.money);
  return out;
}

}  // namespace

TEST_CASE("What somebody could be owed stands in the list, in its files and in all, as a range and an estimate") {
  const auto table = list("table", rows_with_money("cannot_walk"), head_with_money());
  CHECK(one_line(table).find("Could be owed about £12.30 to £98.35 a week (rates 2026/27); not known: whether they are entitled to Carer's Allowance. An estimate: DWP alone decides.") != std::string::npos);
  CHECK(one_line(table).find("Could be owed in all: about £640 to £5,114 a year. An estimate for 1 person, weeks times 52, rates 2026/27. What each will get DWP alone decides.") != std::string::npos);
  const auto csv = list("csv", rows_with_money("cannot_walk"), head_with_money());
  CHECK(csv.find("homes,could_be_owed_least_a_week,could_be_owed_most_a_week,rates,could_be_owed_not_known") != std::string::npos);
  CHECK(csv.find(",12.30,98.35,2026/27,whether they are entitled to Carer's Allowance") != std::string::npos);
  for (const char* format : {"json", "geojson"}) {
    CAPTURE(format);
    const auto parsed = formats::parse_json(list(format, rows_with_money("cannot_walk"), head_with_money()), "list");
    REQUIRE(parsed);
    const auto& whole = parsed->as_object();
    const auto& in_all = whole.at("head").as_object().at("could_be_owed").as_object();
    CHECK(in_all.at("people").as_int64() == 1);
    CHECK(in_all.at("most_a_year").to_number<double>() == 5114);
    const bool is_map = std::string_view{format} == "geojson";
    const auto row = [&](std::size_t i) { return is_map ? whole.at("features").as_array()[i].as_object().at("properties").as_object() : whole.at("rows").as_array()[i].as_object(); };
    CHECK(row(0).at("could_be_owed").as_object().at("most_a_week").to_number<double>() == doctest::Approx(98.35));
    CHECK(row(1).at("could_be_owed").is_null());
  }
}

TEST_CASE("No sum is shown that rests on a fact which the asker may not see, in no form of the list") {
  for (const char* format : {"table", "csv", "json", "geojson"}) {
    CAPTURE(format);
    const auto text = list(format, rows_with_money("weekly_income"), head(4));
    CHECK(text.find("98.35") == std::string::npos);
    CHECK(text.find("12.3") == std::string::npos);
    CHECK(text.find("Ann Lee") != std::string::npos);
  }
}

TEST_CASE("A list of a programme without an estimate speaks of no money") {
  CHECK(list("csv", rows(), head(4)).find("owed") == std::string::npos);
  CHECK(list("table", rows(), head(4)).find("owed") == std::string::npos);
}
