#include "spine/outcomes.h"

#include <set>

#include "base/try.h"
#include "people/people_table.h"
#include "spine/person_reader.h"

namespace hearth::spine {
namespace {

Error not_known(const need::OutcomeGiven& given, const std::string& file) {
  return {"outcome.unknown", "this place has written no such letter for this purpose, or knows no such person. Is the purpose right?",
          {.file = file, .row = given.row, .column = given.letter ? "reference" : "person_id"}, Exit::wrong_use};
}

/// The person whom a row means, by the id that they go by now.
Result<std::optional<PersonId>> whose(store::Session& session, const need::OutcomeGiven& given, const std::string& programme) {
  std::optional<std::int64_t> person = given.person;
  if (given.letter) {
    HEARTH_TRY(letter, need::find_letter(session, *given.letter));
    if (letter && letter->programme == programme) person = letter->person;
  }
  if (!person) return std::optional<PersonId>{};
  HEARTH_TRY(current, people::current_id(session, PersonId{static_cast<std::uint64_t>(*person)}));
  return std::optional<PersonId>{current};
}

need::OutcomeRow kept_row(const Asking& asking, const OutcomeTaken& taken, const need::OutcomeFile& file, const std::string& file_name, Instant now) {
  return {.programme = asking.programme->id.text(), .person = static_cast<std::int64_t>(taken.person.number()), .letter = taken.given.letter.value_or(0),
          .outcome = taken.given.outcome, .pence_a_week = taken.given.pence_a_week, .told_on = taken.given.told_on.empty() ? now.date().text() : taken.given.told_on,
          .file = file_name, .file_version = file.version, .file_row = static_cast<std::int64_t>(taken.given.row), .actor = asking.look.actor.user,
          .taken_at = now.text(), .expires_at = Date::from_days(now.date().days() + asking.programme->retention_days).text()};
}

}  // namespace

Result<OutcomeReport> take_outcomes(Folder& folder, const Asking& asking, need::OutcomeFile file, const std::string& file_name, Instant now) {
  OutcomeReport report{.rows_in = file.rows_in, .put_aside = std::move(file.put_aside)};
  const auto& snapshot = *asking.snapshot;
  const auto programme = asking.programme->id.text();
  PersonReader reader{snapshot, *asking.sight, now.date()};
  std::vector<OutcomeTaken> rows;
  HEARTH_CHECK(folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(before, need::has_outcome_file(session, programme, file.version));
    if (before) return wrong_use("outcome.twice", "this very file was taken in before; nothing was done.", {.file = file_name});
    std::set<PersonId> seen;
    for (const auto& given : file.rows) {
      HEARTH_TRY(person, whose(session, given, programme));
      const auto index = person ? snapshot.find_person(*person) : std::nullopt;
      const auto known = index ? reader.see(*index) : PersonSeen{};
      if (known.records.empty() || snapshot.protected_person[*index]) {
        report.put_aside.push_back(not_known(given, file_name));
      } else if (!seen.insert(*person).second) {
        report.put_aside.push_back({"outcome.repeated", "this person stands in a row above: the first counts.", {.file = file_name, .row = given.row}, Exit::wrong_use});
      } else {
        rows.push_back({*person, false, given, known.feeds(snapshot)});
      }
    }
    return Done{};
  }));
  const auto asked_for = rows.size();
  HEARTH_TRY(seen, folder.guard().see_list(asking.look, std::move(rows)));
  std::vector<need::OutcomeRow> kept;
  for (const auto& taken : *seen) {
    kept.push_back(kept_row(asking, taken, file, file_name, now));
    if (taken.given.outcome == need::Outcome::claimed) ++report.claimed, report.pence_a_week += taken.given.pence_a_week;
  }
  report.taken = kept.size();
  if (asked_for != kept.size()) return fail("outcome.not_shown", "some of these people may not be seen for this purpose; nothing was taken in.", {.file = file_name}, Exit::refused);
  HEARTH_CHECK(folder.database().write([&](store::Session& session) { return need::insert_outcomes(session, kept); }));
  return report;
}

}  // namespace hearth::spine
