// assertion.h: a bug is ours; stop rather than continue wrong. Kept in release builds.
#pragma once

namespace hearth::base {
/// Prints file, line and condition on standard error and aborts. Never prints values.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line) noexcept;
}  // namespace hearth::base

#define HEARTH_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::hearth::base::assertion_failed(#condition, __FILE__, __LINE__))
