// pack_facts.h: what a printed pack says of itself: who printed it when for what, until when it is kept, its maps and letters.
#pragma once

#include <optional>

#include "spine/area_question.h"
#include "spine/asking.h"
#include "web/door_pack.h"

namespace hearth::web {

struct PackWishes {
  std::optional<Date> destroy_by{};    ///< else a week from today
  std::optional<std::size_t> cards{};  ///< letter-box cards; else one for every fourth door, 2 to 60
};

/// @error pack.no_crew (exit 2): the programme has no [crew]; pack.destroy_by (exit 2): before today, or after the programme's retention; and of the programme's letters
[[nodiscard]] Result<PackFacts> pack_facts(Files& files, const trust::Policy& policy, const spine::Asking& asking, const SeenDoors& seen,
                                           const spine::AreaAsked& asked, Instant now, const PackWishes& wishes);

}  // namespace hearth::web
