// ask_owner.cpp: the caller's side of the folder's socket.
#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>

#include "base/assertion.h"
#include "base/limits.h"
#include "store/owner.h"
#include "store/owner_wire.h"

namespace hearth::store {

namespace {

auto nobody(const Path& data) { return fail("owner.none", "nobody answers for the data folder.", {.file = data.string()}); }

auto lost(const Path& data) {
  return fail("owner.lost",
              "the process that owns the data folder ended before it had answered: what was done is not known. Look with: hearth status",
              {.file = data.string()});
}

Result<Descriptor> connect_to(const Path& data) {
  const auto place = socket_place(data);
  if (!place.folder.open()) return nobody(data);
  Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  HEARTH_ASSERT(place.name.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, place.name.data(), place.name.size());
  int connected = -1;
  do connected = ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  while (connected != 0 && errno == EINTR);
  if (connected == 0) return socket;
  if (errno == EACCES || errno == EPERM)
    return fail("owner.refused", "the data folder belongs to another user of this machine. Ask as that user.", {.file = data.string()},
                Exit::refused);
  return nobody(data);
}

/// Passes frames on until the last. `begun` says whether the owner had taken the request.
Result<int> pass_on(int socket, const Path& data, FrameSink& sink, bool& begun) {
  for (;;) {
    const auto head = receive(socket, 5, 0);
    if (!head) return begun ? lost(data) : nobody(data);
    const auto kind = static_cast<std::uint8_t>((*head)[0]);
    const auto size = length_of(std::string_view{*head}.substr(1));
    if (size > frame_bytes_max) return lost(data);
    const auto bytes = receive(socket, size, 0);
    if (!bytes) return begun ? lost(data) : nobody(data);
    if (kind == frame_begun) begun = true;
    else if (kind == frame_ended) return size == 4 ? Result<int>{static_cast<int>(length_of(*bytes))} : lost(data);
    else sink.frame(kind == static_cast<std::uint8_t>(Channel::out) ? Channel::out : Channel::talk, *bytes);
  }
}

}  // namespace

Result<int> ask_owner(const Path& data, std::string_view request, FrameSink& sink) {
  if (request.size() > limits::request_bytes_max)
    return fail("owner.too_large", "the request is longer than the owner of the data folder takes.", {.file = data.string()}, Exit::wrong_use);
  auto socket = connect_to(data);
  if (!socket) return fail(socket.error());
  std::string message = length_bytes(static_cast<std::uint32_t>(request.size()));
  message += request;
  if (!send_all(socket->get(), message, [] { return false; })) return nobody(data);
  bool begun = false;
  return pass_on(socket->get(), data, sink, begun);
}

}  // namespace hearth::store
