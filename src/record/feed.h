// feed.h: one dataset that an organisation sends, and which of its columns is what (FEED.toml, design section 8).
#pragma once

#include <map>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/id.h"
#include "formats/csv.h"
#include "formats/declaration.h"
#include "record/field.h"

namespace hearth::record {

/// Where a value comes from: one column, or several joined by a blank.
struct ColumnSource {
  enum class Type : std::uint8_t { text, number, date };
  std::vector<std::string> columns;
  std::string format{};          ///< strptime's, for dates, several parted by "|"; empty: ISO, then day first
  Type type{Type::text};
  bool joint{false};             ///< split = "joint": the cell names several people
  std::vector<std::string> true_values{};  ///< only of `protected`, `deceased` and `lives_there`: these say yes; compared folded
  std::vector<std::string> false_values{}; ///< these say no. Of one list alone everything else says the other; of two it is in doubt
  std::vector<std::string> contains{};     ///< only of these, too: words of a note, in_one_line(); see death_note.h for whom a death is of
};

/// One entry of [claims]: how a factor is read from a row.
struct ClaimSource {
  enum class Kind : std::uint8_t {
    column,    ///< factor = { column, true=[..] | type, date }; this one, `codes`, `attribute` and `always` also with whose = COL
    codes,     ///< { column, split="," (at each of these marks) or width=2, values={ code = factor | [factor, ..] | "" } }
    words,     ///< { column, contains={ word = factor | [factor, ..] | "" } }: see mention.h for what is taken
    attribute, ///< { type=COL, value=COL, date=COL }: one row per attribute
    always,    ///< factor = { always = true, date }: every row has it
    due,       ///< factor = { due = COL }: a child is expected on the day that stands there, or came some weeks ago
    born       ///< factor = { born = COL or [COL, ..], under = 2 }: somebody whose birth stands there is younger
  };
  Kind kind{Kind::column};
  std::string name;                          ///< the factor, for `column`; else only a label
  std::string person{};                      ///< only for this [person.NAME]; empty: for everybody of the row
  std::string column{};
  std::vector<std::pair<std::string, std::string>> of{};  ///< of `column`: a letter, and whose fact it says: a [person.NAME], or "other"
  std::string whose_column{};                ///< says in words whose the fact is: "SELF", "Spouse"; blank: whoever the row is about
  std::vector<std::pair<std::string, std::string>> whose{};  ///< what its own words mean, folded: a [person.NAME] or a word of whose_by_word()
  std::vector<std::string> birth_columns{};  ///< of `born`: a cell may name several births
  int under{0};                              ///< of `born`, in years
  std::vector<std::string> true_values{};    ///< compared folded; anything else that is filled says no
  std::vector<std::string> false_values{};   ///< with them only these say no, and a word of neither list is put aside
  ColumnSource::Type type{ColumnSource::Type::text};
  std::string format{};
  std::string date_column{};
  std::string date_format{};
  std::string until_column{};                ///< a day from which the claim no longer holds; parted as the codes are, one for each of them
  std::string until_format{};
  bool ends_behind{false};                   ///< of `codes`: a day behind a code ends it: "RES 3 ^2026-04-14"
  std::string due_factor{};                  ///< of `words`: it ends some weeks after a due date that stands right behind its words
  std::string split{};
  std::size_t width{0};                      ///< of each code, where they run together ("DMHL"); 0: they are parted
  std::vector<std::pair<std::string, std::string>> values{};  ///< code or word -> factor; one entry for each; empty: says nothing
  std::string type_column{}, value_column{};
};

/// The columns that tell of one person of the row. `name` is empty for the row itself.
struct PersonSource {
  std::string name;
  std::map<Field, ColumnSource> fields;
  std::optional<ColumnSource> birth_year, birth_month, birth_day;
  std::vector<ColumnSource> protected_flags;  ///< any of them says yes
  std::vector<ColumnSource> deceased_flags;
  std::vector<ColumnSource> row_deceased_flags;  ///< of the row, which names nobody itself: of one person that is the one, of several nobody knows whom
  std::vector<ColumnSource> home_flags;          ///< any of them says no: the address is where letters go, or a former one
  std::vector<std::pair<std::string, ColumnSource>> extras;
};

/// How an involvement may be told to others.
enum class KnownAs : std::uint8_t { hidden, council_care_contact, named };

/// For evaluation; never used to link.
struct TruthSource {
  std::string column;
  std::string pattern{};
  std::optional<Path> file{};
  std::vector<std::string> on{};
};

struct Feed {
  FeedName name;
  std::vector<Path> files;                   ///< absolute, or relative to the working folder
  formats::CsvForm form;
  std::vector<std::string> key;              ///< columns; several are joined by "|"
  std::vector<std::string> nulls;
  OrganisationId organisation;
  AgreementId agreement;
  std::string contact;                       ///< whom to call about a record of this feed
  bool is_protected{false};
  bool protect_by_words{true};   ///< a row of which any cell asks for secrecy is protected
  std::optional<std::regex> leave_out;
  bool snapshot{true};                       ///< else "changes": rows that are absent stay
  bool deduplicated{false};
  bool several_per_key{false};               ///< rows of one key and one person are one record with the facts of all of them
  bool of_the_living{true};                  ///< a birth longer ago than anybody lives is a fault; not so where old registers are linked
  std::optional<Date> received;
  std::optional<int> retention_days;
  int expected_every_days{35};               ///< an extract that is older is told as old: a month, and some days to send it
  KnownAs known_as{KnownAs::hidden};
  std::vector<PersonSource> persons;         ///< at least one
  std::vector<ClaimSource> claims;
  std::optional<TruthSource> truth;
  std::string version;                       ///< of the declaration and of the reader: another one means reading again

  /// Reads FEED.toml. `files` given on the command line replace those of the declaration.
  /// @error exit 2: toml.*, feed.* with file and key
  [[nodiscard]] static Result<Feed> read(Files& files, const Path& declaration, const std::vector<Path>& instead = {});
  /// "MPAN", or "MPAN, Customer Name", for messages.
  [[nodiscard]] std::string key_in_words() const;
  /// The key of a row; empty when all of its columns are blank. `columns`: where `key` stands in the file.
  [[nodiscard]] static std::string key_of(const formats::CsvRow& row, const std::vector<std::size_t>& columns);
  /// A record's key, parted into the key of its row and which of the row's people it is: "first", "joint2", "other"; empty: the row.
  /// The feed's own keys may have "/" in them.
  struct KeyParts {
    std::string_view row, person;
  };
  [[nodiscard]] KeyParts parts_of(std::string_view key) const;
  /// Every factor that the claims can make, as the declaration writes it; with repeats.
  [[nodiscard]] std::vector<std::string> factors() const;
  /// Every column that the declaration names, once.
  [[nodiscard]] std::vector<std::string> columns() const;
  /// Those that become fields or extras: what records are compared by.
  [[nodiscard]] std::vector<std::string> columns_compared() const;
};

}  // namespace hearth::record
