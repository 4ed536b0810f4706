// The text functions of sql_condition.h.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "match/sql_condition.h"

namespace hearth::match {
namespace {

/// The characters of UTF-8; a byte that begins none stands for itself.
std::u32string characters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = 0;
    for (std::size_t k = 0; k < length && i + k < text.size(); ++k) point = point << 8 | static_cast<unsigned char>(text[i + k]);
    out.push_back(point);
    i += length;
  }
  return out;
}

double jaro(const std::u32string& a, const std::u32string& b) {
  if (a.empty() || b.empty()) return 0;
  const auto longer = std::max(a.size(), b.size());
  const std::size_t bound = longer / 2 > 0 ? longer / 2 - 1 : 0;
  std::vector<bool> taken_a(a.size()), taken_b(b.size());
  std::size_t common = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    const std::size_t from = j > bound ? j - bound : 0, to = std::min(a.size(), j + bound + 1);
    for (std::size_t i = from; i < to; ++i) {
      if (taken_a[i] || a[i] != b[j]) continue;
      taken_a[i] = taken_b[j] = true;
      ++common;
      break;
    }
  }
  if (common == 0) return 0;
  std::size_t moved = 0;
  for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
    if (!taken_a[i]) continue;
    while (!taken_b[j]) ++j;
    moved += a[i] != b[j++] ? 1 : 0;
  }
  const auto shared = static_cast<double>(common), turned = static_cast<double>(moved / 2);
  return (shared / static_cast<double>(a.size()) + shared / static_cast<double>(b.size()) + (shared - turned) / shared) / 3;
}

}  // namespace

double sql_jaro(std::string_view a, std::string_view b) { return jaro(characters_of(a), characters_of(b)); }

double sql_jaro_winkler(std::string_view left, std::string_view right) {
  const auto a = characters_of(left), b = characters_of(right);
  const double alike = jaro(a, b);
  constexpr double bonus_above = 0.7, bonus = 0.1;
  if (alike <= bonus_above) return alike;
  std::size_t start = 0;
  while (start < 4 && start < a.size() && start < b.size() && a[start] == b[start]) ++start;
  return alike + static_cast<double>(start) * bonus * (1 - alike);
}

std::size_t sql_levenshtein(std::string_view left, std::string_view right) {
  const auto a = characters_of(left), b = characters_of(right);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t above_left = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, above_left + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      above_left = above;
    }
  }
  return row[b.size()];
}

std::size_t sql_damerau_levenshtein(std::string_view left, std::string_view right) {
  const auto a = characters_of(left), b = characters_of(right);
  const std::size_t far = a.size() + b.size(), width = b.size() + 2;
  std::vector<std::size_t> cells((a.size() + 2) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return cells[i * width + j]; };
  at(0, 0) = far;
  for (std::size_t i = 0; i <= a.size(); ++i) at(i + 1, 0) = far, at(i + 1, 1) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) at(0, j + 1) = far, at(1, j + 1) = j;
  std::map<char32_t, std::size_t> last_row;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t last_column = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t row = last_row[b[j - 1]], column = last_column;
      const bool equal = a[i - 1] == b[j - 1];
      at(i + 1, j + 1) = std::min({at(i, j) + (equal ? 0U : 1U), at(i + 1, j) + 1, at(i, j + 1) + 1, at(row, column) + (i - row - 1) + 1 + (j - column - 1)});
      if (equal) last_column = j;
    }
    last_row[a[i - 1]] = i;
  }
  return at(a.size() + 1, b.size() + 1);
}

double sql_jaccard(std::string_view left, std::string_view right) {
  const auto a = characters_of(left), b = characters_of(right);
  const std::set<char32_t> of_a(a.begin(), a.end()), of_b(b.begin(), b.end());
  std::vector<char32_t> both;
  std::ranges::set_intersection(of_a, of_b, std::back_inserter(both));
  const auto either = of_a.size() + of_b.size() - both.size();
  return either == 0 ? 0 : static_cast<double>(both.size()) / static_cast<double>(either);
}

}  // namespace hearth::match
