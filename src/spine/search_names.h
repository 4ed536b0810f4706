// search_names.h (private to spine/): asked words of a name against the names that files give: which are alike, how, and whose.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "spine/search_index.h"
#include "spine/sight.h"

namespace hearth::spine {

/// How a word of a name is like an asked one, the weakest first.
enum class Likeness : std::uint8_t {
  none,
  initial,   ///< one of the two is a first letter alone
  sound,     ///< sounds alike
  misspelt,  ///< a typing error away
  begins,    ///< begins with what was asked
  variant,   ///< another form of the name: "bill", "william"
  same
};
[[nodiscard]] int score_of(Likeness likeness) noexcept;

/// One asked word, and every word of the index that is like it.
class AskedName {
 public:
  AskedName(const SearchIndex& index, std::string word);
  [[nodiscard]] const std::string& word() const noexcept { return word_; }
  /// Only a filter: too many names begin with one letter.
  [[nodiscard]] bool is_initial() const noexcept { return word_.size() == 1; }
  /// Somebody is called by its first letter alone.
  [[nodiscard]] bool may_be_initial() const noexcept { return std::ranges::any_of(alike_, [](const auto& one) { return one.second == Likeness::initial; }); }
  /// No name is like it.
  [[nodiscard]] bool is_no_name() const noexcept { return alike_.empty() && begins_.first == begins_.second; }
  [[nodiscard]] Likeness likeness(WordNumber word) const noexcept;
  /// How many entries gather() would look at, for feeds that the asker may see.
  [[nodiscard]] std::size_t entries(const SearchIndex& index, const Sight& sight) const;
  /// People with such a word in a feed that the asker may see, ascending: the likest words first, and no weaker kind of likeness once
  /// `enough` were found.
  [[nodiscard]] std::vector<std::uint32_t> gather(const SearchIndex& index, const Sight& sight, std::size_t enough) const;

 private:
  [[nodiscard]] std::vector<WordNumber> words_of(Likeness likeness) const;

  std::string word_;
  std::vector<std::pair<WordNumber, Likeness>> alike_;  ///< by word; the strongest likeness of each
  std::pair<WordNumber, WordNumber> begins_{0, 0};      ///< words that begin with it; of a single letter too
};

/// The strongest likeness of a word among the person's names, as visible feeds give them.
[[nodiscard]] Likeness likeness_of(const SearchIndex& index, const Sight& sight, std::uint32_t person, const AskedName& asked);

}  // namespace hearth::spine
