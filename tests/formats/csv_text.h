// csv_text.h: whole CSV texts in and out of memory, for the tests of formats/.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "formats/csv.h"

namespace hearth::formats {

using Rows = std::vector<std::vector<std::string>>;

struct Fault {
  std::uint64_t row;
  std::string code, column;
  auto operator<=>(const Fault&) const = default;
};

struct ReadCsv {
  std::string refused;  ///< code of the error of open() or next()
  CsvForm form;
  std::vector<std::string> heading;
  Rows rows;
  std::vector<std::uint64_t> numbers;
  std::vector<Fault> faults;
};

inline ReadCsv read_csv(std::string bytes, CsvForm form = {}) {
  ReadCsv out;
  auto csv = CsvReader::open(source_of(std::move(bytes)), "x.csv", form);
  if (!csv) {
    out.refused = csv.error().code;
    return out;
  }
  out.form = csv->form();
  out.heading = csv->heading();
  for (CsvRow row;;) {
    const auto more = csv->next(row);
    if (!more) out.refused = more.error().code;
    if (!more || !*more) return out;
    out.rows.emplace_back(row.fields.begin(), row.fields.end());
    out.numbers.push_back(row.row);
    if (row.fault) out.faults.push_back({row.fault->where.row, row.fault->code, row.fault->where.column});
  }
}

class MemorySink final : public ByteSink {
 public:
  Result<Done> write(std::string_view bytes) override {
    content.append(bytes);
    return Done{};
  }
  Result<Done> commit() override { return Done{}; }
  std::string content;
};

inline std::string write_csv(const Rows& rows, CsvWriter::Formulas formulas = CsvWriter::Formulas::keep, char separator = ',') {
  MemorySink sink;
  CsvWriter writer{sink, formulas, separator};
  for (const auto& row : rows)
    if (!writer.row(row)) return {};
  return writer.flush() ? sink.content : std::string{};
}

inline std::string utf16(std::u16string_view text, bool big_endian) {
  std::string out;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8U);
    out.push_back(big_endian ? high : low);
    out.push_back(big_endian ? low : high);
  }
  return out;
}

}  // namespace hearth::formats
