// folder_lock.cpp: the kernel's lock on DIR/owner.lock.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "store/owner.h"
#include "store/owner_wire.h"

namespace hearth::store {

namespace {

auto cannot(const Path& data, int fault) {
  if (fault == ENOSPC || fault == EDQUOT)
    return fail("owner.full", "the disk is full: the data folder cannot be locked. Free some space and repeat.", {.file = data.string()});
  std::error_code none;
  if (!std::filesystem::is_directory(data, none))
    return fail("owner.read_only", "the data folder cannot be made here. Check the name, and the rights of the folder above.", {.file = data.string()});
  return fail("owner.read_only",
              "the data folder cannot be written: it is read-only, or another user's. Every look is recorded in it before it is shown, so nothing can be shown "
              "from it either. Check its owner, its rights and the disk.",
              {.file = data.string()});
}

/// Processes of other users count: they may be seen, if not signalled.
bool is_running(const std::string& number) {
  const auto process = static_cast<pid_t>(std::strtol(number.c_str(), nullptr, 10));
  return process > 0 && (::kill(process, 0) == 0 || errno == EPERM);
}

/// "process 4711"; "another process" while the owner has not written its number yet, or what stands there is of one that was killed before.
std::string owner_of(int lock_file) {
  char text[24]{};
  const auto got = ::pread(lock_file, text, sizeof text - 1, 0);
  std::string number;
  for (ssize_t i = 0; i < got && text[i] >= '0' && text[i] <= '9'; ++i) number += text[i];
  return number.empty() || !is_running(number) ? "another process" : "process " + number;
}

}  // namespace

Result<FolderLock> lock_folder(const Path& data) {
  std::error_code fault;
  std::filesystem::create_directories(data, fault);
  if (fault && !std::filesystem::is_directory(data)) return cannot(data, fault.value());
  Descriptor folder{::open(data.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!folder.open()) return cannot(data, errno);
  struct stat found {};
  if (::fstat(folder.get(), &found) != 0) return cannot(data, errno);
  if ((found.st_mode & 0077) != 0 && ::fchmod(folder.get(), 0700) != 0) return cannot(data, errno);
  Descriptor file{::openat(folder.get(), "owner.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
  if (!file.open()) return cannot(data, errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return cannot(data, errno);
    return fail("owner.taken", owner_of(file.get()) + " owns this folder. Wait for it, or end it.", {.file = data.string()});
  }
  // Only for the message above: on a full disk the lock holds without it.
  const std::string number = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file.get(), 0) == 0) static_cast<void>(!::pwrite(file.get(), number.data(), number.size(), 0));
  return FolderLock{file.release()};
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_{other.file_} { other.file_ = -1; }

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

FolderLock::~FolderLock() {
  if (file_ < 0) return;
  // The file stays: removing it would let two processes lock two files of one name. It names nobody any more.
  static_cast<void>(!::ftruncate(file_, 0));
  ::close(file_);
}

}  // namespace hearth::store
