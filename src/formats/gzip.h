// gzip.h: compressed bytes in, plain bytes out, with a limit on the ratio; and the other way round.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/files.h"

namespace hearth::formats {

/// `source` itself when it does not start as gzip does. `file` is for messages.
/// Reading fails with gzip.corrupt, gzip.truncated or gzip.bomb (limits::gzip_ratio_max).
[[nodiscard]] Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> source, std::string file);

/// Opens a file and unpacks it when it is gzip.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_unpacked(Files& files, const Path& path);

/// Whole content of a small file, unpacked. @error file.too_large
[[nodiscard]] Result<std::string> read_unpacked(Files& files, const Path& path, std::uint64_t bytes_max);

/// One gzip member. `filler` stands in its heading as the file name, where readers pass over it: of a length that nobody can foretell it
/// hides how long the content is, and so what a guess inside it would have saved (Palacios and others 2022, Heal-the-BREACH).
/// Precondition: no NUL in the filler.
[[nodiscard]] std::string packed(std::string_view plain, const std::string& filler = {});

}  // namespace hearth::formats
