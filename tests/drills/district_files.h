// district_files.h: changes a drill makes to the files of a fictional district.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "drills/run_hearth.h"

namespace hearth::drills {

/// Adds a row to a comma-separated feed whose first column is its key; columns that `cells` does not name stay blank.
inline void append_row(const std::filesystem::path& feed, const std::string& key, const std::map<std::string, std::string>& cells) {
  const auto text = content_of(feed);
  const auto heading = text.substr(0, text.find_first_of("\r\n"));
  std::string row = key;
  for (std::size_t from = heading.find(',') + 1; from > 0 && from < heading.size();) {
    const auto to = std::min(heading.find(',', from), heading.size());
    const auto cell = cells.find(heading.substr(from, to - from));
    row += "," + (cell == cells.end() ? std::string{} : cell->second);
    from = to + 1;
  }
  std::ofstream{feed, std::ios::binary | std::ios::app} << row << "\r\n";
}

}  // namespace hearth::drills
