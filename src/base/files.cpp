#include "base/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace hearth::base {
namespace {

Where at(const Path& path) { return Where{.file = path.string()}; }

tl::unexpected<Error> broken(const Path& path, int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR: return fail("file.missing", "no such file. Check the path; paths in a declaration are relative to it.", at(path));
    case EISDIR: return fail("file.folder", "this is a folder. Expected a file.", at(path));
    case ENOSPC:
    case EDQUOT: return fail("file.full", "the disk is full. Free some space and run the command again; nothing was half written.", at(path));
    case EROFS: return fail("file.read_only", "this disk is read-only here. Choose another place, or mount it for writing.", at(path));
    case EACCES:
    case EPERM: return fail("file.not_allowed", "this user may not read or write it. Check owner and mode of file and folder.", at(path));
    default: return fail("file.unreadable", std::string{"could not be read or written: "} + std::strerror(code) + ".", at(path));
  }
}

class Descriptor {
 public:
  explicit Descriptor(int fd) noexcept : fd_{fd} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  [[nodiscard]] int get() const noexcept { return fd_; }
  int close() noexcept {
    const int result = fd_ >= 0 ? ::close(fd_) : 0;
    fd_ = -1;
    return result;
  }

 private:
  int fd_;
};

class DiskSource final : public ByteSource {
 public:
  DiskSource(int fd, Path path) : fd_{fd}, path_{std::move(path)} {}
  Result<std::size_t> read(std::span<char> into) override {
    for (;;) {
      const auto got = ::read(fd_.get(), into.data(), into.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) return broken(path_, errno);
    }
  }

 private:
  Descriptor fd_;
  Path path_;
};

class DiskSink final : public ByteSink {
 public:
  DiskSink(int fd, Path path, Path aside) : fd_{fd}, path_{std::move(path)}, aside_{std::move(aside)} {}
  ~DiskSink() override {
    if (!committed_) ::unlink(aside_.c_str());
  }
  Result<Done> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto put = ::write(fd_.get(), bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return broken(path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return Done{};
  }
  Result<Done> commit() override {
    if (::fsync(fd_.get()) != 0) return broken(path_, errno);
    if (fd_.close() != 0) return broken(path_, errno);
    if (::rename(aside_.c_str(), path_.c_str()) != 0) return broken(path_, errno);
    committed_ = true;
    const auto folder = path_.has_parent_path() ? path_.parent_path() : Path{"."};
    const Descriptor dir{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (dir.get() >= 0) ::fsync(dir.get());
    return Done{};
  }

 private:
  Descriptor fd_;
  Path path_, aside_;
  bool committed_{false};
};

/// A device or a pipe ("/dev/stdout") cannot be replaced by renaming: it is written as it is.
class PlainSink final : public ByteSink {
 public:
  PlainSink(int fd, Path path) : inner_{fd}, path_{std::move(path)} {}
  Result<Done> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto put = ::write(inner_.get(), bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return broken(path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return Done{};
  }
  Result<Done> commit() override {
    return inner_.close() == 0 ? Result<Done>{Done{}} : Result<Done>{broken(path_, errno)};
  }

 private:
  Descriptor inner_;
  Path path_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string content) : content_{std::move(content)} {}
  Result<std::size_t> read(std::span<char> into) override {
    const auto count = std::min(into.size(), content_.size() - at_);
    std::memcpy(into.data(), content_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string content_;
  std::size_t at_{0};
};

}  // namespace

Result<std::string> Files::read_all(const Path& path, std::uint64_t bytes_max) {
  auto source = open(path);
  if (!source) return fail(source.error());
  std::string content;
  std::vector<char> block(1 << 16);
  for (;;) {
    const auto got = (*source)->read(block);
    if (!got) return fail(got.error());
    if (*got == 0) return content;
    content.append(block.data(), *got);
    if (content.size() > bytes_max)
      return fail("file.too_large", "larger than " + std::to_string(bytes_max) + " bytes, the most that is read of such a file.", at(path));
  }
}

Result<MappedFile> Files::map(const Path& path, std::uint64_t bytes_max) {
  auto content = read_all(path, bytes_max);
  if (!content) return fail(content.error());
  auto owner = std::make_shared<const std::string>(std::move(*content));
  const std::string_view bytes{*owner};
  return MappedFile{std::move(owner), bytes};
}

Result<Done> Files::write_all(const Path& path, std::string_view content, bool private_file) {
  auto sink = create(path, private_file);
  if (!sink) return fail(sink.error());
  if (auto written = (*sink)->write(content); !written) return written;
  return (*sink)->commit();
}

Result<std::unique_ptr<ByteSource>> DiskFiles::open(const Path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe that nobody writes to must not hold us up
  if (fd < 0) return broken(path, errno);
  struct stat info {};
  if (::fstat(fd, &info) == 0 && !S_ISREG(info.st_mode)) {
    ::close(fd);
    if (S_ISDIR(info.st_mode)) return broken(path, EISDIR);
    return fail("file.not_plain", "a pipe or a device, which cannot be read twice. Expected a plain file: copy it to one first.", at(path));
  }
  return std::make_unique<DiskSource>(fd, path);
}

Result<std::unique_ptr<ByteSink>> DiskFiles::create(const Path& path, bool private_file) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe that nobody reads must not hold us up
    if (fd < 0 && errno == ENXIO) return fail("file.not_plain", "a pipe from which nobody reads. Start its reader first, or write into a file.", at(path));
    if (fd < 0) return broken(path, errno);
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    return std::make_unique<PlainSink>(fd, path);
  }
  std::string aside = path.string() + ".XXXXXX";
  const int fd = ::mkostemp(aside.data(), O_CLOEXEC);
  if (fd < 0) return broken(path, errno);
  if (!private_file) {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(fd, 0666 & ~mask);
  }
  return std::make_unique<DiskSink>(fd, path, Path{aside});
}

bool DiskFiles::exists(const Path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

Result<std::uint64_t> DiskFiles::size(const Path& path) {
  std::error_code code;
  const auto bytes = std::filesystem::file_size(path, code);
  if (code) return broken(path, code.value());
  return static_cast<std::uint64_t>(bytes);
}

Result<MappedFile> DiskFiles::map(const Path& path, std::uint64_t bytes_max) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return broken(path, errno);
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0 || static_cast<std::uint64_t>(info.st_size) > bytes_max) {
    ::close(fd);
    return Files::map(path, bytes_max);  // says what is wrong
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  ::close(fd);
  if (at == MAP_FAILED) return Files::map(path, bytes_max);  // file systems without mapping
  std::shared_ptr<const void> owner{at, [size](void* mapped) { ::munmap(mapped, size); }};
  return MappedFile{std::move(owner), {static_cast<const char*>(at), size}};
}

std::unique_ptr<ByteSource> source_of(std::string content) { return std::make_unique<MemorySource>(std::move(content)); }

}  // namespace hearth::base
