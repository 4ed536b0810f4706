// figures.h: how many people a programme finds in each area, for planning. Numbers from which nobody can be found (small_counts.h).
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/parallel.h"
#include "need/cohort_months.h"
#include "need/programme.h"
#include "spine/sight.h"
#include "spine/small_counts.h"
#include "trust/seen.h"

namespace hearth::spine {

/// The whole place, month by month, from what each month's last run counted over all files that may be joined for it.
struct MonthFigures {
  std::vector<std::string> months;      ///< "2026-11", oldest first
  std::vector<std::string> categories;  ///< what to do, in the programme's order; then "All"
  /// By month and category: rounded, so that one person more or less does not show; empty where it is hidden.
  std::vector<std::vector<std::optional<std::uint64_t>>> people;
};

/// Numbers to tell of the counts of months. A category that the programme has no more is left out of the lines, and is in "All".
[[nodiscard]] MonthFigures month_figures(const std::vector<need::MonthCount>& counts, const need::Programme& programme);

struct AreaFigures {
  std::string kind;                     ///< the layer's code property: "ward_code"; empty when no areas are loaded
  std::vector<std::string> areas;       ///< by name; the last one, "not placed in an area", when there is anybody
  std::vector<std::string> categories;  ///< what to do, in the programme's order
  MonthFigures by_month;
  std::vector<std::string> needs;       ///< what holds for those found, in the programme's words, the most frequent first
  /// By area and need, rounded to 5; the last row is the whole place. Somebody with two needs is in two columns.
  ToldTable people_by_need;
  ToldTable people;                     ///< by area and category, with totals; already hidden where small
};

/// Counts the people whom the programme finds on what the asker may see, by the area of the home where each is said to live. Protected and
/// dead people are in no number. Pure. Cost: the rules for everybody; about a second for a million on two cores.
[[nodiscard]] AreaFigures area_figures(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, Instant now, Threads threads);

}  // namespace hearth::spine

namespace hearth::trust {

template <>
inline constexpr bool tells_of_no_subject<spine::AreaFigures> = true;

}  // namespace hearth::trust
