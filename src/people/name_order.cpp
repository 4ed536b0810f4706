#include "people/name_order.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace hearth::people {
namespace {

using match::ColumnNumber;
using match::RowNumber;
using match::ValueId;

struct Counts {
  double given{0}, surname{0};
  [[nodiscard]] double bits() const { return std::log2((given + 0.5) / (surname + 0.5)); }
};

double logit(double share) { return std::log2(share / (1 - share)); }

/// A row's two names, and how likely it is that they are turned round.
struct NamedRow {
  std::uint32_t feed;
  ValueId first, last;
  double turned{0};
};

/// Names as they are counted while each row is turned as far as it is likely to be.
void count(const NamedRow& row, double times, std::vector<Counts>& counts) {
  counts[row.first].given += times * (1 - row.turned);
  counts[row.first].surname += times * row.turned;
  counts[row.last].surname += times * (1 - row.turned);
  counts[row.last].given += times * row.turned;
}

struct NameColumns {
  ColumnNumber given, surname;
};

std::optional<NameColumns> name_columns(const match::Table& table) {
  const auto given = table.column("given name"), surname = table.column("surname");
  return given && surname ? std::optional{NameColumns{*given, *surname}} : std::nullopt;
}

/// Both names of a row, when both are more than an initial and they differ.
std::optional<std::pair<ValueId, ValueId>> both_names(const match::Table& table, const NameColumns& columns, RowNumber row) {
  const auto given = table.at(row, columns.given), surname = table.at(row, columns.surname);
  const auto& names = table.values(columns.given);
  if (given == match::no_value || surname == match::no_value || given == surname) return std::nullopt;
  if (names.text(given).size() < 2 || names.text(surname).size() < 2) return std::nullopt;
  return std::pair{given, surname};
}

}  // namespace

NameOrder learn_name_order(const match::Table& table) {
  constexpr double told_least = 3;
  constexpr int rounds = 12;
  // As if 50 more rows of a feed had been seen, nearly all the right way round.
  constexpr double rows_before = 50, turned_before = 0.1, share_least = 0.0005, share_most = 0.98;
  NameOrder out;
  const auto columns = name_columns(table);
  if (!columns) return out;
  const auto& names = table.values(columns->given);
  std::vector<Counts> counts(names.size());
  std::vector<NamedRow> rows;
  std::vector<double> rows_of_feed;
  for (RowNumber row = 0; row < table.rows(); ++row) {
    const auto both = both_names(table, *columns, row);
    if (!both) continue;
    rows.push_back({table.source(row), both->first, both->second});
    count(rows.back(), 1, counts);
    if (rows.back().feed >= rows_of_feed.size()) rows_of_feed.resize(rows.back().feed + 1);
    rows_of_feed[rows.back().feed] += 1;
  }
  std::vector<double> share(rows_of_feed.size(), 0.1);
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> turned(share.size(), turned_before);
    std::vector<Counts> next(counts.size());
    for (auto& row : rows) {
      count(row, -1, counts);  // what the row itself told is no evidence
      const double bits = counts[row.last].bits() - counts[row.first].bits() + logit(share[row.feed]);
      count(row, 1, counts);
      row.turned = 1 / (1 + std::exp2(-bits));
      turned[row.feed] += row.turned;
      count(row, 1, next);
    }
    counts = std::move(next);
    for (std::size_t feed = 0; feed < share.size(); ++feed)
      share[feed] = std::clamp(turned[feed] / (rows_of_feed[feed] + rows_before), share_least, share_most);
  }
  for (const double of_feed : share) out.turned.push_back(static_cast<float>(logit(of_feed)));
  for (ValueId name = 1; name < counts.size(); ++name)
    if (counts[name].given + counts[name].surname >= told_least) out.bits.emplace_back(names.hash(name), static_cast<float>(counts[name].bits()));
  std::ranges::sort(out.bits);
  return out;
}

void put_names_in_order(match::Table& table, const NameOrder& order) {
  constexpr float sure = 3;  // bits: eight to one
  const auto columns = name_columns(table);
  if (!columns || order.bits.empty()) return;
  const auto& names = table.values(columns->given);
  const auto bits = [&](ValueId name) {
    const auto found = std::ranges::lower_bound(order.bits, names.hash(name), {}, &std::pair<std::uint64_t, float>::first);
    return found != order.bits.end() && found->first == names.hash(name) ? found->second : 0.0F;
  };
  for (RowNumber row = 0; row < table.rows(); ++row) {
    const auto feed = table.source(row);
    const auto both = both_names(table, *columns, row);
    if (!both || feed >= order.turned.size() || bits(both->second) - bits(both->first) + order.turned[feed] < sure) continue;
    table.set(row, columns->given, both->second);
    table.set(row, columns->surname, both->first);
  }
}

}  // namespace hearth::people
