#include <doctest/doctest.h>

#include <algorithm>

#include "record/load.h"
#include "record/record_table.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::record;

namespace {

struct LoadCase {
  tests::TemporaryFolder folder;
  DiskFiles files;
  SilentProgress progress;
  FixedClock clock{*Instant::parse("2026-11-24T03:00:00Z")};
  std::unique_ptr<store::Database> database;
  Feed feed;

  explicit LoadCase(const std::string& more = {}) {
    auto opened = store::open_folder(folder.path() / "data");
    if (!opened) FAIL(to_string(opened.error()));
    database = std::move(*opened);
    rewrite("id,last,chair\n1,Lee,Y\n2,Day,N\n3,Night,\n");
    auto read = Feed::read(files, folder.file("f.feed.toml", "[feed]\nname=\"f\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n" + more +
                                                                 "[columns]\nsurname=\"last\"\n[claims]\nwheelchair=\"chair\"\n"));
    if (!read) FAIL(to_string(read.error()));
    feed = std::move(*read);
  }
  void rewrite(std::string_view csv) const { folder.file("f.csv", csv); }
  Result<Loaded> load(LoadSettings settings = {}) { return load_feed(*database, files, feed, 0, settings, clock, progress); }
  std::vector<Record> current() {
    std::vector<Record> out;
    const auto done = database->read([&](store::Session& session) -> Result<Done> {
      auto records = current_records(session, {feed.name});
      if (!records) return fail(records.error());
      out = std::move(*records);
      return Done{};
    });
    REQUIRE(done);
    return out;
  }
};

}  // namespace

TEST_CASE("A reload with the same content changes nothing; what changed, came or went is told") {
  LoadCase load;
  const auto first = load.load();
  REQUIRE(first);
  CHECK(first->report.added == 3);
  const auto ids = load.current();
  CHECK(load.load()->report.unchanged);

  load.rewrite("id,last,chair\n3,Night,\n1,Lee,N\n4,Noon,Y\n");
  const auto second = load.load();
  REQUIRE(second);
  CHECK(second->report.added == 1);
  CHECK(second->report.changed == 1);
  CHECK(second->report.vanished == 1);
  const auto now = load.current();
  REQUIRE(now.size() == 3);
  CHECK(now[0].id == ids[0].id);  // a record keeps its number while the feed sends its key
  CHECK(now[0].view().claims()[0].value == "false");
}

TEST_CASE("A feed that shrank by more than half stops until somebody has looked") {
  LoadCase load;
  REQUIRE(load.load());
  load.rewrite("id,last,chair\n1,Lee,Y\n");
  const auto shrunk = load.load();
  REQUIRE_FALSE(shrunk);
  CHECK(shrunk.error().code == "feed.shrunk");
  CHECK(shrunk.error().exit == Exit::failed);
  CHECK(load.current().size() == 3);
  CHECK(load.load({.accept_shrink = true})->report.vanished == 2);
}

TEST_CASE("In a changes feed a row that is absent stays") {
  LoadCase load{"kind=\"changes\"\n"};
  REQUIRE(load.load());
  load.rewrite("id,last,chair\n2,Dawn,Y\n");
  const auto second = load.load();
  REQUIRE(second);
  CHECK(second->report.vanished == 0);
  CHECK(load.current().size() == 3);
}

TEST_CASE("Faults are kept with their row and grouped as an officer reads them") {
  LoadCase load;
  load.rewrite("id,last,chair\n1,Lee,perhaps\n2,Day,maybe\n,Nobody,Y\n");
  const auto loaded = load.load();
  REQUIRE(loaded);
  REQUIRE(loaded->report.faults.size() == 2);
  CHECK(loaded->report.faults[0].count == 2);
  CHECK(loaded->report.faults[0].code == "flag.malformed");
  CHECK(loaded->report.faults[1].whole_row);
  std::vector<PutAsideRow> kept;
  CHECK(load.database->read([&](store::Session& session) -> Result<Done> {
    auto rows = put_aside_rows(session, std::nullopt);
    if (!rows) return fail(rows.error());
    kept = std::move(*rows);
    return Done{};
  }));
  REQUIRE(kept.size() == 3);
  CHECK(kept[2].content.find("Nobody") != std::string::npos);
}

TEST_CASE("Claims that no live purpose uses are purged, and the row does not come back as changed") {
  LoadCase load;
  REQUIRE(load.load());
  CHECK(load.database->write([&](store::Session& session) -> Result<Done> {
    auto purged = purge_claims(session, [](std::string_view) { return false; });
    if (!purged) return fail(purged.error());
    CHECK(purged->claims == 2);
    return Done{};
  }));
  for (const auto& record : load.current()) CHECK(record.view().claims().empty());
  CHECK(load.load({.again = true})->report.changed == 0);
}

TEST_CASE("Unknown codes in capitals are told where the column holds codes; names there are counted") {
  std::vector<PutAside> rows;
  const auto add = [&rows](const std::string& code, int cells) {
    for (int i = 0; i < cells; ++i) rows.push_back({Error{"claim.unknown_code", "", {.file = "f.csv", .row = 1, .column = "Disc"}}, false, "", code});
  };
  add("DISR SMI", 79);
  add("LEE ANN", 3);
  const auto told = [&](const KnownCodes& known) {
    std::string out;
    for (const auto& group : group_faults(rows, known)) out += group.about + ";";
    return out;
  };
  CHECK(told({{"Disc", {"SPD 25", "SMI 25", "EXB"}}}) == "DISR SMI;;");
  CHECK(told({}) == ";");
}

TEST_CASE("What is not plainly a code is counted and not told, however often it stands there") {
  const auto about = [](const std::string& column, const std::string& value) {
    std::vector<PutAside> rows;
    for (int i = 0; i < 50; ++i) rows.push_back({Error{"claim.unknown_code", "a code that the feed does not know.", {.file = "f.csv", .row = 1, .column = column}}, false, "", value});
    return group_faults(rows).front().about;
  };
  for (const char* value : {"Keysafe 4417", "door code 92C7", "key 4417", "Mr A Dinsdale", "Umpleby, R", "Jo Umpleby", "07700 900123", "pin 12"}) CHECK(about("Info", value).empty());
  CHECK(about("Alloc Wkr", "Dinsdale").empty());
  CHECK(about("Key Safe", "A12").empty());
  for (const char* value : {"W", "A1", "PIP DL STD", "SPD 25", "EMPTY 100", "physical disability", "M1F2", "1001"}) CHECK(about("Elig", value) == value);
}

namespace {

/// A database on which something else happens right after the `nth` read.
class Disturbed final : public store::Database {
 public:
  Disturbed(store::Database& inner, int nth, std::function<void()> then) : inner_{inner}, left_{nth}, then_{std::move(then)} {}
  Result<Done> write(const std::function<Result<Done>(store::Session&)>& work) override { return inner_.write(work); }
  Result<Done> read(const std::function<Result<Done>(store::Session&)>& work) override {
    auto done = inner_.read(work);
    if (--left_ == 0) then_();
    return done;
  }
  Result<Done> empty_log() override { return inner_.empty_log(); }
  Result<Done> prepare_all(const std::vector<store::Statement>& statements) override { return inner_.prepare_all(statements); }
  Result<Done> check() override { return inner_.check(); }
  std::string engine() const override { return inner_.engine(); }

 private:
  store::Database& inner_;
  int left_;
  std::function<void()> then_;
};

}  // namespace

TEST_CASE("A load that another one overtakes compares again with what is kept by then") {
  LoadCase load;
  REQUIRE(load.load());
  load.rewrite("id,last,chair\n1,Lee,N\n2,Day,N\n3,Night,\n");
  // The first read asks for the last load, the second for the keys that are kept.
  Disturbed disturbed{*load.database, 2, [&] {
                        load.rewrite("id,last,chair\n1,Lee,N\n2,Day,Y\n4,Noon,Y\n");
                        REQUIRE(load.load());
                      }};
  const auto overtaken = load_feed(disturbed, load.files, load.feed, 0, {}, load.clock, load.progress);
  REQUIRE(overtaken);
  CHECK(overtaken->report.added == 1);     // Night, whom the other took away
  CHECK(overtaken->report.changed == 1);   // Day; Lee is so by now
  CHECK(overtaken->report.vanished == 1);  // Noon
  std::vector<std::string> keys;
  for (const auto& record : load.current()) keys.push_back(record.key);
  std::ranges::sort(keys);
  CHECK(keys == std::vector<std::string>{"1", "2", "3"});
}
