// first_bytes.h: what a source begins with, and the whole of it still to be read. Private to the room.
#pragma once

#include <memory>
#include <string>

#include "base/files.h"

namespace hearth::formats {

struct FirstBytes {
  std::string first;                    ///< fewer than asked for when there are no more
  std::unique_ptr<ByteSource> whole;    ///< these bytes, then the rest
};
/// @error of the source
[[nodiscard]] Result<FirstBytes> first_bytes(std::unique_ptr<ByteSource> source, std::size_t count);

}  // namespace hearth::formats
