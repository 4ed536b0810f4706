// Who owns a data folder, and how the others reach it.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>
#include <vector>

#include "base/limits.h"
#include "store/owner.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::store;

namespace {

struct Heard final : FrameSink {
  std::string out, talk;
  void frame(Channel channel, std::string_view bytes) override { (channel == Channel::out ? out : talk) += bytes; }
};

int echo(const OwnerRequest& request, FrameSink& sink) {
  sink.frame(Channel::out, request.bytes);
  sink.frame(Channel::talk, "done");
  return 1;
}

}  // namespace

TEST_CASE("The first process takes the folder, the second is told which process has it") {
  tests::TemporaryFolder folder;
  const Path data = folder.path() / "data";
  auto first = lock_folder(data);
  REQUIRE(first);
  const auto second = lock_folder(data);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == "owner.taken");
  CHECK(second.error().message.find("process " + std::to_string(::getpid())) != std::string::npos);
}

TEST_CASE("The number of a process that has ended is told to nobody as the owner's, and is gone when an owner ends in good order") {
  tests::TemporaryFolder folder;
  const Path data = folder.path() / "data", file = data / "owner.lock";
  const pid_t dead = ::fork();
  if (dead == 0) ::_exit(0);
  ::waitpid(dead, nullptr, 0);
  std::filesystem::create_directory(data);
  std::ofstream{file} << dead << "\n";
  {
    // Somebody has locked the folder, and has not written who they are yet: what stands there is the owner of before.
    const int held = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(::flock(held, LOCK_EX | LOCK_NB) == 0);
    const auto other = lock_folder(data);
    REQUIRE_FALSE(other);
    CHECK(other.error().code == "owner.taken");
    CHECK(other.error().message.starts_with("another process owns this folder"));
    CHECK(other.error().message.find(std::to_string(dead)) == std::string::npos);
    ::close(held);
  }
  {
    const auto mine = lock_folder(data);  // what a dead owner left behind is in nobody's way
    REQUIRE(mine);
    CHECK(std::filesystem::file_size(file) > 0);
  }
  CHECK(std::filesystem::file_size(file) == 0);
}

TEST_CASE("The folder is closed to other users, even when it was open before") {
  tests::TemporaryFolder folder;
  const Path data = folder.path() / "data";
  std::filesystem::create_directory(data);
  ::chmod(data.c_str(), 0755);
  const auto lock = lock_folder(data);
  REQUIRE(lock);
  struct stat found {};
  ::stat(data.c_str(), &found);
  CHECK((found.st_mode & 0777) == 0700);
  const auto server = OwnerServer::start(data, echo);
  REQUIRE(server);
  ::stat((data / "hearth.sock").c_str(), &found);
  CHECK((found.st_mode & 0777) == 0600);
}

TEST_CASE("When the owner is killed, the next process takes over at once, and its socket replaces the old one") {
  tests::TemporaryFolder folder;
  const Path data = folder.path() / "data";
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto lock = lock_folder(data);
    auto server = OwnerServer::start(data, echo);
    static_cast<void>(!::write(ready[1], lock && server ? "y" : "n", 1));
    ::pause();
  }
  char answer = 0;
  REQUIRE(::read(ready[0], &answer, 1) == 1);
  REQUIRE(answer == 'y');
  CHECK(lock_folder(data).error().message.find("process " + std::to_string(child)) != std::string::npos);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  REQUIRE(std::filesystem::exists(data / "hearth.sock"));
  Heard heard;
  CHECK(ask_owner(data, "anyone?", heard).error().code == "owner.none");
  const auto lock = lock_folder(data);
  REQUIRE(lock);
  const auto server = OwnerServer::start(data, echo);
  REQUIRE(server);
  CHECK(ask_owner(data, "anyone?", heard).value() == 1);
  CHECK(heard.out == "anyone?");
}

TEST_CASE("The owner learns from the kernel who asks, and its answer comes whole, channel by channel") {
  tests::TemporaryFolder folder;
  OwnerRequest seen;
  auto server = OwnerServer::start(folder.path(), [&](const OwnerRequest& request, FrameSink& sink) {
    seen = request;
    sink.frame(Channel::out, std::string(300'000, 'x'));
    sink.frame(Channel::talk, "three kept");
    sink.frame(Channel::out, "end");
    return 4;
  });
  REQUIRE(server);
  Heard heard;
  const std::string with_nul{"a\0b", 3};
  CHECK(ask_owner(folder.path(), with_nul, heard).value() == 4);
  CHECK(seen.bytes == with_nul);
  CHECK(seen.user == ::getuid());
  CHECK(seen.process == ::getpid());
  std::string expected(300'000, 'x');
  expected += "end";
  CHECK(heard.out == expected);
  CHECK(heard.talk == "three kept");
}

TEST_CASE("Many callers at once each get their own answer") {
  tests::TemporaryFolder folder;
  auto server = OwnerServer::start(folder.path(), echo);
  REQUIRE(server);
  std::atomic<int> right{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 80; ++i)
    callers.emplace_back([&, i] {
      Heard heard;
      const auto code = ask_owner(folder.path(), "call " + std::to_string(i), heard);
      if (code && *code == 1 && heard.out == "call " + std::to_string(i)) ++right;
    });
  for (auto& caller : callers) caller.join();
  CHECK(right == 80);
}

TEST_CASE("A folder whose name is longer than a socket's address can be served") {
  tests::TemporaryFolder folder;
  const Path data = folder.path() / std::string(120, 'a') / std::string(120, 'b');
  REQUIRE(lock_folder(data));
  auto server = OwnerServer::start(data, echo);
  REQUIRE(server);
  Heard heard;
  CHECK(ask_owner(data, "far away", heard).value() == 1);
  (*server)->stop();
  CHECK_FALSE(std::filesystem::exists(data / "hearth.sock"));
}

TEST_CASE("Stopping lets the request that has begun end, and takes no other") {
  tests::TemporaryFolder folder;
  std::mutex guard;
  std::condition_variable changed;
  bool begun = false;
  bool may_end = false;
  auto server = OwnerServer::start(folder.path(), [&](const OwnerRequest&, FrameSink& sink) {
    std::unique_lock lock{guard};
    begun = true;
    changed.notify_all();
    changed.wait(lock, [&] { return may_end; });
    sink.frame(Channel::out, "kept");
    return 0;
  });
  REQUIRE(server);
  Heard heard;
  Result<int> code = 9;
  std::thread caller{[&] { code = ask_owner(folder.path(), "load", heard); }};
  {
    std::unique_lock lock{guard};
    changed.wait(lock, [&] { return begun; });
  }
  std::thread stopper{[&] { (*server)->stop(); }};
  Heard nothing;
  for (;;) {  // the socket goes while the first request still runs
    if (!std::filesystem::exists(folder.path() / "hearth.sock")) break;
    std::this_thread::yield();
  }
  CHECK(ask_owner(folder.path(), "late", nothing).error().code == "owner.none");
  {
    const std::lock_guard lock{guard};
    may_end = true;
  }
  changed.notify_all();
  stopper.join();
  caller.join();
  CHECK(code.value() == 0);
  CHECK(heard.out == "kept");
}

TEST_CASE("An owner that is killed in the middle of a request leaves the caller with the truth: not known") {
  tests::TemporaryFolder folder;
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto server = OwnerServer::start(folder.path(), [&](const OwnerRequest&, FrameSink&) -> int { ::_exit(7); });
    static_cast<void>(!::write(ready[1], "y", 1));
    ::pause();
  }
  char answer = 0;
  REQUIRE(::read(ready[0], &answer, 1) == 1);
  Heard heard;
  CHECK(ask_owner(folder.path(), "load", heard).error().code == "owner.lost");
  ::waitpid(child, nullptr, 0);
}

TEST_CASE("A fault in a request does not end the owner, and its words stay inside") {
  tests::TemporaryFolder folder;
  auto server = OwnerServer::start(folder.path(), [](const OwnerRequest&, FrameSink&) -> int {
    throw std::runtime_error{"Mrs Secret, 1948-03-05"};
  });
  REQUIRE(server);
  Heard heard;
  CHECK(ask_owner(folder.path(), "x", heard).value() == 3);
  CHECK(heard.talk.find("Secret") == std::string::npos);
  CHECK(ask_owner(folder.path(), "x", heard).value() == 3);
}

TEST_CASE("A request longer than the limit is refused before it is sent") {
  tests::TemporaryFolder folder;
  Heard heard;
  CHECK(ask_owner(folder.path(), std::string(limits::request_bytes_max + 1, 'x'), heard).error().code == "owner.too_large");
}

TEST_CASE("Callers that say nothing, or half of something, delay nobody") {
  tests::TemporaryFolder folder;
  auto server = OwnerServer::start(folder.path(), echo);
  REQUIRE(server);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto name = (folder.path() / "hearth.sock").string();
  name.copy(address.sun_path, sizeof address.sun_path - 1);
  std::vector<int> silent;
  for (int i = 0; i < 200; ++i) {
    silent.push_back(::socket(AF_UNIX, SOCK_STREAM, 0));
    REQUIRE(::connect(silent.back(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    if (i % 2 == 0) static_cast<void>(!::send(silent.back(), "\x08\0\0", 3, MSG_NOSIGNAL));
  }
  const auto from = std::chrono::steady_clock::now();
  for (int i = 0; i < 50; ++i) {
    Heard heard;
    CHECK(ask_owner(folder.path(), "polite", heard).value() == 1);
    CHECK(heard.out == "polite");
  }
  CHECK(std::chrono::steady_clock::now() - from < std::chrono::seconds{2});
  // Those who had their time are hung up on when there are too many; the half a minute that one may take is for those who are few.
  std::this_thread::sleep_for(std::chrono::milliseconds{1100});
  Heard heard;
  CHECK(ask_owner(folder.path(), "polite", heard).value() == 1);
  std::size_t hung_up = 0;
  for (const int socket : silent) {
    char byte = 0;
    hung_up += ::recv(socket, &byte, 1, MSG_DONTWAIT) == 0 ? 1 : 0;
  }
  CHECK(hung_up > 100);
  (*server)->stop();
  for (const int socket : silent) ::close(socket);
}

TEST_CASE("Whoever shouts rubbish at the socket gets no answer, and others are still served") {
  tests::TemporaryFolder folder;
  auto server = OwnerServer::start(folder.path(), echo);
  REQUIRE(server);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto name = (folder.path() / "hearth.sock").string();
  name.copy(address.sun_path, sizeof address.sun_path - 1);
  const int rude = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::connect(rude, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  CHECK(::write(rude, "\xFF\xFF\xFF\xFFgarbage", 11) == 11);
  char byte = 0;
  CHECK(::read(rude, &byte, 1) <= 0);
  ::close(rude);
  Heard heard;
  CHECK(ask_owner(folder.path(), "polite", heard).value() == 1);
}
