// migrations.h: the schema, as numbered plain SQL that both databases understand.
#pragma once

#include <span>
#include <string_view>

namespace hearth::store {

struct Migration {
  int number;
  std::string_view name;
  std::string_view sql;  ///< several statements, each ended by a semicolon at the end of a line
};

/// In order, without gaps. Written as src/store/migrations/NNNN_name.sql and compiled in.
[[nodiscard]] std::span<const Migration> migrations();

}  // namespace hearth::store
