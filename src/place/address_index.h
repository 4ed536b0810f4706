// address_index.h: how the matcher's index lies in memory. Private to the room.
//
// An address is a row of phrase numbers and codes. A phrase is a run of words: a street, a building's name, a locality; there are far
// fewer phrases than addresses, so a text is compared with phrases first. Keys (phrase and number, postcode and number, phrase alone)
// lead from what a text has to the addresses that share it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "match/deletions.h"
#include "place/address_tokens.h"
#include "place/gazetteer_state.h"
#include "place/match_address.h"

namespace hearth::place {

using match::each_deletion;

using WordId = std::uint32_t;    ///< 0: none
using PhraseId = std::uint32_t;  ///< 0: none

struct IndexedWord {
  float rarity;         ///< log2(addresses / addresses that have it)
  WordKind kind;
  std::uint8_t length;
  std::uint16_t unused;
};

struct IndexedPhrase {
  std::uint32_t word_from;
  std::uint8_t words;
  std::uint8_t core;         ///< words without the street type at the end
  std::uint16_t as_name;     ///< how often (capped) it is a name, a street, a place
  std::uint16_t as_street;
  std::uint16_t as_place;
  std::uint16_t buildings;   ///< how many buildings it is a name of: 0, 1, or 2 for several
  std::uint16_t unused;
  float rarity;              ///< log2(addresses / addresses with this phrase)
  float core_rarity;         ///< the same for all phrases with this core
};

struct IndexedAddress {
  static constexpr std::size_t names_max = 3;
  static constexpr std::size_t places_max = 3;
  std::uint32_t property;
  PhraseId street;
  std::array<PhraseId, names_max> names;
  std::array<PhraseId, places_max> places;
  std::uint32_t code_from;
  std::uint8_t codes;
  std::uint8_t house;        ///< which code is the house number on the street, `no_house` for none
  std::uint8_t designator;   ///< 1 flat, 2 room, 3 unit or other, 0 none
  std::uint8_t marks;        ///< bits: `from_line` (roles were guessed), `adjunct` (AddressTokens::adjunct), `second`, `gone` (Standing)
  std::uint32_t outward;
  std::uint32_t inward;
  static constexpr std::uint8_t no_house = 255;
  static constexpr std::uint8_t from_line = 1, adjunct = 2, second = 4, gone = 8;
  /// 0: the list's valid address; 1: provisional or alternative; 2: historic or rejected.
  [[nodiscard]] int after() const noexcept { return (marks & gone) != 0 ? 2 : (marks & second) != 0 ? 1 : 0; }
};

/// Words found in spite of a typing error: hash of the word with one or two letters left out -> words. Sorted by hash.
struct Spelling {
  std::uint32_t hash;
  WordId word;
  auto operator<=>(const Spelling&) const = default;
};

struct Posting {
  std::uint64_t key;
  std::uint32_t address;
  auto operator<=>(const Posting&) const = default;
};

struct OutcodeRarity {
  std::uint32_t outward;
  float rarity;
};

struct AddressIndex::State {
  State();
  std::string gazetteer_version;
  TextArena word_texts;                       // by WordId
  Column<IndexedWord> words;
  Column<std::uint32_t> word_slots;      // open addressing by hash of the text
  Column<Spelling> spellings;
  Column<std::uint32_t> spelling_from;   // by the top 16 bits of the hash
  Column<WordId> phrase_words;
  Column<IndexedPhrase> phrases;
  Column<std::uint32_t> phrase_slots;    // open addressing by hash of the words
  Column<std::uint32_t> word_phrase_from;
  Column<PhraseId> word_phrases;         // phrases of each word
  Column<AddressCode> codes;
  Column<IndexedAddress> addresses;
  Column<std::uint64_t> uprns;           // by property
  Column<std::uint64_t> parents;         // by property; 0 none
  Column<std::uint64_t> key_slots;       // key -> where its postings start, open addressing
  Column<std::uint32_t> key_from, key_count;
  Column<std::uint32_t> postings;
  Column<OutcodeRarity> outcodes;        // sorted by outward
  Column<AddressDecision> decided;       // as they stand with this gazetteer, by hash
  std::shared_ptr<const void> mapped;         // the file in which the columns lie; null where they are their own
  std::uint64_t serial{0};                    // of this process: tells one index from another; not kept in files
  double prior{0};                            // bits

  [[nodiscard]] WordId find_word(std::string_view text) const noexcept;
  [[nodiscard]] PhraseId find_phrase(std::span<const WordId> words) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> at_key(std::uint64_t key) const noexcept;
  [[nodiscard]] std::span<const WordId> words_of(PhraseId phrase) const noexcept {
    return std::span{phrase_words}.subspan(phrases[phrase].word_from, phrases[phrase].words);
  }
  [[nodiscard]] std::span<const AddressCode> codes_of(const IndexedAddress& address) const noexcept {
    return std::span{codes}.subspan(address.code_from, address.codes);
  }
  [[nodiscard]] std::string phrase_text(PhraseId phrase) const;
  /// log2(addresses / addresses in this outcode); 0 for one that the gazetteer does not have.
  [[nodiscard]] float outcode_rarity(std::uint32_t outward) const noexcept;
  [[nodiscard]] float postcode_rarity(const PackedPostcode& postcode) const noexcept;
  [[nodiscard]] std::size_t bytes() const noexcept;
};

[[nodiscard]] std::uint8_t designator_number(std::string_view designator) noexcept;
[[nodiscard]] std::uint64_t hash_of_words(std::span<const WordId> words) noexcept;
enum class KeyKind : std::uint64_t { phrase_number = 1, phrase = 2, postcode_number = 3, postcode = 4, name_street = 5 };
[[nodiscard]] inline std::uint64_t key_of(KeyKind kind, std::uint64_t a, std::uint64_t b = 0) noexcept {
  return mix64(a * 0x9E3779B97F4A7C15ULL + b * 0xC2B2AE3D27D4EB4FULL + static_cast<std::uint64_t>(kind)) | 1;
}
/// What of a code stands in keys: the number alone, so that suffix, prefix and range may differ.
[[nodiscard]] inline std::uint64_t key_number(const AddressCode& code) noexcept {
  return code.kind == CodeKind::number ? code.value : 0xF000'0000U + code.value;
}

}  // namespace hearth::place
