#include "formats/csv_profile.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/column_look.h"
#include "formats/raw_rows.h"
#include "formats/value_shapes.h"

namespace hearth::formats {
namespace {

constexpr std::uint64_t cells_max = 4'000'000;         ///< looked at; 8 bytes each
constexpr std::uint64_t rows_counted_max = 5'000'000;  ///< beyond them only a load tells the number of rows
constexpr std::size_t heading_searched = 50;           ///< rows in which a heading is looked for
constexpr std::size_t last_rows = 10;                  ///< among which summaries are looked for

/// A row of the start of a file, as far as the search for the heading needs it.
struct Sample {
  std::uint64_t row{0};
  std::size_t fields{0}, filled{0}, data_like{0};
  bool repeated{false};
};

bool data_like(std::string_view value) {
  const auto digits = static_cast<std::size_t>(std::ranges::count_if(value, [](char c) { return c >= '0' && c <= '9'; }));
  return digits * 2 >= value.size();
}

Sample sample_of(const CsvRow& row) {
  Sample out{row.row, row.fields.size(), 0, 0, false};
  std::set<std::string> seen;
  for (const auto field : row.fields) {
    const auto value = trim(field);
    if (value.empty()) continue;
    ++out.filled;
    if (data_like(value)) ++out.data_like;
    if (!seen.insert(fold(value)).second) out.repeated = true;
  }
  return out;
}

/// The first row as wide as most, filled for the most part, with names and not data. Titles have a cell or two.
std::uint64_t find_heading_row(const std::vector<Sample>& samples) {
  std::map<std::size_t, std::size_t> rows_by_width;
  for (const auto& sample : samples) ++rows_by_width[sample.fields];
  std::size_t width = 1, most = 0;
  for (const auto& [fields, rows] : rows_by_width)
    if (rows >= most) most = rows, width = fields;
  for (const auto& sample : samples) {
    const bool filled = sample.filled * 10 >= width * 6;
    const bool names = sample.data_like * 5 <= sample.filled;
    if (sample.fields == width && filled && names && !sample.repeated && sample.filled > 0) return sample.row;
  }
  for (const auto& sample : samples)
    if (sample.filled > 0) return sample.row;
  return 1;
}

/// A date that stands in a title ("Live accounts as at 03.11.2025"), day first.
void dates_in(std::string_view text, std::vector<Date>& out) {
  static constexpr std::array<std::string_view, 6> formats{"%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d-%b-%Y", "%d/%m/%y"};
  const auto parts = split(text, ' ');
  const auto take = [&](std::string_view candidate, std::string_view format) {
    const auto date = Date::parse(candidate, format);
    if (date && date->whole() && date->year() >= 1990) out.push_back(*date);
    return date.has_value();
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto word = parts[i];
    while (!word.empty() && std::string_view{",;:()."}.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    while (!word.empty() && (word.front() == '(' || word.front() == ':')) word.remove_prefix(1);
    if (word.empty() || word.front() < '0' || word.front() > '9') continue;
    const bool found = std::ranges::any_of(formats, [&](std::string_view format) { return take(word, format); });
    if (found || i + 2 >= parts.size()) continue;
    // "3 November 2025", "3rd Nov 2025"
    auto day = word;
    while (!day.empty() && day.back() > '9') day.remove_suffix(1);
    std::string spelt{day};
    spelt.append(" ").append(parts[i + 1]).append(" ").append(parts[i + 2].substr(0, 4));
    if (!take(spelt, "%d %B %Y")) take(spelt, "%d %b %Y");
  }
}

Result<CsvForm> find_form(Files& files, const Path& path, CsvProfile& profile) {
  HEARTH_TRY(source, files.open(path));
  HEARTH_TRY(rows, RawRows::open(std::move(source), path.string(), {}));
  std::vector<Sample> samples;
  std::vector<std::pair<std::uint64_t, Date>> dates;  ///< by row
  CsvRow row;
  while (samples.size() < heading_searched) {
    HEARTH_TRY(more, rows->next(row));
    if (!more) break;
    samples.push_back(sample_of(row));
    if (dates.size() > 20) continue;
    std::vector<Date> here;
    for (const auto field : row.fields) dates_in(trim(field), here);
    for (const auto& date : here) dates.emplace_back(row.row, date);
  }
  CsvForm form = rows->form();
  form.heading_row = find_heading_row(samples);
  profile.title_rows = static_cast<std::uint64_t>(std::ranges::count_if(samples, [&](const Sample& s) { return s.row < form.heading_row && s.filled > 0; }));
  std::erase_if(dates, [&](const auto& date) { return date.first >= form.heading_row; });
  const bool one = !dates.empty() && std::ranges::all_of(dates, [&](const auto& date) { return date.second == dates.front().second; });
  if (one) profile.title_date = dates.front().second;
  return form;
}

/// The label when the row says that it sums up: its first words do, and most cells are blank.
std::string summary_label(const CsvRow& row, std::size_t columns) {
  static constexpr std::array<std::string_view, 14> labels{
      "grand total", "sub total", "subtotal", "total", "totals", "count", "sum", "end of report", "end of file", "end of extract", "end of data",
      "number of records", "records", "report generated"};
  std::size_t filled = 0;
  std::string_view first;
  for (const auto field : row.fields) {
    const auto value = trim(field);
    if (value.empty()) continue;
    if (filled++ == 0) first = value;
  }
  const bool mostly_blank = filled <= 2 || filled * 10 <= columns * 4;
  if (filled == 0 || !mostly_blank || first.size() > 60) return {};
  const auto folded = fold(first);
  for (const auto label : labels) {
    const bool word_ends = folded.size() == label.size() || (folded.size() > label.size() && !is_code(std::string_view{folded}.substr(label.size(), 1)));
    if (folded.starts_with(label) && word_ends) return std::string{label};
  }
  return {};
}

/// Reads one row behind: what sums up at the end of the file must not spoil what the columns show.
class Profiler {
 public:
  Profiler(CsvReader csv, std::uint64_t rows_max, const std::set<std::string>& wanted) : csv_{std::move(csv)}, columns_{csv_.heading().size()} {
    for (const auto& heading : csv_.heading()) looks_.emplace_back(heading, wanted);
    rows_max_ = std::min(rows_max, std::max<std::uint64_t>(cells_max / columns_, 100));
  }

  Result<Done> run(CsvProfile& profile) {
    CsvRow row;
    while (profile.rows < rows_counted_max) {
      HEARTH_TRY(more, csv_.next(row));
      if (!more) return settle_end(profile);
      ++profile.rows;
      auto label = summary_label(row, columns_);
      const std::string code = row.fault ? row.fault->code : "";
      const bool broken = row.shape_broken();
      if (!label.empty()) {
        // Only kept apart if it turns out to stand at the end.
        held_.push_back({row.row, std::move(label), code, broken, {row.fields.begin(), row.fields.end()}});
        if (held_.size() > last_rows) release(held_.front(), profile), held_.erase(held_.begin());
        continue;
      }
      while (!held_.empty() && held_.front().row + last_rows < row.row) release(held_.front(), profile), held_.erase(held_.begin());
      look(row.row, row.fields, code, broken, profile);
    }
    profile.cut_short = true;
    while (!held_.empty()) release(held_.front(), profile), held_.erase(held_.begin());
    return Done{};
  }

  /// Before columns().
  std::vector<KeyChoice> keys() const {
    constexpr std::size_t pairs_begin_with = 6;
    std::vector<KeyChoice> out;
    if (rows_.empty()) return out;
    const auto faults = [](const KeyChoice& choice) { return choice.blank + choice.repeats; };
    for (std::size_t i = 0; i < looks_.size(); ++i) out.push_back(key_of({i}));
    std::ranges::stable_sort(out, {}, faults);
    std::vector<KeyChoice> pairs;
    for (std::size_t first = 0; first < out.size() && first < pairs_begin_with; ++first)
      for (std::size_t other = 0; other < looks_.size(); ++other)
        if (const auto column = out[first].columns.front(); other != column) pairs.push_back(key_of({column, other}));
    std::ranges::stable_sort(pairs, {}, faults);
    out.insert(out.end(), pairs.begin(), pairs.end());
    return out;
  }

  std::vector<ColumnProfile> columns() {
    std::vector<ColumnProfile> out;
    for (auto& look : looks_) out.push_back(look.finish());
    return out;
  }

 private:
  struct Held {
    std::uint64_t row;
    std::string label, code;
    bool broken;
    std::vector<std::string> fields;
  };

  KeyChoice key_of(std::vector<std::size_t> columns) const {
    constexpr std::size_t rows_told = 5;
    KeyChoice out{.columns = std::move(columns), .first_rows = {}};
    struct Row {
      std::uint64_t key, content;
      std::size_t at;
    };
    std::vector<Row> rows;
    rows.reserve(rows_.size());
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      std::uint64_t key = 0;
      for (const auto column : out.columns) {
        const auto hash = looks_[column].hashes()[at];
        if (hash != 0) key = hash_join(key, hash);
        else key *= 31;
      }
      if (key == 0) ++out.blank;
      else rows.push_back({key, contents_[at], at});
    }
    std::ranges::stable_sort(rows, {}, &Row::key);
    std::vector<std::size_t> repeats;
    for (std::size_t from = 0, to = 0; from < rows.size(); from = to) {
      while (to < rows.size() && rows[to].key == rows[from].key) {
        if (rows[to].content != rows[from].content) repeats.push_back(rows[to].at);
        ++to;
      }
    }
    out.repeats = repeats.size();
    std::ranges::sort(repeats);
    for (std::size_t i = 0; i < repeats.size() && i < rows_told; ++i) out.first_rows.push_back(rows_[repeats[i]]);
    return out;
  }
  static std::uint64_t hash_join(std::uint64_t a, std::uint64_t b) { return (a ^ (b + 0x9E3779B97F4A7C15ULL + (a << 6) + (a >> 2))) * 0xFF51AFD7ED558CCDULL; }

  template <class Fields>
  void look(std::uint64_t row, const Fields& fields, const std::string& code, bool broken, CsvProfile& profile) {
    if (!code.empty()) ++profile.faults[code];
    if (broken || profile.rows_looked_at == rows_max_) return;
    ++profile.rows_looked_at;
    rows_.push_back(row);
    std::uint64_t content = 1;
    for (const auto& field : fields) content = hash_join(content, hash64(trim(field)));
    contents_.push_back(content);
    for (std::size_t i = 0; i < looks_.size(); ++i) looks_[i].add(i < fields.size() ? std::string_view{fields[i]} : std::string_view{});
  }
  void release(const Held& held, CsvProfile& profile) { look(held.row, held.fields, held.code, held.broken, profile); }

  Result<Done> settle_end(CsvProfile& profile) {
    for (auto& held : held_) {
      profile.summaries.push_back({held.row, std::move(held.label)});
      --profile.rows;
    }
    return Done{};
  }

  CsvReader csv_;
  std::size_t columns_;
  std::uint64_t rows_max_;
  std::vector<ColumnLook> looks_;
  std::vector<std::uint64_t> rows_, contents_;  ///< number and hash of each row looked at
  std::vector<Held> held_;
};

}  // namespace

Result<CsvProfile> profile_csv(Files& files, const Path& path, std::uint64_t rows_max, const std::set<std::string>& wanted) {
  CsvProfile profile;
  HEARTH_TRY(form, find_form(files, path, profile));
  HEARTH_TRY(source, files.open(path));
  HEARTH_TRY(csv, CsvReader::open(std::move(source), path.string(), form));
  profile.form = csv.form();
  Profiler profiler{std::move(csv), rows_max, wanted};
  HEARTH_CHECK(profiler.run(profile));
  profile.keys = profiler.keys();
  profile.columns = profiler.columns();
  return profile;
}

std::string date_order_in_words(const ColumnProfile& column) {
  if (column.dates.empty() || column.share(column.dates.front().fits) < 0.5) return {};
  const auto& best = column.dates.front();
  const auto day = best.format.find("%d"), month = best.format.find("%m");
  const bool packed = best.format == "%Y%m%d" || best.format == "%d%m%Y";
  if (day == std::string::npos || month == std::string::npos || packed || best.format.starts_with("%Y-%m") || best.format.starts_with("%Y/%m")) return {};
  if (best.only_this == 0) return "no value has a number above 12: day and month cannot be told apart; ask who sent the file";
  const bool day_first = day < month;
  const bool second = !day_first || best.format.starts_with("%Y");
  std::string words = with_commas(best.only_this) + (best.only_this == 1 ? " value has a " : " values have a ") +
                      (second ? "second" : "first") + " number above 12: " + (day_first ? "day first" : "month first");
  for (const auto& other : column.dates)
    if (other.only_this > 0 && other.format != best.format && other.format.size() == best.format.size() && other.format[2] == best.format[2])
      words += "; but " + with_commas(other.only_this) + " can only be read " + (day_first ? "month first" : "day first");
  return words;
}

}  // namespace hearth::formats
