// program.h: one call of `hearth`: parse, find who owns the data folder, run the command there, print, exit code.
#pragma once

#include "app/command.h"
#include "base/clock.h"
#include "base/files.h"

namespace hearth::app {

struct Surroundings {
  Files& files;
  const Clock& clock;
  Threads threads;
};

/// Runs a command line to its end and returns the exit code of design section 6.
[[nodiscard]] int run_program(const Surroundings& surroundings, Invocation invocation, Console& console, Progress& progress);

/// Runs a command inside the process that owns the folder: for requests over the socket, and for tests.
[[nodiscard]] int run_in_owner(const Surroundings& surroundings, const Invocation& invocation, Console& console, spine::Folder& folder);

}  // namespace hearth::app
