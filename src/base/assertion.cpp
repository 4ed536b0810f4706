#include "base/assertion.h"

#include <cstdio>
#include <cstdlib>

namespace hearth::base {

void assertion_failed(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr, "hearth: internal fault at %s:%d: %s. Please report it; nothing was half written.\n", file, line,
               condition);
  std::abort();
}

}  // namespace hearth::base
