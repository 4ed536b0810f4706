#include "app/text_table.h"

#include <algorithm>
#include <cstdio>

#include "formats/plain_text.h"
#include "base/text.h"

namespace hearth::app {
namespace {

bool numeric(const std::string& cell) {
  return std::ranges::all_of(cell, [](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '.' || c == '-' || c == '%' || c == ' '; });
}

}  // namespace

std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string seconds_text(double seconds) {
  char out[32];
  std::snprintf(out, sizeof out, seconds < 1 ? "%.2f" : "%.1f", seconds);
  return out;
}

TextTable::TextTable(std::vector<std::string> heading) {
  for (auto& cell : heading) cell = formats::plain(cell);
  rows_.push_back(std::move(heading));
}

void TextTable::row(std::vector<std::string> cells) {
  cells.resize(rows_.front().size());
  for (auto& cell : cells) cell = formats::plain(cell);
  rows_.push_back(std::move(cells));
}

std::string TextTable::text() const {
  const std::size_t columns = rows_.front().size();
  std::vector<std::size_t> widths(columns, 0);
  std::vector<bool> right(columns, rows_.size() > 1);
  for (std::size_t r = 0; r < rows_.size(); ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      widths[c] = std::max(widths[c], width_of(rows_[r][c]));
      if (r > 0 && !numeric(rows_[r][c])) right[c] = false;
    }
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string padding(widths[c] - width_of(row[c]), ' ');
      line += right[c] ? padding + row[c] : row[c] + padding;
      if (c + 1 < columns) line += "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string wrapped(std::string_view text, std::size_t indent) {
  const std::string line_of_text = formats::plain(text);
  std::string out, line;
  const std::size_t start = line_of_text.find_first_not_of(' ');
  line.assign(start == std::string::npos ? 0 : start, ' ');
  bool empty = true;
  for (const auto word : split(line_of_text, ' ')) {
    // Inner runs of blanks align columns at the start of a line and are kept there.
    if (word.empty()) {
      if (!empty) line.push_back(' ');
      continue;
    }
    if (!empty && width_of(line) + 1 + width_of(std::string{word}) > 100) {
      out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
      line.assign(indent, ' ');
      empty = true;
    }
    if (!empty) line.push_back(' ');
    line += word;
    empty = false;
  }
  return out + line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace hearth::app
