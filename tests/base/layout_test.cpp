// The tree itself: names, sizes and marks that nobody should have to look for in a review.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> sources() {
  std::vector<fs::path> out;
  for (const char* folder : {"src", "tests", "bench", "setup", "programmes"}) {
    const fs::path root = fs::path{HEARTH_SOURCE_DIR} / folder;
    if (!fs::exists(root)) continue;
    for (auto it = fs::recursive_directory_iterator{root}; it != fs::recursive_directory_iterator{}; ++it) {
      if (it->path().filename() == "node_modules") {
        it.disable_recursion_pending();
        continue;
      }
      if (it->is_regular_file()) out.push_back(it->path());
    }
  }
  return out;
}

std::string content(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

bool code(const fs::path& path) {
  const auto ending = path.extension();
  return ending == ".h" || ending == ".cpp" || ending == ".c";
}

}  // namespace

TEST_CASE("No file is a drawer without a label") {
  const std::regex drawer{"util|helper|manager|common|misc", std::regex::icase};
  for (const auto& path : sources()) {
    CAPTURE(path.string());
    CHECK_FALSE(std::regex_search(path.filename().string(), drawer));
  }
}

TEST_CASE("No source file holds more than one idea's worth of text: at most 40 KB") {
  for (const auto& path : sources()) {
    CAPTURE(path.string());
    if (code(path)) CHECK(fs::file_size(path) <= 40 * 1024);
  }
}

TEST_CASE("Every header says in its first line what it is for") {
  for (const auto& path : sources()) {
    if (path.extension() != ".h") continue;
    CAPTURE(path.string());
    const auto text = content(path);
    const auto name = "// " + path.filename().string();
    CHECK((text.starts_with(name + ": ") || text.starts_with(name + " (private to ")));
  }
}

TEST_CASE("Nothing is left half done: no unfinished marks in the code") {
  const std::regex mark{std::string{"\\b(TO"} + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b"};
  for (const auto& path : sources()) {
    CAPTURE(path.string());
    if (code(path)) CHECK_FALSE(std::regex_search(content(path), mark));
  }
}

TEST_CASE("A property test that fails fails its test: rc::check stands inside CHECK") {
  const std::regex bare{R"((^|\n)\s*rc::check\()"};
  for (const auto& path : sources()) {
    if (!code(path) || path.filename() == "layout_test.cpp") continue;
    CAPTURE(path.string());
    CHECK_FALSE(std::regex_search(content(path), bare));
  }
}
