// owner.h: one owner per data folder. Who holds the lock answers the others over a socket in the folder.
//
// The lock is the kernel's (flock) and ends with its process, however that ends: a number that a killed process left in owner.lock locks
// nothing, and is not told as the owner's. The socket file may outlive it and is replaced
// by the next owner. Requests and answers are bytes: what they mean is app's business. Only the folder's own user (and root)
// can reach the socket: the folder is 0700 and the socket 0600.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/files.h"

namespace hearth::store {

/// Held as long as this lives. Movable, so that an owner can keep it.
class FolderLock {
 public:
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  friend Result<FolderLock> lock_folder(const Path& data);
  explicit FolderLock(int file) noexcept : file_{file} {}
  int file_;
};

/// Makes the folder when it is not there, closes it to other users, and locks it.
/// @error owner.taken (who has it, by process number), owner.read_only, owner.full
[[nodiscard]] Result<FolderLock> lock_folder(const Path& data);

enum class Channel : std::uint8_t { out = 1, talk = 2 };  ///< the caller's standard output and standard error

/// Where an answer goes, piece by piece. Any thread may call it.
class FrameSink {
 public:
  virtual ~FrameSink() = default;
  virtual void frame(Channel channel, std::string_view bytes) = 0;
};

struct OwnerRequest {
  std::string bytes;
  std::uint32_t user{0};    ///< operating-system user of the caller, as the kernel says
  std::int32_t process{0};  ///< its process number
};

/// Answers the requests of other processes, each on a thread of its own, a bounded number at a time (more wait).
class OwnerServer {
 public:
  /// The exit code of the request. Frames to a caller that has gone away are dropped; the work goes on to its end.
  using Handler = std::function<int(const OwnerRequest&, FrameSink&)>;
  /// The caller holds the lock of `data`. @error owner.no_socket, owner.read_only, owner.full
  [[nodiscard]] static Result<std::unique_ptr<OwnerServer>> start(const Path& data, Handler handler);
  ~OwnerServer();
  OwnerServer(const OwnerServer&) = delete;
  OwnerServer& operator=(const OwnerServer&) = delete;

  /// Takes no more requests, lets those that have begun end, and removes the socket.
  void stop();

 private:
  class Inside;
  explicit OwnerServer(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

/// Sends `request` to the folder's owner and passes its answer on as it comes. The exit code of the request.
/// @error owner.none (nobody listens: safe to become the owner, or to ask again), owner.lost (the owner ended after it had begun:
///        what was done is not known), owner.refused (the folder is another user's), owner.too_large
[[nodiscard]] Result<int> ask_owner(const Path& data, std::string_view request, FrameSink& sink);

}  // namespace hearth::store
