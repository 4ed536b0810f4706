#include "app/plain_text.h"

#include <array>

#include "app/text_table.h"
#include "base/text.h"

namespace hearth::app {
namespace {

constexpr std::size_t columns = 100;

struct Character {
  std::size_t bytes{1};
  char32_t code{0};  ///< 0: no UTF-8
};

/// The character at `at`; of bytes that are no UTF-8 (RFC 3629), one.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const auto first = byte(0);
  if (first < 0x80) return {1, first};
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return {};
  char32_t code = first & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code = code << 6 | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  if (code < least[bytes] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {bytes, code};
}

/// C0, DEL, C1, and the marks that end a line or turn the direction of writing.
bool dangerous(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

std::string safe(std::string_view text, bool keep_line_feeds) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto character = character_at(text, at);
    const char c = text[at];
    if (c == '\n' && keep_line_feeds) out.push_back('\n');
    else if (c == '\n' || c == '\r' || c == '\t') out.push_back(' ');
    else if (dangerous(character.code)) out.push_back('?');
    else out.append(text.substr(at, character.bytes));
    at += character.bytes;
  }
  return out;
}

}  // namespace

std::string plain(std::string_view text) { return safe(text, false); }
std::string plain_lines(std::string_view text) { return safe(text, true); }

std::string wrapped(std::string_view text, std::size_t indent) {
  const std::string line_of_text = plain(text);
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
