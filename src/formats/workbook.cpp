#include "formats/workbook.h"

#include <expat.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "base/date.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"

namespace hearth::formats {
namespace {

constexpr std::size_t block_bytes = 64U << 10;
constexpr std::size_t rows_max = 1'048'576, columns_max = limits::csv_columns_max;

/// One archive in memory, part by part.
class Archive {
 public:
  static Result<Archive> open(std::string_view bytes, const std::string& file) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (zip == nullptr) return fail("xlsx.corrupt", "the Excel workbook is cut off or damaged. Fetch or save it again.", {.file = file});
    return Archive{zip, file, bytes.size()};
  }

  [[nodiscard]] bool has(const std::string& part) const { return zip_name_locate(zip_.get(), part.c_str(), 0) >= 0; }

  /// A part in pieces. `take` gets each piece, and whether it is the last.
  Result<Done> read(const std::string& part, const std::function<Result<Done>(std::string_view, bool last)>& take) {
    zip_stat_t stat;
    if (zip_stat(zip_.get(), part.c_str(), 0, &stat) != 0) return corrupt(part);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      return fail("xlsx.encrypted", "the workbook is locked with a password. Save it without one.", {.file = file_});
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> open{zip_fopen(zip_.get(), part.c_str(), 0), zip_fclose};
    if (!open) return corrupt(part);
    std::vector<char> block(block_bytes);
    for (;;) {
      const auto got = zip_fread(open.get(), block.data(), block.size());
      if (got < 0) return corrupt(part);
      read_ += static_cast<std::uint64_t>(got);
      constexpr std::uint64_t looked_at_from = 16U << 20;
      if (read_ > limits::xlsx_bytes_max || (read_ > looked_at_from && read_ / std::max<std::uint64_t>(size_, 1) > limits::gzip_ratio_max))
        return fail("xlsx.too_large", "the workbook holds more than a list can. Save the sheet as CSV UTF-8.", {.file = file_});
      HEARTH_CHECK(take(std::string_view{block.data(), static_cast<std::size_t>(got)}, got == 0));
      if (got == 0) return Done{};
    }
  }

  [[nodiscard]] tl::unexpected<Error> corrupt(const std::string& part) const {
    return fail("xlsx.corrupt", "the workbook's part " + part + " is missing or damaged. Open it in a spreadsheet and save it again.", {.file = file_});
  }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }

 private:
  Archive(zip_t* zip, std::string file, std::uint64_t size) : zip_{zip, zip_discard}, file_{std::move(file)}, size_{size} {}
  std::unique_ptr<zip_t, void (*)(zip_t*)> zip_;
  std::string file_;
  std::uint64_t size_, read_{0};
};

/// Attributes of an element by local name.
class Attributes {
 public:
  explicit Attributes(const char** all) : all_{all} {}
  [[nodiscard]] std::string_view get(std::string_view name) const {
    for (std::size_t i = 0; all_[i] != nullptr; i += 2)
      if (local(all_[i]) == name) return all_[i + 1];
    return {};
  }
  static std::string_view local(std::string_view name) { return name.substr(name.rfind(':') + 1); }

 private:
  const char** all_;
};

/// What wants to hear of a part's elements.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void begin(std::string_view element, const Attributes& attributes) = 0;
  virtual void end(std::string_view) {}
  virtual void text(std::string_view) {}
  bool too_large{false};  ///< set: reading stops
};

/// How many texts, sheets or open elements a part may have: each costs more memory than bytes of the file.
constexpr std::size_t texts_max = 20'000'000, sheets_max = 10'000, depth_max = 64;

/// Reads a part as XML; a document type is refused, so that no entity can grow or be fetched.
Result<Done> listen(Archive& archive, const std::string& part, Listener& listener) {
  struct State {
    Listener& listener;
    XML_Parser parser;
    bool has_doctype{false};
    std::size_t depth{0};
    void stop_when_too_large() {
      listener.too_large |= depth > depth_max;
      if (listener.too_large) XML_StopParser(parser, XML_FALSE);
    }
  };
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser{XML_ParserCreate(nullptr), XML_ParserFree};
  State state{listener, parser.get()};
  XML_SetUserData(parser.get(), &state);
  XML_SetElementHandler(
      parser.get(),
      [](void* data, const char* name, const char** attributes) {
        auto& own = *static_cast<State*>(data);
        ++own.depth;
        own.listener.begin(Attributes::local(name), Attributes{attributes});
        own.stop_when_too_large();
      },
      [](void* data, const char* name) {
        auto& own = *static_cast<State*>(data);
        --own.depth;
        own.listener.end(Attributes::local(name));
        own.stop_when_too_large();
      });
  XML_SetCharacterDataHandler(parser.get(), [](void* data, const char* text, int length) {
    auto& own = *static_cast<State*>(data);
    own.listener.text({text, static_cast<std::size_t>(length)});
    own.stop_when_too_large();
  });
  XML_SetStartDoctypeDeclHandler(parser.get(), [](void* data, const char*, const char*, const char*, int) {
    auto& own = *static_cast<State*>(data);
    own.has_doctype = true;
    XML_StopParser(own.parser, XML_FALSE);
  });
  return archive.read(part, [&](std::string_view piece, bool last) -> Result<Done> {
    if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0) == XML_STATUS_OK && !listener.too_large) return Done{};
    if (state.has_doctype) return fail("xlsx.doctype", "the workbook declares a document type, as no spreadsheet does. It is not read.", {.file = archive.file()});
    if (listener.too_large) return fail("xlsx.too_large", "the workbook holds more than a list can. Save the sheet as CSV UTF-8.", {.file = archive.file()});
    return archive.corrupt(part);
  });
}

struct Sheet {
  std::string name, relation;
};

/// xl/workbook.xml: the sheets in order, without those that are hidden; from which year days are counted.
class WorkbookPart final : public Listener {
 public:
  void begin(std::string_view element, const Attributes& attributes) override {
    if (element == "workbookPr") counts_from_1904 = attributes.get("date1904") == "1" || attributes.get("date1904") == "true";
    if (element == "sheet" && (attributes.get("state").empty() || attributes.get("state") == "visible"))
      sheets.push_back({std::string{attributes.get("name")}, std::string{attributes.get("id")}});
    too_large |= sheets.size() > sheets_max;
  }
  std::vector<Sheet> sheets;
  bool counts_from_1904{false};
};

/// xl/_rels/workbook.xml.rels: which part each sheet is.
class RelationsPart final : public Listener {
 public:
  void begin(std::string_view element, const Attributes& attributes) override {
    if (element != "Relationship" || !attributes.get("Type").ends_with("/worksheet")) return;
    auto target = std::string{attributes.get("Target")};
    target = target.starts_with("/") ? target.substr(1) : "xl/" + target;
    parts.emplace(attributes.get("Id"), std::move(target));
  }
  std::map<std::string, std::string, std::less<>> parts;
};

/// xl/sharedStrings.xml: texts by number. How something is pronounced (rPh) is no part of it.
class StringsPart final : public Listener {
 public:
  void begin(std::string_view element, const Attributes&) override {
    if (element == "si") texts.emplace_back();
    too_large |= texts.size() > texts_max;
    if (element == "rPh") ++pronounced_;
    in_text_ = element == "t" && pronounced_ == 0;
  }
  void end(std::string_view element) override {
    if (element == "rPh") --pronounced_;
    in_text_ = false;
  }
  void text(std::string_view piece) override {
    if (in_text_ && !texts.empty()) texts.back().append(piece);
  }
  std::vector<std::string> texts;

 private:
  bool in_text_{false};
  int pronounced_{0};
};

/// Whether a number of this format is a day: it shows a year or a day of the month.
bool shows_a_day(std::string_view code) {
  bool quoted = false, bracketed = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '[' || c == ']') {
      bracketed = c == '[';
    } else if (!quoted && !bracketed && (c == 'y' || c == 'Y' || c == 'd' || c == 'D')) {
      return code != "Standard";
    }
  }
  return false;
}

/// xl/styles.xml: which cell formats are days.
class StylesPart final : public Listener {
 public:
  void begin(std::string_view element, const Attributes& attributes) override {
    const auto number = [&](std::string_view name) {
      unsigned value = 0;
      const auto text = attributes.get(name);
      std::from_chars(text.data(), text.data() + text.size(), value);
      return value;
    };
    if (element == "numFmt") own_days_[number("numFmtId")] = shows_a_day(attributes.get("formatCode"));
    if (element == "cellXfs") in_cell_formats_ = true;
    if (element == "xf" && in_cell_formats_) is_day.push_back(shows_day(number("numFmtId")));
  }
  void end(std::string_view element) override {
    if (element == "cellXfs") in_cell_formats_ = false;
  }
  std::vector<bool> is_day;

 private:
  /// Numbers that every workbook knows without saying them: ECMA-376 part 1, 18.8.30.
  [[nodiscard]] bool shows_day(unsigned format) const {
    if (const auto own = own_days_.find(format); own != own_days_.end()) return own->second;
    return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31) || format == 36 || (format >= 50 && format <= 58);
  }
  std::map<unsigned, bool> own_days_;
  bool in_cell_formats_{false};
};

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// All digits of a whole number: 100012345678, never 1.00012345678E11.
std::string number_text(double value, std::string_view as_kept) {
  constexpr double exact_below = 1e15;
  if (value != std::floor(value) || std::abs(value) >= exact_below) return std::string{as_kept};
  std::array<char, 32> digits{};
  const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<std::int64_t>(value));
  return {digits.data(), done.ptr};
}

/// Days since 1900 or 1904 as YYYY-MM-DD, with the time behind it where there is one. Excel takes 1900 for a leap year.
std::string day_text(double serial, bool counts_from_1904, std::string_view as_kept) {
  constexpr std::int32_t first_1904 = -24'107, first_1900 = -25'569;  // days since 1970: 1 January 1904, 30 December 1899
  constexpr std::int32_t last = 84'370;                               // 31 December 2200: beyond it a number is hardly a day
  if (serial < 0 || serial > last - first_1900) return std::string{as_kept};
  const auto all_seconds = std::llround(serial * 86'400);
  const auto days = static_cast<std::int32_t>(all_seconds / 86'400);
  const auto since_1970 = counts_from_1904 ? first_1904 + days : first_1900 + days + (days < 60 ? 1 : 0);
  if (since_1970 > last) return std::string{as_kept};
  auto out = Date::from_days(since_1970).text();
  const auto seconds = static_cast<int>(all_seconds % 86'400);
  if (seconds == 0) return out;
  const auto two = [](int value) { return std::string{static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; };
  return out + " " + two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

/// "_x000D_" is how a workbook writes a character that XML does not hold (ECMA-376 part 1, 22.9.2.19): carriage returns of pasted text.
std::string without_escapes(std::string text) {
  for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at)) {
    const bool is_escape = at + 7 <= text.size() && text[at + 6] == '_' && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2, text.begin() + static_cast<std::ptrdiff_t>(at) + 6, [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    });
    if (!is_escape) {
      at += 2;
      continue;
    }
    unsigned code = 0;
    std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16);
    text.replace(at, 7, code == '_' ? "_" : code == '\n' ? "\n" : " ");
    ++at;
  }
  return text;
}

/// One sheet, row after row, as lines of CSV.
class SheetPart final : public Listener {
 public:
  SheetPart(const std::vector<std::string>& strings, const std::vector<bool>& is_day, bool counts_from_1904) : strings_{strings}, is_day_{is_day}, counts_from_1904_{counts_from_1904} {}

  void begin(std::string_view element, const Attributes& attributes) override {
    if (element == "row") begin_row(attributes.get("r"));
    if (element == "c") begin_cell(attributes);
    if (element == "rPh") ++pronounced_;
    in_value_ = element == "v" || (element == "t" && pronounced_ == 0);
  }
  void end(std::string_view element) override {
    if (element == "rPh") --pronounced_;
    in_value_ = false;
    if (element == "c") end_cell();
    if (element == "row") end_row();
  }
  void text(std::string_view piece) override {
    if (in_value_) value_.append(piece);
  }

  /// Rows that hold nothing are empty lines; the others are as wide as the widest.
  [[nodiscard]] std::string csv() const {
    std::string out;
    std::size_t line = 1;
    for (const auto& row : rows_) {
      for (; line < row.number; ++line) out.append("\r\n");
      out.append(row.text).append(width_ - row.width, ',').append("\r\n");
      ++line;
    }
    return out;
  }

 private:
  struct Row {
    std::size_t number{0}, width{0};
    std::string text;
  };

  void begin_row(std::string_view number) {
    std::size_t given = 0;
    std::from_chars(number.data(), number.data() + number.size(), given);
    row_ = {std::max(given, last_row_ + 1), 0, {}};
    last_row_ = row_.number;
    too_large |= last_row_ > rows_max;
    next_column_ = 0;
  }

  void begin_cell(const Attributes& attributes) {
    value_.clear();
    type_ = attributes.get("t");
    format_ = 0;
    const auto format = attributes.get("s");
    std::from_chars(format.data(), format.data() + format.size(), format_);
    column_ = column_of(attributes.get("r")).value_or(next_column_);
    next_column_ = column_ + 1;
  }

  /// "BC12": 54, counted from 0.
  static std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    for (const char c : reference.substr(0, 4)) {
      if (c < 'A' || c > 'Z') break;
      column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    }
    return column == 0 ? std::nullopt : std::optional{column - 1};
  }

  [[nodiscard]] std::string cell_text() const {
    if (type_ == "s") {
      std::size_t number = 0;
      std::from_chars(value_.data(), value_.data() + value_.size(), number);
      return number < strings_.size() ? without_escapes(strings_[number]) : std::string{};
    }
    if (type_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
    const auto number = type_.empty() || type_ == "n" ? number_in(value_) : std::nullopt;
    if (!number) return without_escapes(value_);
    const bool day = format_ < is_day_.size() && is_day_[format_];
    return day ? day_text(*number, counts_from_1904_, value_) : number_text(*number, value_);
  }

  void end_cell() {
    const auto text = value_.empty() ? std::string{} : cell_text();
    too_large |= (!text.empty() && column_ >= columns_max) || row_.text.size() + text.size() > limits::csv_row_bytes_max;
    // Columns that go back are of a writer that does not know the format.
    if (text.empty() || too_large || column_ + 1 <= row_.width) return;
    row_.text.append(row_.width == 0 ? column_ : column_ + 1 - row_.width, ',');
    row_.width = column_ + 1;
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      row_.text.append(text);
      return;
    }
    row_.text.push_back('"');
    for (const char c : text) row_.text.append(c == '"' ? 2 : 1, c);
    row_.text.push_back('"');
  }

  void end_row() {
    if (row_.width == 0) return;
    width_ = std::max(width_, row_.width);
    bytes_ += row_.text.size();
    too_large |= bytes_ + (rows_.size() + 1) * width_ > limits::xlsx_bytes_max;
    rows_.push_back(std::move(row_));
    row_ = {};
  }

  const std::vector<std::string>& strings_;
  const std::vector<bool>& is_day_;
  bool counts_from_1904_;
  std::vector<Row> rows_;
  Row row_;
  std::size_t last_row_{0}, next_column_{0}, column_{0}, width_{0}, format_{0};
  std::uint64_t bytes_{0};
  std::string value_, type_;
  bool in_value_{false};
  int pronounced_{0};
};

}  // namespace

bool is_archive(std::string_view first) noexcept { return first.starts_with("PK\x03\x04"); }

Result<std::string> first_sheet_as_csv(std::string_view workbook, const std::string& file) {
  HEARTH_TRY(archive, Archive::open(workbook, file));
  constexpr const char* book_part = "xl/workbook.xml";
  if (!archive.has(book_part))
    return fail("xlsx.no_workbook", "this is a ZIP archive and no Excel workbook. Unpack it first, or save the sheet as .xlsx or CSV UTF-8.", {.file = file});
  WorkbookPart book;
  HEARTH_CHECK(listen(archive, book_part, book));
  RelationsPart relations;
  HEARTH_CHECK(listen(archive, "xl/_rels/workbook.xml.rels", relations));
  StringsPart strings;
  if (archive.has("xl/sharedStrings.xml")) HEARTH_CHECK(listen(archive, "xl/sharedStrings.xml", strings));
  StylesPart styles;
  if (archive.has("xl/styles.xml")) HEARTH_CHECK(listen(archive, "xl/styles.xml", styles));
  for (const auto& sheet : book.sheets) {
    const auto part = relations.parts.find(sheet.relation);
    if (part == relations.parts.end()) continue;  // a sheet that is one chart
    SheetPart read{strings.texts, styles.is_day, book.counts_from_1904};
    HEARTH_CHECK(listen(archive, part->second, read));
    return read.csv();
  }
  return fail("xlsx.no_sheet", "the workbook has no sheet that is shown and holds cells. Show the one with the list, and save it again.", {.file = file});
}

}  // namespace hearth::formats
