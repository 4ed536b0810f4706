// link_plan.h: what there is to compare: found by looking at the rows, kept with the model.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "match/blocking.h"
#include "match/comparison.h"
#include "people/link.h"

namespace hearth::people {

/// A column that the feeds call extra.NAME, by what it holds.
struct ExtraColumn {
  std::string name;
  match::Kind kind{match::Kind::text};
  bool operator==(const ExtraColumn&) const = default;
};

/// What two records must share: a column's value, or what is derived from it.
struct PlannedKey {
  std::string column;
  match::Derive derive{match::Derive::whole};
  std::uint8_t nth{0};
  bool operator==(const PlannedKey&) const = default;
};

/// A blocking rule by the names of its columns: any of the variants, of which the first `together` keys always count and the others refine
/// what too many records share.
struct PlannedRule {
  std::size_t together{1};
  std::vector<std::vector<PlannedKey>> variants;
  bool home{false};       ///< brings together people of one home rather than one person
  bool operator==(const PlannedRule&) const = default;
};

/// Which columns are filled well enough to be used.
struct LinkPlan {
  bool names{false}, middle{false}, birth{false}, sex{false}, home{false}, address{false}, postcode{false}, town{false};
  bool phone{false}, email{false}, nhs{false}, ni{false}, birth_place{false}, occupation{false};
  bool stays{false};  ///< days of moving in and out
  /// Whoever was born from this year on was under 16 when the model was learnt; empty: no child is among the records, or no adult's
  /// title. A record with such a title is no child's, though mother and daughter share name and home.
  std::string children_born_from;
  std::vector<ExtraColumn> extras;
  std::vector<PlannedRule> rules{};  ///< by which pairs are found, where somebody has written them; empty: those that are proposed
  bool operator==(const LinkPlan&) const = default;
};

/// What a record without a birth date tells by a title, and one with a birth date by being a child's.
enum class OfAge : std::uint8_t { unknown, child, adult };
[[nodiscard]] OfAge of_age(const record::FieldsView& fields, std::string_view children_born_from);

/// Looks at all rows. A field counts as filled from one row in a hundred on; of the extras, the ones that tell rows apart
/// best are taken while there is room for 16 comparisons. O(rows).
[[nodiscard]] LinkPlan make_plan(std::span<const LinkRow> rows, std::optional<Date> today, std::vector<std::string>& warnings);

/// Columns that a kept model compares and these records do not have, by name.
[[nodiscard]] std::vector<std::string> columns_not_here(const LinkPlan& kept, const LinkPlan& here);

/// Columns of the table that the plan makes, in order. `dictionary` numbers those that share one.
struct PlannedColumn {
  std::string name;
  int dictionary;
};
[[nodiscard]] std::vector<PlannedColumn> columns_of(const LinkPlan& plan);
/// An empty table of the planned columns.
[[nodiscard]] match::Table table_of(const LinkPlan& plan, std::size_t rows);
[[nodiscard]] std::vector<match::Comparison> comparisons_of(const LinkPlan& plan, const match::Table& table);
/// The rules of a plan, those that are proposed where it has none, without keys of columns that it does not have.
[[nodiscard]] std::vector<PlannedRule> planned_rules(const LinkPlan& plan);
[[nodiscard]] std::vector<match::BlockRule> rules_of(const LinkPlan& plan, const match::Table& table,
                                                     const std::vector<match::Comparison>& comparisons);

}  // namespace hearth::people
