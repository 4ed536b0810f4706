#include "record/read_rows.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/try.h"
#include "record/row_reader.h"

namespace hearth::record {
namespace {

constexpr std::size_t batch_rows = 2048;
constexpr std::size_t batch_bytes = 4U << 20;  ///< long rows make smaller batches
constexpr std::size_t batches_a_thread = 2;

/// Rows with bytes of their own: those of a CsvRow live until the next one is read.
class KeptRows {
 public:
  void add(const formats::CsvRow& row) {
    for (const auto field : row.fields) {
      bytes_.append(field);
      ends_.push_back(bytes_.size());
    }
    rows_.push_back({row.row, row.fields.size(), row.fault, row.hurt});
  }
  [[nodiscard]] bool is_full() const noexcept { return rows_.size() >= batch_rows || bytes_.size() >= batch_bytes; }
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  template <class Each>
  void each(Each&& each) {
    std::size_t field = 0, begin = 0;
    formats::CsvRow out;
    for (auto& kept : rows_) {
      out.row = kept.row;
      out.fault = std::move(kept.fault);
      out.hurt = std::move(kept.hurt);
      out.fields.clear();
      for (std::size_t i = 0; i < kept.fields; ++i, ++field) {
        out.fields.push_back(std::string_view{bytes_}.substr(begin, ends_[field] - begin));
        begin = ends_[field];
      }
      each(std::as_const(out));
    }
  }

 private:
  struct Kept {
    std::uint64_t row;
    std::size_t fields;
    std::optional<Error> fault;
    std::vector<std::size_t> hurt;
  };
  std::string bytes_;
  std::vector<std::size_t> ends_;
  std::vector<Kept> rows_;
};

struct Batch {
  RowReader reader;
  KeptRows rows;
  FeedContent content{};
};

template <class Map>
void add_counts(Map& to, const Map& from) {
  for (const auto& [what, count] : from) to[what] += count;
}

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void append(FeedContent& to, FeedContent&& from) {
  append(to.records, std::move(from.records));
  append(to.put_aside, std::move(from.put_aside));
  to.rows += from.rows;
  to.left_out += from.left_out;
  to.rows_put_aside += from.rows_put_aside;
  to.fields_put_aside += from.fields_put_aside;
  to.records_protected += from.records_protected;
  to.records_absence_noted += from.records_absence_noted;
  to.records_death_noted += from.records_death_noted;
  to.records_dead += from.records_dead;
  to.rows_nobody += from.rows_nobody;
  add_counts(to.asked_secrecy, from.asked_secrecy);
  add_counts(to.denied, from.denied);
  add_counts(to.words_said, from.words_said);
  add_counts(to.of_another, from.of_another);
  for (const auto row : from.absence_rows)
    if (to.absence_rows.size() < absence_rows_told) to.absence_rows.push_back(row);
}

class FileReader {
 public:
  FileReader(const Feed& feed, std::uint32_t feed_index, const Date& today, const std::set<std::string>& distrusted, Threads threads)
      : feed_{feed}, index_{feed_index}, today_{today}, distrusted_{distrusted}, threads_{threads} {}

  Result<Done> read(Files& files, const Path& path, RowsRead& out, Progress& progress) {
    HEARTH_TRY(source, files.open(path));
    HEARTH_TRY(csv, formats::CsvReader::open(std::move(source), path.filename().string(), feed_.form));
    for (bool more = true; more;) {
      std::vector<Batch> batches;
      while (more && batches.size() < batches_a_thread * threads_.count) {
        HEARTH_TRY(reader, reader_of(csv, out.content.unmapped));
        auto& batch = batches.emplace_back(Batch{std::move(reader), {}});
        HEARTH_TRY(goes_on, fill(csv, batch.rows));
        more = goes_on;
      }
      parallel_ranges(batches.size(), 1, threads_, [&](std::size_t i, std::size_t) {
        batches[i].rows.each([&](const formats::CsvRow& row) { batches[i].reader.read(row, batches[i].content); });
      });
      for (auto& batch : batches) {
        progress.advance(batch.content.rows);
        append(out.content, std::move(batch.content));
        append(out.rows, std::move(batch.reader.rows()));
        out.orders.add(batch.reader.date_orders());
      }
    }
    return Done{};
  }

 private:
  Result<RowReader> reader_of(const formats::CsvReader& csv, std::vector<std::string>& unmapped) const {
    RowReader reader{feed_, index_, today_};
    reader.distrust(distrusted_);
    HEARTH_CHECK(reader.begin(csv, unmapped));
    return reader;
  }
  /// False at the end of the file.
  Result<bool> fill(formats::CsvReader& csv, KeptRows& rows) {
    while (!rows.is_full()) {
      HEARTH_TRY(more, csv.next(row_));
      if (!more) return false;
      rows.add(row_);
    }
    return true;
  }

  const Feed& feed_;
  std::uint32_t index_;
  Date today_;
  const std::set<std::string>& distrusted_;
  Threads threads_;
  formats::CsvRow row_;
};

}  // namespace

Result<RowsRead> read_rows(Files& files, const Feed& feed, std::uint32_t feed_index, const Date& today, const std::set<std::string>& distrusted, Threads threads,
                           Progress& progress) {
  RowsRead out;
  progress.begin("load " + feed.name.text(), 0);
  FileReader reader{feed, feed_index, today, distrusted, threads};
  for (const auto& path : feed.files) HEARTH_CHECK(reader.read(files, path, out, progress));
  progress.end();
  return out;
}

}  // namespace hearth::record
