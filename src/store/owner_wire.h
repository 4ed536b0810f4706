// owner_wire.h (private to store/): how requests and answers lie on the socket.
//
//   request   length (4 bytes, least first), then so many bytes
//   answer    frames: kind (1 byte), length (4 bytes, least first), then so many bytes. Kinds: 3 begun (once, first: from here on the
//             request has effect), 1 out, 2 talk, 0 ended (4 bytes: exit code)
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"

namespace hearth::store {

inline constexpr std::uint8_t frame_ended = 0;
inline constexpr std::uint8_t frame_begun = 3;
inline constexpr std::size_t frame_bytes_max = 1U << 16;

[[nodiscard]] std::string length_bytes(std::uint32_t length);
[[nodiscard]] std::uint32_t length_of(std::string_view four_bytes);

/// All of `bytes`, or false when the other side has gone. `give_up` is asked once a second while the other side takes nothing.
[[nodiscard]] bool send_all(int socket, std::string_view bytes, const std::function<bool()>& give_up);
/// `size` bytes, or nothing when the connection ended before, or nothing came for `seconds_max` (0: waits for ever).
[[nodiscard]] std::optional<std::string> receive(int socket, std::size_t size, int seconds_max);

/// A descriptor that is closed with its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_{number} {}
  Descriptor(Descriptor&& other) noexcept : number_{other.release()} {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  [[nodiscard]] int get() const noexcept { return number_; }
  [[nodiscard]] bool open() const noexcept { return number_ >= 0; }
  [[nodiscard]] int release() noexcept {
    const int number = number_;
    number_ = -1;
    return number;
  }

 private:
  int number_;
};

/// The socket's address, by way of an open descriptor of its folder: a socket's name takes 107 bytes, a folder's any number.
struct SocketPlace {
  Descriptor folder;
  std::string name;  ///< /proc/self/fd/N/hearth.sock
};
[[nodiscard]] SocketPlace socket_place(const Path& data);

}  // namespace hearth::store
