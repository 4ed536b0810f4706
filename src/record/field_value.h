// field_value.h: one cell of a feed as the value that our field keeps, or the fault of the cell.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "record/feed.h"

namespace hearth::record {

/// Dates in the feed's format; without one, ISO and the forms of UK back offices, day first.
/// @error date.*, date.future when later than `today`
[[nodiscard]] Result<Date> read_date(std::string_view cell, const std::string& format, const Date& today, bool birth = false);

/// "1,234.50", "£143.20", "-3" as a plain decimal. @error number.malformed
[[nodiscard]] Result<std::string> read_number(std::string_view cell);

/// @error name.too_long: a cell above limits::name_bytes_max
[[nodiscard]] Result<Done> check_name(std::string_view cell);

/// The value to keep: dates as ISO, UPRNs as digits, numbers plain, everything else as it stands.
[[nodiscard]] Result<std::string> read_value(Field field, const ColumnSource& source, std::string_view cell, const Date& today);
[[nodiscard]] Result<std::string> read_value(ColumnSource::Type type, const std::string& format, std::string_view cell,
                                             const Date& today);

[[nodiscard]] bool is_date(Field field);

/// Y, yes, true, 1, X, T as true; N, no, false, 0, F as false. @error flag.malformed
[[nodiscard]] Result<bool> read_flag(std::string_view cell);

}  // namespace hearth::record
