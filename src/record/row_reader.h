// row_reader.h: one row of a file into one record for each of its people. Private to record/.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/csv.h"
#include "record/date_order.h"
#include "record/feed.h"
#include "record/mention.h"
#include "record/read_feed.h"
#include "record/row_people.h"

namespace hearth::record {

class RowReader {
 public:
  RowReader(const Feed& feed, std::uint32_t feed_index, const Date& today) : feed_{feed}, index_{feed_index}, today_{today} {}

  /// Finds the declared columns in a file's heading. @error feed.column_missing; feed.no_heading, which tells no cell of the row
  [[nodiscard]] Result<Done> begin(const formats::CsvReader& csv, std::vector<std::string>& unmapped);
  /// Adds the row's records, or what had to be put aside.
  void read(const formats::CsvRow& row, FeedContent& content);
  /// In which order the dates of the rows read so far are written.
  [[nodiscard]] const DateOrders& date_orders() const noexcept { return orders_; }
  /// Of dates in these columns that could be read either way only the year is taken. Call before begin().
  void distrust(std::set<std::string> columns) { distrusted_ = std::move(columns); }
  /// The row number of each record of the content, in the same order.
  [[nodiscard]] std::vector<std::uint64_t>& rows() noexcept { return rows_; }

 private:
  [[nodiscard]] Error no_heading(const std::string& name, std::size_t columns, bool knows_none) const;
  [[nodiscard]] Error column_missing(const std::string& name) const;
  struct Cell {
    std::vector<std::size_t> columns;
    const ColumnSource* source;
  };
  struct PersonPlan {
    const PersonSource* source;
    std::vector<std::pair<Field, Cell>> fields;
    std::optional<Cell> birth_year, birth_month, birth_day;
    std::vector<Cell> protected_flags, deceased_flags, row_deceased_flags, home_flags;
    std::vector<Cell> extras;
    std::optional<Cell> joint;  ///< the cell that names several people
    Field joint_field{Field::full_name};
  };
  struct ClaimPlan {
    const ClaimSource* source;
    std::size_t column{0}, value_column{0}, type_column{0};
    std::string date_format{}, until_format{};
    std::vector<std::string> words{};  ///< of a claim that looks for words: in_one_line() of each of its values
    std::vector<std::size_t> longest_first{};  ///< places in `words`: a phrase inside a longer one counts for nothing
    std::optional<std::size_t> date_column, until_column, whose_column;
    std::vector<std::size_t> birth_columns{};
  };

  [[nodiscard]] static bool flag_lost(const formats::CsvRow& row, const Cell& flag);
  [[nodiscard]] bool says_protected(const formats::CsvRow& row) const;
  /// Yes, no, or nothing when the cell is blank or doubtful.
  [[nodiscard]] static std::optional<bool> flag_in(const ColumnSource& source, std::string_view cell);
  [[nodiscard]] std::string format_of_column(const std::string& column) const;
  void plan_person(const PersonSource& person);
  static void plan_words(ClaimPlan& plan);
  [[nodiscard]] Cell cell_of(const ColumnSource& source) const;
  [[nodiscard]] std::string_view text(const formats::CsvRow& row, std::size_t column) const;
  [[nodiscard]] std::string_view text(const formats::CsvRow& row, const Cell& cell, std::string& scratch) const;
  [[nodiscard]] bool is_null(std::string_view value) const;
  void put_aside(const formats::CsvRow& row, Error error, std::size_t column, bool whole_row, FeedContent& content, std::string_view about = {}) const;
  /// A birth that nobody alive can have: often 01/01/1900 where the date was not known.
  [[nodiscard]] bool too_long_ago(const Result<std::string>& birth) const;
  /// Looks at a date that was read; where its column is distrusted, cuts it to its year and puts the rest aside.
  void judge_date(const formats::CsvRow& row, std::size_t column, std::string_view cell, Result<std::string>& read, FeedContent& content);
  /// One person of the row being read, kept until the whole row is known.
  struct Pending {
    std::string key;
    FieldsBuilder fields;
    bool is_protected{false};
    std::string role{};         ///< NAME of [person.NAME]
    bool in_joint_cell{false};
  };
  void read_person(const formats::CsvRow& row, const PersonPlan& plan, const std::string& key, FeedContent& content);
  void finish_row(const formats::CsvRow& row, const std::string& key, FeedContent& content);
  void read_birth_parts(const formats::CsvRow& row, const PersonPlan& plan, FieldsBuilder& fields, FeedContent& content) const;
  [[nodiscard]] bool read_protected(const formats::CsvRow& row, const PersonPlan& plan, FeedContent& content) const;
  void read_deceased(const formats::CsvRow& row, const PersonPlan& plan, FieldsBuilder& fields, FeedContent& content) const;
  /// A flag of the row, which names nobody itself: of one person that is the one; of several the list asks first.
  void read_row_deceased(const formats::CsvRow& row, FeedContent& content);
  /// What the row says by which its address is nobody's home; nothing when it is one.
  [[nodiscard]] std::optional<std::string> lives_elsewhere(const formats::CsvRow& row, const PersonPlan& plan) const;
  /// Marks the people of the row of whom its notes tell as dead.
  void read_death_notes(const formats::CsvRow& row);
  /// Marks those of whom a note says that they have left or are away.
  void read_absence_notes(const formats::CsvRow& row);
  void plan_notes();
  void read_claims(const formats::CsvRow& row, const PersonPlan& plan, FieldsBuilder& fields, FeedContent& content);
  /// For whom a claim is read.
  struct ClaimOf {
    std::string person{};                  ///< NAME of [person.NAME]
    bool of_several{false};                ///< one of the row's people, and nobody knows which
    std::optional<std::size_t> only_code{};  ///< of the codes of the cell, the one at this place
  };
  void read_claim(const formats::CsvRow& row, const ClaimPlan& plan, const ClaimOf& of, FieldsBuilder& fields, FeedContent& content);
  /// Claims of which another column says whose they are; `another`: an unnamed person of the home.
  void read_claims_of_whom(const formats::CsvRow& row, FieldsBuilder& another, FeedContent& content);
  void read_claim_of_whom(const formats::CsvRow& row, const ClaimPlan& plan, std::span<const RowPerson> people, FieldsBuilder& another, FeedContent& content);
  [[nodiscard]] std::optional<Owners> owners_by_word(const ClaimSource& source, std::string_view word, std::span<const RowPerson> people) const;
  /// A letter says whose the fact is.
  void read_letters(const formats::CsvRow& row, const ClaimPlan& plan, const std::string& person, std::string_view date, std::string_view until, FieldsBuilder& fields, FeedContent& content);
  /// What a letter says of nobody whom the row names: `another` is an unnamed person of the home.
  void read_letters_of_others(const formats::CsvRow& row, FieldsBuilder& another, FeedContent& content);
  /// The day of a claim, as ISO; empty when the text is blank or was put aside. `ahead`: days to come are read.
  [[nodiscard]] std::string read_claim_day(const formats::CsvRow& row, std::string_view text, const std::string& format, std::size_t column, bool ahead, FeedContent& content);
  /// Since when a claim is true.
  [[nodiscard]] std::string read_claim_date(const formats::CsvRow& row, const ClaimPlan& plan, FeedContent& content);
  /// The day from which no claim of the row holds, or each code its own where they are parted alike ("^2026-03-14").
  [[nodiscard]] std::vector<std::string> read_ends(const formats::CsvRow& row, const ClaimPlan& plan, FeedContent& content);
  void read_codes(const formats::CsvRow& row, const ClaimPlan& plan, const ClaimOf& of, std::string_view date, const std::vector<std::string>& ends, FieldsBuilder& fields, FeedContent& content);
  void read_due(const formats::CsvRow& row, const ClaimPlan& plan, std::string_view date, FieldsBuilder& fields, FeedContent& content);
  [[nodiscard]] bool has_ended(std::string_view until) const;
  void read_births(const formats::CsvRow& row, const ClaimPlan& plan, std::string_view date, FieldsBuilder& fields, FeedContent& content);
  /// The people of the row being read, as notes speak of them.
  [[nodiscard]] std::vector<RowPerson> people_of_row() const;
  /// The address of the row, folded, as whose_fact.h wants it.
  [[nodiscard]] std::string home_of_row() const;
  /// What the row's notes say, given to whom they say it of; `another`: to somebody else at the home.
  void read_all_words(const formats::CsvRow& row, FieldsBuilder& another, FeedContent& content);
  void read_words(const formats::CsvRow& row, const ClaimPlan& plan, std::span<const RowPerson> people, const RowTold& told, FieldsBuilder& another, FeedContent& content);
  void add(const formats::CsvRow& row, std::string key, FieldsBuilder fields, bool is_protected, FeedContent& content);

  const Feed& feed_;
  std::uint32_t index_;
  Date today_;
  std::string file_;
  std::vector<std::string> heading_;
  std::vector<std::size_t> key_columns_;
  std::vector<std::size_t> note_columns_;  ///< that hold no field of a person
  std::vector<PersonPlan> persons_;
  std::vector<ClaimPlan> claims_;
  std::vector<std::uint64_t> rows_;
  std::vector<Pending> pending_;           ///< the people of the row being read
  mutable std::vector<std::size_t> told_;  ///< columns of the row being read with a fault: one cell is told of once
  bool row_nobody_{false};                 ///< the row being read names an organisation or nobody
  DateOrders orders_;
  std::set<std::string> distrusted_;
  bool row_secret_{false};     ///< a cell of the row being read asks that an address be kept secret
  bool row_protected_{false};  ///< of the row being read: its content is not kept beside a fault
};

}  // namespace hearth::record
