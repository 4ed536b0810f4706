// refused_rows.h: rows and fields that were put aside, with what stands there: guarded.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "record/record_table.h"
#include "spine/snapshot.h"
#include "trust/seen.h"

namespace hearth::spine {

struct RefusedRow {
  record::PutAsideRow row;
  trust::FeedIndex feed{0};
  bool is_protected{false};
  std::string key{};  ///< of the record, where no row is known
};

/// What one load put aside, or else the last load of each file; and records whose UPRN the address list has not. Of `file` alone when it
/// is given. Where a row may tell of a protected person, what stands there is left out. @error store.*
[[nodiscard]] Result<std::vector<RefusedRow>> refused_rows(store::Session& session, const Snapshot& snapshot, std::optional<std::int64_t> load,
                                                           const std::optional<FeedName>& file = {});

}  // namespace hearth::spine

namespace hearth::trust {

template <>
struct ShownFields<spine::RefusedRow> {
  using Row = spine::RefusedRow;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = {row.feed}}; }
  static std::string subject_key(const Row& row) { return row.row.feed + (row.key.empty() ? " row " + std::to_string(row.row.row) : " record " + row.key); }
  static constexpr std::array<AttributeField<Row>, 1> attributes{{{"row", [](Row& row) { row.row.content.clear(); }}}};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

}  // namespace hearth::trust
