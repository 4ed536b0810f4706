// area_question.h: who in this area needs help, why, where, and who already knows them.
//
// Homes of the area come from the spatial index; what the asker may not see is left out before anything is found, counted or
// ranked; the programme's rules are evaluated on what is left. Cost: some microseconds for each person in the area.
#pragma once

#include <string>
#include <vector>

#include "base/parallel.h"
#include "place/shape.h"
#include "spine/door_row.h"
#include "spine/on_foot.h"
#include "spine/sight.h"

namespace hearth::spine {

/// Where: one of the seven. `words` says it without personal data, for the head and the log.
struct AreaAsked {
  std::string words;
  std::optional<place::Shape> shape;
  std::string street;    ///< folded for comparing; all streets of that name
  std::string postcode;  ///< a whole postcode or an outward code; or several, with commas or line breaks between
  std::optional<Uprn> uprn{};  ///< one home; a care home, hostel or hall with its rooms
  bool everywhere{false};      ///< the whole place
  std::optional<OnFoot> on_foot{};
};

struct AreaAnswer {
  AreaHead head;
  std::vector<DoorRow> rows;  ///< part by part, in door order
};

/// Properties that the question means, ascending. @error area.no_such_street, area.no_such_postcode (with the nearest known street)
[[nodiscard]] Result<std::vector<place::PropertyIndex>> properties_of(const Snapshot& snapshot, const AreaAsked& asked);

/// Not guarded yet: hand rows and head to trust::Guard::see_answer. Pure.
[[nodiscard]] Result<AreaAnswer> ask_area(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme,
                                          const AreaAsked& asked, Instant now, Threads threads);

}  // namespace hearth::spine
