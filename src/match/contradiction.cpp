#include "match/contradiction.h"

#include <algorithm>

namespace hearth::match {
namespace {

/// Fathers and sons, mothers and daughters, of one name and one home are about 1.5 of 100 who share both. Where no more than
/// four times as many are born apart, a mistake is not likely enough to make two people one.
constexpr double seldom_wrong = 0.06;

}  // namespace

Contradiction::Contradiction(const Table& table, const std::vector<Comparison>& comparisons, double born_apart)
    : table_{table}, dates_tell_{born_apart <= seldom_wrong} {
  for (std::size_t c = 0; c < comparisons.size(); ++c) {
    const Column column{static_cast<std::uint16_t>(1U << c), comparisons[c].columns[0]};
    if (comparisons[c].unique) unique_.push_back(column);
    if (comparisons[c].lasting) lasting_.push_back(column);
    if (comparisons[c].excludes) excluding_.push_back(column);
  }
}

bool Contradiction::may_contradict(RowNumber row) const noexcept {
  const auto filled = [&](const Column& column) { return table_.at(row, column.column) != no_value; };
  return std::ranges::any_of(unique_, filled) || std::ranges::any_of(excluding_, filled) || (dates_tell_ && std::ranges::any_of(lasting_, filled));
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
  bool same_value = false;
  look(excluding_, [](std::string_view, std::string_view) { return false; }, same_value, out.far_fact);
  if (dates_tell_ && out.other_fact)
    for (const auto& column : lasting_) {
      const ValueId a = table_.at(l, column.column), b = table_.at(r, column.column);
      out.far_fact |= a != no_value && b != no_value && are_dates_apart(table_.values(column.column).text(a), table_.values(column.column).text(b));
    }
  return out;
}

bool Contradiction::between(std::span<const RowNumber> l, std::span<const RowNumber> r) const {
  Stance all;
  for (const auto a : l)
    for (const auto b : r) {
      Stance one = stance(a, b);
      all.far_fact |= one.far_fact;
      // Birth dates alone may be outweighed by an identifier that other rows of the two groups share.
      one.far_fact = false;
      if (one.contradicts()) return true;
      all.same_identifier |= one.same_identifier, all.other_identifier |= one.other_identifier;
      all.near_fact |= one.near_fact, all.other_fact |= one.other_fact;
    }
  // A near date elsewhere does not make one of a father's and a son's rows.
  return (all.far_fact && !all.same_identifier) || all.contradicts();
}

}  // namespace hearth::match
