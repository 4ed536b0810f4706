// csv_split.h: one row of CSV text into its fields. Private to formats/.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::formats {

/// A row without quotation marks needs no parser: the fields are views into `row`.
void split_plain(std::string_view row, char separator, std::vector<std::string_view>& fields);

/// A row with quotation marks, taken apart by libcsv. Lenient: a mark inside an unquoted field, or one that closes nothing,
/// is text. Blanks around fields are kept.
class QuotedRow {
 public:
  explicit QuotedRow(char separator);
  QuotedRow(const QuotedRow&) = delete;
  QuotedRow& operator=(const QuotedRow&) = delete;
  ~QuotedRow();
  /// `row` holds one row without its line end. The fields are good until the next call.
  void split(std::string_view row, std::vector<std::string_view>& fields);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace hearth::formats
