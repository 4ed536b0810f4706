// disk_faults.cpp: the disk refuses a sync. The process must stop before it acknowledges anything more.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <vector>

#include "base/try.h"
#include "drills/crash_rows.h"
#include "temporary_folder.h"

using namespace hearth;

namespace {

struct Ended {
  std::set<std::int64_t> acknowledged;
  std::string talk;
  int status{0};
};

/// Runs the writer with a disk that keeps `syncs` syncs and refuses the next.
Ended run_until_refused(const Path& data, int syncs) {
  const Path here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  std::string program = (here / "crash_writer").string();
  std::string folder = data.string();
  std::string preload = "LD_PRELOAD=" + (here / "libpowercut_shim.so").string();
  std::string wanted = "HEARTH_SHIM_SYNCS=" + std::to_string(syncs);
  char* words[]{program.data(), folder.data(), nullptr};
  char* settings[]{preload.data(), wanted.data(), nullptr};
  int out[2];
  int talk[2];
  REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
  REQUIRE(::pipe2(talk, O_CLOEXEC) == 0);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, talk[1], STDERR_FILENO);
  pid_t child = 0;
  REQUIRE(::posix_spawn(&child, program.c_str(), &actions, nullptr, words, settings) == 0);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(talk[1]);
  Ended ended;
  std::int64_t number = 0;
  while (::read(out[0], &number, sizeof number) == sizeof number) ended.acknowledged.insert(number);
  char line[512];
  for (ssize_t got = 0; (got = ::read(talk[0], line, sizeof line)) > 0;) ended.talk.append(line, static_cast<std::size_t>(got));
  ::close(out[0]);
  ::close(talk[0]);
  ::waitpid(child, &ended.status, 0);
  return ended;
}

Result<std::set<std::int64_t>> rows_in(const Path& data) {
  std::set<std::int64_t> found;
  HEARTH_TRY(database, store::open_folder(data));
  HEARTH_CHECK(database->check());
  HEARTH_CHECK(database->read([&](store::Session& session) {
    return session.query<std::int64_t>(store::Statement{"drill.numbers", "SELECT number FROM drill_row"}, {},
                                       [&](std::int64_t number) { found.insert(number); });
  }));
  return found;
}

}  // namespace

TEST_CASE("A failed sync stops the process with one line; nothing is acknowledged after it; a restart finds all") {
  tests::TemporaryFolder folder;
  const Path data = folder.path() / "data";
  REQUIRE(store::open_folder(data));
  std::set<std::int64_t> ever;
  int stopped = 0;
  for (int syncs = 0; syncs < 60; syncs += 3) {  // in commits and in checkpoints alike
    CAPTURE(syncs);
    const auto ended = run_until_refused(data, syncs);
    ever.insert(ended.acknowledged.begin(), ended.acknowledged.end());
    const bool aborted = WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == SIGABRT;
    // With no sync at all the folder cannot even be opened: then an error, and no acknowledgement.
    CHECK((aborted || ended.acknowledged.empty()));
    if (aborted) {
      ++stopped;
      CHECK(ended.talk.find("sync failed") != std::string::npos);
    }
    const auto found = rows_in(data);
    if (!found && found.error().code == "store.statement") continue;  // stopped before it had made its table
    if (!found) FAIL(to_string(found.error()));
    for (const auto number : ever) CHECK(found->contains(number));
  }
  CHECK(stopped >= 15);
}
