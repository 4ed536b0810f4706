// paper.h: a PDF as a reader's program sees it, through poppler's pdftotext and pdfinfo.
#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "temporary_folder.h"

namespace hearth::tests {

inline std::string said_by(const std::string& command) {
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  char block[65536];
  for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, pipe)) > 0;) out.append(block, got);
  ::pclose(pipe);
  return out;
}

/// Line ends and runs of blanks become one blank: where a line is broken says nothing.
inline std::string in_one_line(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\f') out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  return out;
}

/// Kept in a file of its own as long as it lives.
class Paper {
 public:
  explicit Paper(std::string_view pdf) { std::ofstream{file(), std::ios::binary} << pdf; }
  [[nodiscard]] std::string info() const { return said_by("pdfinfo '" + file().string() + "'"); }
  /// Title, tags, text of each element.
  [[nodiscard]] std::string structure() const { return said_by("pdfinfo -struct-text '" + file().string() + "'"); }
  /// As it stands on the page, page by page.
  [[nodiscard]] std::vector<std::string> pages() const {
    const auto text = said_by("pdftotext -layout '" + file().string() + "' -");
    std::vector<std::string> out;
    for (std::size_t from = 0, to = 0; (to = text.find('\f', from)) != std::string::npos; from = to + 1)
      out.push_back(in_one_line(std::string_view{text}.substr(from, to - from)));
    return out;
  }
  /// Where a word stands, in points from the left edge of its page.
  struct Word {
    std::string text;
    double left{0}, right{0}, page_width{0};
  };
  [[nodiscard]] std::vector<Word> words() const {
    const auto boxes = said_by("pdftotext -bbox '" + file().string() + "' -");
    const std::regex part{"<page width=\"([0-9.]+)\"|<word xMin=\"([-0-9.]+)\" yMin=\"[-0-9.]+\" xMax=\"([-0-9.]+)\" yMax=\"[-0-9.]+\">([^<]*)<"};
    std::vector<Word> out;
    double width = 0;
    for (auto it = std::sregex_iterator{boxes.begin(), boxes.end(), part}; it != std::sregex_iterator{}; ++it) {
      if ((*it)[1].matched) width = std::stod((*it)[1]);
      else out.push_back({(*it)[4], std::stod((*it)[2]), std::stod((*it)[3]), width});
    }
    return out;
  }
  [[nodiscard]] std::string text() const { return in_one_line(said_by("pdftotext '" + file().string() + "' -")); }

 private:
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "paper.pdf"; }
  TemporaryFolder folder_;
};

}  // namespace hearth::tests
