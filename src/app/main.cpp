// main.cpp: hands the real world to the program.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "formats/plain_text.h"
#include "app/program.h"

namespace {

class TerminalConsole final : public hearth::app::Console {
 public:
  void out(std::string_view text) override {
    if (fault_ == 0 && std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fault_ = errno;
  }
  void talk(std::string_view text) override {
    flush();
    const auto safe = hearth::app::plain_lines(text);
    std::fwrite(safe.data(), 1, safe.size(), stderr);
  }
  /// What is wrong with standard output: 0 when everything has been taken.
  int flush() {
    if (std::fflush(stdout) != 0 && fault_ == 0) fault_ = errno;
    return fault_;
  }

 private:
  int fault_{0};
};

/// Standard output that was closed by whoever started us would be given to the next file that is opened: results would be written
/// into the store. A place that can be read and not written keeps its number taken, and writing fails as it should.
void keep_standard_places() {
  for (int place = STDIN_FILENO; place <= STDERR_FILENO; ++place)
    if (::fcntl(place, F_GETFD) < 0 && errno == EBADF && ::open("/dev/null", place == STDIN_FILENO ? O_WRONLY : O_RDONLY) != place) ::_exit(3);
}

}  // namespace

int main(int argc, char** argv) {
  keep_standard_places();
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a full disk, and told as one
  hearth::base::DiskFiles files;
  const hearth::base::SystemClock clock;
  hearth::base::TerminalProgress progress;
  TerminalConsole console;
  hearth::app::Invocation invocation;
  invocation.arguments.assign(argv + 1, argv + argc);
  std::error_code no_folder;
  invocation.working_folder = std::filesystem::current_path(no_folder);
  invocation.user = static_cast<std::uint32_t>(::getuid());
  const int code = hearth::app::run_program({files, clock, hearth::base::Threads::of_machine()}, std::move(invocation), console, progress);
  const int fault = console.flush();
  if (fault == 0) return code;
  console.talk("hearth: the result could not be written whole: " +
               std::string{fault == EPIPE || fault == EBADF ? "standard output was closed" : std::strerror(fault)} + ". Do not rely on what was written; ask again.\n");
  return code < 3 ? 3 : code;
}
