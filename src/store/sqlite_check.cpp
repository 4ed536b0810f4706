// sqlite_check.cpp: proves a database whole, and counts it.
#include "base/try.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_copy.h"

namespace hearth::store {

namespace {

constexpr Statement integrity{"store.integrity_check", "PRAGMA integrity_check(1)"};
constexpr Statement quick{"store.quick_check", "PRAGMA quick_check(1)"};
constexpr Statement foreign_keys{"store.foreign_key_check", "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1"};
constexpr Statement tables{"store.tables",
                           "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"};

Result<Done> run_check(Connection& connection, const Statement& pragma) {
  HEARTH_TRY(answer, connection.one<std::string>(pragma));
  if (answer == "ok") return Done{};
  return fail("store.corrupt", "hearth.db is damaged: its pages do not fit together. Stop, keep a copy of the folder, and restore the last "
                               "backup: hearth restore");
}

}  // namespace

Result<Done> quick_check_sqlite(Connection& connection) { return run_check(connection, quick); }

Result<Done> check_sqlite(Connection& connection) {
  HEARTH_CHECK(run_check(connection, integrity));
  HEARTH_TRY(broken, connection.one<std::string>(foreign_keys));
  if (!broken) return Done{};
  return fail("store.corrupt", "hearth.db holds a row that refers to one that is not there. Restore the last backup: hearth restore");
}

Result<std::vector<TableRows>> count_rows(Connection& connection) {
  std::vector<TableRows> counted;
  HEARTH_CHECK((connection.query<std::string>(tables, {}, [&](const std::string& name) { counted.push_back({name, 0}); })));
  for (auto& table : counted) {
    const std::string sql = "SELECT count(*) FROM \"" + table.table + "\"";  // the schema's own names: no quotation marks in them
    HEARTH_TRY(rows, connection.one<std::int64_t>(Statement{"store.count_rows", sql}));
    table.rows = *rows;
  }
  return counted;
}

}  // namespace hearth::store
