// seen_list.h: the question of an area, asked and guarded, for the pages that tell of its people.
#pragma once

#include "spine/area_question.h"
#include "spine/asking.h"
#include "web/door_file.h"
#include "web/visit.h"

namespace hearth::web {

struct SeenList {
  spine::Asking asking;
  SeenDoors doors;
};

/// One look, recorded under the visitor's name. @error as Visit::look(), spine::ask_area(), trust::Guard::see_answer()
[[nodiscard]] Result<SeenList> seen_list(const Visit& visit, const AskedArea& asked, trust::Action action);

}  // namespace hearth::web
