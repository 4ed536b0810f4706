// outcome_table.cpp: every statement about the tables letter_sent and outcome. Runs on SQLite and PostgreSQL as it stands.
#include "need/outcome_table.h"

#include <array>

#include "base/text.h"
#include "base/try.h"
#include "need/statements.h"
#include "record/record_table.h"

namespace hearth::need {
namespace {

using store::Session;
using store::Statement;
using store::to_value;

constexpr Statement insert_letter{"need.insert_letter", R"sql(
  INSERT INTO letter_sent (letter_number, programme, person_id, look, written_at, expires_at)
  VALUES (:letter_number, :programme, :person_id, :look, :written_at, :expires_at)
)sql"};
constexpr Statement one_letter{"need.one_letter", R"sql(
  SELECT letter_number, programme, person_id, look, written_at, expires_at FROM letter_sent WHERE letter_number = :letter_number
)sql"};
constexpr Statement written_to{"need.people_written_to", "SELECT DISTINCT person_id FROM letter_sent WHERE programme = :programme ORDER BY person_id"};
constexpr Statement older_outcomes{"need.older_outcomes", R"sql(
  UPDATE outcome SET is_newest = 0 WHERE programme = :programme AND person_id = :person_id
)sql"};
constexpr Statement last_outcome{"need.last_outcome", "SELECT coalesce(max(outcome_id), 0) FROM outcome"};
constexpr Statement insert_outcome{"need.insert_outcome", R"sql(
  INSERT INTO outcome (outcome_id, programme, person_id, letter_number, outcome, pence_a_week, told_on, file, file_version, file_row, actor,
                       taken_at, expires_at, is_newest)
  VALUES (:outcome_id, :programme, :person_id, :letter_number, :outcome, :pence_a_week, :told_on, :file, :file_version, :file_row, :actor,
          :taken_at, :expires_at, 1)
)sql"};
constexpr Statement count_of_file{"need.count_outcome_file", "SELECT count(*) FROM outcome WHERE programme = :programme AND file_version = :file_version"};
constexpr Statement count_letters{"need.count_letters", "SELECT count(*) FROM letter_sent WHERE programme = :programme"};
constexpr Statement sums{"need.outcome_sums", R"sql(
  SELECT outcome, count(*), CAST(coalesce(sum(pence_a_week), 0) AS BIGINT) FROM outcome WHERE programme = :programme AND is_newest = 1 GROUP BY outcome
)sql"};
constexpr Statement forget_letters{"need.forget_letters", "DELETE FROM letter_sent WHERE expires_at < :today"};
constexpr Statement forget_older{"need.forget_older_outcomes", "DELETE FROM outcome WHERE expires_at < :today AND is_newest = 0"};
constexpr Statement forget_whose{"need.forget_whose_outcome", R"sql(
  UPDATE outcome SET person_id = 0, letter_number = 0, file_row = 0 WHERE expires_at < :today AND person_id <> 0
)sql"};

constexpr std::array<std::string_view, 3> names{"claimed", "refused", "no_reply"};

}  // namespace

std::vector<Statement> outcome_statements() {
  return {insert_letter, one_letter, written_to, older_outcomes, last_outcome, insert_outcome, count_of_file, count_letters, sums, forget_letters, forget_older, forget_whose};
}

std::string_view name_of(Outcome outcome) noexcept { return names[static_cast<std::size_t>(outcome)]; }

std::optional<Outcome> outcome_of(std::string_view words) {
  std::string tidy = to_lower_ascii(trim(words));
  for (auto& c : tidy)
    if (c == ' ' || c == '-') c = '_';
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == tidy) return static_cast<Outcome>(i);
  return std::nullopt;
}

Result<std::int64_t> take_letter_numbers(Session& session, std::int64_t count) { return record::take_ids(session, "letter", count); }

Result<Done> insert_letters(Session& session, const std::vector<LetterSent>& letters) {
  for (const auto& letter : letters)
    HEARTH_CHECK(session.execute(insert_letter, {to_value(letter.number), to_value(letter.programme), to_value(letter.person), to_value(letter.look),
                                                 to_value(letter.written_at), to_value(letter.expires_at)}));
  return Done{};
}

Result<std::optional<LetterSent>> find_letter(Session& session, std::int64_t number) {
  using I = std::int64_t;
  using S = std::string;
  std::optional<LetterSent> out;
  HEARTH_CHECK((session.query<I, S, I, I, S, S>(one_letter, {to_value(number)}, [&](I letter, S programme, I person, I look, S at, S until) {
    out = LetterSent{letter, std::move(programme), person, look, std::move(at), std::move(until)};
  })));
  return out;
}

Result<std::vector<std::int64_t>> people_written_to(Session& session, const std::string& programme) {
  std::vector<std::int64_t> out;
  HEARTH_CHECK(session.query<std::int64_t>(written_to, {to_value(programme)}, [&](std::int64_t person) { out.push_back(person); }));
  return out;
}

Result<Done> insert_outcomes(Session& session, const std::vector<OutcomeRow>& rows) {
  HEARTH_TRY(last, session.one<std::int64_t>(last_outcome));
  std::int64_t id = last.value_or(0);
  for (const auto& row : rows) {
    HEARTH_CHECK(session.execute(older_outcomes, {to_value(row.programme), to_value(row.person)}));
    HEARTH_CHECK(session.execute(insert_outcome, {to_value(++id), to_value(row.programme), to_value(row.person), to_value(row.letter), to_value(name_of(row.outcome)),
                                                  to_value(row.pence_a_week), to_value(row.told_on), to_value(row.file), to_value(row.file_version),
                                                  to_value(row.file_row), to_value(row.actor), to_value(row.taken_at), to_value(row.expires_at)}));
  }
  return Done{};
}

Result<bool> has_outcome_file(Session& session, const std::string& programme, const std::string& file_version) {
  HEARTH_TRY(count, session.one<std::int64_t>(count_of_file, {to_value(programme), to_value(file_version)}));
  return count.value_or(0) > 0;
}

Result<OutcomeSums> outcome_sums(Session& session, const std::string& programme) {
  OutcomeSums out;
  HEARTH_TRY(letters, session.one<std::int64_t>(count_letters, {to_value(programme)}));
  out.letters = letters.value_or(0);
  HEARTH_CHECK((session.query<std::string, std::int64_t, std::int64_t>(sums, {to_value(programme)}, [&](std::string what, std::int64_t count, std::int64_t pence) {
    const auto outcome = outcome_of(what);
    if (outcome == Outcome::claimed) out.claimed = count, out.pence_a_week = pence;
    else if (outcome == Outcome::refused) out.refused = count;
    else out.no_reply = count;
  })));
  return out;
}

Result<std::int64_t> purge_outcomes(Session& session, const Date& today) {
  std::int64_t rows = 0;
  for (const auto* statement : {&forget_letters, &forget_older, &forget_whose}) {
    HEARTH_TRY(changed, session.execute(*statement, {to_value(today.text())}));
    rows += changed;
  }
  return rows;
}

}  // namespace hearth::need
