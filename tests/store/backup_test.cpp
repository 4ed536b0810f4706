// A backup that was proved, and the way back.
#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/try.h"
#include "store/backup.h"
#include "store/manifest.h"
#include "store/store.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::store;

namespace {

constexpr Statement create_row{"test.create_row", "CREATE TABLE IF NOT EXISTS sack (id INTEGER NOT NULL PRIMARY KEY, content TEXT NOT NULL) STRICT"};
constexpr Statement insert_row{"test.insert_row", "INSERT INTO sack (id, content) VALUES (:id, :content)"};
constexpr Statement row_numbers{"test.row_numbers", "SELECT id FROM sack ORDER BY id"};

const FixedClock noon{Instant{1'795'608'000'000}};

Result<Done> put(Database& database, std::int64_t id) {
  return database.write([&](Session& session) -> Result<Done> {
    HEARTH_CHECK(session.execute(create_row));
    HEARTH_CHECK(session.execute(insert_row, {to_value(id), to_value(std::string(2'000, 'x'))}));
    return Done{};
  });
}

std::vector<std::int64_t> rows_in(const Path& data) {
  std::vector<std::int64_t> found;
  auto opened = open_folder(data);
  if (!opened) FAIL(to_string(opened.error()));
  const auto done = (*opened)->read([&](Session& session) {
    return session.query<std::int64_t>(row_numbers, {}, [&](std::int64_t id) { found.push_back(id); });
  });
  if (!done) FAIL(to_string(done.error()));
  return found;
}

/// A data folder with 100 rows and a key.
struct Place {
  tests::TemporaryFolder folder;
  DiskFiles files;
  Path data{folder.path() / "data"};
  Path backup{folder.path() / "backup"};
  Place() {
    auto opened = open_folder(data);
    REQUIRE(opened);
    for (int i = 1; i <= 100; ++i) REQUIRE(put(**opened, i));
    folder.file("data/keys/audit.key", "not a real key");
  }
};

std::string content(const Path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_CASE("What was backed up comes back: rows, keys, and who may read them") {
  Place place;
  const auto taken = back_up(place.files, noon, place.data, {"keys/audit.key"}, place.backup);
  if (!taken) FAIL(to_string(taken.error()));
  CHECK(taken->files.size() == 2);
  CHECK(taken->rows() >= 100);
  const Path anew = place.folder.path() / "anew";
  const auto restored = restore(place.files, place.backup, anew);
  if (!restored) FAIL(to_string(restored.error()));
  CHECK(*restored == *taken);
  CHECK(rows_in(anew) == rows_in(place.data));
  CHECK(content(anew / "keys/audit.key") == "not a real key");
  CHECK(std::filesystem::status(anew).permissions() == std::filesystem::perms::owner_all);
  CHECK(std::filesystem::status(anew / "keys/audit.key").permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("A backup while others write holds every write acknowledged before it, and is one moment") {
  Place place;
  auto opened = open_folder(place.data);
  REQUIRE(opened);
  std::atomic<std::int64_t> kept{100};
  std::atomic<bool> enough{false};
  std::thread writer{[&] {
    while (!enough && put(**opened, kept + 1)) ++kept;
  }};
  for (int i = 0; i < 5; ++i) {
    const Path backup = place.folder.path() / ("backup" + std::to_string(i));
    const auto before = kept.load();
    const auto taken = back_up(place.files, noon, place.data, {}, backup);
    const auto after = kept.load() + 1;
    if (!taken) FAIL(to_string(taken.error()));
    const Path anew = place.folder.path() / ("anew" + std::to_string(i));
    REQUIRE(restore(place.files, backup, anew));
    const auto rows = rows_in(anew);
    CHECK(static_cast<std::int64_t>(rows.size()) >= before);
    CHECK(static_cast<std::int64_t>(rows.size()) <= after);
    CHECK(rows.back() == static_cast<std::int64_t>(rows.size()));
  }
  enough = true;
  writer.join();
}

TEST_CASE("Nothing is overwritten: backup and restore want an empty folder") {
  Place place;
  place.folder.file("backup/old", "old");
  CHECK(back_up(place.files, noon, place.data, {}, place.backup).error().code == "backup.not_empty");
  CHECK(back_up(place.files, noon, place.data, {}, place.folder.path() / "second"));
  CHECK(restore(place.files, place.folder.path() / "second", place.data).error().code == "backup.not_empty");
  CHECK(rows_in(place.data).size() == 100);
}

TEST_CASE("A backup that is damaged, unfinished or forged is refused before anything is restored") {
  struct Harm {
    const char* what;
    std::function<void(const Path&)> do_it;
    const char* code;
  };
  const Harm harms[]{
      {"no manifest", [](const Path& at) { std::filesystem::remove(at / "MANIFEST"); }, "backup.no_manifest"},
      {"manifest cut short", [](const Path& at) { std::filesystem::resize_file(at / "MANIFEST", 60); }, "backup.damaged"},
      {"database cut short", [](const Path& at) { std::filesystem::resize_file(at / "hearth.db", 8192); }, "backup.damaged"},
      {"one byte changed", [](const Path& at) { std::fstream{at / "hearth.db", std::ios::in | std::ios::out | std::ios::binary}.seekp(20'000).put('!'); }, "backup.damaged"},
      {"a key is missing", [](const Path& at) { std::filesystem::remove(at / "keys/audit.key"); }, "backup.damaged"},
      {"a name that leaves the folder",
       [](const Path& at) {
         auto text = content(at / "MANIFEST");
         text.replace(text.find("keys/audit.key"), 14, "../audit.key");
         std::ofstream{at / "MANIFEST"} << text;
       },
       "backup.damaged"},
      {"another count of rows",
       [](const Path& at) {
         auto text = content(at / "MANIFEST");
         text.replace(text.find("table 100 sack"), 14, "table 101 sack");
         std::ofstream{at / "MANIFEST"} << text;
       },
       "backup.damaged"},
  };
  Place place;
  int number = 0;
  for (const auto& harm : harms) {
    CAPTURE(harm.what);
    const Path backup = place.folder.path() / ("backup" + std::to_string(++number));
    REQUIRE(back_up(place.files, noon, place.data, {"keys/audit.key"}, backup));
    REQUIRE(verify_backup(place.files, backup));
    harm.do_it(backup);
    const Path anew = place.folder.path() / "anew";
    const auto restored = restore(place.files, backup, anew);
    REQUIRE_FALSE(restored);
    CHECK(restored.error().code == harm.code);
    CHECK_FALSE(std::filesystem::exists(anew / "hearth.db"));
  }
}

TEST_CASE("A damaged original is not copied as if it were sound") {
  Place place;
  std::fstream{place.data / "hearth.db", std::ios::in | std::ios::out | std::ios::binary}.seekp(8 * 4096).write(std::string(4096, '\x5A').data(), 4096);
  const auto taken = back_up(place.files, noon, place.data, {}, place.backup);
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == "store.corrupt");
  CHECK_FALSE(std::filesystem::exists(place.backup / "MANIFEST"));
  CHECK_FALSE(std::filesystem::exists(place.backup / "hearth.db"));
}

TEST_CASE("Only files of the folder can be asked for") {
  Place place;
  for (const char* name : {"../secret", "/etc/passwd", "hearth.db", "hearth.db-wal", "owner.lock", "keys//x", "", "a\nb"}) {
    CAPTURE(name);
    CHECK(back_up(place.files, noon, place.data, {name}, place.backup).error().code == "backup.outside");
  }
  CHECK(back_up(place.files, noon, place.data, {"keys/lost.key"}, place.backup).error().code == "backup.missing_file");
}

TEST_CASE("A manifest reads back as it was written") {
  const Manifest manifest{"2026-11-24T12:00:00Z", "SQLite 3.54.1", {{"hearth.db", std::string(64, 'a'), 4096}, {"keys/my key", std::string(64, '0'), 0}},
                          {{"person", 12}, {"record", 0}}};
  CHECK(read_manifest(write_manifest(manifest), "MANIFEST").value() == manifest);
}
