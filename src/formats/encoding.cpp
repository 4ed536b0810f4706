#include "formats/encoding.h"

#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

namespace hearth::formats {
namespace {

// Windows-1252, 0x80 to 0x9F (WHATWG's table, but the five bytes that Windows does not define stay undefined: 0).
constexpr std::array<char16_t, 32> upper_controls{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_character(std::uint32_t character, std::string& into) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, character);
  into.append(bytes.data(), length);
}

void decode_windows_1252(std::string_view bytes, std::string& into) {
  const auto high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  while (!bytes.empty()) {
    const auto ascii = static_cast<std::size_t>(std::ranges::find_if(bytes, high) - bytes.begin());
    into.append(bytes.substr(0, ascii));
    bytes.remove_prefix(ascii);
    for (; !bytes.empty() && high(bytes.front()); bytes.remove_prefix(1)) {
      const auto byte = static_cast<unsigned char>(bytes.front());
      const std::uint32_t character = byte >= 0xA0 ? byte : upper_controls[byte - 0x80U];
      if (character == 0) into.push_back(bad_byte);
      else append_character(character, into);
    }
  }
}

struct Evidence {
  std::size_t sequences{0};  ///< well-formed characters of two bytes and more
  std::size_t broken{0};     ///< bytes that are no UTF-8
};

Evidence look_for_utf8(std::string_view bytes) {
  Evidence evidence;
  while (!bytes.empty()) {
    const auto length = sequence_length(bytes);
    if (length > 1) ++evidence.sequences;
    if (length == 0 && bytes.size() >= 4) ++evidence.broken;  // the last three may be cut off by the end of the block
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return evidence;
}

/// UTF-16 of western text has NUL in nearly every second byte; a stray NUL in an eight-bit file stands alone.
std::optional<Encoding> look_for_utf16(std::string_view bytes) {
  bytes = bytes.substr(0, 4096);
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] == '\0') ++(i % 2 == 0 ? even : odd);
  const std::size_t many = bytes.size() / 4, few = bytes.size() / 20;
  if (bytes.size() >= 2 && odd > many && even <= few) return Encoding::utf16_le;
  if (bytes.size() >= 2 && even > many && odd <= few) return Encoding::utf16_be;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::utf8: return "utf-8";
    case Encoding::utf16_le: return "utf-16le";
    case Encoding::utf16_be: return "utf-16be";
    case Encoding::windows_1252: return "windows-1252";
  }
  return "";
}

Result<Encoding> parse_encoding(std::string_view name) {
  std::string plain;
  for (const char c : to_lower_ascii(trim(name)))
    if (c != '-' && c != '_' && c != ' ') plain.push_back(c);
  const auto any_of = [&plain](std::initializer_list<std::string_view> names) { return std::ranges::find(names, plain) != names.end(); };
  if (any_of({"utf8", "utf8sig", "utf8bom", "ascii", "usascii"})) return Encoding::utf8;
  if (any_of({"utf16", "utf16le", "ucs2", "unicode"})) return Encoding::utf16_le;
  if (any_of({"utf16be"})) return Encoding::utf16_be;
  if (any_of({"windows1252", "cp1252", "win1252", "1252", "ansi", "latin1", "iso88591"})) return Encoding::windows_1252;
  return wrong_use("encoding.unknown", "no such encoding here. Expected utf-8, utf-16le, utf-16be or windows-1252; leave it out to have it found.");
}

EncodingFound find_encoding(std::string_view first, std::optional<Encoding> declared) {
  if (first.starts_with("\xEF\xBB\xBF")) return {Encoding::utf8, 3};
  if (first.starts_with("\xFF\xFE")) return {Encoding::utf16_le, 2};
  if (first.starts_with("\xFE\xFF")) return {Encoding::utf16_be, 2};
  if (declared) return {*declared, 0};
  if (const auto utf16 = look_for_utf16(first)) return {*utf16, 0};
  const auto evidence = look_for_utf8(first);
  return {evidence.broken == 0 || evidence.sequences > evidence.broken ? Encoding::utf8 : Encoding::windows_1252, 0};
}

void Decoder::decode(std::string_view bytes, std::string& into) {
  switch (encoding_) {
    case Encoding::utf8: into.append(bytes); return;
    case Encoding::windows_1252: decode_windows_1252(bytes, into); return;
    case Encoding::utf16_le:
    case Encoding::utf16_be: decode_utf16(bytes, into); return;
  }
}

void Decoder::decode_utf16(std::string_view bytes, std::string& into) {
  const auto both = [this](char first, char second) {
    if (encoding_ == Encoding::utf16_be) std::swap(first, second);
    return static_cast<char16_t>(static_cast<unsigned char>(first) | (static_cast<unsigned char>(second) << 8U));
  };
  if (half_ && !bytes.empty()) {
    unit(both(*half_, bytes.front()), into);
    half_.reset();
    bytes.remove_prefix(1);
  }
  for (; bytes.size() >= 2; bytes.remove_prefix(2)) unit(both(bytes[0], bytes[1]), into);
  if (!bytes.empty()) half_ = bytes.front();
}

void Decoder::unit(char16_t unit, std::string& into) {
  if (lead_) {
    const char16_t lead = *lead_;
    lead_.reset();
    if (U16_IS_TRAIL(unit)) {
      append_character(static_cast<std::uint32_t>(U16_GET_SUPPLEMENTARY(lead, unit)), into);
      return;
    }
    into.push_back(bad_byte);
  }
  if (unit < 0x80) into.push_back(static_cast<char>(unit));
  else if (U16_IS_LEAD(unit)) lead_ = unit;
  else if (U16_IS_TRAIL(unit)) into.push_back(bad_byte);
  else append_character(unit, into);
}

void Decoder::finish(std::string& into) {
  if (lead_ || half_) into.push_back(bad_byte);
  lead_.reset();
  half_.reset();
}

std::size_t sequence_length(std::string_view bytes) noexcept {
  if (bytes.empty()) return 0;
  const auto first = static_cast<unsigned char>(bytes.front());
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  return length != 0 && bytes.size() >= length && is_text(bytes.substr(0, length)) ? length : 0;
}

std::string with_replacements(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const auto length = sequence_length(bytes);
    if (length == 0) out += "\xEF\xBF\xBD";
    else if (bytes.front() != '\0') out.append(bytes.substr(0, length));
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

bool plain_ascii(std::string_view bytes) noexcept {
  constexpr std::uint64_t high = 0x8080808080808080ULL, low = 0x0101010101010101ULL;
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data(), 8);
    // Without high bits, subtracting one sets a high bit only where a byte was zero (or after such a byte).
    if (((eight | (eight - low)) & high) != 0) return false;
  }
  return std::ranges::all_of(bytes, [](char c) { return c != '\0' && static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace hearth::formats
