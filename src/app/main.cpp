// main.cpp: hands the real world to the program.
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstdio>

#include "app/program.h"

namespace {

class TerminalConsole final : public hearth::app::Console {
 public:
  void out(std::string_view text) override { std::fwrite(text.data(), 1, text.size(), stdout); }
  void talk(std::string_view text) override {
    std::fflush(stdout);
    std::fwrite(text.data(), 1, text.size(), stderr);
  }
};

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
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
  return std::fflush(stdout) == 0 ? code : 3;
}
