// Schema files: applied once, in order, never changed after.
#include <doctest/doctest.h>

#include <set>

#include "base/try.h"
#include "store/any_database.h"
#include "store/dialect.h"
#include "store/migrate.h"
#include "store/postgresql_connection.h"
#include "store/sqlite_connection.h"

using namespace hearth;
using namespace hearth::store;

namespace {

const FixedClock noon{Instant{1'795'608'000'000}};

/// An empty database of each engine.
void for_each_connection(const std::function<void(Connection&)>& test) {
  tests::TemporaryFolder folder;
  auto sqlite = open_sqlite(folder.path() / "hearth.db", {.use = Use::writer});
  REQUIRE(sqlite);
  test(**sqlite);
  if (!tests::own_postgresql().runs()) {
    MESSAGE("PostgreSQL 15 is not installed: tried on SQLite alone");
    return;
  }
  auto postgresql = open_postgresql(tests::own_postgresql().new_database());
  REQUIRE(postgresql);
  test(**postgresql);
}

constexpr Migration first{1, "sacks", "-- Sandbags.\nCREATE TABLE sack (\n  id BIGINT NOT NULL PRIMARY KEY,\n  weight DOUBLE PRECISION NOT NULL\n);\n"};
constexpr Migration second{2, "walls", "CREATE TABLE wall (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL);\nCREATE INDEX wall_name ON wall (name);\n"};
constexpr Migration broken{2, "walls", "CREATE TABLE wall (id BIGINT NOT NULL PRIMARY KEY);\nCREATE TABLE sack (id BIGINT);\n"};

std::string code_of(const Result<Done>& result) { return result ? "done" : result.error().code; }

}  // namespace

TEST_CASE("Missing schema files are applied in order, each once") {
  for_each_connection([](Connection& connection) {
    const Migration one[]{first};
    const Migration both[]{first, second};
    CHECK(code_of(migrate(connection, one, true, noon)) == "done");
    CHECK(connection.has_table("sack").value());
    CHECK_FALSE(connection.has_table("wall").value());
    for (int i = 0; i < 2; ++i) CHECK(code_of(migrate(connection, both, true, noon)) == "done");
    CHECK(connection.has_table("wall").value());
    CHECK(connection.one<std::int64_t>(Statement{"test.count", "SELECT count(*) FROM schema_migration"}).value() == 2);
    CHECK(connection.one<std::string>(Statement{"test.when", "SELECT min(applied_at) FROM schema_migration"}).value() == noon.now().text());
  });
}

TEST_CASE("A schema file that fails leaves nothing of itself") {
  for_each_connection([](Connection& connection) {
    const Migration files[]{first, broken};
    CHECK_FALSE(migrate(connection, files, true, noon));
    CHECK(connection.has_table("sack").value());
    CHECK_FALSE(connection.has_table("wall").value());
    const Migration mended[]{first, second};
    CHECK(code_of(migrate(connection, mended, true, noon)) == "done");
  });
}

TEST_CASE("A schema file that was changed after it was applied is refused") {
  for_each_connection([](Connection& connection) {
    const Migration before[]{first};
    Migration after[]{first};
    REQUIRE(migrate(connection, before, true, noon));
    after[0].sql = second.sql;
    CHECK(code_of(migrate(connection, after, true, noon)) == "store.changed");
  });
}

TEST_CASE("A database that a later Hearth wrote is refused") {
  for_each_connection([](Connection& connection) {
    const Migration later[]{first, second};
    const Migration now[]{first};
    REQUIRE(migrate(connection, later, true, noon));
    CHECK(code_of(migrate(connection, now, true, noon)) == "store.newer");
    CHECK(code_of(migrate(connection, now, false, noon)) == "store.newer");
  });
}

TEST_CASE("SQLite's tables keep their types: no text in a number's column") {
  tests::TemporaryFolder folder;
  auto connection = open_sqlite(folder.path() / "hearth.db", {.use = Use::writer});
  REQUIRE(connection);
  const Migration files[]{first};
  REQUIRE(migrate(**connection, files, true, noon));
  const Statement insert{"test.insert", "INSERT INTO sack (id, weight) VALUES (:id, :weight)"};
  CHECK((*connection)->execute(insert, {to_value(1), to_value("heavy")}).error().code == "store.constraint");
  CHECK((*connection)->execute(insert, {to_value(1), to_value(25.5)}));
}

TEST_CASE("Schema text in SQLite's words") {
  CHECK(sqlite_schema("CREATE TABLE a (\n  bigint_BIGINTS BIGINT,\n  d DOUBLE PRECISION CHECK (d IN (1, 2))\n)") ==
        "CREATE TABLE a (\n  bigint_BIGINTS INTEGER,\n  d REAL CHECK (d IN (1, 2))\n) STRICT");
  CHECK(sqlite_schema("CREATE INDEX i ON a (d)") == "CREATE INDEX i ON a (d)");
  CHECK(schema_statements("-- x;\nCREATE TABLE a (\n  b TEXT\n);\n\nCREATE INDEX i ON a (b);\n") ==
        std::vector<std::string>{"CREATE TABLE a (\nb TEXT\n)", "CREATE INDEX i ON a (b)"});
}

TEST_CASE("Named parameters become numbered ones, outside quotation marks") {
  CHECK(numbered_parameters("INSERT INTO t (a, \"b:c\") VALUES (:a, ':no', :b_2)") == "INSERT INTO t (a, \"b:c\") VALUES ($1, ':no', $2)");
}

TEST_CASE("The program's own schema files have one number each, in order, and apply to both databases") {
  int last = 0;
  for (const auto& migration : migrations()) {
    CHECK(migration.number > last);
    last = migration.number;
  }
  tests::for_each_database([](Database& database) { CHECK(database.check()); });
}
