// crash_trials.cpp: kill -9, power cuts and torn power cuts while rows are written. HEARTH_TRIALS of each (default 20).
//
// What is judged after each: the database opens, passes its whole check, holds every acknowledged row with its content, and holds
// no half write. kill -9 tests recovery only: what a process wrote, the kernel keeps. The power cut tests durability; that it
// can see a loss is shown by the last case.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include "base/random.h"
#include "base/try.h"
#include "drills/crash_rows.h"
#include "temporary_folder.h"

using namespace hearth;
namespace filesystem = std::filesystem;

namespace {

enum class Cut { process, power, torn_power };

int trials() {
  const char* wanted = std::getenv("HEARTH_TRIALS");
  return wanted ? std::atoi(wanted) : 20;
}

Path beside_me(const char* name) { return filesystem::read_symlink("/proc/self/exe").parent_path() / name; }

/// A data folder under trial, with the rows that were ever acknowledged in it.
class Trial {
 public:
  Trial(Cut cut, bool safe, std::uint64_t seed) : cut_{cut}, safe_{safe}, random_{seed} {
    filesystem::create_directory(data_);
    filesystem::create_directory(disk_);
  }

  /// Lets the writer run, cuts it off, and leaves in the folder what the cut leaves.
  void run() {
    const auto before = acknowledged_.size();
    copy_folder(data_, disk_);  // the judge opened the folder without the shim: what it left is on disk
    int pipe[2];
    REQUIRE(::pipe2(pipe, O_CLOEXEC) == 0);
    const pid_t writer = start(pipe[1]);
    ::close(pipe[1]);
    read_some(pipe[0], 1 + random_.below(60));
    ::usleep(static_cast<useconds_t>(random_.below(3000)));  // anywhere in a commit
    ::kill(writer, SIGKILL);
    while (read_some(pipe[0], 1)) {
    }
    ::close(pipe[0]);
    ::waitpid(writer, nullptr, 0);
    REQUIRE_MESSAGE(acknowledged_.size() > before, "the writer wrote nothing");
    if (cut_ != Cut::process) lose_power();
  }

  /// Acknowledged rows that are not there. @error what opening and checking say, drill.wrong, drill.half
  Result<std::size_t> lost() {
    HEARTH_TRY(database, store::open_folder(data_));
    HEARTH_CHECK(database->check());
    auto missing = acknowledged_;
    std::int64_t rows = 0;
    std::int64_t counted = 0;
    HEARTH_CHECK(database->read([&](store::Session& session) -> Result<Done> {
      bool right = true;
      HEARTH_CHECK((session.query<std::int64_t, std::string>(drills::all_rows, {}, [&](std::int64_t number, const std::string& text) {
        ++rows;
        right = right && text == drills::text_of(number);
        missing.erase(number);
      })));
      if (!right) return fail("drill.wrong", "a row has another content");
      HEARTH_TRY(count, session.one<std::int64_t>(drills::counted));
      counted = count.value_or(-1);
      return Done{};
    }));
    if (rows != counted) return fail("drill.half", "half a write is there");
    return missing.size();
  }
  [[nodiscard]] std::size_t acknowledged() const { return acknowledged_.size(); }

 private:
  pid_t start(int output) const {
    std::vector<std::string> words{beside_me("crash_writer").string(), data_.string()};
    if (!safe_) words.emplace_back("--synchronous=normal");
    std::vector<std::string> settings{"PATH=/usr/bin:/bin"};
    if (cut_ != Cut::process) {
      settings.push_back("LD_PRELOAD=" + beside_me("libpowercut_shim.so").string());
      settings.push_back("HEARTH_SHIM_FOLDER=" + data_.string());
      settings.push_back("HEARTH_SHIM_SHADOW=" + disk_.string());
    }
    const auto pointers = [](std::vector<std::string>& texts) {
      std::vector<char*> out;
      for (auto& text : texts) out.push_back(text.data());
      out.push_back(nullptr);
      return out;
    };
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t child = 0;
    REQUIRE(::posix_spawn(&child, words[0].c_str(), &actions, nullptr, pointers(words).data(), pointers(settings).data()) == 0);
    ::posix_spawn_file_actions_destroy(&actions);
    return child;
  }

  bool read_some(int pipe, std::uint64_t count) {
    for (; count > 0; --count) {
      std::int64_t number = 0;
      if (::read(pipe, &number, sizeof number) != sizeof number) return false;
      acknowledged_.insert(number);
    }
    return true;
  }

  /// The folder becomes what the disk has. A torn cut lets any blocks that were on their way arrive as well.
  void lose_power() {
    if (cut_ == Cut::torn_power)
      for (const auto& entry : filesystem::directory_iterator{disk_}) tear(entry.path(), data_ / entry.path().filename());
    copy_folder(disk_, data_);
  }
  static void copy_folder(const Path& from, const Path& to) {
    filesystem::remove_all(to);
    filesystem::copy(from, to);
  }
  void tear(const Path& on_disk, const Path& on_its_way) {
    constexpr std::size_t sector = 512;
    auto kept = content(on_disk);
    const auto wanted = content(on_its_way);
    if (wanted.size() > kept.size()) kept.resize(kept.size() + random_.below(wanted.size() - kept.size() + 1));
    for (std::size_t at = 0; at < std::min(kept.size(), wanted.size()); at += sector)
      if (random_.chance(500)) std::memcpy(&kept[at], &wanted[at], std::min({sector, kept.size() - at, wanted.size() - at}));
    std::ofstream{on_disk, std::ios::binary} << kept;
  }
  static std::string content(const Path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }

  Cut cut_;
  bool safe_;
  Random random_;
  tests::TemporaryFolder folder_;
  Path data_{folder_.path() / "data"};
  Path disk_{folder_.path() / "disk"};
  std::set<std::int64_t> acknowledged_;
};

/// Each folder goes through ten cuts, so that recovery meets what recovery left.
void try_cuts(Cut cut, std::uint64_t seed) {
  constexpr int cuts_of_a_folder = 10;
  std::size_t acknowledged = 0;
  for (int done = 0; done < trials();) {
    Trial trial{cut, true, seed + static_cast<std::uint64_t>(done)};
    for (int i = 0; i < cuts_of_a_folder && done < trials(); ++i, ++done) {
      CAPTURE(done);
      trial.run();
      const auto lost = trial.lost();
      if (!lost) FAIL(to_string(lost.error()));
      CHECK(*lost == 0);
    }
    acknowledged += trial.acknowledged();
  }
  MESSAGE(trials() << " cuts, " << acknowledged << " acknowledged rows, none lost");
}

}  // namespace

TEST_CASE("kill -9 while writing: every acknowledged row is there, and none by half") { try_cuts(Cut::process, 100); }

TEST_CASE("A power cut while writing: every acknowledged row is there, and none by half") { try_cuts(Cut::power, 20'000); }

TEST_CASE("A power cut that lets any sectors of the unsynced writes arrive") { try_cuts(Cut::torn_power, 300'000); }

TEST_CASE("The trials can see a loss: with synchronous=NORMAL a power cut takes acknowledged rows") {
  int with_loss = 0;
  const int tries = std::min(trials(), 20);
  for (int i = 0; i < tries; ++i) {
    Trial trial{Cut::power, false, 4'000'000 + static_cast<std::uint64_t>(i)};
    trial.run();
    const auto lost = trial.lost();
    if (!lost || *lost > 0) ++with_loss;
  }
  MESSAGE(with_loss << " of " << tries << " power cuts lost acknowledged rows");
  CHECK(with_loss > 0);
}
