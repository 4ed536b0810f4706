// Every SQL statement of every room fits the schema, on SQLite and on PostgreSQL.
#include <doctest/doctest.h>

#include <set>

#include "store/any_database.h"
#if __has_include("help/statements.h")
#include "help/statements.h"
#endif
#include "need/statements.h"
#include "people/statements.h"
#include "place/statements.h"
#include "record/statements.h"
#include "spine/statements.h"
#include "trust/statements.h"

using namespace hearth;

namespace {

std::vector<store::Statement> all_statements() {
  std::vector<store::Statement> all;
  const auto add = [&](const std::vector<store::Statement>& room) { all.insert(all.end(), room.begin(), room.end()); };
  add(record::statements());
  add(place::statements());
  add(people::statements());
  add(need::statements());
#if __has_include("help/statements.h")
  add(help::statements());
#endif
  add(trust::statements());
  add(spine::statements());
  return all;
}

}  // namespace

TEST_CASE("Every statement of every room fits the schema of both databases") {
  tests::for_each_database([](store::Database& database) {
    for (const auto& statement : all_statements()) {
      const auto prepared = database.prepare_all({statement});
      CHECK_MESSAGE(prepared, (prepared ? "" : to_string(prepared.error())));
    }
  });
}

TEST_CASE("A statement's name says its room, and names one statement") {
  std::set<std::string_view> names;
  for (const auto& statement : all_statements()) {
    CAPTURE(std::string{statement.name});
    CHECK(statement.name.find('.') != std::string_view::npos);
    CHECK(names.insert(statement.name).second);
  }
}
