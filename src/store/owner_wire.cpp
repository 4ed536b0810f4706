// owner_wire.cpp: bytes through a socket, whole or not at all.
#include "store/owner_wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace hearth::store {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (number_ >= 0) ::close(number_);
    number_ = other.release();
  }
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

SocketPlace socket_place(const Path& data) {
  Descriptor folder{::open(data.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  std::string name = "/proc/self/fd/" + std::to_string(folder.get()) + "/hearth.sock";
  return {std::move(folder), std::move(name)};
}

std::string length_bytes(std::uint32_t length) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((length >> shift) & 0xFF);
  return bytes;
}

std::uint32_t length_of(std::string_view four_bytes) {
  std::uint32_t length = 0;
  for (std::size_t i = 4; i-- > 0;) length = (length << 8) | static_cast<unsigned char>(four_bytes[i]);
  return length;
}

bool send_all(int socket, std::string_view bytes, const std::function<bool()>& give_up) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) return false;
    pollfd wait{socket, POLLOUT, 0};
    if (::poll(&wait, 1, 1000) == 0 && give_up()) return false;
  }
  return true;
}

std::optional<std::string> receive(int socket, std::size_t size, int seconds_max) {
  std::string bytes;
  constexpr std::size_t step = 1U << 20;  // grows with what comes: a length alone makes nobody reserve memory
  while (bytes.size() < size) {
    pollfd wait{socket, POLLIN, 0};
    const int ready = ::poll(&wait, 1, seconds_max > 0 ? seconds_max * 1000 : -1);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    const std::size_t before = bytes.size();
    bytes.resize(before + std::min(step, size - before));
    const auto got = ::recv(socket, bytes.data() + before, bytes.size() - before, 0);
    if (got < 0 && errno == EINTR) {
      bytes.resize(before);
      continue;
    }
    if (got <= 0) return std::nullopt;
    bytes.resize(before + static_cast<std::size_t>(got));
  }
  return bytes;
}

}  // namespace hearth::store
