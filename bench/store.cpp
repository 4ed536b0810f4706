// store.cpp: how fast rows go into the store and come out of it, and what durability costs.
//
// bench_store [ROWS] [FOLDER]: makes a data folder below FOLDER (default: the working folder, so that the disk is a real one).
#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/try.h"
#include "store/store.h"

namespace {

using namespace hearth;

constexpr store::Statement create{"bench.create",
                                  "CREATE TABLE sack (id INTEGER NOT NULL PRIMARY KEY, uprn INTEGER NOT NULL, weight REAL NOT NULL, "
                                  "street TEXT NOT NULL, hash TEXT NOT NULL) STRICT"};
constexpr store::Statement insert{"bench.insert", "INSERT INTO sack (id, uprn, weight, street, hash) VALUES (:id, :uprn, :weight, :street, :hash)"};
constexpr store::Statement scan{"bench.scan", "SELECT id, uprn, weight, street, hash FROM sack"};
constexpr store::Statement one_row{"bench.one_row", "SELECT street FROM sack WHERE id = :id"};

struct Rows {
  std::vector<std::int64_t> id, uprn;
  std::vector<double> weight;
  std::vector<std::string> street, hash;
};

Rows make_rows(std::int64_t count) {
  Rows rows;
  for (std::int64_t i = 0; i < count; ++i) {
    rows.id.push_back(i);
    rows.uprn.push_back(100'000'000'000 + i);
    rows.weight.push_back(static_cast<double>(i) / 7);
    rows.street.push_back(std::to_string(i % 200) + " Harbour Street");
    rows.hash.push_back(fmt::format("{:032x}", i * 7919));
  }
  return rows;
}

double peak_mib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

class Bench {
 public:
  Bench(store::Database& database, std::int64_t rows) : database_{database}, rows_{rows} {}

  Result<Done> run() {
    HEARTH_CHECK(database_.write([](store::Session& session) -> Result<Done> {
      HEARTH_CHECK(session.execute(create));
      return Done{};
    }));
    HEARTH_CHECK(load());
    HEARTH_CHECK(read_all());
    HEARTH_CHECK(read_one_by_one());
    for (const int writers : {1, 8, 64}) HEARTH_CHECK(write_durably(writers));
    return Done{};
  }

 private:
  void say(const std::string& what, std::int64_t count, double from) const {
    const double seconds = clock_.steady_seconds() - from;
    fmt::print("{:<34} {:>10} {:>9.3f} {:>12.0f} {:>9.0f}\n", what, count, seconds, static_cast<double>(count) / seconds, peak_mib());
  }
  Result<Done> load() {
    auto rows = make_rows(rows_);
    const double from = clock_.steady_seconds();
    HEARTH_CHECK(database_.write([&](store::Session& session) {
      return session.execute_bulk(insert, {rows.id, rows.uprn, rows.weight, rows.street, rows.hash});
    }));
    say("load in bulk, one transaction", rows_, from);
    return Done{};
  }
  Result<Done> read_all() {
    const double from = clock_.steady_seconds();
    std::int64_t seen = 0;
    HEARTH_CHECK(database_.read([&](store::Session& session) {
      return session.query<std::int64_t, std::int64_t, double, std::string, std::string>(
          scan, {}, [&](std::int64_t, std::int64_t, double, const std::string&, const std::string&) { ++seen; });
    }));
    say("read all", seen, from);
    return Done{};
  }
  Result<Done> read_one_by_one() {
    const std::int64_t count = 200'000;
    const double from = clock_.steady_seconds();
    HEARTH_CHECK(database_.read([&](store::Session& session) -> Result<Done> {
      for (std::int64_t i = 0; i < count; ++i) {
        HEARTH_TRY(street, session.one<std::string>(one_row, {store::to_value((i * 7919) % rows_)}));
        if (!street) return fail("bench.lost", "a row is missing");
      }
      return Done{};
    }));
    say("read one row by its key", count, from);
    return Done{};
  }
  /// Each writer waits for its row to be on disk before it sends the next.
  Result<Done> write_durably(int writers) {
    std::atomic<std::int64_t> done{0};
    const double from = clock_.steady_seconds();
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer)
      threads.emplace_back([&] {
        while (clock_.steady_seconds() - from < 2) {
          const auto id = next_++;
          if (!database_.write([&](store::Session& session) -> Result<Done> {
                HEARTH_CHECK(session.execute(insert, {store::to_value(id), store::to_value(id), store::to_value(0.5),
                                                      store::to_value("1 Harbour Street"), store::to_value("00")}));
                return Done{};
              }))
            return;
          ++done;
        }
      });
    for (auto& thread : threads) thread.join();
    say(fmt::format("durable writes, {} at a time", writers), done, from);
    return Done{};
  }

  store::Database& database_;
  std::int64_t rows_;
  SystemClock clock_;
  std::atomic<std::int64_t> next_{1'000'000'000};
};

}  // namespace

int main(int count, char** words) {
  const std::int64_t rows = count > 1 ? std::atoll(words[1]) : 1'000'000;
  const Path folder = Path{count > 2 ? words[2] : "."} / ("bench-store-" + std::to_string(::getpid()));
  auto opened = store::open_folder(folder);
  if (!opened) {
    fmt::print(stderr, "{}\n", to_string(opened.error()));
    return 3;
  }
  fmt::print("{}, rows of 5 columns\n{:<34} {:>10} {:>9} {:>12} {:>9}\n", (*opened)->engine(), "work", "rows", "seconds", "rows/s", "peak MiB");
  const auto done = Bench{**opened, rows}.run();
  if (!done) fmt::print(stderr, "{}\n", to_string(done.error()));
  opened = fail("closed", "");
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return done ? 0 : 3;
}
