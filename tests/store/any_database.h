// any_database.h: runs a test on SQLite and, where PostgreSQL is installed, on PostgreSQL. For the tests of every room.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/store.h"
#include "temporary_folder.h"

namespace hearth::tests {

/// A PostgreSQL of this test program's own, in a temporary folder, reached by a socket in it; it ends with the program.
class OwnPostgresql {
 public:
  OwnPostgresql() {
    if (!std::filesystem::exists(bin / "initdb")) return;
    if (::geteuid() == 0) {  // PostgreSQL refuses to run as root
      const auto* account = ::getpwnam("postgres");
      if (!account) return;
      user_ = account->pw_uid;
      group_ = account->pw_gid;
      if (::chown(folder_.path().c_str(), user_, group_) != 0) return;
    }
    const auto data = (folder_.path() / "data").string();
    if (wait_for(start({"initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"})) != 0) return;
    server_ = start({"postgres", "-D", data, "-k", folder_.path().string(), "-c", "listen_addresses=", "-c", "fsync=off", "-c",
                     "full_page_writes=off", "-c", "max_connections=100", "-c", "shared_buffers=32MB"});
    for (int tries = 0; tries < 200 && !runs_; ++tries) {
      runs_ = wait_for(start({"pg_isready", "-q", "-h", folder_.path().string(), "-U", "postgres"})) == 0;
      if (!runs_) ::usleep(50'000);
    }
  }
  ~OwnPostgresql() {
    if (server_ > 0) {
      ::kill(server_, SIGQUIT);
      ::waitpid(server_, nullptr, 0);
    }
  }
  [[nodiscard]] bool runs() const { return runs_; }
  [[nodiscard]] pid_t server() const { return server_; }
  /// The URL of a new, empty database.
  [[nodiscard]] std::string new_database() {
    const std::string name = "test" + std::to_string(++made_);
    REQUIRE(wait_for(start({"createdb", "-h", folder_.path().string(), "-U", "postgres", name})) == 0);
    return "postgresql:///" + name + "?host=" + folder_.path().string() + "&user=postgres";
  }

 private:
  pid_t start(std::vector<std::string> words) const {
    const auto program = (bin / words[0]).string();
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (user_ != 0 && (::setgid(group_) != 0 || ::setuid(user_) != 0)) ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // also when the test program crashes
    ::setenv("LC_ALL", "C", 1);
    static_cast<void>(!::chdir("/"));
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int stream : {0, 1, 2}) ::dup2(nowhere, stream);
    ::execv(program.c_str(), arguments.data());
    ::_exit(127);
  }
  static int wait_for(pid_t child) {
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
  }

  inline static const std::filesystem::path bin{"/usr/lib/postgresql/15/bin"};
  TemporaryFolder folder_;
  uid_t user_{0};
  gid_t group_{0};
  pid_t server_{0};
  bool runs_{false};
  int made_{0};
};

inline OwnPostgresql& own_postgresql() {
  static OwnPostgresql one;
  return one;
}

/// Calls `test` with an empty, up-to-date database of each engine.
inline void for_each_database(const std::function<void(store::Database&)>& test) {
  {
    TemporaryFolder folder;
    auto opened = store::open_folder(folder.path() / "data");
    if (!opened) FAIL(to_string(opened.error()));
    INFO("on ", (*opened)->engine());
    test(**opened);
  }
  if (!own_postgresql().runs()) {
    MESSAGE("PostgreSQL 15 is not installed (or its user is missing): tried on SQLite alone");
    return;
  }
  auto opened = store::open_url(own_postgresql().new_database());
  if (!opened) FAIL(to_string(opened.error()));
  INFO("on ", (*opened)->engine());
  test(**opened);
}

}  // namespace hearth::tests
