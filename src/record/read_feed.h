// read_feed.h: the rows of a feed as records, with what had to be put aside. Pure: reads files, writes nothing.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "record/feed.h"
#include "record/record.h"

namespace hearth::record {

/// A field or a row that could not be used as it stands. `error` has file, row and column and never a value.
struct PutAside {
  Error error;
  bool whole_row{false};
  std::string content;  ///< the row as it was read, for `hearth refused` (guarded)
  std::string about{};  ///< the code that is not known; shown only when it is plainly a code, see group_faults()
};

/// Stands for the content of a row that must not be kept beside its fault.
inline constexpr std::size_t absence_rows_told = 8;
inline constexpr const char* protected_row = "(a protected row is not kept here)";

struct FeedContent {
  std::vector<Record> records;       ///< by key; ids are not given yet
  std::vector<PutAside> put_aside;   ///< in file order
  std::uint64_t rows{0};             ///< without headings, titles and left-out totals
  std::uint64_t left_out{0};         ///< rows that leave_out names
  std::uint64_t rows_put_aside{0};
  std::uint64_t fields_put_aside{0};
  std::uint64_t repeated{0};         ///< identical rows of one key, counted once
  std::uint64_t records_protected{0};  ///< whose address is told to nobody
  std::map<std::string, std::uint64_t> asked_secrecy;  ///< by column: cells that ask for it, see secrecy.h; their rows are protected
  std::uint64_t joined{0};  ///< records of a key that stood in an earlier row: its facts are of one person (rows = "several per key")
  std::vector<std::uint64_t> absence_rows{};  ///< the first of their rows
  std::uint64_t records_absence_noted{0};  ///< of whom a note says that they have left or are away: asked about first
  std::uint64_t records_death_noted{0};  ///< beside whom a note tells of a death, and not whose: asked about first
  std::uint64_t records_dead{0};     ///< who are on no list, or asked about first
  std::uint64_t rows_nobody{0};      ///< rows that name an organisation, an owner or an estate: no person is made of them
  std::map<std::string, std::uint64_t> denied;  ///< by column: cells in which a word was passed over, see mention.h
  /// Column and phrase: cells in which the phrase counts, for a fact or for nothing; places inside a longer phrase left out.
  std::map<std::pair<std::string, std::string>, std::uint64_t> words_said;
  std::map<std::string, std::uint64_t> of_another;  ///< by column: cells that tell of a relative or another member of the home
  std::vector<std::string> unmapped; ///< headings that the declaration does not use
};

/// Reads every file of the feed.
/// A faulty field is left out and its row goes on; a row is put aside whole when its key is blank or repeated or its shape
/// is broken. Dates after `today` are put aside.
/// @error exit 3: file.*, csv.*, feed.column_missing (a mapped column that the file has not, with the nearest heading)
/// The same for any number of threads. Cost: one pass; some microseconds a row.
[[nodiscard]] Result<FeedContent> read_feed(Files& files, const Feed& feed, std::uint32_t feed_index, const Date& today,
                                            Progress& progress, Threads threads = {});

/// Hash of the bytes of the feed's files: says whether anything has to be read at all.
[[nodiscard]] Result<std::string> files_version(Files& files, const Feed& feed);

/// The truth value of every record key, from [truth]. @error feed.no_truth when the declaration has none
[[nodiscard]] Result<std::unordered_map<std::string, std::string>> read_truth(Files& files, const Feed& feed);

}  // namespace hearth::record
