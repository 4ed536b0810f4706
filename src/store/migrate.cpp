// migrate.cpp: numbered schema files, applied once, never changed after.
#include "store/migrate.h"

#include <map>

#include "base/hash.h"
#include "base/try.h"
#include "store/dialect.h"

namespace hearth::store {

namespace {

constexpr Statement applied_migrations{"store.applied_migrations",
                                       "SELECT number, name, content_hash FROM schema_migration ORDER BY number"};
constexpr Statement record_migration{
    "store.record_migration",
    "INSERT INTO schema_migration (number, name, content_hash, applied_at) VALUES (:number, :name, :content_hash, :applied_at)"};

constexpr const char* migration_table =
    "CREATE TABLE schema_migration (\n"
    "number BIGINT NOT NULL PRIMARY KEY,\n"
    "name TEXT NOT NULL,\n"
    "content_hash TEXT NOT NULL,\n"
    "applied_at TEXT NOT NULL\n"
    ")";

std::string label(const Migration& migration) { return std::to_string(migration.number) + " (" + std::string{migration.name} + ")"; }

using Applied = std::map<int, std::string>;  // number -> hash of its text

Result<Applied> applied(Connection& connection) {
  Applied found;
  HEARTH_TRY(exists, connection.has_table("schema_migration"));
  if (!exists) return found;
  HEARTH_CHECK((connection.query<std::int64_t, std::string, std::string>(
      applied_migrations, {}, [&](std::int64_t number, const std::string&, const std::string& hash) {
        found.emplace(static_cast<int>(number), hash);
      })));
  return found;
}

/// @error store.newer, store.changed
Result<Done> compare(const Applied& applied, std::span<const Migration> known) {
  for (const auto& [number, hash] : applied) {
    const int wanted = number;
    const auto* same = static_cast<const Migration*>(nullptr);
    for (const auto& migration : known)
      if (migration.number == wanted) same = &migration;
    if (!same)
      return fail("store.newer", "this data folder was written by a later Hearth (its schema has number " + std::to_string(wanted) +
                                     "). Use that version, or restore a backup made by this one.");
    if (hash != ContentHash::of(same->sql).text())
      return fail("store.changed", "schema file " + label(*same) + " reads differently from when it was applied to this data folder. An "
                                   "applied file is never changed: add a new one.");
  }
  return Done{};
}

Result<Done> apply_one(Connection& connection, const Migration& migration, const Clock& clock) {
  for (const auto& statement : schema_statements(migration.sql))
    HEARTH_CHECK(connection.command("schema file " + label(migration), connection.own_words(statement)));
  HEARTH_CHECK(connection.execute(record_migration, {to_value(migration.number), to_value(migration.name),
                                                     to_value(ContentHash::of(migration.sql).text()), to_value(clock.now().text())}));
  return Done{};
}

/// All of `work`, or nothing.
Result<Done> in_transaction(Connection& connection, const std::function<Result<Done>()>& work) {
  HEARTH_CHECK(connection.begin_write());
  auto done = work();
  if (done) done = connection.commit();
  if (!done) connection.rollback();
  return done;
}

Result<Done> apply_missing(Connection& connection, std::span<const Migration> known, const Clock& clock) {
  HEARTH_CHECK(in_transaction(connection, [&]() -> Result<Done> {
    HEARTH_TRY(exists, connection.has_table("schema_migration"));
    if (exists) return Done{};
    return connection.command("schema_migration", connection.own_words(migration_table));
  }));
  for (const auto& migration : known) {
    HEARTH_CHECK(in_transaction(connection, [&]() -> Result<Done> {
      HEARTH_TRY(now, applied(connection));  // another node may have been faster
      if (now.contains(migration.number)) return Done{};
      return apply_one(connection, migration, clock);
    }));
  }
  return Done{};
}

}  // namespace

Result<Done> migrate(Connection& connection, std::span<const Migration> known, bool apply, const Clock& clock) {
  HEARTH_TRY(before, applied(connection));
  HEARTH_CHECK(compare(before, known));
  if (!apply || before.size() == known.size()) return Done{};
  HEARTH_CHECK(connection.lock_schema());
  auto done = apply_missing(connection, known, clock);
  connection.unlock_schema();
  return done;
}

}  // namespace hearth::store
