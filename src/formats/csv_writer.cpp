#include <algorithm>

#include "formats/csv.h"

namespace hearth::formats {
namespace {

constexpr std::size_t flush_at = 64U << 10;

/// -12.5, +441632960000: a spreadsheet reads a number, which does nothing.
bool plain_number(std::string_view text) {
  if (text.front() == '+' || text.front() == '-') text.remove_prefix(1);
  bool point = false, digit = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digit = true;
    else if (c == '.' && !point) point = true;
    else return false;
  }
  return digit;
}

/// What a spreadsheet would run (OWASP, CSV injection).
bool formula(std::string_view text) {
  if (text.empty()) return false;
  // Full-width and small forms: spreadsheets of East Asian locales read them as the plain signs.
  for (const std::string_view sign : {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0", "\xEF\xB9\xA6", "\xEF\xB9\xA2", "\xEF\xB9\xA3", "\xEF\xB9\xAB"})
    if (text.starts_with(sign)) return true;
  return std::string_view{"=+-@\t\r\n"}.find(text.front()) != std::string_view::npos && !plain_number(text);
}

bool needs_quotes(std::string_view text, char separator, bool alone) {
  if (text.starts_with("\xEF\xBB\xBF")) return true;  // at the start of a file it would pass for a byte order mark
  if (alone && text.find_first_not_of(" \t") == std::string_view::npos) return true;  // else an empty line, which nobody reads
  return std::ranges::any_of(text, [separator](char c) { return c == separator || c == '"' || c == '\n' || c == '\r'; });
}

template <class Texts>
void append_row(const Texts& fields, char separator, CsvWriter::Formulas formulas, std::string& into) {
  bool first = true;
  for (const std::string_view text : fields) {
    if (!first) into.push_back(separator);
    first = false;
    const bool quoted = needs_quotes(text, separator, fields.size() == 1);
    if (quoted) into.push_back('"');
    if (formulas == CsvWriter::Formulas::neutralise && formula(text)) into.push_back('\'');
    for (const char c : text) {
      if (c == '"') into.push_back('"');
      into.push_back(c);
    }
    if (quoted) into.push_back('"');
  }
  into += "\r\n";
}

}  // namespace

CsvWriter::CsvWriter(ByteSink& sink, Formulas formulas, char separator) : sink_{sink}, formulas_{formulas}, separator_{separator} {}

Result<Done> CsvWriter::row(std::span<const std::string_view> fields) {
  append_row(fields, separator_, formulas_, buffer_);
  return buffer_.size() < flush_at ? Result<Done>{Done{}} : flush();
}

Result<Done> CsvWriter::row(std::initializer_list<std::string_view> fields) {
  return row(std::span<const std::string_view>{fields.begin(), fields.size()});
}

Result<Done> CsvWriter::row(const std::vector<std::string>& fields) {
  append_row(fields, separator_, formulas_, buffer_);
  return buffer_.size() < flush_at ? Result<Done>{Done{}} : flush();
}

Result<Done> CsvWriter::flush() {
  auto written = sink_.write(buffer_);
  buffer_.clear();
  return written;
}

}  // namespace hearth::formats
