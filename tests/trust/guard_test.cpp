#include "trust/guard.h"

#include <doctest/doctest.h>

#include <chrono>

#include "base/try.h"
#include "formats/json.h"
#include "store/any_database.h"
#include "trust/audit_verify.h"
#include "trust/example_place.h"

namespace hearth::tests {

/// A row as a room might have it.
struct Door {
  std::string person, name, phone;
  std::vector<std::pair<trust::FactorSeen, std::string>> reasons;
  trust::SubjectFacts facts;
};
struct Head {
  int homes{0};
};
struct Unguarded {};

}  // namespace hearth::tests

namespace hearth::trust {

template <>
inline constexpr bool tells_of_no_subject<tests::Head> = true;

template <>
struct ShownFields<tests::Door> {
  using Row = tests::Door;
  static SubjectFacts subject(const Row& row) { return row.facts; }
  static std::string subject_key(const Row& row) { return row.person; }
  static constexpr std::array<AttributeField<Row>, 2> attributes{
      {{"name", [](Row& row) { row.name.clear(); }}, {"nhs_number", [](Row& row) { row.phone.clear(); }}}};
  static std::vector<FactorSeen> told(const Row& row) {
    std::vector<FactorSeen> out;
    for (const auto& reason : row.reasons) out.push_back(reason.first);
    return out;
  }
  static void keep(Row& row, const FactorsKept& kept) {
    std::erase_if(row.reasons, [&kept](const auto& reason) { return !kept.has(reason.first.factor, reason.first.feed); });
  }
  static constexpr std::array<FactorField<Row>, 1> factors{{{told, keep}}};
};

}  // namespace hearth::trust

using namespace hearth;
using namespace hearth::trust;
using namespace hearth::tests;

// Seen<T> can be made by Guard alone: nobody else can construct, default-construct or aggregate one.
static_assert(!std::is_default_constructible_v<Seen<int>>);
static_assert(!std::is_constructible_v<Seen<int>, int>);
static_assert(!std::is_constructible_v<Seen<int>, int, Receipt>);
static_assert(!std::is_aggregate_v<Seen<int>>);
static_assert(!std::is_convertible_v<int, Seen<int>>);
static_assert(std::is_const_v<std::remove_reference_t<decltype(std::declval<Seen<int>&>().value())>>);  // nor changed afterwards
static_assert(!tells_of_no_subject<Unguarded>);

namespace {

/// A database whose disk is full.
class FullDatabase final : public store::Database {
 public:
  Result<Done> write(const std::function<Result<Done>(store::Session&)>&) override { return fail("store.full", "no space left on the disk."); }
  Result<Done> read(const std::function<Result<Done>(store::Session&)>&) override { return fail("store.failed", "cannot be read."); }
  Result<Done> prepare_all(const std::vector<store::Statement>&) override { return fail("store.failed", "cannot be read."); }
  Result<Done> check() override { return fail("store.failed", "cannot be read."); }
  Result<Done> empty_log() override { return fail("store.full", "no space left on the disk."); }
  std::string engine() const override { return "none"; }
};

struct World {
  TemporaryFolder folder;
  std::unique_ptr<store::Database> database{std::move(*store::open_folder(folder.path() / "data"))};
  AuditKeys keys{SigningKey::generate(), PseudonymKey::generate()};
  AuditLog log{*database, keys};
  FixedClock clock{today};
  Guard guard{log, clock, example_policy()};
  Look look{{"anna", OrganisationId{"council"}, {Role::duty_officer}}, Action::query, PurposeId{"flood-welfare"}, "homes within a polygon",
            example_feeds(), {FactorId{"cannot_walk"}, FactorId{"oxygen"}, FactorId{"diagnosis"}}};

  [[nodiscard]] std::vector<formats::json::object> events() const {
    std::vector<formats::json::object> out;
    const auto done = export_audit(*database, [&out](std::string_view line) -> Result<Done> {
      out.push_back(formats::parse_json(line, "event")->as_object());
      return Done{};
    });
    if (!done) FAIL(to_string(done.error()));
    return out;
  }
  [[nodiscard]] bool whole() const { return verify_audit(*database, keys.signing.verify_key())->whole(); }
};

constexpr FeedIndex housing = 0, utility_register = 1, shelter = 3, bins = 4, hospital = 7;

Door door(std::string person, std::vector<FeedIndex> feeds) {
  Door out{person, "Name of " + person, "07700 900123", {}, {}};
  out.facts.feeds = std::move(feeds);
  return out;
}

}  // namespace

TEST_CASE("A list is one look: what may be seen leaves, the rest is dropped, and one event tells of it") {
  World world;
  auto hidden = door("person 2", {housing});
  hidden.facts.is_protected = true;
  auto row = door("person 1", {housing, shelter});
  row.reasons = {{{FactorId{"cannot_walk"}, housing}, "cannot walk far"}, {{FactorId{"oxygen"}, shelter}, "uses oxygen"}, {{FactorId{"diagnosis"}, hospital}, "is ill"}};
  const auto seen = world.guard.see_list(world.look, std::vector<Door>{row, hidden, door("person 3", {housing, bins})});
  if (!seen) FAIL(to_string(seen.error()));
  REQUIRE(seen->value().size() == 1);
  const Door& shown = seen->value()[0];
  CHECK(shown.name == "Name of person 1");
  CHECK(shown.phone.empty());  // its field asks for what is never shown
  REQUIRE(shown.reasons.size() == 1);  // oxygen came from a feed whose agreement does not share it
  CHECK(shown.reasons[0].second == "cannot walk far");
  CHECK(seen->receipt().obligations == std::vector<std::string>{"Only for flood-welfare.", "Never for: sanction, fraud, enforcement, immigration."});

  const auto events = world.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].at("actor").as_string() == "anna");
  CHECK(events[0].at("decision").as_string() == "allow");
  CHECK(events[0].at("shown").to_number<int>() == 1);
  CHECK(events[0].at("withheld").to_number<int>() == 2);
  CHECK(events[0].at("subjects").as_array().size() == 1);
  CHECK(events[0].at("subjects").as_array()[0].as_string() == world.keys.pseudonyms.of("person 1"));
  CHECK(formats::write_json(events[0]).find("person 1") == std::string::npos);
  CHECK(formats::write_json(events[0]).find("Name of") == std::string::npos);
  CHECK(seen->receipt().event == 0);
  CHECK(world.whole());
}

TEST_CASE("Which feeds may be used is told before anything is found or counted") {
  World world;
  const auto grants = world.guard.open(world.look);
  REQUIRE(grants);
  std::vector<std::string> visible;
  for (std::size_t i = 0; i < grants->size(); ++i)
    if ((*grants)[i].visible) visible.push_back(world.look.feeds[i].feed.text());
  CHECK(visible == std::vector<std::string>{"housing", "register", "shelter", "today only"});
  CHECK(world.events().empty());
}

TEST_CASE("A look that is refused says why, shows nothing and is in the log") {
  World world;
  auto look = world.look;
  look.actor = {"carl", OrganisationId{"charity"}, {Role::support_worker}};
  look.feeds = {feed_named("housing"), feed_named("bins")};
  const auto seen = world.guard.see_list(look, std::vector<Door>{door("person 1", {housing})});
  REQUIRE(!seen);
  CHECK(seen.error().code == "trust.refused");
  CHECK(seen.error().exit == Exit::refused);
  CHECK(seen.error().message.find("agreement") != std::string::npos);
  const auto events = world.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].at("decision").as_string() == "deny");
  CHECK(events[0].at("actor").as_string() == "carl");
  CHECK(events[0].at("shown").to_number<int>() == 0);
}

TEST_CASE("Nobody who is not signed in sees anything, and the log knows that somebody tried") {
  World world;
  auto look = world.look;
  look.actor = {};
  CHECK(!world.guard.see_list(look, std::vector<Door>{door("person 1", {housing})}));
  CHECK(world.events().at(0).at("reason").as_string() == "nobody");
}

TEST_CASE("Absent and forbidden look the same to the caller; only the log knows") {
  World world;
  auto hidden = door("person 2", {housing});
  hidden.facts.is_protected = true;
  world.look.action = Action::explain;
  const auto absent = world.guard.see(world.look, std::optional<Door>{});
  const auto forbidden = world.guard.see(world.look, std::optional{hidden});
  const auto no_agreement = world.guard.see(world.look, std::optional{door("person 3", {bins})});
  REQUIRE(!absent);
  REQUIRE(!forbidden);
  REQUIRE(!no_agreement);
  CHECK(absent.error() == forbidden.error());
  CHECK(absent.error() == no_agreement.error());
  const auto events = world.events();
  CHECK(events.at(1).at("withheld_because").as_array()[0].as_string() == "protected_subject 1");
  CHECK(events.at(2).at("withheld_because").as_array()[0].as_string() == "agreement_expired 1");
}

TEST_CASE("A guard may decide as on a later day, never an earlier one; the log keeps the true time") {
  World world;
  const auto rows = [] { return std::vector<Door>{door("person 1", {housing})}; };
  REQUIRE(world.guard.see_list(world.look, rows()));
  const auto at = world.guard.deciding_at();
  REQUIRE(world.guard.decide_days_ahead(-400, world.look.actor));
  CHECK(world.guard.days_ahead() == 0);
  CHECK(world.guard.deciding_at().milliseconds == at.milliseconds);
  REQUIRE(world.guard.decide_days_ahead(36500, world.look.actor));
  CHECK(!world.guard.see_list(world.look, rows()));
  REQUIRE(world.guard.decide_days_ahead(0, world.look.actor));
  CHECK(world.guard.see_list(world.look, rows()));
  const auto events = world.events();
  CHECK(events.at(2).at("asked").as_string() == "decisions 36500 days ahead, in a demonstration");
  CHECK(events.at(3).at("reason").as_string() == "agreement_expired");
  for (const auto& event : events) CHECK(event.at("at").as_string() == events.at(0).at("at").as_string());
}

TEST_CASE("What somebody put in the place of a purpose is refused, and does not stand in the log") {
  World world;
  world.look.purpose = PurposeId{"is Ada Lovelace on benefits"};
  REQUIRE(!world.guard.see_list(world.look, std::vector<Door>{}));
  const auto event = world.events().at(0);
  CHECK(event.at("reason").as_string() == "purpose_unknown");
  CHECK(event.at("purpose").as_string() == "");
}

TEST_CASE("A row whose feed the look does not know is dropped") {
  World world;
  const auto seen = world.guard.see_list(world.look, std::vector<Door>{door("person 1", {999}), door("person 2", {})});
  REQUIRE(seen);
  CHECK(seen->value().empty());
}

TEST_CASE("When the event cannot be written nothing is shown") {
  FullDatabase full;
  AuditLog log{full, std::nullopt};
  const FixedClock clock{today};
  Guard guard{log, clock, example_policy()};
  const World world;
  const auto seen = guard.see_list(world.look, std::vector<Door>{door("person 1", {housing})});
  REQUIRE(!seen);
  CHECK(seen.error().code == "store.full");
  const auto answer = guard.see_answer(world.look, Head{7}, std::vector<Door>{door("person 1", {housing})});
  CHECK(!answer);
  CHECK(!guard.allow(world.look.actor, Action::run, "run"));
  auto refused = world.look;
  refused.actor = {};
  CHECK(guard.see_list(refused, std::vector<Door>{}).error().exit == Exit::refused);
}

TEST_CASE("An answer goes with its head, and is one event") {
  World world;
  const auto seen = world.guard.see_answer(world.look, Head{7}, std::vector<Door>{door("person 1", {housing}), door("person 1", {housing})});
  REQUIRE(seen);
  CHECK((*seen)->head.homes == 7);
  CHECK((*seen)->rows.size() == 2);
  const auto events = world.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].at("subjects").as_array().size() == 1);  // two rows of one person are one subject
}

TEST_CASE("New rules hold from the next look on, and are recorded once") {
  World world;
  REQUIRE(world.guard.set_policy(example_policy(), "PLACE.toml"));
  REQUIRE(world.guard.set_policy(example_policy(), "PLACE.toml"));
  CHECK(world.events().size() == 1);
  CHECK(world.guard.see_list(world.look, std::vector<Door>{door("person 1", {housing})}));
  REQUIRE(world.guard.set_policy(std::make_shared<const Policy>(), "PLACE.toml"));
  CHECK(!world.guard.see_list(world.look, std::vector<Door>{door("person 1", {housing})}));
  CHECK(world.whole());
}

TEST_CASE("An agreement that ends is ended at once") {
  World world;
  CHECK(world.guard.see_list(world.look, std::vector<Door>{door("person 1", {6})})->value().size() == 1);  // its last day is today
  world.clock.set(moment("2026-06-16T00:00:00Z"));
  CHECK(world.guard.see_list(world.look, std::vector<Door>{door("person 1", {6})})->value().empty());
}

TEST_CASE("A list of 5,000 doors is one event") {
  World world;
  std::vector<Door> rows;
  for (int i = 0; i < 5000; ++i) {
    auto row = door("person " + std::to_string(i), i % 3 == 0 ? std::vector<FeedIndex>{housing} : std::vector<FeedIndex>{housing, utility_register});
    row.reasons = {{{FactorId{"cannot_walk"}, housing}, "cannot walk far"}};
    row.facts.is_protected = i % 200 == 0;
    rows.push_back(std::move(row));
  }
  const auto from = std::chrono::steady_clock::now();
  const auto seen = world.guard.see_list(world.look, std::move(rows));
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - from;
  REQUIRE(seen);
  CHECK(seen->value().size() == 4975);
  CHECK(world.events().size() == 1);
  MESSAGE("5,000 rows decided, stripped and recorded in " << took.count() << " ms");
}
