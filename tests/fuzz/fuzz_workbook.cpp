// fuzz_workbook.cpp: bytes as the parts of a workbook, or as a whole archive. The first byte chooses; 0xFF parts sheet, strings and styles.
//
// Holds: reading ends; what comes out is a CSV whose rows all have one width.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/assertion.h"
#include "formats/csv.h"
#include "formats/workbook.h"
#include "../made_workbook.h"

using namespace hearth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes{reinterpret_cast<const char*>(data + 1), size - 1};
  std::string archive = "PK\x03\x04" + bytes;
  if ((data[0] & 1U) == 0) {
    std::vector<std::string> parts(1);
    for (const char c : bytes) {
      if (c == '\xFF') parts.emplace_back();
      else parts.back().push_back(c);
    }
    parts.resize(4);
    archive = tests::archive_of(tests::workbook_parts(parts[0], parts[1], parts[2], parts[3]));
  }
  auto csv = formats::CsvReader::open_bare(source_of(archive), "fuzz.xlsx");
  if (!csv) return 0;
  formats::CsvRow row;
  std::size_t width = 0;
  for (;;) {
    const auto more = csv->next(row);
    if (!more || !*more) return 0;
    if (row.fault) continue;
    HEARTH_ASSERT(width == 0 || row.fields.size() == width);
    width = row.fields.size();
  }
}
