// What every room may rely on, on both databases.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <atomic>
#include <limits>
#include <thread>

#include "base/try.h"
#include "store/any_database.h"

using namespace hearth;
using namespace hearth::store;
using hearth::tests::for_each_database;

namespace {

constexpr Statement create_thing{"test.create_thing",
                                 "CREATE TABLE thing (id BIGINT NOT NULL PRIMARY KEY, size BIGINT NOT NULL, weight DOUBLE PRECISION NOT NULL, "
                                 "name TEXT NOT NULL, note TEXT, CHECK (size <> 13))"};
constexpr Statement insert_thing{"test.insert_thing",
                                 "INSERT INTO thing (id, size, weight, name, note) VALUES (:id, :size, :weight, :name, :note)"};
constexpr Statement insert_bulk{"test.insert_bulk", "INSERT INTO thing (id, size, weight, name) VALUES (:id, :size, :weight, :name)"};
constexpr Statement all_things{"test.all_things", "SELECT id, size, weight, name, note FROM thing ORDER BY id"};
constexpr Statement note_of{"test.note_of", "SELECT note FROM thing WHERE id = :id"};
constexpr Statement count_things{"test.count_things", "SELECT count(*) FROM thing"};
constexpr Statement resize{"test.resize", "UPDATE thing SET size = :size WHERE id >= :from"};

struct Thing {
  std::int64_t id{0}, size{0};
  double weight{0};
  std::string name;
  std::optional<std::string> note;
  bool operator==(const Thing&) const = default;
};

Result<Done> insert(Session& session, const Thing& thing) {
  HEARTH_CHECK(session.execute(insert_thing, {to_value(thing.id), to_value(thing.size), to_value(thing.weight), to_value(thing.name),
                                              to_value(thing.note)}));
  return Done{};
}

void make_table(Database& database) {
  REQUIRE(database.write([](Session& session) -> Result<Done> {
    HEARTH_CHECK(session.execute(create_thing));
    return Done{};
  }));
}

std::vector<Thing> things(Database& database) {
  std::vector<Thing> found;
  const auto done = database.read([&](Session& session) {
    found.clear();
    return session.query<std::int64_t, std::int64_t, double, std::string, std::optional<std::string>>(
        all_things, {}, [&](std::int64_t id, std::int64_t size, double weight, std::string name, std::optional<std::string> note) {
          found.push_back({id, size, weight, std::move(name), std::move(note)});
        });
  });
  if (!done) FAIL(to_string(done.error()));
  return found;
}

std::int64_t count(Database& database) {
  std::int64_t found = -1;
  REQUIRE(database.read([&](Session& session) -> Result<Done> {
    HEARTH_TRY(number, session.one<std::int64_t>(count_things));
    found = number.value();
    return Done{};
  }));
  return found;
}

}  // namespace

TEST_CASE("What is written is read back the same: large numbers, exact fractions, any script, nothing at all") {
  for_each_database([](Database& database) {
    make_table(database);
    const std::vector<Thing> written{
        {1, 10'000'000'000, 0.1, "Seán Ó'Briain", std::nullopt},
        {2, std::numeric_limits<std::int64_t>::min(), -1.0 / 3, "", ""},
        {3, std::numeric_limits<std::int64_t>::max(), 5e-324, "it's \"quoted\"; DROP TABLE thing; --", "two\nlines"},
        {4, 0, 1.7976931348623157e308, "\xF0\x9F\x8F\xA0 \xD8\xB9\xD8\xB1\xD8\xA8\xD9\x8A :name $1 ?", std::string(100'000, 'x')},
    };
    REQUIRE(database.write([&](Session& session) -> Result<Done> {
      for (const auto& thing : written) HEARTH_CHECK(insert(session, thing));
      return Done{};
    }));
    CHECK(things(database) == written);
  });
}

TEST_CASE("Any row survives the round trip, one by one and in bulk") {
  for_each_database([](Database& database) {
    make_table(database);
    std::int64_t next = 1;
    CHECK(rc::check([&](const std::vector<std::tuple<std::int64_t, double, std::vector<std::uint16_t>>>& rows) {
      std::vector<Thing> expected;
      std::vector<std::int64_t> ids, sizes;
      std::vector<double> weights;
      std::vector<std::string> names;
      for (const auto& row : rows) {
        std::string name;  // any character but NUL, in UTF-8 of two bytes
        for (const auto unit : std::get<2>(row)) {
          const unsigned code = 0x80 + unit % 0x700;
          name += static_cast<char>(0xC0 | (code >> 6));
          name += static_cast<char>(0x80 | (code & 0x3F));
        }
        const auto size = std::get<0>(row) == 13 ? 14 : std::get<0>(row);
        expected.push_back({next++, size, std::get<1>(row), name, std::nullopt});
        ids.push_back(expected.back().id);
        sizes.push_back(size);
        weights.push_back(std::get<1>(row));
        names.push_back(name);
      }
      const bool bulk = rows.size() % 2 == 0;
      std::vector<Thing> found;
      const auto undo = database.write([&](Session& session) -> Result<Done> {
        if (bulk) HEARTH_CHECK(session.execute_bulk(insert_bulk, {ids, sizes, weights, names}));
        else
          for (const auto& thing : expected) HEARTH_CHECK(insert(session, thing));
        found.clear();
        HEARTH_CHECK((session.query<std::int64_t, std::int64_t, double, std::string>(
            all_things, {}, [&](std::int64_t id, std::int64_t size, double weight, std::string name) {
              found.push_back({id, size, weight, std::move(name), std::nullopt});
            })));
        return fail("test.undo", "");
      });
      RC_ASSERT(undo.error().code == "test.undo");
      RC_ASSERT(found == expected);
    }));
  });
}

TEST_CASE("A write that returns an error leaves nothing behind, and its error comes back") {
  for_each_database([](Database& database) {
    make_table(database);
    const auto done = database.write([](Session& session) -> Result<Done> {
      HEARTH_CHECK(insert(session, {1, 1, 1, "one", {}}));
      return fail("feed.shrunk", "too few rows");
    });
    CHECK(done.error().code == "feed.shrunk");
    CHECK(count(database) == 0);
  });
}

TEST_CASE("A row that breaks the schema's rules is refused without its values being told") {
  for_each_database([](Database& database) {
    make_table(database);
    const auto write = [&](const Thing& thing) { return database.write([&](Session& session) { return insert(session, thing); }); };
    REQUIRE(write({1, 1, 1, "Secretname", {}}));
    for (const auto& thing : {Thing{1, 2, 2, "Secretname", {}}, Thing{2, 13, 1, "Secretname", "Secretnote"}}) {
      const auto refused = write(thing);
      REQUIRE_FALSE(refused);
      CHECK(refused.error().code == "store.constraint");
      CHECK(refused.error().message.find("test.insert_thing") != std::string::npos);
      CHECK(refused.error().message.find("Secret") == std::string::npos);
    }
    CHECK(count(database) == 1);
  });
}

TEST_CASE("A write that goes on after a failed statement is not kept by halves") {
  for_each_database([](Database& database) {
    make_table(database);
    const auto done = database.write([](Session& session) -> Result<Done> {
      HEARTH_CHECK(insert(session, {1, 1, 1, "one", {}}));
      static_cast<void>(insert(session, {1, 1, 1, "again", {}}));
      return Done{};
    });
    CHECK_FALSE(done);
    CHECK(count(database) == 0);
  });
}

TEST_CASE("Of many writers at once, each gets its own answer: the faulty ones fail alone") {
  for_each_database([](Database& database) {
    make_table(database);
    std::atomic<int> kept{0}, refused{0};
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 16; ++writer)
      writers.emplace_back([&, writer] {
        for (int i = 0; i < 20; ++i) {
          const auto id = writer * 1000 + i;
          const auto done = database.write([&](Session& session) { return insert(session, {id, i % 5 == 4 ? 13 : 1, 1, "x", {}}); });
          ++(done ? kept : refused);
          if (!done) CHECK(done.error().code == "store.constraint");
        }
      });
    for (auto& writer : writers) writer.join();
    CHECK(kept + refused == 320);
    CHECK(count(database) == kept);
    CHECK(refused == 16 * 4);
  });
}

TEST_CASE("What a write throws reaches its caller, and the others go on") {
  for_each_database([](Database& database) {
    make_table(database);
    CHECK_THROWS_AS(static_cast<void>(database.write([](Session& session) -> Result<Done> {
      HEARTH_CHECK(insert(session, {1, 1, 1, "one", {}}));
      throw std::runtime_error{"bug"};
    })),
                    std::runtime_error);
    CHECK(count(database) == 0);
    CHECK(database.write([](Session& session) { return insert(session, {1, 1, 1, "one", {}}); }));
    CHECK(count(database) == 1);
  });
}

TEST_CASE("A reader keeps its view while others write, and does not wait for them") {
  for_each_database([](Database& database) {
    make_table(database);
    REQUIRE(database.write([](Session& session) { return insert(session, {1, 1, 1, "one", {}}); }));
    REQUIRE(database.read([&](Session& session) -> Result<Done> {
      HEARTH_TRY(before, session.one<std::int64_t>(count_things));
      REQUIRE(database.write([](Session& writer) { return insert(writer, {2, 2, 2, "two", {}}); }));
      HEARTH_TRY(after, session.one<std::int64_t>(count_things));
      CHECK(before == after);
      return Done{};
    }));
    CHECK(count(database) == 2);
  });
}

TEST_CASE("A reader cannot write") {
  for_each_database([](Database& database) {
    make_table(database);
    const auto done = database.read([](Session& session) { return insert(session, {1, 1, 1, "one", {}}); });
    REQUIRE_FALSE(done);
    CHECK(done.error().code == "store.read_only");
    CHECK(count(database) == 0);
  });
}

TEST_CASE("NULL where a value was promised is an error, not a zero") {
  for_each_database([](Database& database) {
    make_table(database);
    REQUIRE(database.write([](Session& session) { return insert(session, {1, 1, 1, "one", {}}); }));
    const auto done = database.read([](Session& session) -> Result<Done> {
      HEARTH_TRY(note, session.one<std::string>(note_of, {to_value(1)}));
      CHECK(note.has_value());
      return Done{};
    });
    REQUIRE_FALSE(done);
    CHECK(done.error().code == "store.null");
  });
}

TEST_CASE("A query may ask again while its rows are being read") {
  for_each_database([](Database& database) {
    make_table(database);
    for (int i = 1; i <= 5; ++i) REQUIRE(database.write([&](Session& session) { return insert(session, {i, i, 1, "x", "n"}); }));
    int inner = 0;
    REQUIRE(database.read([&](Session& session) -> Result<Done> {
      Result<Done> nested = Done{};
      HEARTH_CHECK((session.query<std::int64_t>(all_things, {}, [&](std::int64_t) {
        nested = session.query<std::int64_t>(all_things, {}, [&](std::int64_t) { ++inner; });
      })));
      return nested;
    }));
    CHECK(inner == 25);
  });
}

TEST_CASE("A write tells how many rows it changed") {
  for_each_database([](Database& database) {
    make_table(database);
    REQUIRE(database.write([](Session& session) -> Result<Done> {
      for (int i = 1; i <= 7; ++i) HEARTH_CHECK(insert(session, {i, i, 1, "x", {}}));
      HEARTH_TRY(changed, session.execute(resize, {to_value(100), to_value(4)}));
      CHECK(changed == 4);
      HEARTH_TRY(none, session.execute(resize, {to_value(100), to_value(99)}));
      CHECK(none == 0);
      return Done{};
    }));
  });
}

TEST_CASE("In bulk, one broken row undoes all, on any chunk") {
  for_each_database([](Database& database) {
    make_table(database);
    for (const std::size_t broken : {std::size_t{0}, std::size_t{700}, std::size_t{2999}}) {
      std::vector<std::int64_t> ids(3000), sizes(3000, 1);
      for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<std::int64_t>(i);
      sizes[broken] = 13;
      const auto done = database.write([&](Session& session) {
        return session.execute_bulk(insert_bulk, {ids, sizes, std::vector<double>(3000, 0.5), std::vector<std::string>(3000, "x")});
      });
      REQUIRE_FALSE(done);
      CHECK(done.error().code == "store.constraint");
      CHECK(count(database) == 0);
      sizes[broken] = 1;
      REQUIRE(database.write([&](Session& session) -> Result<Done> {
        HEARTH_CHECK(session.execute_bulk(insert_bulk, {ids, sizes, std::vector<double>(3000, 0.5), std::vector<std::string>(3000, "x")}));
        HEARTH_CHECK(session.execute(Statement{"test.clear", "DELETE FROM thing"}));
        return Done{};
      }));
    }
  });
}

TEST_CASE("A statement that does not fit the schema is told by name") {
  for_each_database([](Database& database) {
    make_table(database);
    CHECK(database.prepare_all({all_things, insert_thing, resize}));
    const auto wrong = database.prepare_all({all_things, {"place.no_such", "SELECT nothing FROM thing"}, resize});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == "store.statement");
    CHECK(wrong.error().message.find("place.no_such") != std::string::npos);
    CHECK(database.prepare_all({all_things}));
  });
}

TEST_CASE("A sound database passes its check") {
  for_each_database([](Database& database) { CHECK(database.check()); });
}
