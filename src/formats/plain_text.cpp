#include "formats/plain_text.h"

#include <array>

#include "base/text.h"

namespace hearth::formats {
namespace {

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

std::string counted(std::uint64_t number, std::string_view one) {
  std::string out = with_commas(number).append(" ").append(one);
  if (number == 1) return out;
  if (one == "person") return with_commas(number) + " people";
  const bool hisses = one.ends_with("s") || one.ends_with("x") || one.ends_with("ch") || one.ends_with("sh");
  const bool with_ies = one.size() > 1 && one.ends_with("y") && std::string_view{"aeiou"}.find(one[one.size() - 2]) == std::string_view::npos;
  if (with_ies) out.pop_back();
  return out.append(with_ies ? "ies" : hisses ? "es" : "s");
}

}  // namespace hearth::formats
