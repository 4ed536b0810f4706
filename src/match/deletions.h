// deletions.h: words that are a typing error apart share a shorter one: both less a letter or two.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace hearth::match {

/// Calls with the hash of the word, and of the word less any one letter (and any two, when `edits` is 2).
void each_deletion(std::string_view word, int edits, auto&& each) {
  each(static_cast<std::uint32_t>(hash64(word) >> 32));
  char shorter[64];
  if (word.size() > 60 || word.size() < 3) return;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i > 0 && word[i] == word[i - 1]) continue;
    std::copy(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(i), shorter);
    std::copy(word.begin() + static_cast<std::ptrdiff_t>(i) + 1, word.end(), shorter + i);
    const std::string_view once{shorter, word.size() - 1};
    each(static_cast<std::uint32_t>(hash64(once) >> 32));
    if (edits < 2) continue;
    char twice[64];
    for (std::size_t j = i; j < once.size(); ++j) {
      std::copy(once.begin(), once.begin() + static_cast<std::ptrdiff_t>(j), twice);
      std::copy(once.begin() + static_cast<std::ptrdiff_t>(j) + 1, once.end(), twice + j);
      each(static_cast<std::uint32_t>(hash64(std::string_view{twice, once.size() - 1}) >> 32));
    }
  }
}

}  // namespace hearth::match
