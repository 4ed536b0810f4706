// encoding.h: bytes in any encoding that back offices use, out as UTF-8. Private to formats/; callers see csv.h.
//
// A byte that the encoding does not have comes out as `bad_byte`, which no UTF-8 text holds: the reader finds it in its field
// and tells row and column, and the bytes after it still come.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formats/csv.h"

namespace hearth::formats {

inline constexpr char bad_byte = static_cast<char>(0xFF);

struct EncodingFound {
  Encoding encoding;
  std::size_t mark_bytes;  ///< length of the byte order mark, which is no text
};

/// Looks at the first bytes of a file. A byte order mark decides, also against `declared`: it never stands there by chance.
/// Then NUL in every second byte (UTF-16), well-formed UTF-8, and what is left is Windows-1252. A file with more well-formed
/// sequences than broken bytes is UTF-8 with some bad rows.
[[nodiscard]] EncodingFound find_encoding(std::string_view first_bytes, std::optional<Encoding> declared);

/// Appends UTF-8. Keeps the rest of a character that a block cuts in two (UTF-16) for the next call.
class Decoder {
 public:
  explicit Decoder(Encoding encoding) noexcept : encoding_{encoding} {}
  void decode(std::string_view bytes, std::string& into);
  /// At the end of the file: a character that was cut off is a bad one.
  void finish(std::string& into);

 private:
  void decode_utf16(std::string_view bytes, std::string& into);
  void unit(char16_t unit, std::string& into);
  Encoding encoding_;
  std::optional<char> half_{};       ///< first byte of a UTF-16 unit
  std::optional<char16_t> lead_{};   ///< a lead surrogate that waits for its trail
};

/// For a field with bad bytes: each becomes U+FFFD, so that nobody after the reader meets anything but UTF-8. NUL, which stands
/// for nothing, is dropped.
[[nodiscard]] std::string with_replacements(std::string_view bytes);
/// Neither NUL nor a byte above 0x7F. Eight bytes at a time.
[[nodiscard]] bool plain_ascii(std::string_view bytes) noexcept;
/// Length of the well-formed UTF-8 sequence at the front (NUL counts as one), or 0.
[[nodiscard]] std::size_t sequence_length(std::string_view bytes) noexcept;

}  // namespace hearth::formats
