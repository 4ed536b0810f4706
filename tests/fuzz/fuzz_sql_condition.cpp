// fuzz_sql_condition.cpp: bytes as a condition of SQL. What is read can be asked of any two rows, and gives an answer.
#include <cstddef>
#include <cstdint>

#include "base/assertion.h"
#include "match/sql_condition.h"

using namespace hearth;
using namespace hearth::match;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SqlColumns columns;
  const auto condition = SqlCondition::parse({reinterpret_cast<const char*>(data), size}, columns);
  if (!condition) return 0;
  const CellOf some = [](Side side, std::size_t column) -> std::optional<std::string_view> { return column % 3 == 0 ? std::nullopt : std::optional<std::string_view>{side == Side::left ? "1980-01-02" : "ann"}; };
  static_cast<void>(condition->holds(some));
  for (const auto& key : condition->as_join().keys) static_cast<void>(condition->key(key.left, some));
  HEARTH_ASSERT(condition->equal_columns().size() <= size);
  return 0;
}
