// fuzz_csv.cpp: bytes as a CSV file. The first byte chooses encoding and separator.
//
// Holds: reading ends; fields are UTF-8; row numbers grow; what was read, written again and read again is the same; a
// profile can be made of whatever can be opened.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/assertion.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/csv_profile.h"

using namespace hearth;
using namespace hearth::formats;

namespace {

using Rows = std::vector<std::vector<std::string>>;

class MemorySink final : public ByteSink {
 public:
  Result<Done> write(std::string_view bytes) override {
    content.append(bytes);
    return Done{};
  }
  Result<Done> commit() override { return Done{}; }
  std::string content;
};

class OneFile final : public Files {
 public:
  explicit OneFile(std::string content) : content_{std::move(content)} {}
  Result<std::unique_ptr<ByteSource>> open(const Path&) override { return source_of(content_); }
  Result<std::unique_ptr<ByteSink>> create(const Path&, bool) override { return fail("file.unwritable", "read only."); }
  bool exists(const Path&) override { return true; }
  Result<std::uint64_t> size(const Path&) override { return content_.size(); }

 private:
  std::string content_;
};

CsvForm form_of(std::uint8_t choice) {
  constexpr std::array<char, 4> separators{',', ';', '\t', '|'};
  CsvForm form;
  if ((choice & 1U) != 0) form.separator = separators[(choice >> 1U) & 3U];
  if ((choice & 8U) != 0) form.encoding = static_cast<Encoding>((choice >> 4U) & 3U);
  if ((choice & 64U) != 0) form.heading_row = 2;
  return form;
}

/// Heading and rows of good shape.
Rows read(const std::string& bytes, const CsvForm& form, bool must_be_clean) {
  Rows out;
  auto csv = CsvReader::open(source_of(bytes), "fuzz.csv", form);
  if (!csv) {
    HEARTH_ASSERT(!must_be_clean);
    return out;
  }
  out.push_back(csv->heading());
  CsvRow row;
  std::uint64_t last = 0;
  for (;;) {
    const auto more = csv->next(row);
    if (!more || !*more) return out;
    HEARTH_ASSERT(row.row > last);
    last = row.row;
    for (const auto field : row.fields) HEARTH_ASSERT(is_text(field));
    HEARTH_ASSERT(!must_be_clean || !row.fault);
    HEARTH_ASSERT(row.shape_broken() || row.fields.size() == csv->heading().size());
    if (!row.shape_broken()) out.emplace_back(row.fields.begin(), row.fields.end());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes{reinterpret_cast<const char*>(data + 1), size - 1};
  const auto rows = read(bytes, form_of(data[0]), false);
  if (!rows.empty()) {
    MemorySink sink;
    CsvWriter writer{sink, CsvWriter::Formulas::keep, ';'};
    for (const auto& row : rows) HEARTH_ASSERT(writer.row(row).has_value());
    HEARTH_ASSERT(writer.flush().has_value());
    const CsvForm form{.encoding = Encoding::utf8, .separator = ';'};
    // A first heading such as "%PDF" is taken for another kind of file, on purpose.
    const auto again = CsvReader::open(source_of(sink.content), "fuzz.csv", form);
    if (again || again.error().code != "csv.other_format") HEARTH_ASSERT(read(sink.content, form, true) == rows);
  }
  OneFile files{bytes};
  (void)profile_csv(files, "fuzz.csv", 100);
  return 0;
}
