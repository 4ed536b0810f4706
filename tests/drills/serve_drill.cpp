// How `hearth serve` and `make demo` begin: the port, the tunnel, the terminal, who serves already, and what is not served at all.
#include <doctest/doctest.h>

#include <pty.h>

#include <filesystem>

#include "drills/run_hearth.h"
#include "drills/served_site.h"

using namespace hearth;
using drills::has;
using drills::run_hearth;
using drills::Served;

namespace {

Served& served() {
  static Served one;
  return one;
}

/// A port of this machine that somebody else has.
class TakenPort {
 public:
  TakenPort() : fd_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    REQUIRE(::bind(fd_, reinterpret_cast<const sockaddr*>(&here), size) == 0);
    REQUIRE(::listen(fd_, 1) == 0);
    REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&here), &size) == 0);
    number = ntohs(here.sin_port);
  }
  ~TakenPort() { ::close(fd_); }
  TakenPort(const TakenPort&) = delete;
  TakenPort& operator=(const TakenPort&) = delete;
  int number{0};

 private:
  int fd_;
};

/// What `hearth serve` says until it is ready; then it is asked to stop, and must end with 0.
/// @param signal  SIGINT is Ctrl-C
std::string said_by_serve(const std::vector<std::string>& more, int signal = SIGTERM) {
  std::vector<std::string> words{"serve", "--data", "demo/data"};
  words.insert(words.end(), more.begin(), more.end());
  const auto log = (served().folder.path() / "other.log").string();
  const pid_t process = served().begin(words, log);
  for (int i = 0; i < 1200 && !has(drills::content_of(log), "Ctrl-C"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  ::kill(process, signal);
  int status = 0;
  ::waitpid(process, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  return drills::content_of(log);
}

/// What make demo calls, as somebody at a terminal sees it, until it ends; how it ended.
drills::Said run_demo_at_a_terminal(const char* serve_wish) {
  drills::Said said;
  int screen = -1;
  const pid_t process = ::forkpty(&screen, nullptr, nullptr, nullptr);
  if (process == 0) {
    ::alarm(120);  // an end, should it go on to serve
    if (serve_wish != nullptr) ::setenv("SERVE", serve_wish, 1);
    else ::unsetenv("SERVE");
    ::execl("/bin/sh", "sh", HEARTH_SOURCE_DIR "/setup/run-demo", (served().folder.path() / "demo").c_str(), "1500", "7", nullptr);
    ::_exit(127);
  }
  char block[4096];
  for (ssize_t got = 0; (got = ::read(screen, block, sizeof block)) > 0;) said.out.append(block, static_cast<std::size_t>(got));
  ::close(screen);
  int status = 0;
  ::waitpid(process, &status, 0);
  said.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return said;
}

}  // namespace

TEST_CASE("Somebody else has the port: the pages are on the next free one, and it is that one which is printed") {
  served().stop();
  const TakenPort taken;
  const auto said = said_by_serve({"--listen", "127.0.0.1:" + std::to_string(taken.number)});
  std::smatch found;
  REQUIRE_MESSAGE(std::regex_search(said, found, std::regex{"Pages: http://127\\.0\\.0\\.1:([0-9]+)/"}), said);
  CHECK(std::stoi(found[1]) > taken.number);
  CHECK(std::stoi(found[1]) < taken.number + 20);
  CHECK(has(said, "http://127.0.0.1:" + found[1].str() + "/sign-in/once/"));
}

TEST_CASE("On a machine that is reached by SSH the tunnel to type is printed, with the port that was taken; else not") {
  served().stop();
  ::setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22", 1);
  const auto far = said_by_serve({"--listen", "127.0.0.1:0"});
  ::unsetenv("SSH_CONNECTION");
  std::smatch found;
  REQUIRE(std::regex_search(far, found, std::regex{"Pages: http://(127\\.0\\.0\\.1:([0-9]+))/"}));
  CHECK_MESSAGE(has(far, "ssh -N -L " + found[2].str() + ":" + found[1].str() + " THIS-MACHINE"), far);
  CHECK_FALSE(has(said_by_serve({"--listen", "127.0.0.1:0"}, SIGINT), "ssh -N"));
}

TEST_CASE("Pages are served to this machine alone, whoever the staff are: another address is refused with what to do instead") {
  served().stop();
  tests::TemporaryFolder own;
  REQUIRE(run_hearth({"setup", "--yes", "--data", "own"}, own.path()).code == 0);
  for (const char* address : {"0.0.0.0:0", "192.0.2.1:8080", "[::]:0"}) {
    CAPTURE(address);
    for (const auto& [data, folder] : {std::pair{"demo/data", served().folder.path()}, std::pair{"own", own.path()}}) {
      const auto said = run_hearth({"serve", "--data", data, "--listen", address}, folder);
      CHECK(said.code == 2);
      CHECK(has(said.talk, "on this machine alone"));
      CHECK(has(said.talk, "SSH tunnel"));
      CHECK_FALSE(has(said.out, "/sign-in/once/"));
    }
  }
  CHECK(run_hearth({"serve", "--data", "demo/data", "--listen", "here"}, served().folder.path()).code == 2);
}

TEST_CASE("make demo without a terminal, or with SERVE=no, ends after printing; nothing is left running") {
  served().stop();
  const auto script = std::string{"sh "} + HEARTH_SOURCE_DIR + "/setup/run-demo demo 1500 7";
  FILE* pipe = ::popen(("cd " + drills::quoted(served().folder.path().string()) + " && timeout 120 " + script + " 2>&1; echo \"code $?\"").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string piped;
  char block[65536];
  for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, pipe)) > 0;) piped.append(block, got);
  ::pclose(pipe);
  INFO(piped);
  CHECK(has(piped, "Try it:"));
  CHECK(has(piped, "code 0"));
  CHECK_FALSE(has(piped, "Pages: http"));
  const auto no = run_demo_at_a_terminal("no");
  INFO(no.out);
  CHECK(no.code == 0);
  CHECK(has(no.out, "Try it:"));
  CHECK_FALSE(has(no.out, "Pages: http"));
  CHECK_FALSE(std::filesystem::exists(served().folder.path() / "demo/data/pages.url"));
}

TEST_CASE("make demo of a demo that is served says where its pages are, and ends well; after a crash it does not say so") {
  served().stop();
  served().start();
  const auto again = run_demo_at_a_terminal(nullptr);
  INFO(again.out);
  CHECK(again.code == 0);
  CHECK(has(again.out, "served already: http://127.0.0.1:" + std::to_string(served().port)));
  CHECK(has(again.out, "For new sign-in links stop it"));
  served().stop(SIGKILL);
  CHECK(std::filesystem::exists(served().folder.path() / "demo/data/pages.url"));  // what the killed server left
  const auto after = run_hearth({"demo", "--people", "1500", "--out", "demo"}, served().folder.path());
  CHECK(after.code <= 1);
  CHECK_FALSE(has(after.out, "served already"));
  CHECK(has(after.out, "Try it:"));
}

TEST_CASE("Whoever pastes an area that is too large reads a page that says what to do") {
  served().stop();
  served().start();
  const std::string body = "area=" + std::string(5U << 20, '1');
  const auto answer = tests::raw_http(served().port, "POST /ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                                                         std::to_string(body.size()) + "\r\n\r\n" + body, true, 20000);
  CHECK(answer.sent_all);
  CHECK(answer.status() == 413);
  CHECK(has(answer.bytes, "An area may have up to 4 MiB"));
  CHECK(has(answer.bytes, "fewer corners"));
}
