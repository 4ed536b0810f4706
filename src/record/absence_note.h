// absence_note.h: whether a note says that somebody of its row has left the home, or is away from it: "now perm at Ferndale", "in hosp".
// Private to record/.
//
// It only ever leads to a question: whoever is listed stays listed, and the list asks first.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "record/row_people.h"

namespace hearth::record {

enum class NotedAbsence : std::uint8_t {
  none,
  away,  ///< in hospital, in respite, staying with a relative
  left   ///< lives elsewhere now
};

/// One answer for each of `people`; `home`: the row's address, folded: what the note names is elsewhere only when it does not stand there.
/// What is denied or past ("was in hospital", "discharged"), and what is told of a relative whom the row does not name, is none.
[[nodiscard]] std::vector<NotedAbsence> absences_noted(std::string_view cell, std::span<const RowPerson> people, const RowTold& row, const Date& today);
/// Without it absences_noted() finds nothing; cheap.
[[nodiscard]] bool may_tell_of_absence(std::string_view cell);

}  // namespace hearth::record
