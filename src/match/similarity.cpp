#include "match/similarity.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace hearth::match {

double jaro_winkler(std::string_view a, std::string_view b) noexcept {
  a = a.substr(0, 64);
  b = b.substr(0, 64);
  if (a == b) return 1;
  if (a.empty() || b.empty()) return 0;
  // Greedy matching depends on who comes first: order the two, so that the answer does not.
  if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
  const std::size_t reach = b.size() / 2 > 0 ? b.size() / 2 - 1 : 0;
  std::uint64_t taken_a = 0, taken_b = 0;
  std::size_t common = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t from = i > reach ? i - reach : 0;
    const std::size_t to = std::min(b.size(), i + reach + 1);
    for (std::size_t j = from; j < to; ++j) {
      if ((taken_b >> j & 1) != 0 || a[i] != b[j]) continue;
      taken_a |= std::uint64_t{1} << i;
      taken_b |= std::uint64_t{1} << j;
      ++common;
      break;
    }
  }
  if (common == 0) return 0;
  std::size_t swapped = 0;
  for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
    if ((taken_a >> i & 1) == 0) continue;
    while ((taken_b >> j & 1) == 0) ++j;
    if (a[i] != b[j]) ++swapped;
    ++j;
  }
  const auto shared = static_cast<double>(common);
  const double jaro = (shared / static_cast<double>(a.size()) + shared / static_cast<double>(b.size()) +
                       (shared - static_cast<double>(swapped) / 2) / shared) / 3;
  std::size_t start = 0;
  while (start < 4 && start < a.size() && a[start] == b[start]) ++start;
  return jaro + 0.1 * static_cast<double>(start) * (1 - jaro);
}

std::size_t edits_within(std::string_view a, std::string_view b, std::size_t most) noexcept {
  constexpr std::size_t length_max = 64;
  a = a.substr(0, length_max);
  b = b.substr(0, length_max);
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most) return most + 1;
  while (!a.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
  if (a.empty()) return std::min(b.size(), most + 1);
  std::array<std::array<std::uint8_t, length_max + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& now = rows[i % 3];
    const auto& before = rows[(i + 2) % 3];
    const auto& two_before = rows[(i + 1) % 3];
    now[0] = static_cast<std::uint8_t>(i);
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t edits = std::min({before[j] + std::size_t{1}, now[j - 1] + std::size_t{1},
                                    before[j - 1] + std::size_t{a[i - 1] == b[j - 1] ? 0U : 1U}});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        edits = std::min(edits, two_before[j - 2] + std::size_t{1});
      now[j] = static_cast<std::uint8_t>(edits);
      least = std::min(least, edits);
    }
    if (least > most) return most + 1;
  }
  return std::min<std::size_t>(rows[a.size() % 3][b.size()], most + 1);
}

namespace {

/// The sound of the letter at `i`; 0 when it is silent or a vowel.
char sound_at(std::string_view w, std::size_t i) noexcept {
  const char c = w[i];
  const char next = i + 1 < w.size() ? w[i + 1] : '\0';
  switch (c) {
    case 'b': return 'b';
    case 'c': return next == 'h' ? 'x' : (next == 'e' || next == 'i' || next == 'y') ? 's' : 'k';
    case 'd': return next == 'g' ? '\0' : 'd';
    case 'f': case 'v': return 'f';
    case 'g': return next == 'h' ? '\0' : (next == 'e' || next == 'i' || next == 'y') ? 'j' : 'k';
    case 'j': return 'j';
    case 'k': return i == 0 && next == 'n' ? '\0' : 'k';
    case 'q': return 'k';
    case 'l': return 'l';
    case 'm': return 'm';
    case 'n': return 'n';
    case 'p': return next == 'h' ? 'f' : 'p';
    case 'r': return 'r';
    case 's': return next == 'h' ? 'x' : 's';
    case 't': return 't';
    case 'x': return 's';
    case 'z': return 's';
    default: return '\0';
  }
}

}  // namespace

std::string sound_of(std::string_view folded, std::size_t length_max) {
  std::string out;
  bool letters = false;
  char before = '\0';
  for (std::size_t i = 0; i < folded.size() && out.size() < length_max; ++i) {
    const char c = folded[i];
    if (c < 'a' || c > 'z') continue;
    const char sound = sound_at(folded, i);
    if (!letters && sound == '\0' && c != 'h' && c != 'k' && c != 'w' && c != 'g') out.push_back('a');  // any vowel first
    else if (sound != '\0' && (sound != before || i == 0 || folded[i - 1] != c)) out.push_back(sound);
    letters = true;
    before = sound;
  }
  return out;
}

}  // namespace hearth::match
