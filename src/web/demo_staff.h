// demo_staff.h: the made-up staff of a demo, who are signed in by links and whom a story is told with.
#pragma once

#include <vector>

#include "spine/folder.h"
#include "trust/staff.h"

namespace hearth::web {

/// By name; without the disabled. Empty where `setup --demo` was never run.
[[nodiscard]] Result<std::vector<trust::StaffMember>> demo_staff(spine::Folder& folder);

}  // namespace hearth::web
