// csv_reader.cpp: rows below a heading, each compared with it.
#include <map>

#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/raw_rows.h"

namespace hearth::formats {

struct CsvReader::State {
  std::unique_ptr<RawRows> rows;
};

namespace {

Result<std::vector<std::string>> heading_of(const CsvRow& row, const std::string& file) {
  if (row.fault) return fail(*row.fault);
  if (row.fields.size() > limits::csv_columns_max)
    return fail("csv.too_many_columns", "more than " + std::to_string(limits::csv_columns_max) + " columns. Is the separator right?",
                Where{.file = file, .row = row.row});
  std::vector<std::string> heading;
  std::map<std::string, std::size_t> seen;  // column by name
  for (const auto field : row.fields) {
    std::string name{trim(field)};
    if (!name.empty())
      if (const auto [first, is_new] = seen.emplace(fold(name), heading.size() + 1); !is_new)
        // The words are not told: a file without a heading has somebody's data here.
        return fail("csv.repeated_heading", "columns " + std::to_string(first->second) + " and " + std::to_string(heading.size() + 1) +
                        " have one heading. Expected a name of its own for each; rename one at the source. If this row is no heading, say where it stands: heading_row = N.",
                    Where{.file = file, .row = row.row});
    heading.push_back(std::move(name));
  }
  if (seen.empty()) heading.clear();
  return heading;
}

}  // namespace

CsvReader::CsvReader(std::unique_ptr<State> state) noexcept : state_{std::move(state)} {}
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

Result<CsvReader> CsvReader::open_bare(std::unique_ptr<ByteSource> source, std::string file, CsvForm form) {
  HEARTH_TRY(rows, RawRows::open(std::move(source), std::move(file), form));
  return CsvReader{std::make_unique<State>(State{std::move(rows)})};
}

Result<CsvReader> CsvReader::open(std::unique_ptr<ByteSource> source, std::string file, CsvForm form) {
  HEARTH_TRY(rows, RawRows::open(std::move(source), file, form));
  CsvRow row;
  std::vector<std::string> heading;
  do {
    HEARTH_TRY(more, rows->next(row));
    if (!more) break;
    if (row.row < rows->form().heading_row) continue;
    HEARTH_TRY(found, heading_of(row, file));
    heading = std::move(found);
  } while (row.row < rows->form().heading_row);
  if (heading.empty()) {
    const auto at = rows->form().heading_row;
    return fail("csv.empty", "there is no heading. Expected the names of the columns in row " + std::to_string(at) + ".", Where{.file = file, .row = at});
  }
  rows->name_columns(std::move(heading));
  return CsvReader{std::make_unique<State>(State{std::move(rows)})};
}

const std::vector<std::string>& CsvReader::heading() const noexcept { return state_->rows->heading(); }
const CsvForm& CsvReader::form() const noexcept { return state_->rows->form(); }
const std::string& CsvReader::file() const noexcept { return state_->rows->file(); }

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  const auto wanted = fold(trim(name));
  const auto& heading = state_->rows->heading();
  for (std::size_t i = 0; i < heading.size(); ++i)
    if (!wanted.empty() && fold(heading[i]) == wanted) return i;
  return std::nullopt;
}

Result<bool> CsvReader::next(CsvRow& row) {
  HEARTH_TRY(more, state_->rows->next(row));
  if (!more) return false;
  const auto expected = state_->rows->heading().size();
  if (expected == 0 || row.fields.size() == expected || row.shape_broken()) return true;
  row.hurt.clear();
  const bool few = row.fields.size() < expected;
  const std::string have = row.fields.size() > limits::csv_columns_max ? "too many" : std::to_string(row.fields.size());
  row.fault = Error{few ? "csv.too_few_fields" : "csv.too_many_fields",
                    "the row has " + have + " fields, the heading " + std::to_string(expected) +
                        (few ? ". Expected a field for each column; was a line break not quoted?"
                             : ". Expected a field for each column; was a separator inside a field not quoted?"),
                    Where{.file = state_->rows->file(), .row = row.row}};
  return true;
}

}  // namespace hearth::formats
