// files.h: the file system is handed in, so that a full disk, a read-only folder and a lost file can be tested.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::base {

using Path = std::filesystem::path;

/// Bytes in order, read once.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// How many bytes were put into `into`; 0 at the end. @error file.unreadable, gzip.*
  [[nodiscard]] virtual Result<std::size_t> read(std::span<char> into) = 0;
};

class ByteSink {
 public:
  virtual ~ByteSink() = default;
  /// @error file.full (no space left), file.unwritable
  [[nodiscard]] virtual Result<Done> write(std::string_view bytes) = 0;
  /// Syncs and puts the file in its place (written aside before, renamed now). Without it nothing appears.
  [[nodiscard]] virtual Result<Done> commit() = 0;
};

/// Bytes that live as long as their owner. Begins at a multiple of 16.
struct MappedFile {
  std::shared_ptr<const void> owner;
  std::string_view bytes;
};

class Files {
 public:
  virtual ~Files() = default;
  /// @error file.missing, file.unreadable, file.folder
  [[nodiscard]] virtual Result<std::unique_ptr<ByteSource>> open(const Path& path) = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<ByteSink>> create(const Path& path, bool private_file = false) = 0;
  [[nodiscard]] virtual bool exists(const Path& path) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> size(const Path& path) = 0;

  /// Whole content, where it can be without a copy of it. Whoever puts another file in its place must
  /// rename it there (as create() does): one that is written over or cut short under a reader ends the process.
  /// @error file.too_large above `bytes_max`
  [[nodiscard]] virtual Result<MappedFile> map(const Path& path, std::uint64_t bytes_max);
  /// Whole content. @error file.too_large above `bytes_max`
  [[nodiscard]] Result<std::string> read_all(const Path& path, std::uint64_t bytes_max);
  /// Atomic: the old content or the new, never half.
  [[nodiscard]] Result<Done> write_all(const Path& path, std::string_view content, bool private_file = false);
};

/// The real thing. `private_file` makes mode 0600.
class DiskFiles final : public Files {
 public:
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> open(const Path& path) override;
  [[nodiscard]] Result<std::unique_ptr<ByteSink>> create(const Path& path, bool private_file) override;
  [[nodiscard]] bool exists(const Path& path) override;
  [[nodiscard]] Result<std::uint64_t> size(const Path& path) override;
  [[nodiscard]] Result<MappedFile> map(const Path& path, std::uint64_t bytes_max) override;
};

/// Bytes that are in memory already.
[[nodiscard]] std::unique_ptr<ByteSource> source_of(std::string content);

}  // namespace hearth::base
