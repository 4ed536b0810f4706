// csv.h: rows out of any CSV that a back office exports, and rows into a CSV that a spreadsheet opens safely.
//
// RFC 4180 with what real files add: UTF-8 with or without BOM, UTF-16, Windows-1252; comma, semicolon, tab or bar;
// quoted line breaks; line feed, carriage return or both at the end of a line; gzip. Bytes of a field are kept: trimming is
// the mapping's business. A row that breaks the shape is handed over with its fault, and the rows after it still come.
//
// A quotation mark opens a field at its start and closes it before a separator or a line end; elsewhere it is text
// (5" pipe). One that never closes costs the row in which it opens: the rows below it are read on their own.
// Memory: one row and 256 KiB, whatever the size of the file.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/files.h"

namespace hearth::formats {

enum class Encoding : std::uint8_t { utf8, utf16_le, utf16_be, windows_1252 };
[[nodiscard]] std::string_view name_of(Encoding encoding) noexcept;  ///< "utf-8", "utf-16le", "utf-16be", "windows-1252"
/// Takes the usual other spellings too ("cp1252", "latin1" is read as windows-1252, "utf-16"). @error encoding.unknown
[[nodiscard]] Result<Encoding> parse_encoding(std::string_view name);

/// How a file is written. What is empty is found by looking at its first 256 KiB. A byte order mark decides even against a
/// declared encoding. Rows further down whose bytes are not of the encoding come with the fault csv.not_text.
struct CsvForm {
  std::optional<Encoding> encoding{};
  std::optional<char> separator{};  ///< ',', ';', tab or '|'
  std::uint64_t heading_row{1};     ///< rows above it (titles) are left out; counted from 1, as a spreadsheet shows them
};

struct CsvRow {
  std::uint64_t row{0};                 ///< counted from 1 with titles and heading; a quoted line break does not count
  std::vector<std::string_view> fields; ///< valid until the next call of next(); UTF-8
  /// Set when something is wrong with the row; `fields` then hold what was read.
  /// csv.too_few_fields, csv.too_many_fields, csv.unclosed_quote, csv.row_too_long: the shape is broken.
  /// csv.not_text (a byte that the encoding does not have, or NUL), csv.field_too_long: only the fields in `hurt` are; the first
  /// is where.column. Such a byte is replaced by U+FFFD (NUL is dropped), a field that is too long is left empty.
  std::optional<Error> fault;
  std::vector<std::size_t> hurt;
  [[nodiscard]] bool shape_broken() const noexcept { return fault && hurt.empty(); }
};

class CsvReader {
 public:
  /// Reads up to the heading. `file` is for messages. gzip is recognised by its first bytes.
  /// @error csv.empty (no bytes or no heading), csv.repeated_heading, csv.too_many_columns, gzip.*, file.*; csv.not_text,
  ///        csv.unclosed_quote, csv.row_too_long of the heading itself
  [[nodiscard]] static Result<CsvReader> open(std::unique_ptr<ByteSource> source, std::string file, CsvForm form = {});
  /// A file without a heading whose rows have widths of their own, by the kind of record: nothing is found by name, and no width is
  /// wrong. @error csv.empty (no bytes), gzip.*, file.*
  [[nodiscard]] static Result<CsvReader> open_bare(std::unique_ptr<ByteSource> source, std::string file, CsvForm form = {});
  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) noexcept;
  ~CsvReader();

  [[nodiscard]] const std::vector<std::string>& heading() const noexcept;  ///< trimmed
  [[nodiscard]] const CsvForm& form() const noexcept;                      ///< as found or given; nothing empty
  [[nodiscard]] const std::string& file() const noexcept;
  /// Column of a heading, compared without case and outer blanks.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view heading) const;
  /// The next row into `row`; false at the end. Wholly empty lines are passed over (and counted). @error file.*,
  /// gzip.*, csv.too_large
  [[nodiscard]] Result<bool> next(CsvRow& row);

 private:
  struct State;
  explicit CsvReader(std::unique_ptr<State> state) noexcept;
  std::unique_ptr<State> state_;
};

/// Writes RFC 4180 with CRLF, UTF-8 without BOM. Byte-stable.
class CsvWriter {
 public:
  enum class Formulas : std::uint8_t {
    neutralise,  ///< a cell that starts with = + - @ (full-width too), TAB, CR or LF gets a leading apostrophe (plain numbers excepted): for people
    keep         ///< for machines: synth's feeds, links, matches
  };
  explicit CsvWriter(ByteSink& sink, Formulas formulas = Formulas::neutralise, char separator = ',');
  [[nodiscard]] Result<Done> row(std::span<const std::string_view> fields);
  [[nodiscard]] Result<Done> row(std::initializer_list<std::string_view> fields);
  [[nodiscard]] Result<Done> row(const std::vector<std::string>& fields);
  /// Hands buffered bytes to the sink. The caller commits the sink.
  [[nodiscard]] Result<Done> flush();

 private:
  ByteSink& sink_;
  Formulas formulas_;
  char separator_;
  std::string buffer_;
};

}  // namespace hearth::formats
