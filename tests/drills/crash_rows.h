// crash_rows.h: the rows of the crash trials, which writer and judge agree on.
#pragma once

#include <string>

#include "base/hash.h"
#include "store/store.h"

namespace hearth::drills {

inline constexpr store::Statement create_rows{
    "drill.create_rows", "CREATE TABLE IF NOT EXISTS drill_row (number INTEGER NOT NULL PRIMARY KEY, content TEXT NOT NULL) STRICT"};
inline constexpr store::Statement create_counter{
    "drill.create_counter", "CREATE TABLE IF NOT EXISTS drill_counter (id INTEGER NOT NULL PRIMARY KEY, count INTEGER NOT NULL) STRICT"};
inline constexpr store::Statement start_counter{"drill.start_counter", "INSERT OR IGNORE INTO drill_counter (id, count) VALUES (1, 0)"};
inline constexpr store::Statement insert_row{"drill.insert_row", "INSERT INTO drill_row (number, content) VALUES (:number, :content)"};
inline constexpr store::Statement count_row{"drill.count_row", "UPDATE drill_counter SET count = count + 1 WHERE id = 1"};
inline constexpr store::Statement highest_row{"drill.highest_row", "SELECT coalesce(max(number), 0) FROM drill_row"};
inline constexpr store::Statement all_rows{"drill.all_rows", "SELECT number, content FROM drill_row"};
inline constexpr store::Statement counted{"drill.counted", "SELECT count FROM drill_counter WHERE id = 1"};

/// 200 to 6,000 bytes that only row `number` has: some fill pages of their own.
inline std::string text_of(std::int64_t number) {
  const auto seed = mix64(static_cast<std::uint64_t>(number));
  const std::size_t length = 200 + seed % 5800;
  std::string text;
  for (std::uint64_t part = 0; text.size() < length; ++part) text += std::to_string(mix64(seed + part));
  return text;
}

}  // namespace hearth::drills
