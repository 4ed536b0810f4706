// csv_profile.h: what an unknown CSV file seems to be: its form, and for each column what its values look like.
//
// Counts only, and no example values: a profile can be shown and logged. Words that are kept (codes, yes/no, null words) come
// from columns of few distinct, short values. What a column means is for the caller to say; nothing here knows of people.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/files.h"
#include "formats/csv.h"

namespace hearth::formats {

/// A date format (strptime's) that reads values of a column.
struct DateFormatFit {
  std::string format;
  std::uint64_t fits{0};       ///< values that it reads
  std::uint64_t only_this{0};  ///< of them those that the format with day and month exchanged does not read: the proof
  bool operator==(const DateFormatFit&) const = default;
};

/// Several codes in one cell ("10;24").
struct JoinedCodes {
  std::string separators{";"};   ///< each of these characters parts two codes; empty: they run together, `width` letters each
  std::size_t width{0};
  std::uint64_t cells{0};          ///< with two codes and more
  std::uint64_t ended{0};          ///< with a day behind a code: "RES 3 ^2026-04-14"
  std::vector<std::string> codes;  ///< all that occur, sorted; at most 40
  std::vector<std::uint64_t> cells_with{};  ///< cells in which each of them stands
};

/// How a wanted word stands in the clauses of free text, in cells.
struct WordStands {
  std::uint64_t plainly{0};    ///< alone in its clause, but for small words: "on oxygen", "profoundly deaf"
  std::uint64_t otherwise{0};  ///< beside other words, outside of every longer wanted phrase: "take from the blind side"
};

struct ColumnProfile {
  std::string heading;
  std::uint64_t blank{0};     ///< cells without text, or with one of `null_words`
  std::uint64_t filled{0};    ///< the other cells; the counts below are out of these
  std::uint64_t distinct{0};  ///< different values among the filled
  bool key_candidate{false};  ///< never blank, never repeated

  std::uint64_t integers{0}, decimals{0}, yes_no{0};
  std::uint64_t postcodes{0}, uprns{0}, phones{0}, emails{0};
  std::uint64_t uprns_hurt{0};    ///< 1.00012E+11: a spreadsheet cut digits off a long number
  std::uint64_t nhs_numbers{0};   ///< ten digits with a right check digit
  std::uint64_t ni_numbers{0};    ///< two letters, six digits, a letter
  std::uint64_t ni_numbers_whole{0};  ///< of them those with their last letter
  std::uint64_t addresses{0};     ///< digits and at least two words
  std::uint64_t joint_names{0};   ///< two people in one cell ("MR A & MRS B SMITH")
  std::uint64_t person_names{0};  ///< as people write a name in one cell
  std::uint64_t any_dates{0};     ///< cells that some form of dates reads; an age may stand beside it
  std::uint64_t ages{0};          ///< "88", "60s", "aged 75"
  std::uint64_t inner_dates{0};   ///< cells with a date beside other text: "Daiva (14.06.24)"
  std::uint64_t line_breaks{0};   ///< cells of several lines
  bool sentences{false};          ///< words in small letters for a good part, as people type notes; not as names and addresses stand
  std::uint64_t words_typical{0};  ///< the median number of words of a filled cell

  std::optional<double> least, most;     ///< of the numbers
  std::vector<DateFormatFit> dates;      ///< the best first
  std::map<int, std::uint64_t> years;    ///< of the dates, as the best format reads them
  std::vector<std::string> values;       ///< all values, sorted, when they are at most 12 short ones that repeat, or marks ("S")
  std::vector<std::uint64_t> values_cells{};  ///< cells with each of them
  /// Of free text: one to three words that stand in three cells and more, most frequent first; at most 60, and the wanted ones. Folded.
  std::vector<std::pair<std::string, std::uint64_t>> phrases;
  std::map<std::string, std::uint64_t> wanted_cells{};  ///< cells by wanted phrase, in a column of any kind
  std::map<std::string, WordStands> word_stands{};  ///< of wanted single words, also as the beginning of a word: "blinds"
  std::vector<std::string> null_words;   ///< "N/A", "NULL", ... as they are written here
  std::optional<JoinedCodes> joined;

  [[nodiscard]] double share(std::uint64_t count) const {
    return filled == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(filled);
  }
};

/// A row at the end that sums up: "Total", "End of report".
struct SummaryRow {
  std::uint64_t row{0};
  std::string label;  ///< lower case, one of a fixed list
  bool operator==(const SummaryRow&) const = default;
};

/// A column, or two joined, that might name a row.
struct KeyChoice {
  std::vector<std::size_t> columns;
  std::uint64_t blank{0};                 ///< rows in which all of them are blank
  std::uint64_t repeats{0};               ///< rows that have the key of an earlier row, and other content
  std::vector<std::uint64_t> first_rows;  ///< row numbers of the first repeats; at most 5
};

struct CsvProfile {
  CsvForm form;                     ///< encoding, separator and heading row as found
  std::uint64_t title_rows{0};      ///< rows with text above the heading
  std::optional<Date> title_date;   ///< the one date that stands in them ("as at 03.11.2025")
  std::uint64_t rows{0};            ///< below the heading, of the whole file unless `cut_short`
  std::uint64_t rows_looked_at{0};  ///< of which the columns tell
  bool cut_short{false};            ///< the file is so long that its end was not read
  std::vector<SummaryRow> summaries;
  std::map<std::string, std::uint64_t> faults;  ///< rows by code of their fault, summaries left out
  std::vector<ColumnProfile> columns;
  /// Single columns, then pairs that begin with one of the best six; each from the fewest faults. Empty when no row was read.
  std::vector<KeyChoice> keys;
};

/// Looks at up to `rows_max` rows for the columns (fewer in very wide files: four million cells), and reads on for the number
/// of rows and for what sums up at the end. Same file, same profile. Memory: 8 bytes a cell looked at, and once more while it ends.
/// Of free text `wanted` phrases are counted however few cells have them: they are the caller's own words and tell of nobody.
/// @error what CsvReader::open refuses
[[nodiscard]] Result<CsvProfile> profile_csv(Files& files, const Path& path, std::uint64_t rows_max = 20'000, const std::set<std::string>& wanted = {});

/// Whether day or month comes first, and how one knows: "214 values have a first number above 12: day first", "no value has a
/// number above 12: day and month cannot be told apart; ask who sent the file". A mixture is told. Empty when the order is no
/// question.
[[nodiscard]] std::string date_order_in_words(const ColumnProfile& column);

}  // namespace hearth::formats
