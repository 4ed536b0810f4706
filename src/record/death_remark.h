// death_remark.h: what back offices write beside a name when its bearer has died: "(DECD)", "EXORS OF MRS A SMITH", "THE LATE MR LEE".
#pragma once

#include <string>
#include <string_view>

namespace hearth::record {

/// The mark that stands for every remark of a death in marked_deaths().
inline constexpr std::string_view death_mark = "decd";

/// The name with each remark of a death written as death_mark: before the name for "EXORS OF", "ESTATE OF THE LATE", "PERSONAL REPS
/// OF" and "THE LATE", in its place for "DECD", "DEC'D", "(DEC)" and "DECEASED". A name without one comes back as it is.
[[nodiscard]] std::string marked_deaths(std::string_view name);

struct NameAndDeath {
  std::string name;       ///< without the remark
  bool says_dead{false};
};
/// One person's name, and whether it says that they have died.
[[nodiscard]] NameAndDeath without_death_remark(std::string_view name);

}  // namespace hearth::record
