#include <doctest/doctest.h>

#include "base/try.h"
#include "need/cohort_months.h"
#include "need/cohort_table.h"
#include "need/cohort_truth.h"
#include "need/merge_file.h"
#include "need/need_fixture.h"
#include "need/statements.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::need;
using namespace hearth::need::fixture;

namespace {

struct MemorySink final : ByteSink {
  std::string bytes;
  Result<Done> write(std::string_view more) override {
    bytes.append(more);
    return Done{};
  }
  Result<Done> commit() override { return Done{}; }
};

CohortRow row(std::int64_t id, const std::string& category, const std::string& found = "2026-03-02T10:00:00Z") {
  return {"flood-welfare", "person", id, category, "[]", "[]", "v1", found, "2026-04-01"};
}

}  // namespace

TEST_CASE("The last run of a month counts for it; categories that find nobody are 0, and months of before stay") {
  tests::TemporaryFolder folder;
  auto database = store::open_folder(folder.path() / "data");
  REQUIRE(database);
  const auto flood = programme("flood-welfare");
  const auto keep = [&](const std::vector<CohortRow>& rows, const char* now) {
    REQUIRE((*database)->write([&](store::Session& session) -> Result<Done> {
      HEARTH_TRY(changed, replace_cohort(session, "flood-welfare", rows));
      static_cast<void>(changed);
      return keep_month(session, flood, Instant::parse(now).value());
    }));
  };
  keep({row(1, "phone"), row(2, "visit first")}, "2026-03-02T10:00:00Z");
  keep({row(1, "phone"), row(2, "phone")}, "2026-03-30T10:00:00Z");
  keep({row(1, "phone")}, "2026-04-01T10:00:00Z");
  const auto months = [&](std::size_t most) {
    std::vector<MonthCount> out;
    REQUIRE((*database)->read([&](store::Session& session) -> Result<Done> {
      HEARTH_TRY(read, read_months(session, "flood-welfare", most));
      out = std::move(read);
      return Done{};
    }));
    return out;
  };
  CHECK(months(12) == std::vector<MonthCount>{{"2026-03", "phone", 2}, {"2026-03", "visit", 0}, {"2026-03", "visit first", 0}, {"2026-04", "phone", 1}, {"2026-04", "visit", 0}, {"2026-04", "visit first", 0}});
  CHECK(months(1).size() == 3);
  CHECK(months(1).front().month == "2026-04");
}

TEST_CASE("A cohort row tells its reasons with factor, feed and date, and when it is forgotten") {
  const auto flood = programme("flood-welfare");
  const auto entry = evaluate(flood, facts({{"wheelchair", 1}}));
  const auto made = row_from(flood, vocabulary(), {"bins", "care"}, About::person, 7, *entry, Instant::parse("2026-03-02T10:00:00Z").value());
  CHECK(made.category == "visit first");
  CHECK(made.reasons == R"([{"words":"uses a wheelchair","rests_on":[{"factor":"wheelchair","feed":"care","date":"2024-10-04"}]}])");
  CHECK(made.unknowns == "[]");
  CHECK(made.expires_at == "2026-04-01");
}

TEST_CASE("Replacing a cohort writes what changed alone; who is found again keeps the day of being found") {
  tests::TemporaryFolder folder;
  auto database = store::open_folder(folder.path()).value();
  std::int64_t changed = -1;
  const auto replace = [&](std::vector<CohortRow> rows) {
    REQUIRE(database->write([&](store::Session& session) -> Result<Done> {
      auto done = replace_cohort(session, "flood-welfare", rows);
      if (!done) return fail(done.error());
      changed = *done;
      return Done{};
    }));
    return changed;
  };
  const auto kept = [&] {
    std::vector<CohortRow> out;
    REQUIRE(database->read([&](store::Session& session) -> Result<Done> {
      auto rows = read_cohort(session, "flood-welfare");
      if (!rows) return fail(rows.error());
      out = std::move(*rows);
      return Done{};
    }));
    return out;
  };
  CHECK(replace({row(1, "visit"), row(2, "phone"), row(3, "phone")}) == 3);
  CHECK(replace({row(3, "phone", "2026-03-03T10:00:00Z"), row(1, "visit", "2026-03-03T10:00:00Z"), row(2, "phone", "2026-03-03T10:00:00Z")}) == 0);
  CHECK(kept()[0].found_at == "2026-03-02T10:00:00Z");
  CHECK(replace({row(1, "visit first", "2026-03-03T10:00:00Z"), row(4, "phone")}) == 4);
  REQUIRE(kept().size() == 2);
  CHECK(kept()[0].category == "visit first");
  REQUIRE(database->write([&](store::Session& session) -> Result<Done> {
    CHECK(update_cohort(session, "flood-welfare", "person", {4, 9}, {row(9, "visit")}).value() == 2);
    CHECK(count_cohort(session, "flood-welfare").value() == std::vector<std::pair<std::string, std::int64_t>>{{"visit", 1}, {"visit first", 1}});
    CHECK(read_entry(session, "flood-welfare", "person", 9).value()->category == "visit");
    CHECK(!read_entry(session, "flood-welfare", "person", 4).value());
    return Done{};
  }));
}

TEST_CASE("Purging deletes what has expired, and cohorts of programmes that no longer live") {
  tests::TemporaryFolder folder;
  auto database = store::open_folder(folder.path()).value();
  REQUIRE(database->write([&](store::Session& session) -> Result<Done> {
    CHECK(replace_cohort(session, "flood-welfare", {row(1, "visit")}).value() == 1);
    const auto on = [](const char* text) { return Date::parse_iso(text).value(); };
    CHECK(purge_cohorts(session, on("2026-04-01"), {"flood-welfare"}).value() == 0);
    CHECK(purge_cohorts(session, on("2026-04-02"), {"flood-welfare"}).value() == 1);
    CHECK(replace_cohort(session, "flood-welfare", {row(1, "visit")}).value() == 1);
    CHECK(purge_cohorts(session, on("2026-03-03"), {"pension-credit"}).value() == 1);
    CHECK(read_cohort(session, "flood-welfare").value().empty());
    return Done{};
  }));
  CHECK(statements().size() == 23);
}

TEST_CASE("A cohort is compared with the truth by category: precision, recall, who was missed") {
  const auto score = compare_cohorts({{"a", "visit"}, {"b", "phone"}, {"c", "phone"}, {"x", "phone"}}, {{"a", "visit"}, {"b", "visit"}, {"c", "phone"}, {"d", "phone"}});
  CHECK(score.any.precision() == doctest::Approx(0.75));
  CHECK(score.any.recall() == doctest::Approx(0.75));
  REQUIRE(score.by_category.size() == 2);
  CHECK(score.by_category[0].category == "phone");
  CHECK(score.by_category[0].precision() == doctest::Approx(1.0 / 3));
  CHECK(score.by_category[0].recall() == doctest::Approx(0.5));
  CHECK(score.by_category[1].recall() == doctest::Approx(0.5));
  CHECK(score.missed == std::vector<std::string>{"d"});
  CHECK(score.extra == std::vector<std::string>{"x"});
  CHECK(compare_cohorts({}, {}).any.precision() == 1.0);
}

TEST_CASE("The true cohort of one programme is read out of truth/cohorts.csv") {
  tests::TemporaryFolder folder;
  DiskFiles files;
  const auto path = folder.path() / "cohorts.csv";
  REQUIRE(files.write_all(path, "programme,subject,category\nflood-welfare,p1,visit\npension-credit,p1,write\n"));
  CHECK(read_true_cohort(files, path, "pension-credit").value() == std::vector<InCohort>{{"p1", "write"}});
  REQUIRE(files.write_all(path, "programme,who\nflood-welfare,p1\n"));
  CHECK(read_true_cohort(files, path, "x").error().code == "truth.column_missing");
}

TEST_CASE("The merge file holds verified fields only, and opens safely in a spreadsheet") {
  MemorySink sink;
  const std::vector<MergeRow> rows{
      {"R1", "=cmd()", {"1 Weir Lane", "Weirside"}, "ZZ1 1AA", Uprn::from_trusted(7), true, true},
      {"R2", "Ann Sample", {"2 Weir Lane"}, "ZZ1 1AA", std::nullopt, true, false},
      {"R3", "Bob Sample", {"3 Weir Lane"}, "ZZ1 1AA", std::nullopt, false, true},
      {"R4", "Cy Sample", {}, "ZZ1 1AA", std::nullopt, true, true},
  };
  const auto count = write_merge_file(sink, rows).value();
  CHECK(count.written == 1);
  CHECK(count.address_not_verified == 2);
  CHECK(count.name_not_verified == 1);
  CHECK(sink.bytes == "reference,name,address_1,address_2,address_3,address_4,address_5,postcode,uprn\r\nR1,'=cmd(),1 Weir Lane,Weirside,,,,ZZ1 1AA,7\r\n");
}
