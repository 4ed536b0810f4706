// small_counts.h: figures from which nobody can be found: numbers under ten are hidden, and so is what would give a hidden one away.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hearth::spine {

/// A number under this is not told, and 0 is none: that nobody is there would narrow down the others.
inline constexpr std::uint64_t least_told = 10;

/// "fewer than 10", else with commas.
[[nodiscard]] std::string told_count(std::uint64_t count);

/// Rows by columns; the last row and the last column are the totals, their corner the total of all. A hidden number is empty.
using ToldTable = std::vector<std::vector<std::optional<std::uint64_t>>>;

/// Hides every number under least_told, totals too, and then as many more, the smallest first, as it takes that no hidden number can be
/// worked out from those that are told. Pure.
///
/// Each row and each column adds up to its total, so that a number is given away exactly when it is the only link between two parts of
/// the graph that has rows and columns as its points and hidden numbers as its edges (a bridge). While there is one, the smallest told
/// number that links the same two parts is hidden, too. Cost: O(hidden x (rows + columns + hidden)).
/// Source: Gusfield 1988, A graph theoretic approach to statistical data security, SIAM J. Comput. 17(3).
[[nodiscard]] ToldTable hide_small_counts(const std::vector<std::vector<std::uint64_t>>& counts);

/// How many of the people of each area have each need, beside a table that tells how many people an area has: hides what hide_small_counts
/// would, where fewer than ten of an area are left who have NOT the need (but none is none), and the whole area whose number of people is
/// hidden; so that one subtraction gives nobody away. Then rounds to 5. Pure.
/// @param having  areas by needs; somebody may be in several needs
/// @param people  as told, by area; the last one is the whole place
/// @return by area and need; the last row is the whole place
[[nodiscard]] ToldTable hide_small_shares(const std::vector<std::vector<std::uint64_t>>& having, const std::vector<std::uint64_t>& people,
                                          const std::vector<std::optional<std::uint64_t>>& people_told);
/// To the nearest 5.
[[nodiscard]] std::uint64_t rounded_count(std::uint64_t count) noexcept;

}  // namespace hearth::spine
