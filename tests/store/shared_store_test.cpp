// A region's PostgreSQL: several nodes write it at once, and connections are lost.
#include <doctest/doctest.h>

#include <thread>

#include "base/try.h"
#include "store/any_database.h"

using namespace hearth;
using namespace hearth::store;

namespace {

constexpr Statement create_stock{"test.create_stock", "CREATE TABLE stock (id BIGINT NOT NULL PRIMARY KEY, sacks BIGINT NOT NULL)"};
constexpr Statement fill_stock{"test.fill_stock", "INSERT INTO stock (id, sacks) VALUES (1, 0)"};
constexpr Statement sacks{"test.sacks", "SELECT sacks FROM stock WHERE id = 1"};
constexpr Statement set_sacks{"test.set_sacks", "UPDATE stock SET sacks = :sacks WHERE id = 1"};
constexpr Statement end_others{"test.end_others",
                               "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"};

/// Reads, then writes what it read plus one: the pattern that loses counts unless crossing writes are repeated.
Result<Done> add_one(Session& session) {
  HEARTH_TRY(now, session.one<std::int64_t>(sacks));
  HEARTH_CHECK(session.execute(set_sacks, {to_value(*now + 1)}));
  return Done{};
}

std::unique_ptr<Database> node(const std::string& url) {
  auto opened = open_url(url);
  if (!opened) FAIL(to_string(opened.error()));
  return std::move(*opened);
}

std::int64_t count(Database& database) {
  std::int64_t found = -1;
  const auto done = database.read([&](Session& session) -> Result<Done> {
    HEARTH_TRY(now, session.one<std::int64_t>(sacks));
    found = *now;
    return Done{};
  });
  if (!done) FAIL(to_string(done.error()));
  return found;
}

bool skipped() {
  if (tests::own_postgresql().runs()) return false;
  MESSAGE("skip: PostgreSQL 15 is not installed (or its user is missing)");
  return true;
}

}  // namespace

TEST_CASE("Two nodes that count the same stock lose no sack, and whoever is refused is told") {
  if (skipped()) return;
  const auto url = tests::own_postgresql().new_database();
  auto one = node(url);
  auto other = node(url);
  REQUIRE(one->write([](Session& session) -> Result<Done> {
    HEARTH_CHECK(session.execute(create_stock));
    HEARTH_CHECK(session.execute(fill_stock));
    return Done{};
  }));
  std::atomic<int> kept{0};
  const auto work = [&](Database& database) {
    for (int i = 0; i < 50; ++i) {
      const auto done = database.write(add_one);
      if (done) ++kept;
      else CHECK(done.error().code == "store.crossed");
    }
  };
  std::thread first{[&] { work(*one); }};
  std::thread second{[&] { work(*other); }};
  first.join();
  second.join();
  CHECK(count(*one) == kept);
  CHECK(kept > 0);
}

TEST_CASE("A lost connection is told once, and the next write and read go on") {
  if (skipped()) return;
  const auto url = tests::own_postgresql().new_database();
  auto ours = node(url);
  REQUIRE(ours->write([](Session& session) -> Result<Done> {
    HEARTH_CHECK(session.execute(create_stock));
    HEARTH_CHECK(session.execute(fill_stock));
    return Done{};
  }));
  CHECK(count(*ours) == 0);
  {
    auto administrator = node(url);
    REQUIRE(administrator->read([&](Session& session) -> Result<Done> {
      HEARTH_TRY(ended, session.one<std::int64_t>(end_others));
      CHECK(*ended >= 2);
      return Done{};
    }));
  }
  const auto lost = ours->write(add_one);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().code == "store.unreachable");
  CHECK(ours->write(add_one));
  const auto lost_read = ours->read(add_one);
  REQUIRE_FALSE(lost_read);
  CHECK(lost_read.error().code == "store.unreachable");
  CHECK(count(*ours) == 1);
}

TEST_CASE("An address that does not answer is told without the address: it may hold a password") {
  for (const char* url : {"postgresql://hearth:Secret@127.0.0.1:1/hearth", "postgresql:///x?host=/nowhere"}) {
    const auto opened = open_url(url);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == "store.unreachable");
    CHECK(to_string(opened.error()).find("Secret") == std::string::npos);
  }
  CHECK(open_url("mysql://x").error().exit == Exit::wrong_use);
}
