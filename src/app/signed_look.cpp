#include "app/signed_look.h"

#include "base/try.h"
#include "trust/sign_in.h"

namespace hearth::app {

Result<spine::Asking> begin_look(Call& call, trust::Action action, const std::string& purpose, const std::string& asked) {
  auto& folder = *call.folder;
  HEARTH_TRY(actor, trust::sign_in(folder.database(), folder.log(), call.as, call.invocation.password, call.invocation.user, call.clock.now()));
  return spine::begin_look(folder, actor, action, purpose, asked, call.progress);
}

}  // namespace hearth::app
