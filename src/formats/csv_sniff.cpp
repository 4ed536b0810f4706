#include "formats/csv_sniff.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace hearth::formats {
namespace {

constexpr std::size_t rows_looked_at = 200;

/// Fields of each of the first rows; 0 for an empty line.
std::vector<std::size_t> field_counts(std::string_view text, char separator, bool whole) {
  std::vector<std::size_t> counts;
  std::size_t fields = 1, bytes = 0;
  bool quoted = false;
  const auto end_row = [&] {
    counts.push_back(bytes == 0 ? 0 : fields);
    fields = 1;
    bytes = 0;
  };
  for (std::size_t at = 0; at < text.size() && counts.size() < rows_looked_at; ++at) {
    const char c = text[at];
    const bool field_start = bytes == 0 || text[at - 1] == separator;
    if (quoted) {
      const char after = at + 1 < text.size() ? text[at + 1] : '\n';
      if (c == '"' && after == '"') ++at;
      else if (c == '"' && (after == separator || after == '\n' || after == '\r')) quoted = false;
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
      end_row();
      continue;
    } else if (c == separator) {
      ++fields;
    } else if (c == '"' && field_start) {
      quoted = true;
    }
    ++bytes;
  }
  if (whole && bytes != 0 && counts.size() < rows_looked_at) end_row();
  return counts;
}

struct Score {
  double agreement{0};    ///< share of rows with the commonest number of fields; one more when the heading has it too
  std::size_t fields{1};  ///< that number
  auto operator<=>(const Score&) const = default;
};

Score score_of(std::string_view text, char separator, std::uint64_t heading_row, bool whole) {
  const auto counts = field_counts(text, separator, whole);
  std::map<std::size_t, std::size_t> rows_by_fields;
  std::size_t rows = 0, heading = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (i + 1 < heading_row || counts[i] == 0) continue;
    if (heading == 0) heading = counts[i];
    ++rows;
    ++rows_by_fields[counts[i]];
  }
  Score best;
  std::size_t most = 0;
  for (const auto& [fields, times] : rows_by_fields)
    if (fields > 1 && times >= most) most = times, best.fields = fields;
  if (most == 0) return best;
  best.agreement = static_cast<double>(most) / static_cast<double>(rows);
  // A semicolon that only a title has agrees with that "heading", too: most rows must.
  if (best.agreement > 0.5 && heading == best.fields) best.agreement += 1.0;
  return best;
}

}  // namespace

char find_separator(std::string_view text, std::uint64_t heading_row, bool whole) {
  constexpr std::array<char, 4> candidates{',', ';', '\t', '|'};
  char separator = ',';
  Score best;
  for (const char candidate : candidates) {
    const auto score = score_of(text, candidate, heading_row, whole);
    if (score > best) best = score, separator = candidate;
  }
  return separator;
}

}  // namespace hearth::formats
