#include "need/merge_file.h"

#include "base/assertion.h"
#include "base/try.h"
#include "formats/csv.h"

namespace hearth::need {
namespace {

constexpr std::size_t address_lines = 5;

std::vector<std::string> fields_of(const MergeRow& row) {
  std::vector<std::string> fields{row.reference, row.name};
  for (std::size_t i = 0; i < address_lines; ++i) fields.push_back(i < row.address_lines.size() ? row.address_lines[i] : "");
  fields.push_back(row.postcode);
  fields.push_back(row.uprn ? row.uprn->text() : "");
  return fields;
}

}  // namespace

Result<MergeCount> write_merge_file(ByteSink& sink, const std::vector<MergeRow>& rows) {
  formats::CsvWriter writer{sink};
  HEARTH_CHECK(writer.row({"reference", "name", "address_1", "address_2", "address_3", "address_4", "address_5", "postcode", "uprn"}));
  MergeCount count;
  for (const auto& row : rows) {
    HEARTH_ASSERT(row.address_lines.size() <= address_lines);
    if (!row.address_verified || row.address_lines.empty()) {
      ++count.address_not_verified;
    } else if (!row.name_verified || row.name.empty()) {
      ++count.name_not_verified;
    } else {
      HEARTH_CHECK(writer.row(fields_of(row)));
      ++count.written;
    }
  }
  HEARTH_CHECK(writer.flush());
  return count;
}

}  // namespace hearth::need
