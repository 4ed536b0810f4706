#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "store/any_database.h"
#include "trust/audit_log.h"
#include "trust/audit_verify.h"
#include "trust/example_place.h"
#include "trust/key_files.h"

using namespace hearth;
using namespace hearth::trust;
using namespace hearth::tests;
using store::Session;
using store::Statement;
using store::to_value;

namespace {

AuditKeys new_keys() { return {SigningKey::generate(), PseudonymKey::generate()}; }

AuditEvent example_event(int i) {
  AuditEvent event;
  event.at = today;
  event.actor = "anna";
  event.organisation = OrganisationId{"council"};
  event.role = "duty_officer";
  event.action = "query";
  event.purpose = PurposeId{"flood-welfare"};
  event.allowed = i % 3 != 0;
  event.reason = event.allowed ? "allowed" : "agreement_expired";
  event.asked = "homes within a polygon, " + std::to_string(i);
  event.policy = "v1";
  event.shown = 2;
  event.subjects = {"00112233445566aa", "00112233445566bb"};
  return event;
}

/// A log of `count` events in a database of its own.
struct Log {
  TemporaryFolder folder;
  std::unique_ptr<store::Database> database;
  AuditKeys keys;
  AuditLog log;
  explicit Log(int count) : database{std::move(*store::open_folder(folder.path() / "data"))}, keys{new_keys()}, log{*database, keys} {
    for (int i = 0; i < count; ++i) REQUIRE(log.append(example_event(i)));
  }
  [[nodiscard]] AuditReport verify(const std::vector<std::string>& anchors = {}) const {
    auto report = verify_audit(*database, keys.signing.verify_key(), anchors);
    if (!report) FAIL(to_string(report.error()));
    return *report;
  }
  void sql(const std::string& text) const {
    const std::string name = "test." + std::to_string(std::hash<std::string>{}(text));
    const auto done = database->write([&](Session& session) -> Result<Done> {
      HEARTH_CHECK(session.execute(Statement{name, text}));
      return Done{};
    });
    if (!done) FAIL(to_string(done.error()));
  }
  [[nodiscard]] std::string text(const std::string& query) const {
    const std::string name = "test." + std::to_string(std::hash<std::string>{}(query));
    std::string found;
    const auto done = database->read([&](Session& session) -> Result<Done> {
      HEARTH_TRY(value, session.one<std::string>(Statement{name, query}));
      found = value.value_or("");
      return Done{};
    });
    if (!done) FAIL(to_string(done.error()));
    return found;
  }
};

std::set<std::uint64_t> broken_events(const AuditReport& report) {
  std::set<std::uint64_t> out;
  for (const auto& fault : report.faults)
    if (fault.event) out.insert(*fault.event);
  return out;
}

std::string quoted(std::string text) {
  for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2) text.insert(at, 1, '\'');
  return "'" + text + "'";
}

}  // namespace

TEST_CASE("Every statement of the room is understood by both databases, and a log kept there verifies") {
  for_each_database([](store::Database& database) {
    const auto keys = new_keys();
    AuditLog log{database, keys};
    for (int i = 0; i < 9; ++i) CHECK(log.append(example_event(i)) == static_cast<std::uint64_t>(i));
    CHECK(log.erase(4, {"ida", OrganisationId{"council"}, {Role::ig_lead}}, today, "asked for by the person"));
    const auto report = verify_audit(database, keys.signing.verify_key());
    if (!report) FAIL(to_string(report.error()));
    for (const auto& fault : report->faults) MESSAGE(fault.event.value_or(999) << ": " << fault.what);
    CHECK(report->whole());
    CHECK(report->events == 10);
    CHECK(report->erased == 1);
    CHECK(report->checkpoints == 10);
  });
}

TEST_CASE("An empty log is whole") {
  const Log log{0};
  CHECK(log.verify().whole());
  CHECK(log.verify().root == empty_root());
}

TEST_CASE("One changed byte in any column of any event is found, and the event is named") {
  const Log log{5};
  for (const auto* column : {"at", "actor", "organisation", "role", "action", "purpose", "decision", "reason", "event_json", "salt", "leaf_hash"})
    for (int seq = 0; seq < 5; ++seq) {
      const auto where = " WHERE seq = " + std::to_string(seq);
      const auto before = log.text(std::string{"SELECT "} + column + " FROM audit_event" + where);
      for (const std::size_t at : {std::size_t{0}, before.size() / 2, before.size() - 1}) {
        auto bent = before;
        bent[at] = bent[at] == '0' ? '1' : '0';
        CAPTURE(column);
        CAPTURE(seq);
        log.sql(std::string{"UPDATE audit_event SET "} + column + " = " + quoted(bent) + where);
        const auto report = log.verify();
        CHECK(!report.whole());
        CHECK(broken_events(report) == std::set<std::uint64_t>{static_cast<std::uint64_t>(seq)});
      }
      log.sql(std::string{"UPDATE audit_event SET "} + column + " = " + quoted(before) + where);
    }
  for (const auto* column : {"root", "note"})
    for (int size = 1; size <= 5; ++size) {
      const auto where = " WHERE size = " + std::to_string(size);
      const auto before = log.text(std::string{"SELECT "} + column + " FROM audit_checkpoint" + where);
      auto bent = before;
      bent[before.size() - 5] = bent[before.size() - 5] == '0' ? '1' : '0';
      CAPTURE(column);
      log.sql(std::string{"UPDATE audit_checkpoint SET "} + column + " = " + quoted(bent) + where);
      CHECK(broken_events(log.verify()).contains(static_cast<std::uint64_t>(size - 1)));
      log.sql(std::string{"UPDATE audit_checkpoint SET "} + column + " = " + quoted(before) + where);
    }
  CHECK(log.verify().whole());
}

TEST_CASE("An event that was forged with a hash that fits is found by the roots that were signed") {
  const Log log{7};
  const Salt salt = random_salt();
  auto event = example_event(3);
  event.actor = "somebody.else";
  const auto text = event_json(event, 3);
  log.sql("UPDATE audit_event SET actor = 'somebody.else', event_json = " + quoted(text) + ", salt = '" + hex(salt) + "', leaf_hash = '" +
          hex(leaf_hash(bytes_of(hmac_sha256(salt, text)))) + "' WHERE seq = 3");
  const auto report = log.verify();
  CHECK(!report.whole());
  CHECK(broken_events(report) == std::set<std::uint64_t>{3});
}

TEST_CASE("Events that are missing, swapped, added or erased without a word are found") {
  SUBCASE("one in the middle is missing") {
    const Log log{6};
    log.sql("DELETE FROM audit_event WHERE seq = 2");
    CHECK(broken_events(log.verify()).contains(2));
  }
  SUBCASE("the last one is missing") {
    const Log log{6};
    log.sql("DELETE FROM audit_event WHERE seq = 5");
    CHECK(broken_events(log.verify()) == std::set<std::uint64_t>{5});
  }
  SUBCASE("all are missing") {
    const Log log{3};
    log.sql("DELETE FROM audit_event");
    CHECK(broken_events(log.verify()) == std::set<std::uint64_t>{0, 1, 2});
  }
  SUBCASE("the head was cut with them, and a checkpoint remains") {
    const Log log{6};
    log.sql("DELETE FROM audit_event WHERE seq = 5");
    log.sql("UPDATE audit_head SET size = 5");
    CHECK(!log.verify().whole());
  }
  SUBCASE("two were swapped") {
    const Log log{6};
    log.sql("UPDATE audit_event SET seq = 99 WHERE seq = 1");
    log.sql("UPDATE audit_event SET seq = 1 WHERE seq = 4");
    log.sql("UPDATE audit_event SET seq = 4 WHERE seq = 99");
    const auto broken = broken_events(log.verify());
    CHECK(broken.contains(1));
    CHECK(broken.contains(4));
  }
  SUBCASE("one was added behind") {
    const Log log{3};
    log.sql("INSERT INTO audit_event (seq, at, actor, organisation, role, action, purpose, decision, reason, event_json, salt, leaf_hash) "
            "SELECT 3, at, actor, organisation, role, action, purpose, decision, reason, event_json, salt, leaf_hash FROM audit_event WHERE seq = 2");
    CHECK(broken_events(log.verify()).contains(3));
  }
  SUBCASE("one was blanked as if it had been erased") {
    const Log log{4};
    log.sql("UPDATE audit_event SET at = '', actor = '', organisation = '', role = '', action = '', purpose = '', decision = '', reason = '', "
            "event_json = '', salt = '' WHERE seq = 1");
    CHECK(broken_events(log.verify()) == std::set<std::uint64_t>{1});
  }
  SUBCASE("all signatures were taken away") {
    const Log log{4};
    log.sql("UPDATE audit_checkpoint SET note = ''");
    CHECK(!log.verify().whole());
  }
}

TEST_CASE("A whole log that was put back to an older state is found by a checkpoint that somebody kept") {
  const Log log{6};
  const auto kept = newest_checkpoint(*log.database);
  REQUIRE(kept);
  log.sql("DELETE FROM audit_event WHERE seq >= 4");
  log.sql("DELETE FROM audit_checkpoint WHERE size > 4");
  Frontier frontier;
  for (int i = 0; i < 4; ++i) frontier.append(*digest_from_hex(log.text("SELECT leaf_hash FROM audit_event WHERE seq = " + std::to_string(i))));
  log.sql("UPDATE audit_head SET size = 4, peaks = '" + hex(frontier.peaks()[0]) + "'");
  CHECK(log.verify().whole());  // by itself it is a log that ended earlier
  const auto report = log.verify({*kept});
  CHECK(!report.whole());
  for (int i = 4; i < 8; ++i) REQUIRE(const_cast<AuditLog&>(log.log).append(example_event(i + 100)));
  CHECK(log.verify().whole());
  CHECK(!log.verify({*kept}).whole());  // and a fork is another history
}

TEST_CASE("A log signed with another key does not verify") {
  const Log log{3};
  const auto report = verify_audit(*log.database, SigningKey::generate().verify_key());
  REQUIRE(report);
  CHECK(!report->whole());
}

TEST_CASE("Before setup events are kept without signatures; from setup on they are signed") {
  TemporaryFolder folder;
  auto database = *store::open_folder(folder.path() / "data");
  AuditLog log{*database, std::nullopt};
  REQUIRE(log.append(example_event(0)));
  CHECK(verify_audit(*database, std::nullopt)->whole());
  const auto keys = new_keys();
  log.use(keys);
  REQUIRE(log.append(example_event(1)));
  const auto report = *verify_audit(*database, keys.signing.verify_key());
  CHECK(report.whole());
  CHECK(report.unsigned_checkpoints == 1);
  CHECK(report.checkpoints == 1);
}

TEST_CASE("Equal events have different leaves, so that a log does not tell who was looked at twice") {
  const Log log{0};
  REQUIRE(const_cast<AuditLog&>(log.log).append(example_event(1)));
  REQUIRE(const_cast<AuditLog&>(log.log).append(example_event(1)));
  CHECK(log.text("SELECT salt FROM audit_event WHERE seq = 0") != log.text("SELECT salt FROM audit_event WHERE seq = 1"));
  CHECK(log.text("SELECT leaf_hash FROM audit_event WHERE seq = 0") != log.text("SELECT leaf_hash FROM audit_event WHERE seq = 1"));
}

TEST_CASE("Nobody writes a line, a field or an event into the log by a name or a purpose that they type") {
  Log log{0};
  AuditEvent event = example_event(1);
  event.actor = "anna\n{\"seq\":1,\"actor\":\"boss\"}";
  event.purpose = PurposeId{"flood\",\"decision\":\"allow"};
  event.asked = "x\r\n2026-06-15 boss allow \x1b[2J" + std::string(1, '\0') + "hidden";
  event.role = "\xff\xfe not text";
  event.allowed = false;
  REQUIRE(log.log.append(event));
  CHECK(log.verify().whole());
  std::vector<std::string> lines;
  REQUIRE(export_audit(*log.database, [&lines](std::string_view line) -> Result<Done> {
    lines.emplace_back(line);
    return Done{};
  }));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find('\n') == std::string::npos);
  CHECK(lines[0].find('\x1b') == std::string::npos);
  const auto value = formats::parse_json(lines[0], "event");
  if (!value) FAIL(to_string(value.error()));
  CHECK(value->as_object().at("decision").as_string() == "deny");
  CHECK(value->as_object().at("actor").as_string().find('\n') == std::string::npos);
  CHECK(log.text("SELECT actor FROM audit_event WHERE seq = 0").find('\n') == std::string::npos);
}

TEST_CASE("Anybody with the checkpoint can prove that one event is in the log") {
  const Log log{11};
  for (std::uint64_t i = 0; i < 11; ++i) {
    const auto proof = prove_event(*log.database, i);
    REQUIRE(proof);
    const auto checkpoint = open_checkpoint(proof->note, log.keys.signing.verify_key());
    REQUIRE(checkpoint);
    CHECK(verify_inclusion(proof->leaf, proof->index, checkpoint->size, proof->path, checkpoint->root));
    CHECK(formats::parse_json(proof_json(*proof), "proof"));
  }
  CHECK(prove_event(*log.database, 11).error().code == "audit.no_such_event");
}

TEST_CASE("An erased event is gone from the database, is counted, and cannot be erased twice") {
  Log log{4};
  const Actor lead{"ida", OrganisationId{"council"}, {Role::ig_lead}};
  REQUIRE(log.log.erase(2, lead, today, "right to erasure"));
  CHECK(log.text("SELECT event_json FROM audit_event WHERE seq = 2").empty());
  CHECK(log.verify().whole());
  CHECK(log.verify().erased == 1);
  CHECK(log.log.erase(2, lead, today, "again").error().code == "audit.erased");
  CHECK(log.log.erase(77, lead, today, "again").error().code == "audit.no_such_event");
}

TEST_CASE("Events from many threads at once are all kept, each with a number of its own") {
  Log log{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&log] {
      for (int i = 0; i < 25; ++i) static_cast<void>(log.log.append(example_event(i)));
    });
  for (auto& thread : threads) thread.join();
  const auto report = log.verify();
  CHECK(report.events == 100);
  CHECK(report.whole());
}
