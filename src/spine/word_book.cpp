#include "spine/word_book.h"

#include <algorithm>

#include "base/hash.h"
#include "match/deletions.h"
#include "match/similarity.h"

namespace hearth::spine {
namespace {

constexpr std::size_t shortest_misspelt = 4;  ///< a letter more or less makes another word of a shorter one
constexpr std::size_t long_word = 8;

int edits_for(std::string_view word) { return word.size() >= long_word ? 2 : 1; }

std::uint32_t sound_key(std::string_view word) {
  const auto sound = match::sound_of(word);
  return sound.size() < 2 ? 0 : static_cast<std::uint32_t>(hash64(sound) >> 32) | 1U;
}

void sort_once(std::vector<WordNumber>& items) {
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

WordBook::WordBook(const std::vector<std::string>& words) {
  from_.reserve(words.size() + 1);
  from_.push_back(0);
  for (const auto& word : words) {
    letters_ += word;
    from_.push_back(static_cast<std::uint32_t>(letters_.size()));
  }
  for (WordNumber i = 0; i < words.size(); ++i) {
    const auto word = text(i);
    if (word.size() >= shortest_misspelt - 1) match::each_deletion(word, edits_for(word), [&](std::uint32_t key) { shorter_.emplace_back(key, i); });
    if (const auto key = sound_key(word); key != 0) sounds_.emplace_back(key, i);
  }
  for (auto* keyed : {&shorter_, &sounds_}) {
    std::ranges::sort(*keyed);
    keyed->erase(std::unique(keyed->begin(), keyed->end()), keyed->end());
    keyed->shrink_to_fit();
  }
}

WordNumber WordBook::first_not_before(std::string_view word) const noexcept {
  WordNumber low = 0, high = static_cast<WordNumber>(size());
  while (low < high) {
    const WordNumber middle = low + (high - low) / 2;
    if (text(middle) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

std::optional<WordNumber> WordBook::find(std::string_view word) const noexcept {
  const auto at = first_not_before(word);
  return at < size() && text(at) == word ? std::optional{at} : std::nullopt;
}

std::pair<WordNumber, WordNumber> WordBook::beginning_with(std::string_view letters) const noexcept {
  const auto from = first_not_before(letters);
  // Folded words hold no byte 0xFF: it comes after every word that begins so.
  return {from, first_not_before(std::string{letters} + "\xFF")};
}

std::vector<WordNumber> WordBook::at(const Keyed& keyed, std::uint32_t key) const {
  std::vector<WordNumber> out;
  for (auto found = std::ranges::lower_bound(keyed, std::pair{key, WordNumber{0}}); found != keyed.end() && found->first == key; ++found) out.push_back(found->second);
  return out;
}

std::vector<WordNumber> WordBook::misspelt(std::string_view word) const {
  std::vector<WordNumber> out;
  if (word.size() < shortest_misspelt) return out;
  match::each_deletion(word, edits_for(word), [&](std::uint32_t key) {
    for (const auto candidate : at(shorter_, key)) out.push_back(candidate);
  });
  sort_once(out);
  std::erase_if(out, [&](WordNumber candidate) {
    const auto other = text(candidate);
    const std::size_t most = word.size() >= long_word && other.size() >= long_word ? 2 : 1;
    return other == word || match::edits_within(word, other, most) > most;
  });
  return out;
}

std::vector<WordNumber> WordBook::sounding_like(std::string_view word) const {
  constexpr double short_sound_alike = 0.80, long_sound_alike = 0.60;  // two consonants say little by themselves: "john", "jane"
  const auto key = sound_key(word);
  if (key == 0) return {};
  auto out = at(sounds_, key);
  const double least = match::sound_of(word).size() <= 2 ? short_sound_alike : long_sound_alike;
  std::erase_if(out, [&](WordNumber candidate) {
    const auto other = text(candidate);
    return other == word || match::jaro_winkler(word, other) < least;
  });
  return out;
}

std::size_t WordBook::bytes() const noexcept {
  return letters_.capacity() + from_.capacity() * sizeof(std::uint32_t) + (shorter_.capacity() + sounds_.capacity()) * sizeof(Keyed::value_type);
}

}  // namespace hearth::spine
