// own_options.h: the options that every command has, and the password that goes with --as.
#pragma once

#include <string>

#include "base/error.h"
#include "base/files.h"

namespace hearth::app {

struct OwnOptions {
  std::string data{"./hearth-data"};
  bool json{false};
  std::string as;
  std::string password_file;
  unsigned threads{0};
};

/// From --password-file, or asked on the terminal without showing it. @error sign_in.no_terminal
[[nodiscard]] Result<std::string> password_for(Files& files, const OwnOptions& options, const Path& working_folder);

}  // namespace hearth::app
