#include "app/own_options.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/try.h"

namespace hearth::app {
namespace {

/// Turns the terminal's echo off while it lives.
class Quiet {
 public:
  explicit Quiet(int terminal) : terminal_{terminal} {
    ::tcgetattr(terminal_, &before_);
    auto quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(terminal_, TCSAFLUSH, &quiet);
  }
  ~Quiet() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  int terminal_;
  termios before_{};
};

Result<std::string> ask_on_terminal(const std::string& user) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0)
    return fail("sign_in.no_terminal", "there is no terminal to ask for the password on. Use --password-file F.", {}, Exit::wrong_use);
  const std::string prompt = "Password of " + user + ": ";
  [[maybe_unused]] auto put = ::write(terminal, prompt.data(), prompt.size());
  std::string password;
  {
    const Quiet quiet{terminal};
    char c = 0;
    while (::read(terminal, &c, 1) == 1 && c != '\n' && password.size() < limits::password_bytes_max) password.push_back(c);
  }
  put = ::write(terminal, "\n", 1);
  ::close(terminal);
  return password;
}

}  // namespace

Result<std::string> password_for(Files& files, const OwnOptions& options, const Path& working_folder) {
  if (options.password_file.empty()) return ask_on_terminal(options.as);
  HEARTH_TRY(content, files.read_all(working_folder / options.password_file, limits::password_bytes_max + 2));
  return content.substr(0, content.find_first_of("\r\n"));
}

}  // namespace hearth::app
