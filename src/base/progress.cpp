#include "base/progress.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "base/text.h"

namespace hearth::base {
namespace {

constexpr std::int64_t redraw_ms = 100;

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

TerminalProgress::TerminalProgress() : shown_{::isatty(STDERR_FILENO) == 1} {}
TerminalProgress::~TerminalProgress() { end(); }

void TerminalProgress::begin(std::string_view what, std::uint64_t total) {
  end();
  what_ = what;
  total_ = total;
  done_ = 0;
  drawn_at_ = 0;
}

void TerminalProgress::advance(std::uint64_t by) {
  done_ += by;
  if (!shown_ || what_.empty()) return;
  auto last = drawn_at_.load();
  const auto now = now_ms();
  if (now - last >= redraw_ms && drawn_at_.compare_exchange_strong(last, now)) draw();
}

void TerminalProgress::end() {
  if (shown_ && !what_.empty()) std::fputs("\r\033[K", stderr);
  what_.clear();
}

void TerminalProgress::draw() {
  constexpr std::uint64_t width = 30;
  const auto done = done_.load();
  std::string line = "\r\033[K" + what_ + "  ";
  if (total_ > 0) {
    const auto filled = done >= total_ ? width : done * width / total_;
    line += "[" + std::string(filled, '#') + std::string(width - filled, '.') + "] ";
    line += with_commas(done) + " of " + with_commas(total_);
  } else {
    line += with_commas(done);
  }
  std::fputs(line.c_str(), stderr);
}

}  // namespace hearth::base
