// raw_rows.h: the rows of a CSV text with what is wrong with each, before anybody knows of a heading. Private to formats/.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "formats/csv.h"
#include "formats/csv_split.h"
#include "formats/text_window.h"

namespace hearth::formats {

class RawRows {
 public:
  /// Unpacks, finds encoding and separator. @error csv.empty (no bytes), gzip.*, file.*
  [[nodiscard]] static Result<std::unique_ptr<RawRows>> open(std::unique_ptr<ByteSource> source, std::string file, CsvForm form);

  /// The next row that is not empty. False at the end.
  [[nodiscard]] Result<bool> next(CsvRow& row);
  /// From here on faults name the column.
  void name_columns(std::vector<std::string> heading) { heading_ = std::move(heading); }

  [[nodiscard]] const std::vector<std::string>& heading() const noexcept { return heading_; }
  [[nodiscard]] const CsvForm& form() const noexcept { return form_; }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }

 private:
  RawRows(TextWindow text, std::string file, CsvForm form)
      : text_{std::move(text)}, file_{std::move(file)}, form_{form}, separator_{*form.separator}, quoted_row_{*form.separator} {}
  Result<Done> read_quoted(CsvRow& row, TextWindow::Line line);
  void check_text(std::string_view whole, CsvRow& row);
  void check_field_sizes(std::string_view whole, CsvRow& row) const;
  [[nodiscard]] bool empty_line(std::string_view line) const;
  [[nodiscard]] std::string column_name(std::size_t column) const;
  [[nodiscard]] Error fault(std::string code, std::string message, std::string column = {}) const;

  TextWindow text_;
  std::string file_;
  CsvForm form_;
  char separator_;
  QuotedRow quoted_row_;
  std::vector<std::string> heading_;
  std::uint64_t rows_{0};            ///< read so far, with empty lines
  std::uint64_t searched_until_{0};  ///< a closing mark was looked for up to here
  std::deque<std::string> mended_;   ///< fields with bad bytes replaced; a deque keeps views good
};

}  // namespace hearth::formats
