// cohort_months.h: how many people a programme found, month by month, for the line over months. Numbers only.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "need/programme.h"
#include "store/store.h"

namespace hearth::need {

struct MonthCount {
  std::string month;     ///< "2026-11"
  std::string category;  ///< the verb
  std::int64_t people{0};
  bool operator==(const MonthCount&) const = default;
};

/// The month of `now` becomes what the cohort holds now, every category of the programme with its number, also 0.
[[nodiscard]] Result<Done> keep_month(store::Session& session, const Programme& programme, Instant now);
/// By month and category, at most the last `months`.
[[nodiscard]] Result<std::vector<MonthCount>> read_months(store::Session& session, const std::string& programme, std::size_t months);

}  // namespace hearth::need
