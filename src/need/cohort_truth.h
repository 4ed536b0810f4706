// cohort_truth.h: how right a cohort is, compared with a known truth (synth's truth/cohorts.csv).
#pragma once

#include <string>
#include <vector>

#include "base/files.h"

namespace hearth::need {

struct InCohort {
  std::string subject;
  std::string category;
  auto operator<=>(const InCohort&) const = default;
};

/// Precision = right / found, recall = right / true; 1 when there is nothing to divide by.
struct CategoryScore {
  std::string category;      ///< empty: whether in the cohort at all
  std::size_t found{0}, truly{0}, right{0};
  [[nodiscard]] double precision() const noexcept;
  [[nodiscard]] double recall() const noexcept;
};

struct CohortScore {
  CategoryScore any;                        ///< in the cohort, with any category
  std::vector<CategoryScore> by_category;   ///< right: found with this very category; by name
  std::vector<std::string> missed;          ///< true subjects that were not found; ascending
  std::vector<std::string> extra;           ///< found subjects that are not true; ascending
};

/// A subject that is given twice counts once, with its first category.
[[nodiscard]] CohortScore compare_cohorts(std::vector<InCohort> found, std::vector<InCohort> truth);

/// Rows of one programme out of a file with programme, subject, category. @error csv.*, file.*, truth.column_missing
[[nodiscard]] Result<std::vector<InCohort>> read_true_cohort(Files& files, const Path& path, const std::string& programme);

}  // namespace hearth::need
