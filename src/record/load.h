// load.h: the first step: what a feed's files say now, against what is kept. Same content changes nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/progress.h"
#include "record/read_feed.h"
#include "store/store.h"

namespace hearth::record {

struct LoadSettings {
  bool accept_shrink{false};  ///< go on although a snapshot has less than half of its rows
  Threads threads{};
  bool again{false};          ///< read the files even when neither they nor the declaration changed
};

/// Faults of one kind in one column, as an officer reads them.
struct FaultGroup {
  std::string code, column, advice, first_where;
  std::string about{};        ///< the code that is not known ("07"); empty: not one code, or not plainly a code
  std::uint64_t count{0};
  bool whole_row{false};
};

struct LoadReport {
  std::string feed;
  std::int64_t load_id{0};
  bool unchanged{false};             ///< nothing was read: files and declaration are those of the last load
  std::uint64_t rows_in{0}, left_out{0}, repeated{0};
  std::vector<std::uint64_t> absence_rows{};  ///< the first of them
  bool leave_out_unused{false};  ///< the declaration leaves rows out, and no row is such a one
  std::uint64_t rows_nobody{0};      ///< they name a firm, an estate or an occupier (nobody.h): loaded for the home, and linked to nobody
  std::uint64_t records_protected{0}, records_dead{0}, records_death_noted{0}, records_absence_noted{0}, joined{0};
  struct Phrase {
    std::string column, phrase;      ///< as the declaration writes it
    std::uint64_t cells{0};
    bool says_nothing{false};
  };
  std::vector<Phrase> words;         ///< of notes: every phrase that is looked for, in the declaration's order
  std::vector<std::pair<std::string, std::uint64_t>> asked_secrecy;  ///< column, cells that ask for it (secrecy.h): their rows are protected
  std::vector<std::pair<std::string, std::uint64_t>> denied;  ///< column, cells: a word stands there and is denied (mention.h)
  std::vector<std::pair<std::string, std::uint64_t>> of_another;  ///< column, cells: a word is said of somebody whom the row does not name
  std::uint64_t records{0}, added{0}, changed{0}, vanished{0};
  std::uint64_t rows_put_aside{0}, fields_put_aside{0};
  std::vector<FaultGroup> faults;    ///< most frequent first
  std::vector<std::string> unmapped;
  bool compared{true};               ///< with what is kept; not so in a dry run without a folder
  std::optional<Error> would_stop{}; ///< of a dry run: feed.shrunk
  std::string refused_file;          ///< list of what was put aside, without values; empty when nothing was
  double seconds{0};
};

struct Loaded {
  LoadReport report;
  Change change;
  std::vector<PutAside> put_aside;   ///< with the rows' content: guarded
};

/// Reads the feed and keeps what changed, in one transaction: all of it or nothing.
/// @error exit 3: everything of read_feed(), feed.shrunk (less than half of what is kept; --accept-shrink), store.*
[[nodiscard]] Result<Loaded> load_feed(store::Database& database, Files& files, const Feed& feed, std::uint32_t feed_index,
                                       const LoadSettings& settings, const Clock& clock, Progress& progress);

/// The dry run: reads and counts, keeps nothing. With the database of a folder the report also says what would be new, changed
/// and gone, and `would_stop` the error with which the load would end.
[[nodiscard]] Result<LoadReport> check_feed(store::Database* database, Files& files, const Feed& feed, const Clock& clock, Progress& progress);

/// Faults by code and column, and codes that the feed does not know each by itself. "1,214 rows: day and month swapped?" is
/// `advice` of code date.american. A code is named when it is short and of letters and digits, or when it stands in five cells
/// and more, and is plainly no name and no door code (shown_value.h); the others count together: what slipped into the column must not
/// reach a log.
/// `known` are the codes that the feed declares, by column.
using KnownCodes = std::map<std::string, std::vector<std::string>>;
[[nodiscard]] std::vector<FaultGroup> group_faults(const std::vector<PutAside>& rows, const KnownCodes& known = {});
[[nodiscard]] KnownCodes known_codes(const Feed& feed);
/// Where, which fault and what to do, as CSV for this user alone; never a value. Makes the folder.
[[nodiscard]] Result<Done> write_put_aside_list(Files& files, const Path& path, std::span<const Error> faults);

}  // namespace hearth::record
