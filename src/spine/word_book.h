// word_book.h: distinct words in order of the alphabet: found whole, by how they begin, in spite of a typing error, and by sound.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::spine {

/// A word's place in its book.
using WordNumber = std::uint32_t;

class WordBook {
 public:
  WordBook() : from_{0} {}
  /// `words` are folded, sorted, and each there once.
  explicit WordBook(const std::vector<std::string>& words);

  [[nodiscard]] std::size_t size() const noexcept { return from_.size() - 1; }
  [[nodiscard]] std::string_view text(WordNumber word) const noexcept { return std::string_view{letters_}.substr(from_[word], from_[word + 1] - from_[word]); }
  [[nodiscard]] std::optional<WordNumber> find(std::string_view word) const noexcept;
  /// First and one past the last.
  [[nodiscard]] std::pair<WordNumber, WordNumber> beginning_with(std::string_view letters) const noexcept;
  /// Other words that are one edit away, or two where both have eight letters and more. Ascending.
  [[nodiscard]] std::vector<WordNumber> misspelt(std::string_view word) const;
  /// Other words that sound like it: the same consonants, and letters that are not altogether others ("smyth", "smith"). Ascending.
  [[nodiscard]] std::vector<WordNumber> sounding_like(std::string_view word) const;
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  using Keyed = std::vector<std::pair<std::uint32_t, WordNumber>>;
  [[nodiscard]] std::vector<WordNumber> at(const Keyed& keyed, std::uint32_t key) const;
  [[nodiscard]] WordNumber first_not_before(std::string_view word) const noexcept;

  std::string letters_;
  std::vector<std::uint32_t> from_;
  Keyed shorter_;  ///< hash of a word less a letter or two -> the word
  Keyed sounds_;   ///< hash of its sound -> the word
};

}  // namespace hearth::spine
