// column_guesses.h: what each column of an unknown file probably is, for its draft: our field and whose; its key; its people. Private to record/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "formats/csv_profile.h"

namespace hearth::record {

struct ColumnGuesses {
  struct Guess {
    std::string field;
    std::string person;       ///< of [person.NAME]; empty: the row, or its first person
    std::string first_name;   ///< what the first person is called: claimant, tenant1
    std::string rest;         ///< the heading without the words that say whose it is
    bool by_heading{false};
  };

  std::vector<Guess> columns;                                 ///< of each column of the profile
  const formats::KeyChoice* key{nullptr};                     ///< of the profile, which must outlive this
  std::vector<std::string> others;                            ///< second people, as [person.NAME]
  std::string first;                                          ///< the first person's name when there are others; else empty
  std::optional<std::size_t> letters_of_status;               ///< a status in letters that somebody must explain
  std::optional<std::size_t> kind_of_address;                 ///< the column that says of which kind the row's address is
  std::vector<std::pair<std::string, std::size_t>> perhaps;   ///< fields that a column may hold, for the officer to say

  [[nodiscard]] bool is_key(std::size_t column) const;
};

/// `today`: a day of review lies in the last years before it.
[[nodiscard]] ColumnGuesses guess_columns(const formats::CsvProfile& profile, const std::optional<Date>& today);

[[nodiscard]] bool is_date_field(std::string_view field);
[[nodiscard]] bool names_somebody(std::string_view field);
/// What everybody of a row shares.
[[nodiscard]] bool of_the_home(std::string_view field);

}  // namespace hearth::record
