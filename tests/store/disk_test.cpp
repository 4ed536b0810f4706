// Full, read-only, damaged, missing: what the disk can do to a data folder, and what is said.
#include <doctest/doctest.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "base/random.h"
#include "base/try.h"
#include "store/owner.h"
#include "store/store.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::store;

namespace {

constexpr Statement create_rows{"test.create_rows",
                                "CREATE TABLE IF NOT EXISTS sack (id INTEGER NOT NULL PRIMARY KEY, content TEXT NOT NULL) STRICT"};
constexpr Statement insert_row{"test.insert_row", "INSERT INTO sack (content) VALUES (:content)"};
constexpr Statement count_rows{"test.count_rows", "SELECT count(*) FROM sack"};

Result<Done> put(Database& database, std::size_t bytes) {
  return database.write([&](Session& session) -> Result<Done> {
    HEARTH_CHECK(session.execute(create_rows));
    HEARTH_CHECK(session.execute(insert_row, {to_value(std::string(bytes, 'x'))}));
    return Done{};
  });
}

Result<std::int64_t> count(Database& database) {
  std::int64_t found = -1;
  HEARTH_CHECK(database.read([&](Session& session) -> Result<Done> {
    HEARTH_TRY(number, session.one<std::int64_t>(count_rows));
    found = *number;
    return Done{};
  }));
  return found;
}

/// Runs `work` in a child of its own, so that limits, mounts and users of the test program stay as they are. What it returns must
/// be empty; "skip: ..." is told and passed over.
void in_child(const std::function<std::string()>& work) {
  int pipe[2];
  REQUIRE(::pipe(pipe) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto said = work();
    static_cast<void>(!::write(pipe[1], said.data(), said.size()));
    ::_exit(0);
  }
  ::close(pipe[1]);
  std::string said;
  char block[256];
  for (ssize_t got = 0; (got = ::read(pipe[0], block, sizeof block)) > 0;) said.append(block, static_cast<std::size_t>(got));
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  if (said.starts_with("skip: ")) MESSAGE(said);
  else CHECK(said == "");
}

std::string code_of(const Result<Done>& result) { return result ? "done" : result.error().code; }

/// Fills until the disk refuses, then asks what must still work; `free_space` gives room again.
std::string fill(const Path& data, const std::function<void()>& free_space) {
  auto opened = open_folder(data);
  if (!opened) return to_string(opened.error());
  auto& database = **opened;
  std::int64_t kept = 0;
  Result<Done> done = Done{};
  while ((done = put(database, 50'000)) && kept < 1000) ++kept;
  if (code_of(done) != "store.full") return "expected store.full, not " + code_of(done);
  if (done.error().message.find("Free some space") == std::string::npos) return "no advice: " + done.error().message;
  if (count(database).value_or(-1) != kept) return "a reader does not see every kept row";
  if (code_of(put(database, 50'000)) != "store.full") return "a second write was not refused";
  free_space();
  if (const auto again = put(database, 50'000); !again) return "did not go on when there was space: " + to_string(again.error());
  if (count(database).value_or(-1) != kept + 1) return "rows were lost";
  if (const auto sound = database.check(); !sound) return to_string(sound.error());
  return "";
}

}  // namespace

TEST_CASE("A file that may not grow: the write is refused, reading goes on, and writing too when there is room again") {
  tests::TemporaryFolder folder;
  in_child([&]() -> std::string {
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{1U << 20, RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    return fill(folder.path() / "data", [] {
      const rlimit wide{RLIM_INFINITY, RLIM_INFINITY};
      ::setrlimit(RLIMIT_FSIZE, &wide);
    });
  });
}

TEST_CASE("A full disk: the write is refused, reading goes on, and writing too when there is room again") {
  tests::TemporaryFolder folder;
  in_child([&]() -> std::string {
    const auto disk = folder.path() / "disk";
    std::filesystem::create_directory(disk);
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("hearth-test", disk.c_str(), "tmpfs", 0, "size=4m") != 0)
      return "skip: this user may not mount a small disk";
    std::ofstream{disk / "ballast"} << std::string(1U << 20, 'x');
    return fill(disk / "data", [&] { std::filesystem::remove(disk / "ballast"); });
  });
}

TEST_CASE("A disk that is full from the start, or read-only, is told as that") {
  tests::TemporaryFolder folder;
  in_child([&]() -> std::string {
    const auto disk = folder.path() / "disk";
    std::filesystem::create_directory(disk);
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("hearth-test", disk.c_str(), "tmpfs", 0, "size=64k") != 0)
      return "skip: this user may not mount a small disk";
    std::filesystem::create_directory(disk / "full");
    std::ofstream{disk / "ballast"} << std::string(1U << 20, 'x');
    const auto full = open_folder(disk / "full");
    if (full || full.error().code != "store.full") return "full: " + (full ? "opened" : to_string(full.error()));
    std::filesystem::remove(disk / "ballast");
    if (::mount("hearth-test", disk.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) != 0) return "skip: this user may not remount";
    const auto read_only = open_folder(disk / "none");
    if (read_only || read_only.error().code != "store.read_only") return "new: " + (read_only ? "opened" : to_string(read_only.error()));
    const auto there = open_folder(disk / "full");
    if (there || there.error().code != "store.read_only") return "old: " + (there ? "opened" : to_string(there.error()));
    const auto lock = lock_folder(disk / "full");
    if (lock || lock.error().code != "owner.read_only") return "lock: " + (lock ? "locked" : to_string(lock.error()));
    return "";
  });
}

TEST_CASE("Another user's folder is refused with advice") {
  tests::TemporaryFolder folder;
  const Path data = folder.path() / "data";
  REQUIRE(open_folder(data));
  if (::geteuid() != 0) {
    MESSAGE("skip: only root can become another user");
    return;
  }
  ::chmod(folder.path().c_str(), 0755);
  ::chmod(data.c_str(), 0755);
  in_child([&]() -> std::string {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) return "skip: cannot become nobody";
    const auto opened = open_folder(data);
    if (opened || opened.error().code != "store.read_only") return opened ? "opened" : to_string(opened.error());
    const auto lock = lock_folder(data);
    if (lock || lock.error().code != "owner.read_only") return lock ? "locked" : to_string(lock.error());
    return "";
  });
}

TEST_CASE("A folder that is not there is not made when it was not asked for") {
  tests::TemporaryFolder folder;
  const auto opened = open_folder(folder.path() / "data", {.create = false});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == "store.missing");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "data"));
}

TEST_CASE("A file that is no database, and one with a damaged head, are told as damage, with advice") {
  for (const std::string damage : {"no database", "zeroed head", "cut short"}) {
    CAPTURE(damage);
    tests::TemporaryFolder folder;
    const Path data = folder.path() / "data";
    {
      auto opened = open_folder(data);
      REQUIRE(opened);
      for (int i = 0; i < 40; ++i) REQUIRE(put(**opened, 5'000));
    }
    const auto file = data / "hearth.db";
    if (damage == "no database") folder.file("data/hearth.db", std::string(10'000, 'z'));
    if (damage == "zeroed head") std::fstream{file, std::ios::in | std::ios::out | std::ios::binary}.write(std::string(200, '\0').data(), 200);
    if (damage == "cut short") std::filesystem::resize_file(file, 3 * 4096 + 100);
    const auto opened = open_folder(data);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == "store.corrupt");
    CHECK(opened.error().message.find("hearth restore") != std::string::npos);
  }
}

TEST_CASE("One damaged byte anywhere is told as damage, or lies where nothing is read: never a crash") {
  tests::TemporaryFolder folder;
  const Path data = folder.path() / "data";
  {
    auto opened = open_folder(data);
    REQUIRE(opened);
    for (int i = 0; i < 60; ++i) REQUIRE(put(**opened, 700));
  }
  std::string sound;
  {
    std::ifstream in{data / "hearth.db", std::ios::binary};
    sound.assign(std::istreambuf_iterator<char>{in}, {});
  }
  Random random{8};
  int told = 0;
  for (int trial = 0; trial < 300; ++trial) {
    auto damaged = sound;
    const auto at = trial < 100 ? static_cast<std::size_t>(trial) : random.below(sound.size());
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8)));
    const Path copy = folder.path() / "copy";
    std::filesystem::create_directory(copy);
    std::ofstream{copy / "hearth.db", std::ios::binary} << damaged;
    auto opened = open_folder(copy);
    if (opened) {
      const auto rows = count(**opened);
      if (!(*opened)->check() || !rows) ++told;
      else CHECK(*rows == 60);
    } else {
      ++told;
    }
    opened = fail("closed", "");
    std::filesystem::remove_all(copy);
  }
  CHECK(told > 20);
  MESSAGE(told << " of 300 damaged bytes were told");
}
