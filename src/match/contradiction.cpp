#include "match/contradiction.h"

namespace hearth::match {

Contradiction::Contradiction(const Table& table, const std::vector<Comparison>& comparisons) : table_{table} {
  for (std::size_t c = 0; c < comparisons.size(); ++c) {
    const Column column{static_cast<std::uint16_t>(1U << c), comparisons[c].columns[0]};
    if (comparisons[c].unique) unique_.push_back(column);
    if (comparisons[c].lasting) lasting_.push_back(column);
  }
}

bool Contradiction::has_identifier(RowNumber row) const noexcept {
  for (const auto& [bit, column] : unique_)
    if (table_.at(row, column) != no_value) return true;
  return false;
}

Stance Contradiction::stance(RowNumber l, RowNumber r) const {
  Stance out;
  const auto look = [&](const std::vector<Column>& columns, auto&& near, bool& same, bool& other) {
    for (const auto& [bit, column] : columns) {
      const ValueId a = table_.at(l, column), b = table_.at(r, column);
      if (a == no_value || b == no_value) continue;
      const bool equal = a == b || near(table_.values(column).text(a), table_.values(column).text(b));
      (equal ? same : other) = true;
      if (!equal) out.differing = static_cast<std::uint16_t>(out.differing | bit);
    }
  };
  look(unique_, [](std::string_view, std::string_view) { return false; }, out.same_identifier, out.other_identifier);
  look(lasting_, [](std::string_view a, std::string_view b) { return may_be_one_date(a, b); }, out.near_fact, out.other_fact);
  return out;
}

bool Contradiction::between(std::span<const RowNumber> l, std::span<const RowNumber> r) const {
  Stance all;
  for (const auto a : l)
    for (const auto b : r) {
      const Stance one = stance(a, b);
      if (one.contradicts()) return true;
      all.same_identifier |= one.same_identifier, all.other_identifier |= one.other_identifier;
      all.near_fact |= one.near_fact, all.other_fact |= one.other_fact;
    }
  return all.contradicts();
}

}  // namespace hearth::match
