// feed_column.h: how FEED.toml says of one column what it holds: its form of dates, its type, the words that say yes. Private to record/.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "formats/declaration.h"
#include "record/feed.h"

namespace hearth::record {

/// type = "text", "number" or "date". @error feed.type
[[nodiscard]] Result<ColumnSource::Type> read_type(const formats::Declared& table);
/// A list of tables, or a text where a table belongs, is refused: it would be passed over. @error feed.shape
[[nodiscard]] Result<Done> need_table(const formats::Declared& node, const std::string& name, const std::string& example);
/// format = "%d/%m/%Y", or several: ["%d/%m/%Y", "%d-%b-%y"], joined by "|"; empty without one. @error feed.format
[[nodiscard]] Result<std::string> read_format(const formats::Declared& table);
/// "COLUMN", ["A", "B"] or { column = ..., format = ..., type = ..., split = "joint" }; a flag also with true, false or contains.
[[nodiscard]] Result<ColumnSource> read_source(const formats::Declared& node, bool is_flag = false);
/// One source, or a list of them of which any may say yes.
[[nodiscard]] Result<std::vector<ColumnSource>> read_flags(const formats::Declared& node);

}  // namespace hearth::record
