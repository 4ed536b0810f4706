#include "place/address_index.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace hearth::place {

AddressIndex::State::State() {
  static std::atomic<std::uint64_t> made{0};
  serial = ++made;
}

AddressIndex::AddressIndex(std::unique_ptr<State> state) noexcept : state_{std::move(state)} {}
AddressIndex::AddressIndex(AddressIndex&&) noexcept = default;
AddressIndex& AddressIndex::operator=(AddressIndex&&) noexcept = default;
AddressIndex::~AddressIndex() = default;
const std::string& AddressIndex::gazetteer_version() const noexcept { return state_->gazetteer_version; }
std::size_t AddressIndex::size() const noexcept { return state_->addresses.size(); }
std::size_t AddressIndex::bytes() const noexcept { return state_->bytes(); }

std::uint8_t designator_number(std::string_view designator) noexcept {
  if (designator.empty()) return 0;
  return designator == "flat" ? 1 : designator == "room" ? 2 : 3;
}

std::uint64_t hash_of_words(std::span<const WordId> words) noexcept {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL + words.size();
  for (const auto word : words) hash = mix64(hash ^ word) + 0x632BE59BD9B4E019ULL;
  return mix64(hash);
}

WordId AddressIndex::State::find_word(std::string_view text) const noexcept {
  const auto mask = word_slots.size() - 1;
  for (auto slot = hash64(text) & mask; word_slots[slot] != 0; slot = (slot + 1) & mask)
    if (word_texts.at(word_slots[slot]) == text) return word_slots[slot];
  return 0;
}

PhraseId AddressIndex::State::find_phrase(std::span<const WordId> wanted) const noexcept {
  const auto mask = phrase_slots.size() - 1;
  for (auto slot = hash_of_words(wanted) & mask; phrase_slots[slot] != 0; slot = (slot + 1) & mask) {
    const auto have = words_of(phrase_slots[slot]);
    if (std::equal(have.begin(), have.end(), wanted.begin(), wanted.end())) return phrase_slots[slot];
  }
  return 0;
}

std::span<const std::uint32_t> AddressIndex::State::at_key(std::uint64_t key) const noexcept {
  const auto mask = key_slots.size() - 1;
  for (auto slot = key & mask; key_slots[slot] != 0; slot = (slot + 1) & mask)
    if (key_slots[slot] == key) return std::span{postings}.subspan(key_from[slot], key_count[slot]);
  return {};
}

std::string AddressIndex::State::phrase_text(PhraseId phrase) const {
  std::string text;
  for (const auto word : words_of(phrase)) {
    if (!text.empty()) text.push_back(' ');
    text.append(word_texts.at(word));
  }
  return text;
}

float AddressIndex::State::outcode_rarity(std::uint32_t outward) const noexcept {
  const auto at = std::lower_bound(outcodes.begin(), outcodes.end(), outward,
                                   [](const OutcodeRarity& have, std::uint32_t wanted) { return have.outward < wanted; });
  return at == outcodes.end() || at->outward != outward ? 0.0F : at->rarity;
}

float AddressIndex::State::postcode_rarity(const PackedPostcode& postcode) const noexcept {
  const auto having = at_key(key_of(KeyKind::postcode, postcode.whole())).size();
  return std::log2(static_cast<float>(addresses.size()) / static_cast<float>(std::max<std::size_t>(having, 1)));
}

std::size_t AddressIndex::State::bytes() const noexcept {
  const auto of = [](const auto& column) { return column.size() * sizeof(column[0]); };
  return of(word_texts.bytes()) + of(word_texts.ends()) + of(words) + of(word_slots) + of(spellings) + of(spelling_from) +
         of(phrase_words) + of(phrases) + of(phrase_slots) + of(word_phrase_from) + of(word_phrases) + of(codes) + of(addresses) +
         of(uprns) + of(parents) + of(key_slots) + of(key_from) + of(key_count) + of(postings);
}

}  // namespace hearth::place
