#include "place/match_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/postcode.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "place/successor.h"

namespace hearth::place {
namespace {

constexpr std::size_t sample_rows = 300;
constexpr std::size_t batch_rows = 50'000;
constexpr std::size_t faults_kept_max = 1000;

/// "Address Line 1" -> "addressline1"
std::string plain_heading(std::string_view heading) {
  std::string plain;
  for (const char c : fold(heading))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain.push_back(c);
  return plain;
}

bool is_postcode_heading(std::string_view plain) {
  return plain.find("postcode") != std::string_view::npos || plain == "pcode" || plain == "pc" || plain == "postalcode" || plain == "zip" ||
         plain == "outcode";
}

/// Whole addresses first; then lines; then parts, in the order in which they are written.
int address_rank(std::string_view plain) {
  if (plain.find("email") != std::string_view::npos || plain.find("ipaddress") != std::string_view::npos) return 0;
  const bool numbered = !plain.empty() && plain.back() >= '0' && plain.back() <= '9';
  if ((plain.find("address") != std::string_view::npos || plain.find("addr") != std::string_view::npos)) {
    const bool line = numbered || plain.find("line") != std::string_view::npos;
    return line ? 2 : 1;
  }
  constexpr std::array<std::string_view, 22> parts{"flat", "unit", "house", "housenumber", "housename", "buildingnumber", "buildingname",
                                                   "building", "number", "street", "streetname", "road", "locality", "village", "district",
                                                   "town", "city", "posttown", "subbuilding", "thoroughfare", "premises", "property"};
  return std::find(parts.begin(), parts.end(), plain) != parts.end() ? 3 : 0;
}

bool looks_like_address(std::string_view text) {
  std::size_t letters = 0, digits = 0, blanks = 0;
  for (const char c : text) {
    letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    digits += c >= '0' && c <= '9';
    blanks += c == ' ' || c == ',';
  }
  return letters >= 6 && digits >= 1 && blanks >= 2;
}

/// The column of which most of the filled cells are of a kind.
std::optional<std::size_t> column_by_content(std::size_t columns, const std::vector<std::vector<std::string>>& rows, auto&& is_of_kind) {
  std::optional<std::size_t> best;
  std::size_t best_count = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    std::size_t filled = 0, of_kind = 0;
    for (const auto& row : rows) {
      if (c >= row.size() || trim(row[c]).empty()) continue;
      ++filled;
      of_kind += is_of_kind(row[c]);
    }
    if (filled > 0 && of_kind * 10 >= filled * 6 && of_kind > best_count) best = c, best_count = of_kind;
  }
  return best;
}

}  // namespace

AddressColumns find_address_columns(const std::vector<std::string>& heading, const std::vector<std::vector<std::string>>& rows) {
  AddressColumns found;
  std::array<std::vector<std::size_t>, 4> by_rank;
  for (std::size_t c = 0; c < heading.size(); ++c) {
    const auto plain = plain_heading(heading[c]);
    if (is_postcode_heading(plain)) {
      if (!found.postcode) found.postcode = c;
    } else {
      by_rank[static_cast<std::size_t>(address_rank(plain))].push_back(c);
    }
  }
  if (!by_rank[1].empty()) found.address = {by_rank[1].front()};
  else if (!by_rank[2].empty() || !by_rank[3].empty()) {
    found.address = by_rank[2];
    found.address.insert(found.address.end(), by_rank[3].begin(), by_rank[3].end());
    std::sort(found.address.begin(), found.address.end());
  }
  if (!found.postcode) found.postcode = column_by_content(heading.size(), rows, [](const std::string& text) { return Postcode::parse(text).has_value(); });
  if (found.address.empty())
    if (const auto column = column_by_content(heading.size(), rows, looks_like_address)) found.address = {*column};
  return found;
}

namespace {

Result<formats::CsvReader> open_csv(Files& files, const Path& path) {
  HEARTH_TRY(source, files.open(path));
  return formats::CsvReader::open(std::move(source), path.string());
}

struct Columns {
  std::optional<std::size_t> id, postcode, is_protected;
  std::vector<std::size_t> address;
};

Result<std::size_t> named_column(const formats::CsvReader& reader, const std::string& heading) {
  const auto column = reader.column(heading);
  if (column) return *column;
  const auto near = nearest(heading, reader.heading());
  return wrong_use("match.no_column", near.empty() ? "there is no column of this name." : "there is no column of this name. The nearest is \"" + near + "\".",
                   {.file = reader.file(), .column = heading});
}

Result<Columns> find_columns(Files& files, const MatchFileAsk& ask) {
  HEARTH_TRY(reader, open_csv(files, ask.file));
  Columns columns;
  for (std::size_t c = 0; c < reader.heading().size(); ++c)
    if (plain_heading(reader.heading()[c]) == "protected") columns.is_protected = c;
  if (ask.id) {
    HEARTH_TRY(id, named_column(reader, *ask.id));
    columns.id = id;
  }
  for (const auto& heading : ask.address) {
    HEARTH_TRY(column, named_column(reader, heading));
    columns.address.push_back(column);
  }
  if (ask.postcode) {
    HEARTH_TRY(column, named_column(reader, *ask.postcode));
    columns.postcode = column;
  }
  if (!columns.address.empty() && columns.postcode) return columns;
  std::vector<std::vector<std::string>> sample;
  formats::CsvRow row;
  while (sample.size() < sample_rows) {
    HEARTH_TRY(more, reader.next(row));
    if (!more) break;
    sample.emplace_back(row.fields.begin(), row.fields.end());
  }
  const auto found = find_address_columns(reader.heading(), sample);
  if (columns.address.empty()) columns.address = found.address;
  if (!columns.postcode) columns.postcode = found.postcode;
  if (columns.address.empty())
    return wrong_use("match.no_address", "no column looks like an address. Name it: --address \"HEADING\", or several with commas between.",
                     {.file = reader.file()});
  return columns;
}

/// Rows of one batch: all texts in one arena.
struct Batch {
  std::uint64_t rows_before{0};
  std::vector<std::string> ids, texts, postcodes;
  std::vector<bool> may_show;
  void clear() {
    rows_before += ids.size();
    ids.clear(), texts.clear(), postcodes.clear(), may_show.clear();
  }
};

/// Whatever is not plainly a no protects.
bool says_no(std::string_view cell) {
  constexpr std::array<std::string_view, 5> noes{"", "0", "n", "no", "false"};
  return std::find(noes.begin(), noes.end(), to_lower_ascii(cell)) != noes.end();
}

std::string joined_address(const formats::CsvRow& row, const std::vector<std::size_t>& columns) {
  std::string text;
  for (const auto column : columns) {
    const auto part = column < row.fields.size() ? trim(row.fields[column]) : std::string_view{};
    if (part.empty()) continue;
    if (!text.empty()) text.append(", ");
    text.append(part);
  }
  return text;
}

std::string uprns_text(const std::vector<Uprn>& uprns) {
  std::string text;
  for (const auto& uprn : uprns) text.append(text.empty() ? "" : "|").append(uprn.text());
  return text;
}

Result<Done> write_answers(formats::CsvWriter& writer, const Batch& batch, const std::vector<Placement>& answers, MatchFileResult& result) {
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& p = answers[i];
    ++result.bands[static_cast<std::size_t>(p.band)];
    result.tally.add({batch.rows_before + i + 1, batch.ids[i], batch.texts[i], batch.postcodes[i], batch.may_show[i]}, p);
    HEARTH_CHECK(writer.row({batch.ids[i], p.uprn ? p.uprn->text() : "", fmt::format("{:.4f}", p.probability.value()),
                             std::string{name_of(p.band)}, p.runner_up ? p.runner_up->text() : "", fmt::format("{:.2f}", p.margin.value()),
                             uprns_text(p.candidates), p.reason}));
  }
  return Done{};
}

}  // namespace

Result<MatchFileResult> match_file(Files& files, const Gazetteer& gazetteer, const AddressIndex& index, const MatchFileAsk& ask, Threads threads, Progress& progress) {
  if (ask.out.lexically_normal() == ask.file.lexically_normal())
    return wrong_use("match.same_file", "--out would write over the list itself. Give it a name of its own.", {.file = ask.file.string()});
  HEARTH_TRY(columns, find_columns(files, ask));
  HEARTH_TRY(reader, open_csv(files, ask.file));
  HEARTH_TRY(sink, files.create(ask.out));
  formats::CsvWriter writer{*sink, formats::CsvWriter::Formulas::keep};
  HEARTH_CHECK(writer.row({"id", "uprn", "probability", "band", "runner_up", "margin", "candidates", "reason"}));
  MatchFileResult result;
  if (columns.id) result.id = reader.heading()[*columns.id];
  if (columns.postcode) result.postcode = reader.heading()[*columns.postcode];
  for (const auto column : columns.address) result.address.push_back(reader.heading()[column]);
  Batch batch;
  const auto answer = [&]() -> Result<Done> {
    std::vector<AddressText> asked;
    asked.reserve(batch.texts.size());
    for (std::size_t i = 0; i < batch.texts.size(); ++i) asked.push_back({batch.texts[i], batch.postcodes[i]});
    auto answers = match_all(index, ask.settings, asked, threads, progress);
    for (auto& one : answers) one = follow_successors(gazetteer, std::move(one));
    HEARTH_CHECK(write_answers(writer, batch, answers, result));
    batch.clear();
    return Done{};
  };
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, reader.next(row));
    if (!more) break;
    ++result.rows;
    if (row.fault) {
      ++result.rows_with_faults;
      if (result.faults.size() < faults_kept_max) result.faults.push_back(*row.fault);
    }
    const auto field = [&](std::optional<std::size_t> column) {
      return column && *column < row.fields.size() ? std::string{trim(row.fields[*column])} : std::string{};
    };
    batch.ids.push_back(columns.id ? field(columns.id) : std::to_string(result.rows));
    batch.texts.push_back(joined_address(row, columns.address));
    batch.postcodes.push_back(field(columns.postcode));
    batch.may_show.push_back(says_no(field(columns.is_protected)));
    if (batch.ids.size() == batch_rows) HEARTH_CHECK(answer());
  }
  HEARTH_CHECK(answer());
  HEARTH_CHECK(writer.flush());
  HEARTH_CHECK(sink->commit());
  return result;
}

}  // namespace hearth::place
