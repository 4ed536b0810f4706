#include "spine/small_counts.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/text.h"

namespace hearth::spine {
namespace {

using Numbers = std::vector<std::vector<std::uint64_t>>;

struct Cell {
  std::size_t row{0}, column{0};
};

Numbers with_totals(const Numbers& counts) {
  const std::size_t columns = counts.empty() ? 0 : counts.front().size();
  Numbers out = counts;
  for (auto& row : out) {
    std::uint64_t sum = 0;
    for (const auto cell : row) sum += cell;
    row.push_back(sum);
  }
  std::vector<std::uint64_t> sums(columns + 1, 0);
  for (const auto& row : out)
    for (std::size_t c = 0; c <= columns; ++c) sums[c] += row[c];
  out.push_back(std::move(sums));
  return out;
}

/// Rows and columns as points, hidden numbers as edges. Small: the areas of a place by the things that are counted.
class HiddenGraph {
 public:
  HiddenGraph(std::size_t rows, std::size_t columns) : rows_{rows}, columns_{columns}, hidden_(rows, std::vector<bool>(columns, false)) {}
  void hide(Cell cell) { hidden_[cell.row][cell.column] = true; }
  void tell(Cell cell) { hidden_[cell.row][cell.column] = false; }
  [[nodiscard]] std::size_t hidden() const {
    std::size_t out = 0;
    for (const auto& row : hidden_) out += static_cast<std::size_t>(std::ranges::count(row, true));
    return out;
  }
  [[nodiscard]] bool is_hidden(Cell cell) const { return hidden_[cell.row][cell.column]; }

  /// The rows and columns that hidden numbers other than `without` link with its row.
  [[nodiscard]] std::vector<bool> part_of(Cell without) const {
    std::vector<bool> reached(rows_ + columns_, false);
    std::vector<std::size_t> open{without.row};
    reached[without.row] = true;
    while (!open.empty()) {
      const auto point = open.back();
      open.pop_back();
      const bool is_row = point < rows_;
      for (std::size_t other = 0; other < (is_row ? columns_ : rows_); ++other) {
        const Cell cell = is_row ? Cell{point, other} : Cell{other, point - rows_};
        const auto next = is_row ? rows_ + other : other;
        if (!is_hidden(cell) || reached[next] || (cell.row == without.row && cell.column == without.column)) continue;
        reached[next] = true;
        open.push_back(next);
      }
    }
    return reached;
  }
  [[nodiscard]] std::size_t column_point(std::size_t column) const noexcept { return rows_ + column; }

 private:
  std::size_t rows_, columns_;
  std::vector<std::vector<bool>> hidden_;
};

/// The smallest told number with its row in one part and its column in the other.
std::optional<Cell> next_link(const Numbers& all, const HiddenGraph& graph, const std::vector<bool>& part, bool totals_last) {
  std::optional<Cell> out;
  const auto rank = [&](Cell cell) {
    const bool is_total = cell.row + 1 == all.size() || cell.column + 1 == all.front().size();
    return std::pair{totals_last && is_total, all[cell.row][cell.column]};
  };
  for (std::size_t r = 0; r < all.size(); ++r)
    for (std::size_t c = 0; c < all.front().size(); ++c)
      if (const Cell cell{r, c}; !graph.is_hidden(cell) && part[r] != part[graph.column_point(c)] && (!out || rank(cell) < rank(*out))) out = cell;
  return out;
}

struct GivenAway {
  Cell cell;
  std::vector<bool> part;  ///< rows and columns on the side of its row
};
std::optional<GivenAway> given_away(const Numbers& all, const HiddenGraph& graph) {
  for (std::size_t r = 0; r < all.size(); ++r)
    for (std::size_t c = 0; c < all.front().size(); ++c) {
      if (!graph.is_hidden({r, c})) continue;
      auto part = graph.part_of({r, c});
      if (!part[graph.column_point(c)]) return GivenAway{{r, c}, std::move(part)};  // else linked another way round
    }
  return std::nullopt;
}

/// What was hidden on the way and is not needed in the end is told again, the greatest first.
void tell_what_may_be(const Numbers& all, std::vector<Cell> hidden, HiddenGraph& graph) {
  std::ranges::stable_sort(hidden, std::greater<>{}, [&](Cell cell) { return all[cell.row][cell.column]; });
  for (const auto cell : hidden) {
    graph.tell(cell);
    if (given_away(all, graph)) graph.hide(cell);
  }
}

HiddenGraph hidden_in(const Numbers& all, bool totals_last) {
  HiddenGraph graph{all.size(), all.front().size()};
  for (std::size_t r = 0; r < all.size(); ++r)
    for (std::size_t c = 0; c < all.front().size(); ++c)
      if (all[r][c] < least_told) graph.hide({r, c});
  std::vector<Cell> besides;
  while (const auto open = given_away(all, graph)) {
    const auto link = next_link(all, graph, open->part, totals_last);
    if (!link) break;  // nothing is told any more
    graph.hide(*link);
    besides.push_back(*link);
  }
  tell_what_may_be(all, std::move(besides), graph);
  return graph;
}

}  // namespace

std::string told_count(std::uint64_t count) { return count < least_told ? "fewer than " + std::to_string(least_told) : with_commas(count); }

ToldTable hide_small_counts(const Numbers& counts) {
  const auto all = with_totals(counts);
  // Neither order is always the better one: the one that leaves more to read.
  auto graph = hidden_in(all, true);
  if (auto other = hidden_in(all, false); other.hidden() < graph.hidden()) graph = std::move(other);
  ToldTable out;
  for (std::size_t r = 0; r < all.size(); ++r) {
    auto& row = out.emplace_back();
    for (std::size_t c = 0; c < all[r].size(); ++c) row.push_back(graph.is_hidden({r, c}) ? std::optional<std::uint64_t>{} : all[r][c]);
  }
  return out;
}

namespace {

/// The smallest told number of a column, an area before the whole place; nothing when all are hidden.
std::optional<std::size_t> smallest_told(const std::vector<std::uint64_t>& counts, const std::vector<bool>& hidden) {
  std::optional<std::size_t> out;
  for (std::size_t row = 0; row < counts.size(); ++row)
    if (!hidden[row] && (!out || (counts[row] < counts[*out] && row + 1 < counts.size()))) out = row;
  return out;
}

/// What a reader knows of one hidden number by itself, and of a told one, which is rounded.
struct Range {
  std::int64_t least{0}, most{0};
};
Range range_of(std::uint64_t having, std::uint64_t people, bool is_hidden) {
  const auto count = static_cast<std::int64_t>(having), all = static_cast<std::int64_t>(people);
  constexpr std::int64_t half = 2, small = least_told - 1;
  if (!is_hidden) {
    const auto told = static_cast<std::int64_t>(rounded_count(having));
    return {std::max<std::int64_t>(0, told - half), told + half};
  }
  if (count <= small) return {0, std::min(small, all)};
  if (all - count <= small) return {std::max<std::int64_t>(0, all - small), all};
  return {0, all};
}

/// Whether the areas' told numbers and the whole's leave one hidden number hardly any room.
bool is_narrowed(const std::vector<std::uint64_t>& having, const std::vector<std::uint64_t>& people, const std::vector<bool>& hidden) {
  constexpr std::int64_t room = 4;  // five values, at least, or all that it can be
  const auto whole = range_of(having.back(), people.back(), false);
  std::vector<Range> areas;
  Range sum;
  for (std::size_t row = 0; row + 1 < having.size(); ++row) {
    areas.push_back(range_of(having[row], people[row], hidden[row]));
    sum.least += areas.back().least;
    sum.most += areas.back().most;
  }
  for (std::size_t row = 0; row < areas.size(); ++row) {
    if (!hidden[row]) continue;
    const auto least = std::max(areas[row].least, whole.least - (sum.most - areas[row].most));
    const auto most = std::min(areas[row].most, whole.most - (sum.least - areas[row].least));
    if (most - least < std::min(room, areas[row].most - areas[row].least)) return true;
  }
  return false;
}

/// One need, area by area and then the whole place: what of it may not be told.
std::vector<bool> hidden_of_need(const std::vector<std::uint64_t>& having, const std::vector<std::uint64_t>& people, const std::vector<std::optional<std::uint64_t>>& people_told) {
  std::vector<bool> out;
  for (std::size_t row = 0; row < having.size(); ++row) {
    const auto without = people[row] - std::min(people[row], having[row]);
    out.push_back(having[row] < least_told || (without > 0 && without < least_told) || !people_told[row]);
  }
  // A column adds up to its last number: one hidden number alone is what is left of it.
  if (std::ranges::count(out, true) == 1)
    if (const auto other = smallest_told(having, out)) out[*other] = true;
  if (!out.back() && is_narrowed(having, people, out)) out.back() = true;
  return out;
}

}  // namespace

std::uint64_t rounded_count(std::uint64_t count) noexcept {
  constexpr std::uint64_t to = 5;
  return (count + to / 2) / to * to;
}

ToldTable hide_small_shares(const std::vector<std::vector<std::uint64_t>>& having, const std::vector<std::uint64_t>& people,
                            const std::vector<std::optional<std::uint64_t>>& people_told) {
  const std::size_t needs = having.empty() ? 0 : having.front().size();
  auto whole = people;
  whole.push_back(std::accumulate(people.begin(), people.end(), std::uint64_t{0}));
  ToldTable out(having.size() + 1, std::vector<std::optional<std::uint64_t>>(needs));
  for (std::size_t need = 0; need < needs; ++need) {
    std::vector<std::uint64_t> column;
    for (const auto& row : having) column.push_back(row[need]);
    column.push_back(std::accumulate(column.begin(), column.end(), std::uint64_t{0}));
    const auto hidden = hidden_of_need(column, whole, people_told);
    for (std::size_t row = 0; row < column.size(); ++row)
      if (!hidden[row]) out[row][need] = rounded_count(column[row]);
  }
  return out;
}

}  // namespace hearth::spine
