#include "formats/csv_split.h"

#include <csv.h>

#include "base/assertion.h"
#include "base/limits.h"

namespace hearth::formats {
namespace {

// Fields beyond the limit are not kept, only counted as "one too many": a row of four million commas stays small.
constexpr std::size_t fields_max = base::limits::csv_columns_max + 1;

int never_blank(unsigned char) { return 0; }

}  // namespace

void split_plain(std::string_view row, char separator, std::vector<std::string_view>& fields) {
  fields.clear();
  const char* at = row.data();
  const char* const end = at + row.size();
  // Fields are short: a plain loop beats one memchr call for each.
  for (const char* from = at; fields.size() < fields_max; from = ++at) {
    while (at != end && *at != separator) ++at;
    fields.emplace_back(from, static_cast<std::size_t>(at - from));
    if (at == end) return;
  }
}

struct QuotedRow::Parser {
  csv_parser csv{};
  std::string cells;
  std::vector<std::size_t> ends;
  std::size_t rows{0};

  static void field(void* data, std::size_t size, void* self) {
    auto& parser = *static_cast<Parser*>(self);
    if (parser.ends.size() == fields_max) return;
    parser.cells.append(static_cast<const char*>(data), size);
    parser.ends.push_back(parser.cells.size());
  }
  static void row(int, void* self) { ++static_cast<Parser*>(self)->rows; }
};

QuotedRow::QuotedRow(char separator) : parser_{std::make_unique<Parser>()} {
  auto& csv = parser_->csv;
  HEARTH_ASSERT(csv_init(&csv, 0) == 0);
  csv_set_delim(&csv, static_cast<unsigned char>(separator));
  csv_set_space_func(&csv, never_blank);  // libcsv would trim otherwise
  csv_set_blk_size(&csv, 64U << 10);
}

QuotedRow::~QuotedRow() { csv_free(&parser_->csv); }

void QuotedRow::split(std::string_view row, std::vector<std::string_view>& fields) {
  auto& parser = *parser_;
  parser.cells.clear();
  parser.ends.clear();
  parser.rows = 0;
  // Without its line end, so that csv_fini closes the row, also one whose quotation mark never closes.
  const auto read = csv_parse(&parser.csv, row.data(), row.size(), Parser::field, Parser::row, &parser);
  HEARTH_ASSERT(read == row.size());  // it can only stop early without memory
  HEARTH_ASSERT(csv_fini(&parser.csv, Parser::field, Parser::row, &parser) == 0);
  HEARTH_ASSERT(parser.rows <= 1);
  fields.clear();
  std::size_t from = 0;
  for (const auto end : parser.ends) {
    fields.emplace_back(parser.cells.data() + from, end - from);
    from = end;
  }
}

}  // namespace hearth::formats
