// How many looks and refusals each month had, and that somebody who asked too often is told so and recorded.
#include <doctest/doctest.h>

#include "base/try.h"
#include "store/any_database.h"
#include "trust/audit_table.h"
#include "trust/example_place.h"
#include "trust/guard.h"

using namespace hearth;
using namespace hearth::trust;
using namespace hearth::tests;

namespace {

AuditEvent look(const char* at, const char* who, const char* action, bool allowed = true) {
  AuditEvent event;
  event.at = *Instant::parse(at);
  event.actor = who;
  event.organisation = OrganisationId{"council"};
  event.action = action;
  event.purpose = PurposeId{"flood-welfare"};
  event.allowed = allowed;
  event.reason = allowed ? "allowed" : "agreement_expired";
  event.policy = "v1";
  return event;
}

/// "2026-05: 2 1 0 1" for each month: lists, opened, others, refused.
std::string months(store::Database& database, const std::string& actor, const std::string& since) {
  std::string out;
  const auto read = database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(all, audit_months(session, actor, since));
    for (const auto& month : all) {
      out += out.empty() ? "" : "; ";
      out += month.month + ":";
      for (const auto count : {month.lists, month.opened, month.others, month.refused}) out.append(" ").append(std::to_string(count));
    }
    return Done{};
  });
  REQUIRE(read);
  return out;
}

}  // namespace

TEST_CASE("Looks are counted by month, by what they were and by whose; refusals apart") {
  for_each_database([](store::Database& database) {
    AuditLog log{database, std::nullopt};
    for (const auto& event : {look("2026-03-31T23:59:59Z", "anna", "query"), look("2026-05-01T00:00:00Z", "anna", "query"), look("2026-05-02T00:00:00Z", "anna", "export"),
                              look("2026-05-31T23:00:00Z", "anna", "explain"), look("2026-05-31T23:30:00Z", "anna", "open"), look("2026-05-03T00:00:00Z", "bert", "query", false), look("2026-06-01T00:00:00Z", "bert", "review")})
      REQUIRE(log.append(event));
    CHECK(months(database, "", "2026-01") == "2026-03: 1 0 0 0; 2026-05: 2 2 0 1; 2026-06: 0 0 1 0");
    CHECK(months(database, "anna", "2026-01") == "2026-03: 1 0 0 0; 2026-05: 2 2 0 0");
    CHECK(months(database, "", "2026-05") == "2026-05: 2 2 0 1; 2026-06: 0 0 1 0");
    CHECK(months(database, "nobody", "2026-01").empty());
  });
}

TEST_CASE("How often an organisation looked for a purpose, and when each person last asked, is read from the log") {
  for_each_database([](store::Database& database) {
    AuditLog log{database, std::nullopt};
    auto elsewhere = look("2026-05-04T00:00:00Z", "carol", "open");
    elsewhere.organisation = OrganisationId{"charity"};
    for (const auto& event : {look("2026-03-31T23:59:59Z", "anna", "query"), look("2026-05-01T00:00:00Z", "anna", "open"), look("2026-05-03T00:00:00Z", "bert", "query", false), elsewhere})
      REQUIRE(log.append(event));
    std::string told;
    REQUIRE(database.read([&](store::Session& session) -> Result<Done> {
      HEARTH_TRY(uses, audit_uses(session, "2026-04-01"));
      for (const auto& use : uses) told += use.organisation.text() + " " + use.purpose.text() + " " + std::to_string(use.allowed) + " " + std::to_string(use.refused) + "; ";
      HEARTH_TRY(asked, newest_by_actors(session));
      for (const auto& [who, at] : asked) told += who + " " + at.substr(0, 10) + "; ";
      return Done{};
    }));
    CHECK(told == "charity flood-welfare 1 0; council flood-welfare 1 1; anna 2026-05-01; bert 2026-05-03; carol 2026-05-04; ");
  });
}

TEST_CASE("Who asks too often is told to wait, and the log has it among the refusals") {
  for_each_database([](store::Database& database) {
    AuditLog log{database, std::nullopt};
    const FixedClock clock{today};
    Guard guard{log, clock, example_policy()};
    const auto error = guard.refuse_for_now({"anna", OrganisationId{"council"}, {Role::duty_officer}}, Action::query, PurposeId{"flood-welfare"}, "a search by name or street");
    CHECK(error.code == "trust.too_often");
    CHECK(error.exit == Exit::refused);
    const auto read = database.read([&](store::Session& session) -> Result<Done> {
      HEARTH_TRY(events, newest_events(session, "anna", 5));
      REQUIRE(events.size() == 1);
      CHECK(events.front().decision == "deny");
      CHECK(events.front().reason == "too_many_tries");
      CHECK(events.front().event_json.find("a search by name or street") != std::string::npos);
      return Done{};
    });
    CHECK(read);
  });
}
