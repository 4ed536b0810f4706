// Small numbers stay hidden, whatever the totals beside them say.
#include "spine/small_counts.h"

#include <doctest/doctest.h>

#include "base/random.h"

using namespace hearth;
using namespace hearth::spine;

namespace {

std::string text_of(const ToldTable& table) {
  std::string out;
  for (const auto& row : table) {
    for (const auto& cell : row) out += (cell ? std::to_string(*cell) : std::string{"-"}) + " ";
    out += "\n";
  }
  return out;
}

/// Works out hidden numbers from rows and columns that have one of them only, again and again: what a reader with a pencil does. Further
/// than that, solves the whole system of equations (fractions of a double are exact enough for these small numbers).
/// @return how many hidden numbers have one value only
std::size_t worked_out(const ToldTable& table) {
  const std::size_t rows = table.size(), columns = table.front().size();
  std::vector<std::pair<std::size_t, std::size_t>> unknown;
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c)
      if (!table[r][c]) unknown.emplace_back(r, c);
  // One equation for each row and column; the total counts with the other sign. Elimination leaves a row with a single unknown for
  // each number that is determined.
  std::vector<std::vector<double>> system;
  const auto sign = [](std::size_t at, std::size_t size) { return at + 1 == size ? -1.0 : 1.0; };
  for (std::size_t line = 0; line < rows + columns; ++line) {
    auto& equation = system.emplace_back(unknown.size(), 0.0);
    for (std::size_t u = 0; u < unknown.size(); ++u) {
      if (line < rows && unknown[u].first == line) equation[u] = sign(unknown[u].second, columns);
      if (line >= rows && unknown[u].second == line - rows) equation[u] = sign(unknown[u].first, rows);
    }
  }
  std::size_t done = 0;
  for (std::size_t u = 0; u < unknown.size() && done < system.size(); ++u) {
    std::size_t pivot = done;
    while (pivot < system.size() && std::abs(system[pivot][u]) < 1e-9) ++pivot;
    if (pivot == system.size()) continue;
    std::swap(system[pivot], system[done]);
    const double by = system[done][u];
    for (auto& x : system[done]) x /= by;
    for (std::size_t other = 0; other < system.size(); ++other) {
      if (other == done || std::abs(system[other][u]) < 1e-9) continue;
      const double times = system[other][u];
      for (std::size_t x = 0; x < unknown.size(); ++x) system[other][x] -= times * system[done][x];
    }
    ++done;
  }
  std::size_t out = 0;
  for (const auto& equation : system) {
    std::size_t in = 0;
    for (const double x : equation) in += std::abs(x) > 1e-9 ? 1 : 0;
    out += in == 1 ? 1 : 0;
  }
  return out;
}

}  // namespace

TEST_CASE("One small number takes others with it, so that no total gives it away") {
  CHECK(text_of(hide_small_counts({{40, 30}, {3, 25}, {50, 60}})) == "- - 70 \n- - 28 \n50 60 110 \n93 115 208 \n");
  CHECK(text_of(hide_small_counts({{40, 30}, {13, 25}})) == "40 30 70 \n13 25 38 \n53 55 108 \n");
  CHECK(told_count(9) == "fewer than 10");
  CHECK(told_count(0) == "fewer than 10");
  CHECK(told_count(1234) == "1,234");
}

TEST_CASE("A single column is its own total: another area is hidden with a small one") {
  CHECK(text_of(hide_small_counts({{100}, {4}, {50}, {70}})) == "100 100 \n- - \n- - \n70 70 \n224 224 \n");
  CHECK(text_of(hide_small_counts({{4}})) == "- - \n- - \n");
}

TEST_CASE("No more is hidden than it takes: two small areas hide each other") {
  CHECK(text_of(hide_small_counts({{1, 0, 5}, {329, 146, 570}, {176, 113, 410}, {20, 15, 6}})) ==
        "- - - - \n329 146 570 1045 \n176 113 410 699 \n- - - - \n526 274 991 1791 \n");
}

TEST_CASE("Of no table can a hidden number be worked out, and nothing small is told") {
  Random random{11};
  std::size_t hidden = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const auto rows = random.between(1, 7), columns = random.between(1, 4);
    std::vector<std::vector<std::uint64_t>> counts;
    for (int r = 0; r < rows; ++r) {
      auto& row = counts.emplace_back();
      for (int c = 0; c < columns; ++c) row.push_back(static_cast<std::uint64_t>(random.chance(250) ? random.between(0, 12) : random.between(10, 90)));
    }
    const auto told = hide_small_counts(counts);
    CAPTURE(text_of(told));
    CHECK(worked_out(told) == 0);
    for (const auto& row : told)
      for (const auto& cell : row) {
        if (cell) CHECK(*cell >= least_told);
        else ++hidden;
      }
  }
  CHECK(hidden > 400);
}

TEST_CASE("The check itself finds a number that is given away") {
  CHECK(worked_out({{40, 30, 70}, {std::nullopt, 25, 28}, {43, 55, 98}}) == 1);
  // Two hidden numbers in each row and column, and yet the one that links the two squares is determined.
  const std::optional<std::uint64_t> no;
  CHECK(worked_out({{no, no, 1, 1, 1, 9}, {no, no, no, 1, 1, 9}, {1, 1, no, no, 1, 9}, {1, 1, no, no, 1, 9}, {9, 9, 9, 9, 9, 45}}) == 1);
}

namespace {

/// As a page shows both: how many people each area has, and how many of them have each need.
struct Shown {
  ToldTable people, needs;
};
Shown shown(const std::vector<std::vector<std::uint64_t>>& having, const std::vector<std::uint64_t>& people) {
  std::vector<std::vector<std::uint64_t>> counts;
  for (const auto count : people) counts.push_back({count});
  Shown out{hide_small_counts(counts), {}};
  std::vector<std::optional<std::uint64_t>> told;
  for (const auto& row : out.people) told.push_back(row.back());
  out.needs = hide_small_shares(having, people, told);
  return out;
}

}  // namespace

TEST_CASE("Of 40 people found 38 have a need: that two have not is not to be worked out, and that all have it may be told") {
  CHECK(text_of(shown({{38}, {50}, {41}}, {40, 70, 90}).needs) == "- \n50 \n- \n130 \n");
  CHECK(text_of(shown({{40}, {50}, {40}}, {40, 70, 90}).needs) == "40 \n50 \n40 \n130 \n");
  CHECK(text_of(shown({{38}}, {40}).needs) == "- \n- \n");
}

TEST_CASE("Needs are rounded to 5, and of an area whose number of people is hidden none is told") {
  CHECK(text_of(shown({{23, 48}, {31, 12}}, {60, 80}).needs) == "25 50 \n30 10 \n55 60 \n");
  const auto some = shown({{30}, {3}, {25}, {60}}, {50, 5, 45, 90});
  for (std::size_t area = 0; area < some.people.size(); ++area)
    if (!some.people[area].back()) CHECK_FALSE(some.needs[area].front());
}

TEST_CASE("Where the sum of the areas would pin a hidden number, the whole is hidden, too") {
  // Nine of 100 in each of seven areas: 65, rounded, is 63 at least, and so each would be nine.
  const std::vector<std::vector<std::uint64_t>> nine(7, {9});
  CHECK_FALSE(shown(nine, std::vector<std::uint64_t>(7, 100)).needs.back().front());
  // All others would be none.
  CHECK_FALSE(shown({{23}, {33}, {43}, {53}, {0}, {0}}, {100, 100, 100, 100, 100, 100}).needs.back().front());
  CHECK(shown({{20}, {30}, {40}, {50}, {5}, {6}}, {100, 100, 100, 100, 100, 100}).needs.back().front());
}

TEST_CASE("Whatever the numbers: no need of fewer than ten, nobody of fewer than ten without it, and no hidden number alone in its column") {
  Random random{17};
  std::size_t told = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const auto areas = static_cast<std::size_t>(random.between(1, 6)), needs = static_cast<std::size_t>(random.between(1, 4));
    std::vector<std::uint64_t> people;
    std::vector<std::vector<std::uint64_t>> having;
    for (std::size_t area = 0; area < areas; ++area) {
      people.push_back(static_cast<std::uint64_t>(random.between(0, 60)));
      auto& row = having.emplace_back();
      for (std::size_t need = 0; need < needs; ++need) row.push_back(static_cast<std::uint64_t>(random.between(0, static_cast<int>(people.back()))));
    }
    const auto page = shown(having, people);
    for (std::size_t need = 0; need < needs; ++need) {
      std::size_t hidden = 0;
      for (std::size_t row = 0; row <= areas; ++row) {
        if (!page.needs[row][need]) {
          ++hidden;
          continue;
        }
        ++told;
        if (row == areas) continue;
        CHECK(having[row][need] >= least_told);
        CHECK((people[row] == having[row][need] || people[row] - having[row][need] >= least_told));
      }
      CHECK(hidden != 1);
    }
  }
  CHECK(told > 400);
}
