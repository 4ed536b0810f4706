// owner_server.cpp: takes requests on the folder's socket, each on a thread of its own.
#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <list>
#include <mutex>
#include <thread>

#include "base/assertion.h"
#include "base/limits.h"
#include "store/owner.h"
#include "store/owner_wire.h"

namespace hearth::store {

namespace {

constexpr std::size_t requests_at_once_max = 32;
constexpr std::size_t requests_taken_max = 256;  // worked on, or waiting for one of those places
constexpr std::size_t silent_callers_max = 64;   // whose request has not arrived whole: more, and those are hung up on that had a second
constexpr std::size_t threads_max = 512;
constexpr auto patience = std::chrono::seconds{1};  // a caller sends its request as soon as it is connected
constexpr int request_seconds_max = 30;          // for a request to arrive whole
constexpr int last_words_seconds_max = 10;    // an owner that ends waits so long for a caller that takes nothing
constexpr int waiting_callers_max = 128;

auto no_socket(const Path& data, int fault) {
  if (fault == ENOSPC || fault == EDQUOT)
    return fail("owner.full", "the disk is full: the folder's socket cannot be made. Free some space and repeat.", {.file = data.string()});
  if (fault == EROFS || fault == EACCES || fault == EPERM)
    return fail("owner.read_only", "the data folder cannot be written. Check its owner, its rights and the disk.", {.file = data.string()});
  return fail("owner.no_socket", "a socket cannot be made in the data folder (is it on a network or Windows drive?). Use a local disk.",
              {.file = data.string()});
}

Result<Descriptor> listen_in(const Path& data) {
  const auto place = socket_place(data);
  if (!place.folder.open()) return no_socket(data, errno);
  Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (!socket.open()) return no_socket(data, errno);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  HEARTH_ASSERT(place.name.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, place.name.data(), place.name.size());
  ::unlink(address.sun_path);  // of an owner that was killed: we hold the lock, so nobody listens on it
  ::fchmod(socket.get(), 0600);  // Linux makes the file with the socket's mode
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return no_socket(data, errno);
  if (::chmod(address.sun_path, 0600) != 0) return no_socket(data, errno);
  if (::listen(socket.get(), waiting_callers_max) != 0) return no_socket(data, errno);
  return socket;
}

}  // namespace

class OwnerServer::Inside {
 public:
  Inside(const Path& data, Descriptor listening, Handler handler)
      : data_{data}, listening_{std::move(listening)}, wake_{::eventfd(0, EFD_CLOEXEC)}, handler_{std::move(handler)} {
    HEARTH_ASSERT(wake_.open());
    accepting_ = std::thread{[this] { accept_all(); }};
  }

  void stop() {
    if (ending_.exchange(true)) return;
    const std::uint64_t one = 1;
    static_cast<void>(!::write(wake_.get(), &one, sizeof one));
    room_.notify_all();
    accepting_.join();
    ::unlink(socket_place(data_).name.c_str());
    listening_ = Descriptor{-1};
    std::unique_lock lock{guard_};
    for (auto& call : calls_)
      if (!call.begun) ::shutdown(call.socket.get(), SHUT_RDWR);
    room_.wait(lock, [&] { return running_ == 0; });
    lock.unlock();
    calls_.clear();
  }

 private:
  struct Call {
    explicit Call(int number) : socket{number} {}
    ~Call() {
      if (thread.joinable()) thread.join();
    }
    Descriptor socket;
    std::chrono::steady_clock::time_point since{std::chrono::steady_clock::now()};
    bool taken{false};    ///< its request has arrived whole; under guard_
    bool hung_up{false};  ///< under guard_
    bool begun{false};    ///< under guard_
    bool ended{false};  ///< under guard_
    std::mutex sending;
    bool caller_gone{false};  ///< under sending
    std::thread thread;
  };

  class Sink final : public FrameSink {
   public:
    Sink(Inside& inside, Call& call) : inside_{inside}, call_{call} {}
    void frame(Channel channel, std::string_view bytes) override {
      for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), frame_bytes_max)))
        inside_.send(call_, static_cast<std::uint8_t>(channel), bytes.substr(0, frame_bytes_max));
    }

   private:
    Inside& inside_;
    Call& call_;
  };

  void accept_all() {
    while (wait_for_caller()) {
      const int number = ::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC);
      if (number < 0) {
        if (errno == EMFILE || errno == ENFILE) std::this_thread::sleep_for(std::chrono::milliseconds{50});
        continue;
      }
      const std::lock_guard lock{guard_};
      calls_.remove_if([](const Call& call) { return call.ended; });
      hang_up_on_silent();
      auto& call = calls_.emplace_back(number);
      ++running_;
      call.thread = std::thread{[this, &call] { serve(call); }};
    }
  }

  /// False when the server ends.
  bool wait_for_caller() {
    {
      std::unique_lock lock{guard_};
      const auto room = [&] { return ending_ || (taken_ < requests_taken_max && running_ < threads_max); };
      while (!room_.wait_for(lock, patience / 10, room)) hang_up_on_silent();
    }
    pollfd either[2]{{listening_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
    ::poll(either, 2, -1);
    return !ending_;
  }

  /// Callers that connect and say nothing must not keep those waiting who ask. Under guard_.
  void hang_up_on_silent() {
    const auto silent_in = [](const Call& call) { return !call.taken && !call.ended && !call.hung_up; };
    auto silent = static_cast<std::size_t>(std::count_if(calls_.begin(), calls_.end(), silent_in));
    const auto before = std::chrono::steady_clock::now() - patience;
    for (auto& call : calls_) {  // oldest first
      if (silent < silent_callers_max || call.since > before) return;
      if (!silent_in(call)) continue;
      ::shutdown(call.socket.get(), SHUT_RDWR);
      call.hung_up = true;
      --silent;
    }
  }

  void serve(Call& call) {
    answer(call);
    ::shutdown(call.socket.get(), SHUT_RDWR);
    const std::lock_guard lock{guard_};
    if (call.begun) --working_;
    call.ended = true;
    --running_;
    if (call.taken) --taken_;
    room_.notify_all();
  }

  void answer(Call& call) {
    OwnerRequest request;
    if (!take_request(call, request)) return;
    {
      std::unique_lock lock{guard_};
      if (ending_ || call.hung_up) return;
      call.taken = true;
      ++taken_;
      room_.wait(lock, [&] { return ending_ || working_ < requests_at_once_max; });
      if (ending_) return;
      call.begun = true;
      ++working_;
    }
    send(call, frame_begun, {});
    Sink sink{*this, call};
    int code = static_cast<int>(Exit::failed);
    try {
      code = handler_(request, sink);
    } catch (const std::exception&) {  // its words may quote values
      sink.frame(Channel::talk, "hearth: a fault inside the program stopped this request. Nothing of it was kept unless said above.\n");
    }
    send(call, frame_ended, length_bytes(static_cast<std::uint32_t>(code)));
  }

  static bool take_request(const Call& call, OwnerRequest& request) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(call.socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    request.user = peer.uid;
    request.process = peer.pid;
    const auto length = receive(call.socket.get(), 4, request_seconds_max);
    if (!length || length_of(*length) > limits::request_bytes_max) return false;
    auto bytes = receive(call.socket.get(), length_of(*length), request_seconds_max);
    if (!bytes) return false;
    request.bytes = std::move(*bytes);
    return true;
  }

  void send(Call& call, std::uint8_t kind, std::string_view bytes) {
    const std::lock_guard lock{call.sending};
    if (call.caller_gone) return;
    std::string frame{static_cast<char>(kind)};
    frame += length_bytes(static_cast<std::uint32_t>(bytes.size()));
    frame += bytes;
    int seconds = 0;
    call.caller_gone = !send_all(call.socket.get(), frame, [&] { return ending_ && ++seconds >= last_words_seconds_max; });
  }

  Path data_;
  Descriptor listening_;
  Descriptor wake_;
  Handler handler_;
  std::atomic<bool> ending_{false};
  std::mutex guard_;
  std::condition_variable room_;
  std::size_t running_{0};  ///< threads; under guard_
  std::size_t taken_{0};    ///< calls whose request has arrived; under guard_
  std::size_t working_{0};  ///< calls that have begun; under guard_
  std::list<Call> calls_;   ///< under guard_
  std::thread accepting_;
};

OwnerServer::OwnerServer(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}
OwnerServer::~OwnerServer() { stop(); }
void OwnerServer::stop() { inside_->stop(); }

Result<std::unique_ptr<OwnerServer>> OwnerServer::start(const Path& data, Handler handler) {
  auto listening = listen_in(data);
  if (!listening) return fail(listening.error());
  auto inside = std::make_unique<Inside>(data, std::move(*listening), std::move(handler));
  return std::unique_ptr<OwnerServer>{new OwnerServer{std::move(inside)}};
}

}  // namespace hearth::store
