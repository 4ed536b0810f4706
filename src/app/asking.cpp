#include "app/asking.h"

#include "base/try.h"

namespace hearth::app {

Result<Asking> begin_look(Call& call, trust::Action action, const std::string& purpose, const std::string& asked) {
  Asking out;
  auto& folder = *call.folder;
  HEARTH_TRY(actor, trust::sign_in(folder.database(), folder.log(), call.as, call.invocation.password, call.invocation.user, call.clock.now()));
  HEARTH_TRY(snapshot, folder.snapshot(call.progress));
  out.snapshot = snapshot;
  out.look = {.actor = actor, .action = action, .purpose = PurposeId{purpose}, .asked = asked, .feeds = spine::sources_of(snapshot->place), .factors = {}};
  // Made-up people in real homes load and run; they are never shown, whoever asks.
  if (snapshot->place.fictional_people_in_real_homes)
    return fail(folder.guard().refuse(actor, action, out.look.purpose, trust::Reason::nothing_shared, asked));
  for (const auto& programme : snapshot->programmes)
    if (programme.purpose == out.look.purpose) out.programme = &programme;
  if (out.programme != nullptr)
    for (const auto factor : out.programme->factors) out.look.factors.push_back((*snapshot->vocabulary)[factor].id);
  HEARTH_TRY(grants, folder.guard().open(out.look));
  if (out.programme == nullptr) {
    std::string known;
    for (const auto& programme : snapshot->programmes) known += (known.empty() ? "" : ", ") + programme.purpose.text();
    return wrong_use("purpose.unknown", "no programme of this place has that purpose. Known: " + known + ".");
  }
  out.sight = std::make_unique<spine::Sight>(grants, *snapshot->vocabulary);
  return out;
}

}  // namespace hearth::app
