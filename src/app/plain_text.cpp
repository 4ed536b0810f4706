#include "app/plain_text.h"

#include "app/text_table.h"
#include "base/text.h"

namespace hearth::app {
namespace {

constexpr std::size_t columns = 100;

/// Bytes of a character at `at` that must not reach a terminal: C0, DEL, C1, and the marks of direction; 0 when it may.
std::size_t dangerous(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) return 2;
  const bool marks = byte(0) == 0xE2 && ((byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE) || (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9));
  return marks ? 3 : 0;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto bytes = dangerous(text, at);
    if (bytes == 0) out.push_back(text[at++]);
    else out.push_back('?'), at += bytes;
  }
  return out;
}

std::string wrapped(std::string_view text, std::size_t indent) {
  const std::string safe = plain(text);
  std::string out, line;
  const std::size_t start = safe.find_first_not_of(' ');
  line.assign(start == std::string::npos ? 0 : start, ' ');
  bool empty = true;
  for (const auto word : split(safe, ' ')) {
    // Inner runs of blanks align columns at the start of a line and are kept there.
    if (word.empty()) {
      if (!empty) line.push_back(' ');
      continue;
    }
    if (!empty && width_of(line) + 1 + width_of(std::string{word}) > columns) {
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
