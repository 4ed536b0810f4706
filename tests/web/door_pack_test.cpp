// The printed pack as a crew holds it, and what must never be on it.
#include "web/door_pack.h"

#include <doctest/doctest.h>

#include "paper.h"
#include "spine/door_row_guard.h"
#include "store/store.h"
#include "temporary_folder.h"
#include "trust/example_place.h"
#include "trust/guard.h"
#include "web/door_words.h"
#include "web/pack_facts.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

spine::DoorRow person(std::uint64_t id, const char* name, const char* house, const char* street, std::vector<const char*> crew) {
  spine::DoorRow row;
  row.person = PersonId{id};
  row.name = name;
  row.street = street;
  row.address = std::string{house} + " " + street + ", Weirdale ZZ1 1AA";
  row.point = GridPoint{431200 + static_cast<double>(id) * 10, 433800};
  row.category = "visit first";
  row.reasons = {{"lives with dementia", {{FactorId{"cannot_walk"}, 0}}, "adult_social_care, 3 March 2024"},
                 {"lives alone", {{FactorId{"cannot_walk"}, 0}}, "benefits"}};
  for (const auto* words : crew) row.crew.push_back({words, {FactorId{"cannot_walk"}, 0}});
  row.not_known = {"whether they get Pension Credit already"};
  row.known_to = {"adult_social_care: Locality team"};
  row.call = {"Locality team 01632 960111"};
  row.feeds = {0};
  return row;
}

std::vector<spine::DoorRow> rows() {
  std::vector<spine::DoorRow> out{person(1, "Ann Lee", "2", "Mill Row", {"cannot use stairs: two people"}),
                                  person(2, "Bob Lee", "2", "Mill Row",
                                         {"cannot use stairs: two people", "needs power for equipment: take it along"}),
                                  person(3, "Cy Peel", "10", "Mill Row", {}),
                                  person(4, "Di Moss", "Flat 3, 1", "Weir Lane", {}),
                                  person(5, "Ed Hart", "4", "Weir Lane", {}),
                                  person(6, "Flo Hay", "7", "Weir Lane", {}),
                                  person(7, "Gus Ray", "9", "Somewhere", {})};
  out[1].point = out[0].point;
  out[2].category = "phone";
  out[2].category_rank = 1;
  out[2].phone = "01632 960011";
  out[4].part = spine::Part::building;
  out[5].part = spine::Part::moved;
  out[5].homes = {{"7 Weir Lane, Weirdale", "1 March 2026"}, {"3 Mill Row, Weirdale", "2 March 2026"}};
  out[6].part = spine::Part::postcode;
  return out;
}

web::PackFacts facts() {
  web::PackFacts out;
  out.pack_number = "1042";
  out.printed_by = "anna, Weirside Council";
  out.printed_at = "15 June 2026, 11:00";
  out.destroy_by = "22 June 2026";
  out.organisation = "Weirside Council";
  out.contact = "Duty officer, 01632 960000";
  out.telephone = "01632 960000";
  out.card = "Called by {caller} of {organisation}. Flood warning. Ring {telephone}. Is it really us? Say: pack {pack}.";
  out.script = "Hello, this is {caller}. To check that it is us, say: pack {pack}.";
  out.cards = 2;
  out.maps = {{.heading = "Mill Row, Weirdale",
               .doors = {{{431210, 433800}, "2", true}, {{431230, 433800}, "10", false}},
               .homes = {{431220, 433800}},
               .streets = {},
               .area = {}}};
  return out;
}

std::string pack(std::vector<spine::DoorRow> list, const web::PackFacts& about, std::vector<spine::HomeTold> nothing_held = {}) {
  const TemporaryFolder folder;
  const auto database = std::move(*store::open_folder(folder.path() / "data"));
  trust::AuditLog log{*database, std::nullopt};
  const FixedClock clock{today};
  trust::Guard guard{log, clock, example_policy()};
  const trust::Look look{{"anna", OrganisationId{"council"}, {trust::Role::duty_officer}}, trust::Action::export_,
                         PurposeId{"flood-welfare"}, "a test", {feed_named("housing")}, {FactorId{"cannot_walk"}, FactorId{"oxygen"}}};
  spine::AreaHead head;
  head.asked = "homes within flood.geojson";
  head.purpose_words = "Find who needs help before a flood";
  head.at = today;
  head.homes = 12;
  head.homes_nothing_held = 7;
  head.doors = 3;
  head.nothing_held = std::move(nothing_held);
  head.people = list.size();
  head.by_category = {{"visit first", 6}, {"phone", 1}};
  head.feeds = {{"adult_social_care", "2026-06-01", 14}};
  head.not_used = {"benefits: its agreement is not in force"};
  auto seen = guard.see_answer(look, std::move(head), std::move(list));
  if (!seen) FAIL(to_string(seen.error()));
  auto bytes = web::door_pack(*seen, about);
  if (!bytes) FAIL(to_string(bytes.error()));
  return *bytes;
}

bool holds(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("Every page tells its pack, who printed it when for what, until when it is kept, and which page of how many it is") {
  const Paper paper{pack(rows(), facts())};
  const auto pages = paper.pages();
  REQUIRE(pages.size() == 8);
  for (std::size_t i = 0; i < pages.size(); ++i)
    for (const auto& words :
         {std::string{"Pack 1042"}, std::string{"Printed 15 June 2026, 11:00 by anna, Weirside Council for: "},
          std::string{"Find who needs help before a flood"}, std::string{"Destroy or return by 22 June 2026"},
          "Page " + std::to_string(i + 1) + " of 8"})
      CHECK_MESSAGE(holds(pages[i], words), words);
  CHECK(holds(pages[0], "12 homes in this area; we hold nothing on 7 of them. Not on this list does not mean safe."));
  CHECK(holds(pages[0], "People whose address is protected, or may be, are on no list. Ask whoever keeps such addresses"));
  CHECK(holds(pages[0], "NOT COMPLETE: 1 source could not be used"));
  CHECK(holds(paper.info(), "Tagged:          yes"));
}

TEST_CASE("Doors stand street by street in door order, then the other three parts; each has boxes to tick") {
  const Paper paper{pack(rows(), facts())};
  const auto text = paper.text();
  std::size_t from = text.find("Show your card");
  for (const char* words : {"Mill Row, Weirdale", "2 Mill Row", "Ann Lee", "Bob Lee", "10 Mill Row", "Cy Peel", "tel. 01632 960011",
                            "Weir Lane, Weirdale", "Flat 3, 1 Weir Lane", "Right building, flat unknown", "Ed Hart",
                            "May have moved", "Flo Hay", "May live at 7 Weir Lane", "or at 3 Mill Row", "In these postcodes or streets, not placed", "Gus Ray"}) {
    const auto at = text.find(words, from);
    CHECK_MESSAGE(at != std::string::npos, words);
    if (at != std::string::npos) from = at;
  }
  constexpr std::string_view box = "☐ no answer, card left";
  std::size_t boxes = 0;
  for (auto at = text.find(box); at != std::string::npos; at = text.find(box, at + 1)) ++boxes;
  CHECK(boxes == 6);
  const auto tags = paper.structure();
  for (const char* tag : {"H1", "H2", "H3", "Table", "TH", "Figure", "LBody"}) CHECK_MESSAGE(holds(tags, tag), tag);
}

TEST_CASE("A door tells what the crew must do and for how many; nothing else about people reaches paper") {
  const auto text = Paper{pack(rows(), facts())}.text();
  CHECK(holds(text, "► cannot use stairs: two people (2 people: Ann Lee, Bob Lee)"));
  CHECK(holds(text, "► needs power for equipment: take it along (Bob Lee)"));
  for (const char* never : {"dementia", "lives alone", "benefits", "social_care", "Locality", "960111", "Pension Credit", "whether",
                            "agreement", "3 March"})
    CHECK_MESSAGE(!holds(text, never), never);
}

TEST_CASE("A care home goes over several blocks: each deed once with its count, each person with the numbers of theirs") {
  std::vector<spine::DoorRow> list;
  for (std::uint64_t i = 0; i < 90; ++i) {
    list.push_back(person(1, "Hal Ode", "Willow Bank, 17", "Weir Lane", {}));
    list.back().person = PersonId{i + 1};
    if (i % 3 == 0) list.back().crew = {{"uses a wheelchair: vehicle with a lift", {FactorId{"cannot_walk"}, 0}, 1, false}};
    if (i == 50) list.back().crew = {{"cannot use stairs: two people", {FactorId{"cannot_walk"}, 0}, 0, false}};
  }
  const auto pages = Paper{pack(list, facts())}.pages();
  REQUIRE(pages.size() == 6);
  CHECK(holds(pages[1], "► 1. cannot use stairs: two people (1 person)"));
  CHECK(holds(pages[1], "► 2. uses a wheelchair: vehicle with a lift (30 people)"));
  CHECK(holds(pages[1], "Willow Bank, 17, people 1 to 12 of 90"));
  CHECK(holds(pages[1], "☐ Hal Ode ►2"));
  CHECK(holds(pages[3], "people 85 to 90 of 90"));
}

TEST_CASE("The pack asks what the list asks, under the one whom it is about") {
  const auto ask = [](std::string_view question) {
    auto list = rows();
    list[1].not_known.emplace_back(question);  // Bob, beside Ann
    return Paper{pack(list, facts())}.text();
  };
  const auto left = ask(spine::still_here_question);
  CHECK(holds(left, "Bob Lee ? One file says that this person has left: ask whether they still live here"));
  CHECK(holds(ask(spine::still_alive_question), "Bob Lee ? One file says that this person has died: ask with care"));
  const auto note = ask(spine::death_noted_question);
  CHECK(holds(note, "Bob Lee ? A note says that somebody of this home has died, and not who: ask with care"));
  CHECK_FALSE(holds(note, "this person has died"));
  CHECK_FALSE(holds(ask("whether they get Pension Credit already"), "Pension Credit"));
}

TEST_CASE("What a file tells of two people together is printed for one of them, not for both") {
  auto list = rows();
  for (auto i : {0, 1}) list[static_cast<std::size_t>(i)].crew = {{"uses a wheelchair: vehicle with a lift", {FactorId{"cannot_walk"}, 0}, 0, false, true}};
  CHECK(holds(Paper{pack(list, facts())}.text(), "uses a wheelchair: vehicle with a lift (one of them, not known which: Ann Lee, Bob Lee)"));
  list[1].crew[0].of_several = false;
  CHECK(holds(Paper{pack(list, facts())}.text(), "uses a wheelchair: vehicle with a lift (2 people: Ann Lee, Bob Lee)"));
}

TEST_CASE("What is about the home is told without names") {
  auto list = rows();
  for (auto i : {0, 1}) list[static_cast<std::size_t>(i)].crew = {{"baby in the home: child seat", {FactorId{"cannot_walk"}, 0}, 0, true}};
  const auto text = Paper{pack(list, facts())}.text();
  CHECK(holds(text, "► baby in the home: child seat"));
  CHECK_FALSE(holds(text, "baby in the home: child seat ("));
}

TEST_CASE("What the agreement does not share with the asker is not told to the crew either") {
  auto list = rows();
  list[0].crew.push_back({"needs a secret", {FactorId{"diagnosis"}, 0}});
  CHECK_FALSE(holds(Paper{pack(list, facts())}.text(), "needs a secret"));
}

TEST_CASE("Cards and the phone script say who we are, and how to check it") {
  const auto pages = Paper{pack(rows(), facts())}.pages();
  REQUIRE(pages.size() == 8);
  for (const auto& page : {pages[6], pages[7]}) CHECK(holds(page, "pack 1042"));
  CHECK(holds(pages[6], "Called by __________ of Weirside Council"));
  CHECK(holds(pages[6], "Ring 01632 960000"));
  for (const char* name : {"Ann Lee", "Mill Row"}) CHECK_FALSE(holds(pages[6], name));
}

TEST_CASE("Made-up people are called so on every page") {
  auto about = facts();
  CHECK_FALSE(holds(Paper{pack(rows(), about)}.text(), "MADE-UP"));
  about.made_up = true;
  const Paper paper{pack(rows(), about)};
  for (const auto& page : paper.pages()) CHECK(holds(page, "MADE-UP PEOPLE"));
  CHECK(holds(paper.info(), "MADE-UP PEOPLE"));
}

TEST_CASE("An empty list is a pack that says that it is no all-clear; no text of a row is obeyed") {
  CHECK(holds(Paper{pack({}, facts())}.text(), "Not on this list does not mean safe."));
  auto list = rows();
  list[0].name = "Ann \x1b[31m\xE2\x80\xAELee\nDon";
  list[0].address.clear();
  CHECK(holds(Paper{pack(list, facts())}.text(), "Ann ?[31m?Lee Don"));
}

TEST_CASE("A street is told with its place and without its postcode; a house by what stands before the street") {
  const auto row = person(1, "Ann", "Flat 2, 62", "Weir Lane", {});
  CHECK(web::street_heading(row) == "Weir Lane, Weirdale");
  CHECK(web::house_part(row) == "Flat 2, 62");
  CHECK(web::house_label(row) == "62");
  auto bare = row;
  bare.address = "Rose Cottage";
  CHECK(web::house_part(bare) == "Rose Cottage");
  CHECK(web::street_heading(bare) == "Weir Lane");
}

TEST_CASE("What somebody could be owed is never on a crew's paper") {
  auto list = rows();
  for (auto& row : list) row.money = spine::MoneyTold{.least = 12.3, .most = 98.35, .rates = "2026/27", .not_known = {}, .reckoned = {}, .rests_on = {{FactorId{"cannot_walk"}, 0}}};
  const auto text = Paper{pack(std::move(list), facts())}.text();
  CHECK(holds(text, "Weir Lane"));
  for (const char* money : {"98.35", "12.30", "owed", "2026/27"}) CHECK_MESSAGE(!holds(text, money), money);
}

TEST_CASE("The first page says of each count whether it is doors or people, and the parts of the list add up to all") {
  const auto front = Paper{pack(rows(), facts())}.pages()[0];
  CHECK(holds(front, "7 people to reach: 6 to visit first, 1 to phone. Of them 4 people at 3 doors, and 3 people whose door is not known for certain"));
  CHECK(holds(front, "Street Doors People Of them to visit first Page"));
  CHECK(holds(front, "Mill Row, Weirdale 2 3 2"));
  CHECK(holds(front, "Weir Lane, Weirdale 1 1 1"));
  CHECK(holds(front, "Right building, flat unknown \u2013 1 1"));
  CHECK(holds(front, "All together 3 7 6"));
}

TEST_CASE("The nearest rest centres stand on the first page, on the cards and in the script; a line to fill in only where none is held") {
  auto about = facts();
  about.card += " The rest centre is {rest_centre}.";
  about.script += " The rest centre is {rest_centre}.";
  const auto none = Paper{pack(rows(), about)}.pages();
  CHECK(holds(none[0], "Rest centre (none is held here: write it in before you leave): ____"));
  CHECK(holds(none[6], "The rest centre is __________."));
  about.help.rest_centres = {{"rest centre", "Holly Hall", "21 Holly Road", "01632 960108", "open day and night", "1,230 m away in a straight line", true}};
  about.help.open_now = {{"transport", "Weir Wheels", "", "", "open now, until 18:00", "", true}};
  const auto pages = Paper{pack(rows(), about)}.pages();
  CHECK(holds(pages[0], "Holly Hall, 21 Holly Road, tel. 01632 960108. Open day and night. 1,230 m away in a straight line."));
  CHECK(holds(pages[0], "Weir Wheels, no number held. Open now, until 18:00."));
  CHECK_FALSE(holds(pages[0], "none is held"));
  for (const auto& page : {pages[6], pages[7]}) CHECK(holds(page, "The rest centre is Holly Hall, 21 Holly Road (open day and night)."));
}

TEST_CASE("Who lives in one care home stands at one door, in whatever room; its manager is rung first, and that the number is not held is said once") {
  std::vector<spine::DoorRow> list;
  for (std::uint64_t i = 0; i < 6; ++i) {
    list.push_back(person(1, "Hal Ode", (i % 2 == 0 ? "Willow Bank, 17" : "Room 3, Willow Bank, 17"), "Weir Lane", {}));
    list.back().person = PersonId{i + 1};
    list.back().establishment = "Willow Bank, 17 Weir Lane, Weirdale ZZ1 1AA";
    if (i % 2 == 1) list.back().room = "Room 3";
  }
  auto about = facts();
  const auto text = Paper{pack(list, about)}.text();
  CHECK(holds(text, "1 door, 6 people"));
  CHECK(holds(text, "Willow Bank, 17, people 1 to 6 of 6"));
  CHECK(holds(text, "Hal Ode, Room 3"));
  const auto said = text.find("Ring the manager first: number not held");
  REQUIRE(said != std::string::npos);
  CHECK(text.find("number not held", said + 30) == std::string::npos);
  about.managers = {{list[0].establishment, "01632 960017"}};
  CHECK(holds(Paper{pack(list, about)}.text(), "Ring the manager first: tel. 01632 960017"));
  CHECK_FALSE(holds(Paper{pack(rows(), about)}.text(), "manager"));
}

TEST_CASE("Whoever is to be phoned has a number, or the paper says that none is held; and every door says what to do") {
  auto list = rows();
  list[2].phone.clear();
  auto about = facts();
  about.category_words = {"Knock before the water comes", "Phone: what do they need?"};
  const auto pages = Paper{pack(list, about)}.pages();
  CHECK(holds(pages[1], "Cy Peel no number held: visit"));
  CHECK(holds(pages[1], "\u25BA Phone: what do they need?"));
  CHECK(holds(pages[2], "\u25BA Knock before the water comes"));
  CHECK(holds(pages[5], "Gus Ray no number held: visit"));  // without a door the telephone is all there is
  // Another of the home can be rung.
  list[3] = list[2];
  list[3].person = PersonId{40};
  list[3].phone = "01632 960012";
  const auto couple = Paper{pack(list, about)}.text();
  CHECK(holds(couple, "no number held"));
  CHECK_FALSE(holds(couple, "Cy Peel no number held: visit"));
}

TEST_CASE("Where a street is walked side by side the paper says where each begins") {
  auto list = rows();
  CHECK_FALSE(holds(Paper{pack(list, facts())}.text(), "side, numbers"));
  list[0].side = list[1].side = spine::Side::odd;
  list[2].side = spine::Side::even;
  const auto text = Paper{pack(list, facts())}.text();
  const auto odd = text.find("Odd side, numbers going up"), even = text.find("Even side, numbers coming down");
  CHECK(odd < text.find("2 Mill Row", odd));
  CHECK(text.find("2 Mill Row", odd) < even);
  CHECK(even < text.find("10 Mill Row", even));
  CHECK(holds(text, "goes up the side of the odd numbers"));
}

TEST_CASE("Homes on which nothing is held stand street by street with boxes, addresses alone; of too many the paper says how to ask for the others") {
  std::vector<spine::HomeTold> homes;
  for (const char* number : {"1", "2", "3", "4", "5", "6", "7"}) {
    std::string address{number};
    homes.push_back({address.append(" Weir Lane, Weirdale ZZ1 1AA"), "Weir Lane"});
  }
  const Paper paper{pack(rows(), facts(), homes)};
  const auto pages = paper.pages();
  REQUIRE(pages.size() == 9);
  CHECK(holds(pages[0], "Besides: homes that we hold nothing on 7"));
  CHECK(holds(pages[6], "We hold nothing on these homes: knock if you can"));
  CHECK(holds(pages[6], "Weir Lane, Weirdale"));
  std::string close = pages[6];  // pdftotext keeps the blanks of wide letters only
  std::erase(close, ' ');
  CHECK(holds(close, "\u26101\u26102\u26103\u26104\u26105\u26106\u26107"));
  CHECK_FALSE(holds(pages[6], "The first"));
  homes.resize(4);
  CHECK(holds(Paper{pack(rows(), facts(), homes)}.pages()[6], "The first 4 of 7. For the others ask for a smaller area, or street by street."));
}

TEST_CASE("A house with a name is parted from its street by a comma, one with a number is not") {
  auto list = rows();
  list[3] = person(4, "Di Moss", "Flat 3, Weir House,", "Weir Lane", {});
  const auto text = Paper{pack(list, facts())}.text();
  CHECK(holds(text, "Flat 3, Weir House, Weir Lane"));
  CHECK(holds(text, "10 Mill Row"));
}

TEST_CASE("A name of any length, or from right to left, stays on the paper and can be read") {
  const std::string hebrew = "\u05d3\u05d5\u05d2\u05de\u05d4 \u05d1\u05d3\u05d5\u05d9", arabic = "\u0645\u062b\u0627\u0644 \u0648\u0647\u0645\u064a";
  const std::string one_long(300, 'W');
  std::vector<spine::DoorRow> list{person(1, one_long.c_str(), "2", "Mill Row", {"cannot use stairs: two people"}), person(2, hebrew.c_str(), "10", "Mill Row", {}),
                                   person(3, arabic.c_str(), "12", "Mill Row", {"cannot use stairs: two people"})};
  list[0].phone = list[1].phone = "01632 960011";  // beside the name, in half of the width
  const Paper paper{pack(std::move(list), facts())};
  const auto text = paper.text();
  // Every W is there, however the lines are broken, and none beside the sheet.
  CHECK(std::ranges::count(text, 'W') >= 300);
  const auto words = paper.words();
  CHECK(words.size() > 100);
  for (const auto& word : words) {
    CAPTURE(word.text);
    CHECK(word.left >= 0);
    CHECK(word.right <= word.page_width);
  }
  // Each letter of the names: the program that reads the paper may put them in another order and add marks of direction.
  for (const auto& name : {hebrew, arabic})
    for (std::size_t i = 0; i + 1 < name.size(); ++i)
      if (static_cast<unsigned char>(name[i]) >= 0xC0) CHECK_MESSAGE(holds(text, name.substr(i, 2)), name.substr(i, 2));
}
