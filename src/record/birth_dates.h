// birth_dates.h: the births that a cell names: "03/02/2025", or several beside names: "Daiva (14.06.24); Tom (18.01.77)".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace hearth::record {

/// Every date of the cell up to `today`, in its order; day first, and two figures of a year are of the hundred years up to today. A birth
/// that is expected is none yet. `format`: as of a column (field_value.h), tried first.
[[nodiscard]] std::vector<Date> births_in(std::string_view cell, const std::string& format, const Date& today);

/// The day on which somebody born then is no longer under `years`; of a year or a month alone the last day that is possible.
[[nodiscard]] Date no_longer_under(const Date& birth, int years);

}  // namespace hearth::record
