// workbook.h: the first sheet of an Excel workbook (.xlsx, ECMA-376) as the CSV that a spreadsheet would save, so that whatever reads
// a list reads a workbook.
//
// Kept by it and lost by a spreadsheet's CSV: all digits of long numbers (UPRN, telephone), and dates, which come as YYYY-MM-DD however
// the cell shows them. Row numbers are the sheet's. Formulas give the result that was saved. Private to formats/.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::formats {

/// Whether the bytes begin as those of a ZIP archive do.
[[nodiscard]] bool is_archive(std::string_view first) noexcept;

/// The first visible sheet: UTF-8, comma, RFC 4180, all rows as wide as the widest. `file` is for messages.
/// Whole in memory: up to three times the list, and its texts. Nothing outside the archive is ever opened.
/// @error xlsx.no_workbook (another archive), xlsx.corrupt, xlsx.encrypted, xlsx.no_sheet (chart sheets or hidden ones only),
///        xlsx.too_large (limits::xlsx_bytes_max, limits::gzip_ratio_max, a row or more columns than a list may have), xlsx.doctype
[[nodiscard]] Result<std::string> first_sheet_as_csv(std::string_view workbook, const std::string& file);

}  // namespace hearth::formats
