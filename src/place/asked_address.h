// asked_address.h: one asked address against the index's words and phrases. Private to the matcher.
//
// Words are looked up with their typing errors; the phrases that they make are compared once each, however many candidates have them.
// The memory is kept from one address to the next.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "place/address_index.h"
#include "place/address_tokens.h"

namespace hearth::place {

/// Where a word of the index stands in the text: bit i is the i-th word of the text.
struct WordHit {
  std::uint32_t exact{0}, typo{0}, two_typos{0}, first_letter{0};
  [[nodiscard]] std::uint32_t any() const noexcept { return exact | typo | two_typos; }
};

struct PhraseEvidence {
  float bits{0};
  float rank{0};             ///< what leads to candidates first: rarity counts less than the fit
  std::uint32_t words{0};    ///< of the text, that it accounts for
  std::uint32_t repeats{0};  ///< the same, with every other place where it stands whole ("Leeds, Leeds")
  Agreement agreement{Agreement::missing};
  bool present{false};       ///< its core stands in the text, perhaps with typing errors
  bool whole{false};         ///< word for word
  bool part{false};          ///< some of its words are missing
};

class AskedAddress {
 public:
  void read(const AddressIndex::State& index, AddressText address);

  AddressTokens tokens;
  PackedPostcode postcode;
  bool is_text{true};
  std::optional<AddressDecision> decided{};  ///< what people have decided about this text
  /// Phrases that lead to candidates, the best first.
  std::vector<PhraseId> phrases;
  /// A phrase of the index that stands word for word in the text, and is not part of a longer one.
  struct SaidPhrase {
    std::uint32_t words;
    PhraseId phrase;
    double missed;  ///< bits, when a candidate does not account for it
  };
  std::vector<SaidPhrase> said;
  std::uint32_t place_words{0};   ///< words of said localities: they make no street by themselves
  std::uint32_t number_word{0};   ///< the word that stands beside the last number

  [[nodiscard]] const PhraseEvidence& evidence(PhraseId phrase);
  /// Of one of `phrases`.
  [[nodiscard]] const PhraseEvidence& evidence_so_far(PhraseId phrase) const noexcept { return phrase_evidence_[phrase]; }
  [[nodiscard]] std::uint32_t all_words() const noexcept {
    return tokens.words.size() >= 32 ? ~0U : (1U << tokens.words.size()) - 1;
  }
  /// True the first time for each address of the index.
  [[nodiscard]] bool first_time(std::uint32_t address) noexcept {
    if (address_seen_[address] == epoch_) return false;
    address_seen_[address] = epoch_;
    return true;
  }
  void fetch_early(std::uint32_t address) const noexcept {
    __builtin_prefetch(&address_seen_[address]);
    __builtin_prefetch(&index_->addresses[address]);
  }
  std::vector<std::uint32_t> candidates;  ///< scratch of the matcher

 private:
  void prepare(const AddressIndex::State& index);
  void look_up_words();
  void join_parted_words();
  void part_merged_words();
  [[nodiscard]] bool is_street_or_name(std::span<const WordId> words) const;
  [[nodiscard]] bool stand_together(WordId first, WordId second) const;
  [[nodiscard]] std::size_t seam_of(std::size_t word) const;
  void look_up_typos(std::size_t position, std::string_view text, bool known);
  void look_up_long_forms(std::size_t position, std::string_view text);
  void find_said_phrases();
  void find_number_word();
  void find_phrases();
  void touch(PhraseId phrase);
  WordHit& hit(WordId word);
  [[nodiscard]] const WordHit& hit_if(WordId word) const noexcept {
    static constexpr WordHit absent{};
    return word_epoch_[word] == epoch_ ? word_hits_[word] : absent;
  }
  [[nodiscard]] PhraseEvidence compare(PhraseId phrase) const;
  [[nodiscard]] bool stands_after_word(std::size_t at) const;
  [[nodiscard]] bool only_types(PhraseId phrase) const;
  [[nodiscard]] bool is_locality(std::size_t at) const;

  const AddressIndex::State* index_{nullptr};
  std::uint64_t serial_{0};
  std::uint32_t epoch_{0};
  std::vector<std::uint32_t> word_epoch_, phrase_epoch_, touched_epoch_, address_seen_;
  std::vector<WordHit> word_hits_;
  std::vector<PhraseEvidence> phrase_evidence_;
  std::vector<WordId> hit_words_;           // all words that were hit
  std::vector<WordId> exact_, best_;        // per word of the text: itself; itself or its likeliest reading
};

}  // namespace hearth::place
