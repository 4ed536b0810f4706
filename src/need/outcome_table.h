// outcome_table.h: letters that were written and what came of them, in the store, with who told it and where it stood.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "store/store.h"

namespace hearth::need {

enum class Outcome : std::uint8_t { claimed, refused, no_reply };
[[nodiscard]] std::string_view name_of(Outcome outcome) noexcept;
/// "claimed", "refused", "no reply" (or "no_reply"), in any case. Nothing for another word.
[[nodiscard]] std::optional<Outcome> outcome_of(std::string_view words);

struct LetterSent {
  std::int64_t number{0};
  std::string programme;
  std::int64_t person{0};
  std::int64_t look{0};         ///< the audit event that let it out
  std::string written_at;       ///< ISO moment
  std::string expires_at;       ///< ISO day
};
/// Numbers for as many letters, never given twice. @return the first
[[nodiscard]] Result<std::int64_t> take_letter_numbers(store::Session& session, std::int64_t count);
[[nodiscard]] Result<Done> insert_letters(store::Session& session, const std::vector<LetterSent>& letters);
[[nodiscard]] Result<std::optional<LetterSent>> find_letter(store::Session& session, std::int64_t number);

/// Who has had a letter of the programme that is not forgotten yet; ascending.
[[nodiscard]] Result<std::vector<std::int64_t>> people_written_to(store::Session& session, const std::string& programme);

/// What one row of a file said. The newest of a person and a programme counts; those before it are kept until they expire.
struct OutcomeRow {
  std::string programme;
  std::int64_t person{0};
  std::int64_t letter{0};       ///< 0: the row named the person
  Outcome outcome{Outcome::no_reply};
  std::int64_t pence_a_week{0};
  std::string told_on;          ///< ISO day
  std::string file, file_version;
  std::int64_t file_row{0};
  std::string actor, taken_at, expires_at;
};
[[nodiscard]] Result<Done> insert_outcomes(store::Session& session, const std::vector<OutcomeRow>& rows);
/// The same bytes were taken in before.
[[nodiscard]] Result<bool> has_outcome_file(store::Session& session, const std::string& programme, const std::string& file_version);

/// What came of a programme, each person once.
struct OutcomeSums {
  std::int64_t letters{0}, claimed{0}, refused{0}, no_reply{0};
  std::int64_t pence_a_week{0};  ///< of those who claimed
};
[[nodiscard]] Result<OutcomeSums> outcome_sums(store::Session& session, const std::string& programme);

/// Letters past `today` go; of outcomes past it only what and how much stays, nobody's.
[[nodiscard]] Result<std::int64_t> purge_outcomes(store::Session& session, const Date& today);

}  // namespace hearth::need
