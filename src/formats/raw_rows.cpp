// raw_rows.cpp: finds where each row ends, has it taken apart, and says what is wrong with it.
//
// A quotation mark opens a field only at its start, and closes it only before a separator or a line end; elsewhere it is
// text (5" pipe). A field that spans lines must be quoted without such stray marks: with them it is far more likely that
// a mark was never closed and swallowed the rows below. Then the row in which it opened gets the fault, and reading goes
// on with the very next line, so that no row is lost in it.
#include "formats/raw_rows.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv_sniff.h"
#include "formats/encoding.h"
#include "formats/first_bytes.h"
#include "formats/gzip.h"
#include "formats/workbook.h"

namespace hearth::formats {
namespace {

/// How far a quoted field may reach in text that was searched once for a closing mark in vain. It keeps a file in which
/// every line opens a mark linear: no byte is looked at more often than this, divided by the length of a line.
constexpr std::size_t quoted_bytes_max_again = 16U << 10;

struct List {
  std::unique_ptr<ByteSource> source;
  bool of_workbook{false};
};

/// A workbook becomes the list of its first sheet; anything else is handed on as it is.
Result<List> as_list(std::unique_ptr<ByteSource> source, const std::string& file) {
  constexpr std::size_t magic_bytes = 4;
  HEARTH_TRY(begun, first_bytes(std::move(source), magic_bytes));
  if (!is_archive(begun.first)) return List{std::move(begun.whole), false};
  std::string all;
  for (std::vector<char> block(256U << 10);;) {
    HEARTH_TRY(got, begun.whole->read(block));
    if (got == 0) break;
    all.append(block.data(), got);
    if (all.size() > limits::xlsx_packed_bytes_max) return fail("xlsx.too_large", "the workbook is larger than a list can be. Save the sheet as CSV UTF-8.", {.file = file});
  }
  HEARTH_TRY(csv, first_sheet_as_csv(all, file));
  return List{source_of(std::move(csv)), true};
}

}  // namespace

Result<std::unique_ptr<RawRows>> RawRows::open(std::unique_ptr<ByteSource> source, std::string file, CsvForm form) {
  HEARTH_TRY(unzipped, unpacked(std::move(source), file));
  HEARTH_TRY(list, as_list(std::move(unzipped), file));
  if (list.of_workbook) form.encoding = Encoding::utf8, form.separator = ',';
  HEARTH_TRY(window, TextWindow::open(std::move(list.source), file, form.encoding));
  if (window.text().empty() && window.whole())
    return fail("csv.empty", "the file is empty. Expected a heading and rows.", Where{.file = file});
  form.encoding = window.encoding();
  form.heading_row = std::max<std::uint64_t>(form.heading_row, 1);
  if (!form.separator) form.separator = find_separator(window.text(), form.heading_row, window.whole());
  return std::unique_ptr<RawRows>{new RawRows{std::move(window), std::move(file), form}};
}

Error RawRows::fault(std::string code, std::string message, std::string column) const {
  return Error{std::move(code), std::move(message), Where{.file = file_, .row = rows_, .column = std::move(column)}};
}

bool RawRows::empty_line(std::string_view line) const {
  return std::ranges::all_of(line, [this](char c) { return (c == ' ' || c == '\t') && c != separator_; });
}

std::string RawRows::column_name(std::size_t column) const {
  return column < heading_.size() && !heading_[column].empty() ? heading_[column] : std::to_string(column + 1);
}

Result<bool> RawRows::next(CsvRow& row) {
  for (;;) {
    HEARTH_TRY(line, text_.line(0, limits::csv_row_bytes_max));
    if (line.next == 0) return false;
    ++rows_;
    row.row = rows_;
    row.fault.reset();
    row.hurt.clear();
    if (line.too_long) {
      row.fields.clear();
      row.fault = fault("csv.row_too_long", "the row is longer than " + std::to_string(limits::csv_row_bytes_max >> 20U) +
                                                " MiB. Expected one record a line; is this a CSV file?");
      HEARTH_CHECK(text_.skip_line());
      return true;
    }
    const auto content = text_.text().substr(0, line.end);
    if (empty_line(content)) {
      text_.go_on(line.next);
      continue;
    }
    if (text_.quote(0) < line.end) {
      HEARTH_CHECK(read_quoted(row, line));
      return true;
    }
    split_plain(content, separator_, row.fields);
    check_text(content, row);
    check_field_sizes(content, row);
    text_.go_on(line.next);
    return true;
  }
}

/// Follows the quotation marks line by line until the row ends outside of them.
Result<Done> RawRows::read_quoted(CsvRow& row, TextWindow::Line line) {
  const bool again = text_.position() < searched_until_;
  bool open = false, closed_row = false;
  std::size_t line_from = 0, opened_from = 0;
  TextWindow::Line opened_line = line;
  for (;;) {
    bool stray = false;
    for (auto at = text_.quote(line_from); at < line.end; at = text_.quote(at + 1)) {
      const auto now = text_.text();
      if (!open) {
        if (at != 0 && now[at - 1] != separator_) continue;
        open = true;
        stray = false;
        opened_from = line_from;
        opened_line = line;
      } else if (at + 1 == line.end || now[at + 1] == separator_) {
        open = false;
      } else if (now[at + 1] == '"') {
        ++at;
      } else {
        stray = true;
        if (opened_from != line_from) break;
      }
    }
    closed_row = !open;
    if (closed_row || stray) break;
    if (again && line.next - opened_line.end > quoted_bytes_max_again) break;
    line_from = line.next;
    HEARTH_TRY(following, text_.line(line_from, limits::csv_row_bytes_max));
    if (following.too_long || following.next == line_from) break;
    line = following;
  }
  if (!closed_row) {
    searched_until_ = std::max(searched_until_, text_.position() + line.next);
    line = opened_line;
  }
  const auto content = text_.text().substr(0, line.end);
  quoted_row_.split(content, row.fields);
  check_text(content, row);
  check_field_sizes(content, row);
  if (!closed_row) {
    row.hurt.clear();
    row.fault = fault("csv.unclosed_quote", "a quotation mark opens here and is never closed. Expected a closing mark before the "
                                            "separator or the end of the line; the rows below it were read on their own.",
                      column_name(row.fields.empty() ? 0 : row.fields.size() - 1));
  }
  text_.go_on(line.next);
  return Done{};
}

void RawRows::check_text(std::string_view whole, CsvRow& row) {
  if (plain_ascii(whole) || is_text(whole)) return;
  mended_.clear();
  for (std::size_t i = 0; i < row.fields.size(); ++i) {
    if (is_text(row.fields[i])) continue;
    if (!row.fault)
      row.fault = fault("csv.not_text", "the field has a byte that " + std::string{name_of(text_.encoding())} +
                                            " does not have, or NUL. Expected text in one encoding for the whole file; export it again as UTF-8.",
                        column_name(i));
    row.hurt.push_back(i);
    row.fields[i] = mended_.emplace_back(with_replacements(row.fields[i]));
  }
}

void RawRows::check_field_sizes(std::string_view whole, CsvRow& row) const {
  if (whole.size() <= limits::csv_field_bytes_max) return;
  for (std::size_t i = 0; i < row.fields.size(); ++i) {
    if (row.fields[i].size() <= limits::csv_field_bytes_max) continue;
    row.fields[i] = {};
    row.hurt.push_back(i);
    if (!row.fault)
      row.fault = fault("csv.field_too_long", "the field is longer than " + std::to_string(limits::csv_field_bytes_max >> 20U) +
                                                  " MiB. Expected a field of a record; it was left empty.",
                        column_name(i));
  }
}

}  // namespace hearth::formats
