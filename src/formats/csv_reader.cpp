// csv_reader.cpp: finds where each row ends, has it taken apart, and says what is wrong with it.
//
// A quotation mark opens a field only at its start, and closes it only before a separator or a line end; elsewhere it is
// text (5" pipe). A field that spans lines must be quoted without such stray marks: with them it is far more likely that
// a mark was never closed and swallowed the rows below. Then the row in which it opened gets the fault, and reading goes
// on with the very next line, so that no row is lost in it.
#include <algorithm>
#include <deque>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/csv_sniff.h"
#include "formats/csv_split.h"
#include "formats/encoding.h"
#include "formats/gzip.h"
#include "formats/text_window.h"

namespace hearth::formats {
namespace {

/// How far a quoted field may reach in text that was searched once for a closing mark in vain. It keeps a file in which
/// every line opens a mark linear: each byte is looked at this often at most, divided by the length of a line.
constexpr std::size_t quoted_bytes_max_again = 16U << 10;

}  // namespace

struct CsvReader::State {
  State(TextWindow window, std::string name, CsvForm found)
      : text{std::move(window)}, file{std::move(name)}, form{found}, separator{*found.separator}, quoted_row{*found.separator} {}

  TextWindow text;
  std::string file;
  CsvForm form;
  char separator;
  QuotedRow quoted_row;
  std::vector<std::string> heading;
  std::uint64_t rows{0};               ///< read so far, with empty lines
  std::uint64_t searched_until{0};     ///< a closing mark was looked for up to here
  std::deque<std::string> mended;      ///< fields with bad bytes replaced; a deque keeps views good

  /// Raw: fields and faults of form, without comparing with the heading. False at the end.
  Result<bool> read(CsvRow& row);
  Result<bool> read_heading();

 private:
  Result<Done> read_quoted(CsvRow& row, TextWindow::Line line);
  void check_text(std::string_view whole, CsvRow& row);
  void check_field_sizes(CsvRow& row) const;
  [[nodiscard]] bool empty_line(std::string_view line) const;
  [[nodiscard]] std::string column_name(std::size_t column) const;
  [[nodiscard]] Error fault(std::string code, std::string message, std::string column = {}) const {
    return Error{std::move(code), std::move(message), Where{.file = file, .row = rows, .column = std::move(column)}};
  }
};

bool CsvReader::State::empty_line(std::string_view line) const {
  return std::ranges::all_of(line, [this](char c) { return (c == ' ' || c == '\t') && c != separator; });
}

std::string CsvReader::State::column_name(std::size_t column) const {
  return column < heading.size() && !heading[column].empty() ? heading[column] : std::to_string(column + 1);
}

Result<bool> CsvReader::State::read(CsvRow& row) {
  for (;;) {
    HEARTH_TRY(line, text.line(0, limits::csv_row_bytes_max));
    if (line.next == 0) return false;
    ++rows;
    row.row = rows;
    row.fault.reset();
    if (line.too_long) {
      row.fields.clear();
      row.fault = fault("csv.row_too_long", "the row is longer than " + std::to_string(limits::csv_row_bytes_max >> 20U) +
                                                " MiB. Expected one record a line; is this a CSV file?");
      HEARTH_CHECK(text.skip_line());
      return true;
    }
    const auto content = text.text().substr(0, line.end);
    if (empty_line(content)) {
      text.go_on(line.next);
      continue;
    }
    if (text.quote(0) < line.end) {
      HEARTH_CHECK(read_quoted(row, line));
      return true;
    }
    split_plain(content, separator, row.fields);
    check_text(content, row);
    if (content.size() > limits::csv_field_bytes_max) check_field_sizes(row);
    text.go_on(line.next);
    return true;
  }
}

/// Follows the quotation marks line by line until the row ends outside of them.
Result<Done> CsvReader::State::read_quoted(CsvRow& row, TextWindow::Line line) {
  const bool again = text.position() < searched_until;
  bool open = false, closed_row = false;
  std::size_t line_from = 0, opened_from = 0;
  TextWindow::Line opened_line = line;
  for (;;) {
    bool stray = false;
    for (auto at = text.quote(line_from); at < line.end; at = text.quote(at + 1)) {
      const auto now = text.text();
      if (!open) {
        if (at != 0 && now[at - 1] != separator) continue;
        open = true;
        stray = false;
        opened_from = line_from;
        opened_line = line;
      } else if (at + 1 == line.end || now[at + 1] == separator) {
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
    HEARTH_TRY(following, text.line(line_from, limits::csv_row_bytes_max));
    if (following.too_long || following.next == line_from) break;
    line = following;
  }
  if (!closed_row) {
    searched_until = std::max(searched_until, text.position() + line.next);
    line = opened_line;
  }
  const auto content = text.text().substr(0, line.end);
  quoted_row.split(content, row.fields);
  check_text(content, row);
  if (content.size() > limits::csv_field_bytes_max) check_field_sizes(row);
  if (!closed_row)
    row.fault = fault("csv.unclosed_quote", "a quotation mark opens here and is never closed. Expected a closing mark before the "
                                            "separator or the end of the line; the rows below it were read on their own.",
                      column_name(row.fields.empty() ? 0 : row.fields.size() - 1));
  text.go_on(line.next);
  return Done{};
}

void CsvReader::State::check_text(std::string_view whole, CsvRow& row) {
  if (plain_ascii(whole) || is_text(whole)) return;
  mended.clear();
  for (std::size_t i = 0; i < row.fields.size(); ++i) {
    if (is_text(row.fields[i])) continue;
    if (!row.fault)
      row.fault = fault("csv.not_text", "the field has a byte that " + std::string{name_of(text.encoding())} +
                                            " does not have, or NUL. Expected text in one encoding for the whole file; export it again as UTF-8.",
                        column_name(i));
    row.fields[i] = mended.emplace_back(with_replacements(row.fields[i]));
  }
}

void CsvReader::State::check_field_sizes(CsvRow& row) const {
  for (std::size_t i = 0; i < row.fields.size(); ++i) {
    if (row.fields[i].size() <= limits::csv_field_bytes_max) continue;
    row.fields[i] = {};
    if (!row.fault)
      row.fault = fault("csv.field_too_long", "the field is longer than " + std::to_string(limits::csv_field_bytes_max >> 20U) +
                                                  " MiB. Expected a field of a record; it was left empty.",
                        column_name(i));
  }
}

/// False when there is none.
Result<bool> CsvReader::State::read_heading() {
  CsvRow row;
  do {
    HEARTH_TRY(more, read(row));
    if (!more) return false;
  } while (row.row < form.heading_row);
  if (row.fault) return fail(*row.fault);
  if (row.fields.size() > limits::csv_columns_max)
    return fail("csv.too_many_columns", "more than " + std::to_string(limits::csv_columns_max) + " columns. Is the separator right?",
                Where{.file = file, .row = rows});
  std::set<std::string> seen;
  for (const auto field : row.fields) {
    std::string name{trim(field)};
    if (!name.empty() && !seen.insert(fold(name)).second)
      return fail("csv.repeated_heading", "two columns have this heading. Expected a name of its own for each; rename one at the source.",
                  Where{.file = file, .row = rows, .column = name});
    heading.push_back(std::move(name));
  }
  return !seen.empty();
}

CsvReader::CsvReader(std::unique_ptr<State> state) noexcept : state_{std::move(state)} {}
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

Result<CsvReader> CsvReader::open(std::unique_ptr<ByteSource> source, std::string file, CsvForm form) {
  HEARTH_TRY(plain, unpacked(std::move(source), file));
  HEARTH_TRY(window, TextWindow::open(std::move(plain), file, form.encoding));
  if (window.text().empty() && window.whole())
    return fail("csv.empty", "the file is empty. Expected a heading and rows.", Where{.file = file});
  form.encoding = window.encoding();
  form.heading_row = std::max<std::uint64_t>(form.heading_row, 1);
  if (!form.separator) form.separator = find_separator(window.text(), form.heading_row, window.whole());
  auto state = std::make_unique<State>(std::move(window), file, form);
  HEARTH_TRY(found, state->read_heading());
  if (!found)
    return fail("csv.empty", "there is no heading. Expected the names of the columns in row " + std::to_string(form.heading_row) + ".",
                Where{.file = file, .row = form.heading_row});
  return CsvReader{std::move(state)};
}

const std::vector<std::string>& CsvReader::heading() const noexcept { return state_->heading; }
const CsvForm& CsvReader::form() const noexcept { return state_->form; }
const std::string& CsvReader::file() const noexcept { return state_->file; }

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  const auto wanted = fold(trim(name));
  for (std::size_t i = 0; i < state_->heading.size(); ++i)
    if (!wanted.empty() && fold(state_->heading[i]) == wanted) return i;
  return std::nullopt;
}

Result<bool> CsvReader::next(CsvRow& row) {
  HEARTH_TRY(more, state_->read(row));
  if (!more) return false;
  const auto expected = state_->heading.size();
  if (row.fields.size() == expected || row.fault) return true;
  const bool few = row.fields.size() < expected;
  const std::string have = row.fields.size() > limits::csv_columns_max ? "too many" : std::to_string(row.fields.size());
  row.fault = Error{few ? "csv.too_few_fields" : "csv.too_many_fields",
                    "the row has " + have + " fields, the heading " + std::to_string(expected) +
                        (few ? ". Expected a field for each column; was a line break not quoted?"
                             : ". Expected a field for each column; was a separator inside a field not quoted?"),
                    Where{.file = state_->file, .row = row.row}};
  return true;
}

}  // namespace hearth::formats
