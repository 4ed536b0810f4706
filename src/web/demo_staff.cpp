#include "web/demo_staff.h"

#include "base/try.h"
#include "trust/staff_table.h"

namespace hearth::web {

Result<std::vector<trust::StaffMember>> demo_staff(spine::Folder& folder) {
  std::vector<trust::StaffMember> out;
  HEARTH_CHECK(folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(all, trust::every_staff_member(session));
    for (auto& member : all)
      if (member.user.starts_with("demo-") && !member.disabled) out.push_back(std::move(member));
    return Done{};
  }));
  return out;
}

}  // namespace hearth::web
