// run_hearth.h: runs the real binary, as a person at a terminal would, and takes down what it says.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <sys/wait.h>

namespace hearth::drills {

struct Said {
  int code{-1};
  std::string out;   ///< standard output
  std::string talk;  ///< standard error
};

inline std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
  return out + "'";
}

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// HEARTH_BINARY names the program (ctest sets it).
inline Said run_hearth(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
  const char* binary = std::getenv("HEARTH_BINARY");
  std::string command = "cd " + quoted(folder.string()) + " && " + quoted(binary == nullptr ? "hearth" : binary);
  for (const auto& argument : arguments) command += " " + quoted(argument);
  const auto talk = folder / ".talk";
  command += " 2>" + quoted(talk.string()) + " </dev/null";
  Said said;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return said;
  char block[65536];
  for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, pipe)) > 0;) said.out.append(block, got);
  const int status = ::pclose(pipe);
  said.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  said.talk = content_of(talk);
  std::filesystem::remove(talk);
  return said;
}

}  // namespace hearth::drills
