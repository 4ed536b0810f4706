#include "record/read_feed.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "base/assertion.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/gzip.h"
#include "record/read_rows.h"

namespace hearth::record {
namespace {

std::string repeated_advice(const Feed& feed) {
  const bool dated = std::ranges::any_of(feed.persons, [](const auto& person) { return person.fields.contains(Field::updated); });
  return "the key stands in an earlier row of this file with other content. Expected one row a key; the first row was loaded. "
         "When such rows tell of different people or things, add a second column to the key of " + feed.name.text() + ": key = [" + [&] {
           std::string all;
           for (const auto& column : feed.key) all += "\"" + column + "\", ";
           return all;
         }() + "\"ANOTHER COLUMN\"]." + (dated ? " Only when later rows replace earlier ones: kind = \"changes\"." : "");
}

/// What a record tells, for the guarded list of what was put aside.
std::string in_words(const FieldsView& fields) {
  std::string out;
  const auto add = [&out](std::string_view name, std::string_view value) {
    if (!value.empty()) out.append(out.empty() ? "" : " | ").append(name).append(" = ").append(value.substr(0, 200));
  };
  for (std::size_t i = 0; i < field_count; ++i) add(name_of(static_cast<Field>(i)), fields.get(static_cast<Field>(i)));
  for (const auto& [name, value] : fields.extras()) add(name, value);
  for (const auto& claim : fields.claims()) add(claim.factor, claim.value);
  return out.substr(0, 2000);
}

/// Whether two rows of one key are of one person: what both say of who it is agrees.
bool same_person(const FieldsView& a, const FieldsView& b) {
  return std::ranges::all_of(std::array{Field::full_name, Field::given_name, Field::surname, Field::birth_date, Field::nhs_number, Field::ni_number}, [&](Field field) {
    return a.get(field).empty() || b.get(field).empty() || fold(a.get(field)) == fold(b.get(field));
  });
}

/// The first row with what the other adds: "Direct Payment" and "OT - minor adapts" of one client on two rows.
void add_row(Record& first, const Record& other) {
  FieldsBuilder fields;
  fields.add_lacking(first.view());
  fields.add_lacking(other.view());
  first.fields = fields.packed();
}

/// One record a key: identical ones count once, in a snapshot the first stays, in changes the last.
void settle_repeated_keys(const Feed& feed, std::vector<std::uint64_t>& rows, FeedContent& content) {
  auto& records = content.records;
  std::vector<std::size_t> order(records.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) -> const std::string& { return records[i].key; });
  std::vector<Record> kept;
  kept.reserve(records.size());
  std::unordered_set<std::uint64_t> rows_counted;
  for (std::size_t at = 0; at < order.size();) {
    std::size_t to = at + 1;
    while (to < order.size() && records[order[to]].key == records[order[at]].key) ++to;
    const std::size_t stays = feed.snapshot ? order[at] : order[to - 1];
    for (std::size_t i = at; i < to; ++i) {
      if (order[i] == stays) continue;
      const auto& other = records[order[i]];
      if (other.fields == records[stays].fields && other.is_protected == records[stays].is_protected) ++content.repeated;
      else if (feed.several_per_key && same_person(records[stays].view(), other.view())) add_row(records[stays], other), ++content.joined;
      else if (feed.snapshot && rows_counted.insert(rows[order[i]]).second) {
        const Where where{.file = feed.files.front().filename().string(), .row = rows[order[i]], .column = feed.key_in_words()};
        const bool hidden = other.is_protected || records[stays].is_protected;
        content.put_aside.push_back({Error{"row.repeated_key", repeated_advice(feed), where}, true, hidden ? protected_row : in_words(other.view()), {}});
        ++content.rows_put_aside;
      }
    }
    // A protected flag is never lost to a repeated key.
    for (std::size_t i = at; i < to; ++i)
      if (records[order[i]].is_protected) records[stays].is_protected = true;
    kept.push_back(std::move(records[stays]));
    at = to;
  }
  records = std::move(kept);
}

}  // namespace

Result<FeedContent> read_feed(Files& files, const Feed& feed, std::uint32_t feed_index, const Date& today, Progress& progress, Threads threads) {
  HEARTH_TRY(read, read_rows(files, feed, feed_index, today, {}, threads, progress));
  // Only the whole column shows that its dates are written the other way round, so such a feed is read twice.
  if (const auto doubtful = read.orders.doubtful(); !doubtful.empty()) {
    HEARTH_TRY(wary, read_rows(files, feed, feed_index, today, doubtful, threads, progress));
    read = std::move(wary);
  }
  settle_repeated_keys(feed, read.rows, read.content);
  std::ranges::stable_sort(read.content.put_aside, {}, [](const PutAside& p) { return p.error.where.row; });
  return std::move(read.content);
}

Result<std::string> files_version(Files& files, const Feed& feed) {
  std::string all;
  std::vector<char> block(1 << 20);
  for (const auto& path : feed.files) {
    HEARTH_TRY(source, files.open(path));
    ContentHash hash;
    for (;;) {
      HEARTH_TRY(got, source->read(block));
      if (got == 0) break;
      std::string chained = hash.text();
      chained.append(block.data(), got);
      hash = ContentHash::of(chained);
    }
    all += hash.text();
  }
  return all;
}

Result<std::unordered_map<std::string, std::string>> read_truth(Files& files, const Feed& feed) {
  if (!feed.truth)
    return wrong_use("feed.no_truth", "the feed " + feed.name.text() + " has no [truth]. Expected [truth] column = \"...\".");
  const auto& truth = *feed.truth;
  const std::regex pattern{truth.pattern.empty() ? ".*" : truth.pattern};
  const auto value_of = [&](std::string_view cell) {
    std::match_results<std::string_view::const_iterator> found;
    if (truth.pattern.empty() || !std::regex_search(cell.begin(), cell.end(), found, pattern)) return std::string{cell};
    return found.size() > 1 ? found[1].str() : found[0].str();
  };
  const auto join = [&](const formats::CsvReader& csv, const formats::CsvRow& row, std::string& into) -> bool {
    for (const auto& name : truth.on) {
      const auto column = csv.column(name);
      if (!column || *column >= row.fields.size()) return false;
      into.append(trim(row.fields[*column])).push_back('\x1f');
    }
    return true;
  };
  std::unordered_map<std::string, std::string> joined;
  formats::CsvRow row;
  const auto open = [&](const Path& path) -> Result<formats::CsvReader> {
    HEARTH_TRY(source, files.open(path));
    return formats::CsvReader::open(std::move(source), path.filename().string(), path == truth.file ? formats::CsvForm{} : feed.form);
  };
  if (truth.file) {
    HEARTH_TRY(csv, open(*truth.file));
    const auto column = csv.column(truth.column);
    if (!column) return wrong_use("feed.truth_column", "the truth file has no column \"" + truth.column + "\".", {.file = truth.file->string()});
    for (;;) {
      HEARTH_TRY(more, csv.next(row));
      if (!more) break;
      std::string key;
      if (join(csv, row, key) && *column < row.fields.size()) joined.emplace(key, value_of(trim(row.fields[*column])));
    }
  }
  std::unordered_map<std::string, std::string> out;
  for (const auto& path : feed.files) {
    HEARTH_TRY(csv, open(path));
    std::vector<std::size_t> key_columns;
    for (const auto& name : feed.key) {
      const auto found = csv.column(name);
      if (!found) return wrong_use("feed.truth_column", "no column \"" + name + "\".", {.file = path.string()});
      key_columns.push_back(*found);
    }
    const auto column = truth.file ? std::optional{key_columns.front()} : csv.column(truth.column);
    if (!column) return wrong_use("feed.truth_column", "no column \"" + truth.column + "\".", {.file = path.string()});
    for (;;) {
      HEARTH_TRY(more, csv.next(row));
      if (!more) break;
      if (std::ranges::max(key_columns) >= row.fields.size() || *column >= row.fields.size()) continue;
      std::string key = Feed::key_of(row, key_columns);
      if (!truth.file) {
        out.emplace(std::move(key), value_of(trim(row.fields[*column])));
        continue;
      }
      std::string on;
      if (join(csv, row, on))
        if (const auto found = joined.find(on); found != joined.end()) out.emplace(std::move(key), found->second);
    }
  }
  return out;
}

}  // namespace hearth::record
