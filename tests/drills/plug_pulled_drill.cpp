// The plug pulled: the server killed while it answers, a run killed in its middle; started again, nothing is lost and the log is whole.
#include "drills/district_files.h"
#include "drills/served_site.h"
#include "formats/json.h"

#include <filesystem>
#include <set>

using namespace hearth;
using drills::Browser;
using drills::content_of;
using drills::has;
using drills::run_hearth;
using drills::Served;

namespace {

namespace fs = std::filesystem;

/// Trials with the plug pulled at another moment each. HEARTH_TRIALS asks for more.
int trials() {
  const char* more = std::getenv("HEARTH_TRIALS");
  return more == nullptr ? 4 : std::max(4, std::atoi(more) / 10);
}

/// The rows of the flood's list, without what may differ from run to run: ids of newcomers and the time.
std::set<std::string> rows_of(const fs::path& folder, const std::string& data) {
  const auto said = run_hearth({"query", "--within", "demo/district/flood.geojson", "--purpose", "flood-welfare", "--json", "--data", data}, folder);
  REQUIRE_MESSAGE(said.code == 0, said.talk);
  const auto answer = formats::parse_json(said.out, "query");
  REQUIRE(answer);
  std::set<std::string> out;
  for (const auto& value : answer->as_object().at("rows").as_array()) {
    auto row = value.as_object();
    row.erase("person_id");
    out.insert(formats::write_json(row));
  }
  return out;
}

struct Log {
  bool whole{false};
  std::int64_t events{0};
};
Log log_of(const fs::path& folder) {
  const auto said = run_hearth({"audit", "verify", "--json", "--data", "demo/data"}, folder);
  const auto report = formats::parse_json(said.out, "verify");
  REQUIRE_MESSAGE(report, said.talk);
  return {report->as_object().at("whole").as_bool(), report->as_object().at("events").to_number<std::int64_t>()};
}

void wait_for(pid_t process) {
  int status = 0;
  ::waitpid(process, &status, 0);
}

/// Kills a process once it has written so much more to the store, or waits until it has ended. True when it was killed.
bool kill_after_writing(pid_t process, const fs::path& store, std::uintmax_t bytes) {
  for (int status = 0; ::waitpid(process, &status, WNOHANG) == 0;) {
    std::error_code absent;
    const auto written = fs::file_size(store, absent);
    if (!absent && written >= bytes) {
      ::kill(process, SIGKILL);
      wait_for(process);
      return true;
    }
    std::this_thread::sleep_for(std::chrono::microseconds{200});
  }
  return false;
}

}  // namespace

TEST_CASE("The server is killed while it answers: started again it gives the same list and the same paper, and the log holds every look that left") {
  Served site;
  const auto& folder = site.folder.path();
  const auto before = rows_of(folder, "demo/data");
  REQUIRE(before.size() > 5);
  const auto held = log_of(folder);
  REQUIRE(held.whole);
  std::int64_t looks = 0;
  {
    Browser officer{site};
    REQUIRE(officer.get(site.link_of("demo-duty-officer")).status() == 303);
    const auto list = officer.ask_for_flood();
    REQUIRE_FALSE(list.empty());
    // Several ask while the plug is pulled; what came whole was recorded before it left.
    std::vector<std::thread> askers;
    std::atomic<std::int64_t> whole{0};
    std::atomic<bool> first{false};
    for (int i = 0; i < 3; ++i)
      askers.emplace_back([&site, &whole, &first, cookie = officer.cookie, list] {
        Browser asker{site};
        asker.cookie = cookie;
        for (int page = 0; page < 300; ++page) {
          if (!has(asker.get(list).bytes, "</html>")) return;
          ++whole;
          first = true;
        }
      });
    while (!first) std::this_thread::yield();
    const int status = site.stop(SIGKILL);
    CHECK(WIFSIGNALED(status));
    for (auto& asker : askers) asker.join();
    looks = whole;
  }
  CHECK(looks > 0);
  site.start();
  const auto after = log_of(folder);
  CHECK(after.whole);
  CHECK(after.events >= held.events + looks);
  CHECK(rows_of(folder, "demo/data") == before);
  Browser officer{site};
  REQUIRE(officer.get(site.link_of("demo-duty-officer")).status() == 303);
  const auto list = officer.ask_for_flood();
  const auto paper = officer.get(list + "/file/pdf");
  CHECK(paper.status() == 200);
  CHECK(paper.body().starts_with("%PDF-"));
  CHECK(has(paper.body(), "%%EOF"));
}

TEST_CASE("A run is killed in its middle: nothing of before is lost, the next run comes to what an undisturbed one finds") {
  Served site;
  const auto& folder = site.folder.path();
  site.stop();
  const auto before = rows_of(folder, "demo/data");
  // The same night, undisturbed, in a copy of the data.
  fs::copy(folder / "demo/data", folder / "undisturbed", fs::copy_options::recursive);
  for (int i = 0; i < 40; ++i)
    drills::append_row(folder / "demo/district/feeds/adult_social_care.csv", "PNEW" + std::to_string(i),
                       {{"FORENAME", "Zebedee"}, {"SURNAME", "Newcomer" + std::string(static_cast<std::size_t>(1 + i % 20), static_cast<char>('a' + i % 26))}, {"SUPPORT_NEEDS", "ST"},
                        {"ADDRESS_1", std::to_string(1 + i) + " Weir Lane"}, {"POST_CODE", "ZZ1 0AA"}, {"ACCESS_INFO", "wheelchair"}});
  REQUIRE(run_hearth({"run", "demo/district/PLACE.toml", "--data", "undisturbed"}, folder).code <= 1);
  const auto wanted = rows_of(folder, "undisturbed");
  CHECK(wanted.size() > before.size());

  int killed = 0;
  for (int trial = 0; trial < trials(); ++trial) {
    CAPTURE(trial);
    fs::remove_all(folder / "night");
    fs::copy(folder / "demo/data", folder / "night", fs::copy_options::recursive);
    const auto run = site.begin({"run", "demo/district/PLACE.toml", "--data", "night"}, (folder / "run.log").string());
    // Another step each time: what a run writes grows from step to step.
    if (kill_after_writing(run, folder / "night/hearth.db-wal", 1U + static_cast<std::uintmax_t>(trial) * 24'000)) ++killed;
    // A half-done night shows who was there before, and perhaps who is new.
    const auto found = rows_of(folder, "night");
    for (const auto& row : before) CHECK_MESSAGE((found.contains(row) || !wanted.contains(row)), row);
    CHECK(run_hearth({"audit", "verify", "--data", "night"}, folder).code == 0);
    CHECK(run_hearth({"doctor", "--data", "night"}, folder).code == 0);
    REQUIRE(run_hearth({"run", "demo/district/PLACE.toml", "--data", "night"}, folder).code <= 1);
    CHECK(rows_of(folder, "night") == wanted);
  }
  CHECK(killed > 1);
}

TEST_CASE("The server is killed in the middle of a load that it does: the next one takes over and finishes it") {
  Served site;
  const auto& folder = site.folder.path();
  const auto before = rows_of(folder, "demo/data");
  drills::append_row(folder / "demo/district/feeds/adult_social_care.csv", "PNEW1",
                     {{"FORENAME", "Zebedee"}, {"SURNAME", "Canaryfeather"}, {"SUPPORT_NEEDS", "ST"}, {"ADDRESS_1", "1 Weir Lane"}, {"POST_CODE", "ZZ1 0AA"}});
  const auto run = site.begin({"run", "demo/district/PLACE.toml", "--data", "demo/data"}, (folder / "run.log").string());
  // Once the load has begun to write; a run that is quicker than the look is a run that was not cut, and must hold all the same.
  const auto log = folder / "demo/data/hearth.db-wal";
  const auto quiet = fs::file_size(log);
  for (int i = 0; i < 3000 && fs::file_size(log) == quiet && ::waitpid(run, nullptr, WNOHANG) == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  site.stop(SIGKILL);
  wait_for(run);  // its owner is gone, and it says so
  site.start();
  CHECK(log_of(folder).whole);
  CHECK(run_hearth({"run", "demo/district/PLACE.toml", "--data", "demo/data"}, folder).code <= 1);
  const auto after = rows_of(folder, "demo/data");
  for (const auto& row : before) CHECK_MESSAGE(after.contains(row), row);
}
