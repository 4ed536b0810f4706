// due_date.h: until when somebody counts as pregnant: "EDD 03/2027", "baby due 19th Dec", "expecting end of Jan". Private to record/.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace hearth::record {

/// A birth comes late, and the first weeks at home are as hard to move in.
inline constexpr int days_after_due = 42;

/// The day that stands near the words [from, to) of a note, in the same sentence: right behind them, or before them ("due Jan, pregnant"
/// says it, too). Day first; a month alone is its last day, a month without a year the next one from `told` on, or the last when it
/// was no longer than days_after_due before, or when the next is further ahead than anybody knows. Nothing when no month stands there.
[[nodiscard]] std::optional<Date> due_date_near(std::string_view text, std::size_t from, std::size_t to, const Date& told);

/// No longer from that day on.
[[nodiscard]] inline Date no_longer_pregnant(const Date& due) { return Date::from_days(due.days() + days_after_due); }

}  // namespace hearth::record
