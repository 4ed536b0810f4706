// dialect.h (private to store/): where the two databases differ in words. Everything else runs on both as it stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::store {

/// Our schema files say BIGINT, DOUBLE PRECISION and TEXT. SQLite gets INTEGER, REAL and TEXT in STRICT tables, so that a text
/// never lands in a number's column, and a BIGINT primary key is the row's own number.
[[nodiscard]] std::string sqlite_schema(std::string_view schema_sql);

/// `:name` becomes $1, $2, ... in order of appearance, for libpq's own calls.
[[nodiscard]] std::string numbered_parameters(std::string_view sql);

/// The statements of a schema file: each ends with a semicolon at the end of a line. Comments are left out.
[[nodiscard]] std::vector<std::string> schema_statements(std::string_view schema_sql);

}  // namespace hearth::store
