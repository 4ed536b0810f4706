// text_window.h: the part of a file that is in memory, as UTF-8, with quick ways to its next line end. Private to formats/.
//
// Offsets count from the start of the row that is being read, so they stay good when more text comes in.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "formats/encoding.h"

namespace hearth::formats {

class TextWindow {
 public:
  /// Reads the first 256 KiB and finds the encoding.
  [[nodiscard]] static Result<TextWindow> open(std::unique_ptr<ByteSource> source, std::string file, std::optional<Encoding> declared);

  [[nodiscard]] Encoding encoding() const noexcept { return encoding_; }
  /// What is in memory from the start of the row on. Good until the next call that is not const.
  [[nodiscard]] std::string_view text() const noexcept { return std::string_view{buffer_}.substr(at_); }
  [[nodiscard]] bool whole() const noexcept { return ended_; }  ///< nothing will follow text()
  /// Characters (bytes of UTF-8) before the start of the row.
  [[nodiscard]] std::uint64_t position() const noexcept { return before_ + at_; }

  /// A line from `from` on: text up to `end`, the next line from `next`. Line feed, carriage return, or both.
  struct Line {
    std::size_t end{0}, next{0};
    bool too_long{false};  ///< no line end before the offset `bytes_max`
  };
  [[nodiscard]] Result<Line> line(std::size_t from, std::size_t bytes_max);
  /// The offset of the next quotation mark from `from` on, or npos.
  [[nodiscard]] std::size_t quote(std::size_t from) noexcept;
  /// The row is done; the next starts here.
  void go_on(std::size_t offset) noexcept { at_ += offset; }
  /// Passes over the rest of a line of any length.
  [[nodiscard]] Result<Done> skip_line();

 private:
  /// Where a byte stands next; looked for again only when it was passed, or when reading went back.
  struct NextByte {
    char byte;
    bool known{false};
    std::size_t since{0}, at{0};
    std::size_t from(const std::string& buffer, std::size_t start) noexcept {
      if (!known || start < since || at < start) at = buffer.find(byte, start), since = start, known = true;
      return at;
    }
  };

  TextWindow(std::unique_ptr<ByteSource> source, std::string file);
  /// False at the end of the file.
  [[nodiscard]] Result<bool> more();
  [[nodiscard]] Result<std::size_t> read_block();

  std::unique_ptr<ByteSource> source_;
  std::string file_;
  Encoding encoding_{Encoding::utf8};
  std::optional<Decoder> decoder_;
  std::vector<char> block_;
  std::string buffer_;
  std::size_t at_{0};
  std::uint64_t before_{0};
  bool ended_{false};
  NextByte line_feed_{'\n'}, carriage_return_{'\r'}, quote_{'"'};
};

}  // namespace hearth::formats
