// raw_http.h: sends bytes to a port of this machine and gives back what comes, as a careless or hostile program would.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::tests {

struct RawAnswer {
  std::string bytes;
  bool closed{false};  ///< the other side closed the connection
  bool sent_all{true}; ///< else the other side cut the connection while we were sending: a browser shows no page then
  [[nodiscard]] int status() const { return bytes.size() > 12 && bytes.starts_with("HTTP/1.1 ") ? std::stoi(bytes.substr(9, 3)) : 0; }
  [[nodiscard]] std::string body() const {
    const auto at = bytes.find("\r\n\r\n");
    return at == std::string::npos ? std::string{} : bytes.substr(at + 4);
  }
  [[nodiscard]] std::string heading(std::string_view name) const {
    const auto at = bytes.find("\r\n" + std::string{name} + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + 4 + name.size();
    return bytes.substr(from, bytes.find("\r\n", from) - from);
  }
};

/// Sends all, says that nothing more comes unless `keep_open`, and reads until the other side closes or is silent for a while.
inline RawAnswer raw_http(std::uint16_t port, std::string_view bytes, bool keep_open = false, int silence_milliseconds = 3000) {
  RawAnswer out;
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) return ::close(fd), out;
  while (!bytes.empty()) {
    const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      out.sent_all = false;
      break;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  if (!keep_open) ::shutdown(fd, SHUT_WR);
  char block[65536];
  for (;;) {
    pollfd waiting{fd, POLLIN, 0};
    if (::poll(&waiting, 1, silence_milliseconds) <= 0) break;
    const auto got = ::recv(fd, block, sizeof block, 0);
    if (got <= 0) {
      out.closed = true;
      break;
    }
    out.bytes.append(block, static_cast<std::size_t>(got));
  }
  ::close(fd);
  return out;
}

}  // namespace hearth::tests
