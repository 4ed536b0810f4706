// gzip.h: compressed bytes in, plain bytes out, with a limit on the ratio.
#pragma once

#include <memory>

#include "base/files.h"

namespace hearth::formats {

/// `source` itself when it does not start as gzip does. `file` is for messages.
/// Reading fails with gzip.corrupt, gzip.truncated or gzip.bomb (limits::gzip_ratio_max).
[[nodiscard]] Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> source, std::string file);

/// Opens a file and unpacks it when it is gzip.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_unpacked(Files& files, const Path& path);

/// Whole content of a small file, unpacked. @error file.too_large
[[nodiscard]] Result<std::string> read_unpacked(Files& files, const Path& path, std::uint64_t bytes_max);

}  // namespace hearth::formats
