// refused_row.h: a row or field that was put aside, with the row itself: guarded.
#pragma once

#include <array>

#include "record/record_table.h"
#include "trust/seen.h"

namespace hearth::app {

struct RefusedRow {
  record::PutAsideRow row;
  trust::FeedIndex feed{0};
  bool is_protected{false};
  std::string key{};  ///< of the record, where no row is known
};

}  // namespace hearth::app

namespace hearth::trust {

template <>
struct ShownFields<app::RefusedRow> {
  using Row = app::RefusedRow;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = {row.feed}}; }
  static std::string subject_key(const Row& row) { return row.row.feed + (row.key.empty() ? " row " + std::to_string(row.row.row) : " record " + row.key); }
  static constexpr std::array<AttributeField<Row>, 1> attributes{{{"row", [](Row& row) { row.row.content.clear(); }}}};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

}  // namespace hearth::trust
