// shared_data.h: where the conformance cases stand.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace hearth::tests {

/// The folder of shared data: $HEARTH_SHARED, else beside the source tree. May not exist.
inline std::filesystem::path shared_folder() {
  if (const char* folder = std::getenv("HEARTH_SHARED")) return folder;
  return std::filesystem::path{HEARTH_SOURCE_DIR} / ".." / "shared";
}

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace hearth::tests
