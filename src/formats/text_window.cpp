#include "formats/text_window.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"

namespace hearth::formats {
namespace {
constexpr std::size_t block_bytes = 256U << 10;
constexpr std::size_t first_block_bytes = 8U << 10;  ///< grows when the file is larger
constexpr auto npos = std::string::npos;
}  // namespace

TextWindow::TextWindow(std::unique_ptr<ByteSource> source, std::string file)
    : source_{std::move(source)}, file_{std::move(file)}, block_(first_block_bytes) {}

namespace {

/// What a file is by its first bytes, where it is plainly no list; empty otherwise.
std::string_view other_format(std::string_view first) {
  struct Known {
    std::string_view begins, words;
  };
  static constexpr std::array<Known, 7> known{{{"PK\x03\x04", "an Excel workbook or another ZIP archive. Open it in a spreadsheet and save it as CSV UTF-8"},
                                               {"\xD0\xCF\x11\xE0", "a workbook of an old Excel, or one with a password. Open it in a spreadsheet and save it as .xlsx without a password, or as CSV UTF-8"},
                                               {"\x1F\x8B", "packed twice. Unpack it once more"},
                                               {"%PDF", "a PDF. Ask for the export as CSV"},
                                               {"<!doctype", "a web page: perhaps a sign-in page was saved in place of the export. Fetch it again"},
                                               {"<html", "a web page: perhaps a sign-in page was saved in place of the export. Fetch it again"},
                                               {"<?xml", "XML. Ask for the export as CSV"}}};
  auto start = first;
  while (!start.empty() && (start.front() == ' ' || start.front() == '\n' || start.front() == '\r' || start.starts_with("\xEF\xBB\xBF"))) start.remove_prefix(start.front() == '\xEF' ? 3 : 1);
  const auto lower = to_lower_ascii(start.substr(0, 16));
  for (const auto& format : known)
    if (start.starts_with(format.begins) || lower.starts_with(format.begins)) return format.words;
  return {};
}

}  // namespace

Result<TextWindow> TextWindow::open(std::unique_ptr<ByteSource> source, std::string file, std::optional<Encoding> declared) {
  TextWindow window{std::move(source), std::move(file)};
  HEARTH_TRY(size, window.read_block());
  const std::string_view first{window.block_.data(), size};
  if (const auto words = other_format(first); !words.empty())
    return fail("csv.other_format", "this is no list but " + std::string{words} + ".", Where{.file = window.file_});
  const auto found = find_encoding(first, declared);
  window.encoding_ = found.encoding;
  window.decoder_.emplace(found.encoding);
  window.decoder_->decode(first.substr(found.mark_bytes), window.buffer_);
  if (size < block_bytes) {
    window.ended_ = true;
    window.decoder_->finish(window.buffer_);
  }
  return window;
}

/// Less than a whole block only at the end of the file.
Result<std::size_t> TextWindow::read_block() {
  std::size_t have = 0;
  for (;;) {
    if (have == block_.size() && have == block_bytes) return have;
    if (have == block_.size()) block_.resize(std::min(have * 4, block_bytes));
    HEARTH_TRY(got, source_->read(std::span<char>{block_}.subspan(have)));
    if (got == 0) return have;
    have += got;
  }
}

Result<bool> TextWindow::more() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  before_ += at_;
  at_ = 0;
  line_feed_.known = carriage_return_.known = quote_.known = false;
  HEARTH_TRY(size, read_block());
  decoder_->decode(std::string_view{block_.data(), size}, buffer_);
  if (size < block_bytes) {
    ended_ = true;
    decoder_->finish(buffer_);
  }
  if (before_ > limits::csv_bytes_max)
    return fail("csv.too_large", "larger than 64 GiB, the most that is read of one file. Split it into several files of one feed.", Where{.file = file_});
  return true;
}

Result<TextWindow::Line> TextWindow::line(std::size_t from, std::size_t bytes_max) {
  for (;;) {
    const auto feed = line_feed_.from(buffer_, at_ + from);
    const auto carriage = carriage_return_.from(buffer_, at_ + from);
    const auto end = std::min(feed, carriage);
    const auto size = buffer_.size();
    if ((end == npos ? size : end) - at_ > bytes_max) return Line{bytes_max, bytes_max, true};
    const bool cut_after_carriage = end != npos && end == carriage && end + 1 == size && !ended_;
    if (end != npos && !cut_after_carriage) {
      const bool both = end == carriage && feed == end + 1;
      return Line{end - at_, end - at_ + (both ? 2 : 1), false};
    }
    HEARTH_TRY(got_more, more());
    if (!got_more) return Line{buffer_.size() - at_, buffer_.size() - at_, false};
  }
}

std::size_t TextWindow::quote(std::size_t from) noexcept {
  const auto found = quote_.from(buffer_, at_ + from);
  return found == npos ? npos : found - at_;
}

Result<Done> TextWindow::skip_line() {
  for (;;) {
    HEARTH_TRY(found, line(0, limits::csv_field_bytes_max));
    at_ += found.next;
    if (!found.too_long) return Done{};
  }
}

}  // namespace hearth::formats
