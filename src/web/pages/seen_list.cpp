#include "web/pages/seen_list.h"

#include "base/try.h"
#include "spine/door_row_guard.h"

namespace hearth::web {

Result<SeenList> seen_list(const Visit& visit, const AskedArea& asked, trust::Action action) {
  HEARTH_TRY(asking, visit.look(action, asked.purpose, asked.asked.words));
  HEARTH_TRY(answer, spine::ask_area(*asking.snapshot, *asking.sight, *asking.programme, asked.asked, visit.surface.clock.now(), visit.surface.threads));
  HEARTH_TRY(doors, visit.surface.folder.guard().see_answer(asking.look, std::move(answer.head), std::move(answer.rows)));
  return SeenList{std::move(asking), std::move(doors)};
}

}  // namespace hearth::web
