// progress.h: what a long step shows while it works. Draws only on a terminal.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::base {

class Progress {
 public:
  virtual ~Progress() = default;
  /// A new piece of work; `total` 0 when not known.
  virtual void begin(std::string_view what, std::uint64_t total) = 0;
  /// Any thread may call it.
  virtual void advance(std::uint64_t by) = 0;
  virtual void end() = 0;
};

/// Shows nothing: pipes, tests, servers.
class SilentProgress final : public Progress {
 public:
  void begin(std::string_view, std::uint64_t) override {}
  void advance(std::uint64_t) override {}
  void end() override {}
};

/// One line on standard error, redrawn at most ten times a second; nothing at all when that is no terminal.
class TerminalProgress final : public Progress {
 public:
  TerminalProgress();
  ~TerminalProgress() override;
  void begin(std::string_view what, std::uint64_t total) override;
  void advance(std::uint64_t by) override;
  void end() override;

 private:
  void draw();
  bool shown_;
  std::string what_;
  std::uint64_t total_{0};
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::int64_t> drawn_at_{0};
};

}  // namespace hearth::base

namespace hearth {
using namespace base;
}
