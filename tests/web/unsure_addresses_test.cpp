// Addresses that the matcher left open: who sees which, what a reviewer decides, and what the next run makes of it.
#include "spine/unsure_addresses.h"

#include <doctest/doctest.h>

#include "place/placement_table.h"
#include "small_place.h"
#include "spine/typed_home.h"
#include "trust/staff_table.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

// Two ways to write one address, of two files; one of another street; one without a number; one that is known.
constexpr const char* tenants = "1,Ada Quill,1950-01-02,9 Weir Lane,ZZ1 1AA,N\n2,Ben Marsh,1961-03-04,2 Weir Lane,ZZ1 1AA,N\n3,Cy Lock,1971-03-04,\"21, Bank Road\",ZZ1 1AB,N\n";
constexpr const char* bins = "7,A Quill,,9 WEIR LN,ZZ11AA,Y\n8,Dee Vale,,Weir Lane,ZZ1 1AA,N\n";
constexpr const char* list_page = "/addresses/unsure?purpose=flood-welfare";
constexpr const char* nine = "/addresses/unsure/1?purpose=flood-welfare";
constexpr const char* stays_of_secret = "9,Eve Secret (do not disclose address),1980-01-01,9 Weir Lane,ZZ1 1AA,N,\n";

bool has(const web::Response& answer, std::string_view words) { return answer.body.find(words) != std::string::npos; }

std::string seen_of(const web::Response& answer) {
  std::smatch found;
  REQUIRE(std::regex_search(answer.body, found, std::regex{"name=\"seen\" value=\"([0-9]+)\""}));
  return found[1];
}

/// A place with its file of decisions, after its first run, and its reviewer at the desk.
struct Desk {
  explicit Desk(const std::string& decisions = "address,postcode,uprn,who,when,why\n", const std::string& stays = {}) : place{tenants, bins, stays} {
    place.name_decisions(decisions);
    place.run();
    reviewer.sign_in("demo-reviewer");
  }
  web::Response decide(const std::string& home, const std::string& other = {}, const std::string& why = {}, std::string seen = {}) {
    if (seen.empty()) seen = seen_of(reviewer.get(nine));
    return reviewer.post("/addresses/unsure/1", reviewer.form({{"purpose", "flood-welfare"}, {"seen", seen}, {"home", home}, {"other", other}, {"why", why}}));
  }
  web::Response undo() {
    return reviewer.post("/addresses/unsure/1/undo", reviewer.form({{"purpose", "flood-welfare"}, {"seen", seen_of(reviewer.get(nine))}}));
  }
  [[nodiscard]] std::string reason(std::uint64_t record) {
    std::string out;
    REQUIRE(place.data->database().read([&](store::Session& session) -> Result<Done> {
      const auto placed = place::load_placement(session, RecordId{record});
      REQUIRE(placed);
      REQUIRE(placed->has_value());
      out = (*placed)->placement.reason;
      return Done{};
    }));
    return out;
  }
  [[nodiscard]] std::shared_ptr<const spine::Snapshot> snapshot() {
    SilentProgress silent;
    return place.data->snapshot(silent).value();
  }

  SmallPlace place;
  Walker reviewer{place};
};

spine::UnsureList list_of(Desk& desk, const std::vector<bool>& visible, std::size_t most = 200) {
  const auto snapshot = desk.snapshot();
  std::vector<trust::FeedGrant> grants;
  for (const bool one : visible) grants.push_back({.visible = one});
  const spine::Sight sight{grants, *snapshot->vocabulary};
  spine::UnsureList out;
  REQUIRE(desk.place.data->database().read([&](store::Session& session) -> Result<Done> {
    auto found = spine::unsure_addresses(session, *snapshot, sight, {}, most);
    REQUIRE(found);
    out = std::move(*found);
    return Done{};
  }));
  return out;
}

std::vector<std::string> addresses_in(const spine::UnsureList& list) {
  std::vector<std::string> out;
  for (const auto& entry : list.addresses) out.push_back(entry.address + " " + std::to_string(entry.records));
  return out;
}

}  // namespace

TEST_CASE("One entry for every way to write an address, that of most records first, then by text; what is known is in none") {
  Desk desk;
  const auto list = list_of(desk, {true, true});
  CHECK(addresses_in(list) == std::vector<std::string>{"9 Weir Lane 2", "21, Bank Road 1", "Weir Lane 1"});
  CHECK(list.addresses[0].why == "The street is known, and this number or name is not on it.");
  CHECK(list.addresses[0].files.size() == 2);
  REQUIRE_FALSE(list.addresses[0].homes.empty());
  CHECK(list.addresses[0].homes.front().why_not == "its house number is another");
  const auto shortened = list_of(desk, {true, true}, 1);
  CHECK(shortened.addresses.size() == 1);
  CHECK(shortened.waiting == 3);
}

TEST_CASE("Of a file that the asker may not see no text and no count tells") {
  Desk desk;
  CHECK(addresses_in(list_of(desk, {true, false})) == std::vector<std::string>{"21, Bank Road 1", "9 Weir Lane 1"});
  CHECK(addresses_in(list_of(desk, {false, true})) == std::vector<std::string>{"9 WEIR LN 1", "Weir Lane 1"});
  CHECK(list_of(desk, {false, false}).waiting == 0);
}

TEST_CASE("What a protected person's record has for an address is in no list, whoever else has it, and cannot be opened") {
  Desk desk{"address,postcode,uprn,who,when,why\n", stays_of_secret};
  CHECK(addresses_in(list_of(desk, {true, true, true})) == std::vector<std::string>{"21, Bank Road 1", "Weir Lane 1"});
  CHECK(addresses_in(list_of(desk, {true, true, false})) == std::vector<std::string>{"21, Bank Road 1", "Weir Lane 1"});
  CHECK_FALSE(has(desk.reviewer.get(list_page), "9 Weir Lane"));
  CHECK(desk.reviewer.get(nine).status == 403);
}

TEST_CASE("Where the text says that there is no premises, or names a room of a care home whose rooms nobody lists, nothing is to be decided") {
  SmallPlace place{"1,Ada Quill,1950-01-02,No fixed abode,,N\n2,Ben Marsh,1961-03-04,\"Room 3, 17 Bank Road\",ZZ1 1AB,N\n3,Cy Lock,1971-03-04,\"Flat 3, 2 Weir Lane\",ZZ1 1AA,N\n"};
  place.name_decisions();
  place.run();
  Walker reviewer{place};
  reviewer.sign_in("demo-reviewer");
  const auto list = reviewer.get(list_page);
  CHECK(has(list, "1 address names no home for certain, and nobody has decided about it."));
  CHECK(has(list, ">Flat 3, 2 Weir Lane, ZZ1 1AA</a>"));
  CHECK(has(reviewer.get("/addresses/unsure/3?purpose=flood-welfare"), ">2 Weir Lane, Weirdale ZZ1 1AA"));
}

TEST_CASE("A reviewer chooses a home, and the next run places every record of that address there") {
  Desk desk;
  const auto list = desk.reviewer.get(list_page);
  CHECK(list.status == 200);
  CHECK(has(list, "3 addresses name no home for certain"));
  CHECK(has(list, ">9 Weir Lane, ZZ1 1AA</a>"));
  const auto page = desk.reviewer.get(nine);
  CHECK(has(page, "Which home is meant?"));
  CHECK(has(page, "2, from"));

  const auto done = desk.decide("100003", "", "asked the tenant");
  CHECK(done.status == 303);
  CHECK(Walker::heading(done, "Location") == "/addresses/unsure/3?purpose=flood-welfare&after=1");
  CHECK(desk.place.text("decided.csv") == "address,postcode,uprn,who,when,why\n9 Weir Lane,ZZ1 1AA,100003,demo-reviewer," + morning.text() + ",asked the tenant\r\n");
  CHECK(has(desk.reviewer.get(Walker::heading(done, "Location")), "Your decision is kept"));
  const auto after = desk.reviewer.get(list_page);
  CHECK(has(after, "2 addresses name no home for certain"));
  CHECK(has(after, "decided, counts from the next run"));
  CHECK(has(after, "3 Weir Lane, Weirdale ZZ1 1AA"));

  desk.place.run();
  CHECK(desk.reason(1) == "decided");
  CHECK(desk.reason(4) == "decided");
  const auto snapshot = desk.snapshot();
  CHECK(snapshot->placed[0].property == snapshot->properties().find(Uprn::from_trusted(100003))->number());
  const auto settled = desk.reviewer.get(list_page);
  CHECK_FALSE(has(settled, "counts from the next run"));
  CHECK(has(settled, ">counts</td>"));
  CHECK(has(desk.reviewer.get(nine), "It counts since the last run."));
}

TEST_CASE("Another home is typed: by its address or its UPRN, one and no more; what was typed is kept when it is wrong") {
  Desk desk;
  for (const char* wrong : {"", "Weir Lane", "77 Weir Lane", "100999", "nowhere at all"}) {
    CAPTURE(wrong);
    const auto page = desk.decide("other", wrong, "a neighbour says so");
    CHECK(page.status == 400);
    CHECK(has(page, "There is a problem"));
    CHECK(has(page, "href=\"#other\""));
    CHECK(has(page, "a neighbour says so"));
    if (*wrong != 0) CHECK(has(page, "value=\"" + std::string{wrong} + "\""));
  }
  CHECK(desk.decide("").status == 400);
  CHECK(desk.decide("100999").status == 400);
  CHECK(has(desk.decide("100003", "4 Weir Lane"), "You chose one above and typed another here"));
  CHECK(desk.decide("100003", "", std::string(400, 'x')).status == 400);
  CHECK(desk.place.text("decided.csv") == "address,postcode,uprn,who,when,why\n");
  CHECK(desk.decide("other", "4 weir lane, weirdale").status == 303);
  CHECK(desk.decide("", "100019").status == 303);  // typed, and no more
  CHECK(desk.place.text("decided.csv").find(",100004,") < desk.place.text("decided.csv").find(",100019,"));
}

TEST_CASE("There is no such premises: the record stays without a home, and waits no more") {
  Desk desk;
  CHECK(desk.decide("none").status == 303);
  desk.place.run();
  CHECK(desk.reason(1) == "decided_none");
  const auto list = desk.reviewer.get(list_page);
  CHECK(has(list, "2 addresses name no home for certain"));
  CHECK(has(list, "there is no such premises"));
  CHECK(has(list, ">counts</td>"));
}

TEST_CASE("Deciding again replaces, and a decision that is taken back is weighed again; both before and after a run") {
  Desk desk;
  CHECK(desk.decide("100003").status == 303);
  desk.place.clock.set(after_minutes(1));
  CHECK(desk.decide("100004").status == 303);
  desk.place.run();
  CHECK(desk.snapshot()->placed[0].property == desk.snapshot()->properties().find(Uprn::from_trusted(100004))->number());

  desk.place.clock.set(after_minutes(2));
  const auto undone = desk.undo();
  CHECK(undone.status == 303);
  CHECK(has(desk.reviewer.get(Walker::heading(undone, "Location")), "The next run weighs it as if nobody had decided."));
  CHECK(has(desk.reviewer.get(list_page), "to be weighed again"));
  desk.place.run();
  CHECK(desk.reason(1) == "number_not_on_street");
  const auto list = desk.reviewer.get(list_page);
  CHECK(has(list, "3 addresses name no home for certain"));
  CHECK_FALSE(has(list, "Decided lately"));
  // The whole history stands in the file.
  CHECK(std::ranges::count(desk.place.text("decided.csv"), '\n') == 4);

  desk.place.clock.set(after_minutes(3));
  CHECK(desk.decide("none").status == 303);
  CHECK(desk.undo().status == 303);
  CHECK(has(desk.reviewer.get(list_page), "3 addresses name no home for certain"));
}

TEST_CASE("Who decides on a page that is out of date hears what was decided meanwhile, and may keep theirs all the same") {
  Desk desk;
  const auto seen = seen_of(desk.reviewer.get(nine));
  CHECK(desk.decide("100003").status == 303);
  const auto late = desk.decide("100004", "", "seen the lease", seen);
  CHECK(late.status == 409);
  CHECK(has(late, "Your own decision is not kept"));
  CHECK(has(late, "seen the lease"));
  CHECK(desk.place.text("decided.csv").find("100004") == std::string::npos);
  CHECK(desk.decide("100004", "", "seen the lease", seen_of(late)).status == 303);
}

TEST_CASE("Without a file of decisions the page says which line to add, and nothing can be sent") {
  SmallPlace place{tenants, bins};
  place.run();
  Walker reviewer{place};
  reviewer.sign_in("demo-reviewer");
  CHECK(has(reviewer.get(list_page), "decisions = &quot;decided.csv&quot;"));
  CHECK_FALSE(has(reviewer.get(nine), "Keep this decision"));
  CHECK(reviewer.post("/addresses/unsure/1", reviewer.form({{"purpose", "flood-welfare"}, {"seen", "0"}, {"home", "100003"}})).status == 400);
  CHECK(place.text("decided.csv") == "not there");
  // A fault of the file is said, not guessed over.
  place.name_decisions("something,else\n");
  CHECK(has(reviewer.get(list_page), "cannot be read"));
  CHECK_FALSE(has(reviewer.get(nine), "Keep this decision"));
}

TEST_CASE("Only reviewers come in, of organisations that an agreement lets in; a form needs its token; each decision is in the log") {
  Desk desk;
  CHECK(desk.reviewer.post("/addresses/unsure/1", {}).status == 400);
  CHECK(desk.reviewer.get("/addresses/unsure/2?purpose=flood-welfare").status == 403);   // its home is known
  CHECK(desk.reviewer.get("/addresses/unsure/99?purpose=flood-welfare").status == 403);
  CHECK(desk.reviewer.get("/addresses/unsure/x?purpose=flood-welfare").status == 404);
  REQUIRE(desk.place.data->database().write([](store::Session& session) {
    return trust::insert_staff(session, {.user = "theirs", .organisation = OrganisationId{"charity"}, .roles = {trust::Role::reviewer}});
  }));
  for (const char* user : {"theirs", "demo-duty-officer", "demo-auditor"}) {
    CAPTURE(user);
    Walker other{desk.place};
    other.sign_in(user);
    CHECK(other.get(list_page).status == 403);
    CHECK(other.get(nine).status == 403);
    CHECK(other.post("/addresses/unsure/1", other.form({{"purpose", "flood-welfare"}, {"seen", "0"}, {"home", "100003"}})).status == 403);
  }
  CHECK(desk.place.text("decided.csv") == "address,postcode,uprn,who,when,why\n");
  CHECK(desk.decide("100003").status == 303);
  CHECK(has(desk.reviewer.get("/looks"), "an address that was left open; to decide about it"));
  CHECK(has(desk.reviewer.get("/"), "Decide about addresses that were left open"));
}

TEST_CASE("What another organisation's reviewer wrote is told without their name and their words") {
  Desk desk{"address,postcode,uprn,who,when,why\n9 Weir Lane,ZZ1 1AA,100003,theirs,2026-11-27T07:00:00Z,their own words\n"};
  CHECK(desk.reason(1) == "decided");
  const auto page = desk.reviewer.get(nine);
  CHECK(has(page, "Decided by somebody else"));
  CHECK_FALSE(has(page, "theirs"));
  CHECK_FALSE(has(page, "their own words"));
  CHECK_FALSE(has(desk.reviewer.get(list_page), "theirs"));
}

TEST_CASE("A home is typed as the list shows it, or by its UPRN; several are named") {
  Desk desk;
  const auto snapshot = desk.snapshot();
  const auto typed = [&](const char* text) { return spine::typed_home(*snapshot, text, morning); };
  CHECK(typed("17 Bank Road, Weirdale ZZ1 1AB").value() == Uprn::from_trusted(100017));
  CHECK(typed("Weir Lane").error().code == "home.several");
  CHECK(typed(" ").error().code == "home.none");
}
