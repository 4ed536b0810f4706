// cohort_check.h: how right each programme was on a made-up district, kept beside its data for the pages to tell.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/id.h"

namespace hearth::need {

/// Of one programme, people counted by the district's truth.
struct CohortChecked {
  std::string programme;
  std::size_t found{0}, wrongly{0};   ///< persons found, and those of whom it is not true
  std::size_t truly{0}, missed{0};    ///< people of whom it is true, and those not found
  std::optional<PersonId> somebody_wrongly{};
  [[nodiscard]] double precision() const noexcept { return found == 0 ? 1 : static_cast<double>(found - wrongly) / static_cast<double>(found); }
  [[nodiscard]] double recall() const noexcept { return truly == 0 ? 1 : static_cast<double>(truly - missed) / static_cast<double>(truly); }
};

/// @error file.*
[[nodiscard]] Result<Done> keep_checks(Files& files, const Path& data_folder, const std::vector<CohortChecked>& checks);
/// Empty where nothing was checked, or the file cannot be read: a page does without.
[[nodiscard]] std::vector<CohortChecked> kept_checks(Files& files, const Path& data_folder);

}  // namespace hearth::need
