#include "place/asked_address.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "place/address_weights.h"

namespace hearth::place {
namespace {

constexpr std::size_t phrases_per_word_max = 300;
constexpr std::size_t phrases_max = 12;
constexpr float rank_within = 5.5F;
constexpr double rank_rarity_max = 9;
constexpr std::size_t phrase_words_max = 7;

/// Damerau-Levenshtein (restricted) up to 2; 3 means more.
int edits(std::string_view a, std::string_view b) {
  if (a.size() > 40 || b.size() > 40) return 3;
  const auto apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (apart > 2) return 3;
  std::array<std::array<std::uint8_t, 42>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto &above = rows[(i - 1) % 3], &two_above = rows[(i + 1) % 3];
    row[0] = static_cast<std::uint8_t>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? two_above[j - 2] + 1 : 99;
      const int change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = static_cast<std::uint8_t>(std::min({swap, change, above[j] + 1, row[j - 1] + 1}));
    }
  }
  return std::min<int>(rows[a.size() % 3][b.size()], 3);
}

constexpr std::array<std::string_view, 4> directions{"north", "south", "east", "west"};

/// "noith", "wset": a direction with one typing error; it is compared as one letter.
KnownWord misspelt_direction(std::string_view text) {
  for (const auto word : directions)
    if (word.size() + 1 >= text.size() && text.size() + 1 >= word.size() && edits(text, word) == 1) return known_word(word);
  return {{}, WordKind::plain};
}

/// "roas", "aveneu": a street type with one typing error. Its short forms are compared, so the long ones are tried here.
KnownWord misspelt_type(std::string_view text) {
  constexpr std::array<std::string_view, 18> long_forms{"road", "street", "avenue", "drive", "close", "grove", "crescent", "terrace", "place",
                                                        "gardens", "square", "lane", "court", "mount", "walk", "approach", "green", "park"};
  for (const auto word : long_forms)
    if (word.size() + 1 >= text.size() && text.size() + 1 >= word.size() && edits(text, word) == 1) return known_word(word);
  return {{}, WordKind::plain};
}

bool is_type(WordKind kind) { return kind == WordKind::street_type || kind == WordKind::place_type; }

}  // namespace

void AskedAddress::prepare(const AddressIndex::State& index) {
  if (serial_ != index.serial) {
    serial_ = index.serial;
    epoch_ = 0;
    word_epoch_.assign(index.words.size(), 0);
    word_hits_.assign(index.words.size(), {});
    phrase_epoch_.assign(index.phrases.size(), 0);
    touched_epoch_.assign(index.phrases.size(), 0);
    phrase_evidence_.assign(index.phrases.size(), {});
    address_seen_.assign(index.addresses.size(), 0);
  }
  index_ = &index;
  if (++epoch_ == 0) {
    for (auto* seen : {&word_epoch_, &phrase_epoch_, &touched_epoch_, &address_seen_}) std::fill(seen->begin(), seen->end(), 0U);
    epoch_ = 1;
  }
  phrases.clear();
  said.clear();
  place_words = number_word = 0;
  hit_words_.clear();
}

void AskedAddress::read(const AddressIndex::State& index, AddressText address) {
  prepare(index);
  is_text = tokens.read(address.text);
  postcode = read_postcode(address.postcode);
  if (postcode.outward == 0) postcode = tokens.postcode;
  decided.reset();
  if (!is_text) return;
  if (!index.decided.empty()) decided = decision_about(index.decided, normal_form(tokens, postcode));
  look_up_words();
  find_said_phrases();
  find_number_word();
  find_phrases();
}

/// "4 Quillfeather, Morley", "Quillfeather 4": after the number, or before it when the number ends its piece.
void AskedAddress::find_number_word() {
  const auto last = [&](bool flats) {
    return std::find_if(tokens.codes.rbegin(), tokens.codes.rend(), [&](const AddressCode& c) { return c.kind == CodeKind::number && (flats || !c.said_flat); });
  };
  auto number = last(false);
  if (number == tokens.codes.rend()) number = last(true);
  if (number == tokens.codes.rend() || tokens.words.empty()) return;
  const std::size_t after = number->words_before;
  const bool ends_piece = after == tokens.words.size() || tokens.words[after].starts_piece;
  const bool alone = after == 0 || (ends_piece && number->starts_piece);
  const auto at = ends_piece && !alone ? after - 1 : after;
  if (at < tokens.words.size() && tokens.words[at].kind != WordKind::aside) number_word = 1U << at;
}

WordHit& AskedAddress::hit(WordId word) {
  if (word_epoch_[word] != epoch_) {
    word_epoch_[word] = epoch_;
    word_hits_[word] = {};
    hit_words_.push_back(word);
  }
  return word_hits_[word];
}

/// Where an unknown word falls into two that are a street or a name of the index, perhaps with the word behind: "nethergate",
/// "manorfarm drive". 0: nowhere.
std::size_t AskedAddress::seam_of(std::size_t word) const {
  constexpr std::size_t half_min = 4;
  const auto& words = tokens.words;
  const auto text = words[word].text;
  const bool followed = word + 1 < words.size() && !words[word + 1].starts_piece;
  const auto behind = followed ? index_->find_word(words[word + 1].text) : 0;
  for (auto at = half_min; at + half_min <= text.size(); ++at) {
    const auto head = index_->find_word(known_word(text.substr(0, at)).canonical), tail = index_->find_word(known_word(text.substr(at)).canonical);
    if (head == 0 || tail == 0) continue;
    const std::array<WordId, 3> all{head, tail, behind};
    if (is_street_or_name(std::span{all}.first(2)) || is_street_or_name(all)) return at;
  }
  return 0;
}

bool AskedAddress::is_street_or_name(std::span<const WordId> words) const {
  if (std::ranges::find(words, WordId{0}) != words.end()) return false;
  const auto phrase = index_->find_phrase(words);
  return phrase != 0 && index_->phrases[phrase].as_street + index_->phrases[phrase].as_name > 0;
}

/// Whether some street or name of the index has these two words one behind the other: "mill bank" of Silk Mill Bank.
bool AskedAddress::stand_together(WordId first, WordId second) const {
  if (first == 0 || second == 0) return false;
  for (auto p = index_->word_phrase_from[first]; p < index_->word_phrase_from[first + 1]; ++p) {
    const auto words = index_->words_of(index_->word_phrases[p]);
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
      if (words[i] == first && words[i + 1] == second) return true;
  }
  return false;
}

/// "coast guard row" for Coastguard Row: two words that are one in a street or a name of the index, and that stand together in none.
void AskedAddress::join_parted_words() {
  constexpr std::size_t half_min = 3;  // "wharf e" is no Wharfe
  auto& words = tokens.words;
  std::string joined;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].text.size() < half_min || words[i + 1].text.size() < half_min) continue;
    if (words[i].kind != WordKind::plain || words[i + 1].kind == WordKind::aside || words[i + 1].starts_piece) continue;
    if (std::ranges::any_of(tokens.codes, [&](const AddressCode& code) { return code.words_before == i + 1; })) continue;
    joined.assign(words[i].text).append(words[i + 1].text);
    const auto whole = index_->find_word(joined);
    if (whole == 0) continue;
    const bool followed = i + 2 < words.size() && !words[i + 2].starts_piece;
    const std::array<WordId, 2> together{whole, followed ? index_->find_word(words[i + 2].text) : 0};
    if (stand_together(index_->find_word(words[i].text), index_->find_word(words[i + 1].text))) continue;
    if (!is_street_or_name(std::span{together}.first(1)) && !(followed && is_street_or_name(together))) continue;
    words[i].text = index_->word_texts.at(whole);
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    for (auto& code : tokens.codes) code.words_before = static_cast<std::uint8_t>(code.words_before - (code.words_before > i ? 1 : 0));
  }
}

/// "weirlane": an unknown word that ends in a street type, behind a known one, is two.
void AskedAddress::part_merged_words() {
  constexpr std::array<std::string_view, 10> ends{"road", "street", "avenue", "lane", "close", "drive", "grove", "crescent", "terrace", "gardens"};
  auto& words = tokens.words;
  for (std::size_t i = 0; i < words.size() && words.size() < AddressTokens::words_max; ++i) {
    const auto text = words[i].text;
    if (words[i].kind != WordKind::plain || text.size() < 7 || index_->find_word(text) != 0) continue;
    const auto end = std::find_if(ends.begin(), ends.end(), [&](std::string_view e) { return text.size() >= e.size() + 3 && text.ends_with(e); });
    auto seam = end == ends.end() ? 0 : text.size() - end->size();
    if (seam == 0 || index_->find_word(known_word(text.substr(0, seam)).canonical) == 0) seam = seam_of(i);
    if (seam == 0) continue;
    const auto head = known_word(text.substr(0, seam)), tail = known_word(text.substr(seam));
    words[i].text = head.canonical;
    words[i].kind = head.kind;
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, {tail.canonical, tail.kind, false});
    for (auto& code : tokens.codes) code.words_before = static_cast<std::uint8_t>(code.words_before + (code.words_before > i ? 1 : 0));
  }
}

void AskedAddress::look_up_words() {
  join_parted_words();
  part_merged_words();
  const auto& words = tokens.words;
  exact_.assign(words.size(), 0);
  best_.assign(words.size(), 0);
  for (std::size_t i = 0; i < words.size(); ++i) {
    exact_[i] = best_[i] = index_->find_word(words[i].text);
    if (exact_[i] == 0 && words[i].kind == WordKind::plain && words[i].text.size() >= 4) {
      auto type = misspelt_type(words[i].text);
      if (type.canonical.empty()) type = misspelt_direction(words[i].text);
      if (!type.canonical.empty()) {
        tokens.words[i].text = type.canonical;
        tokens.words[i].kind = type.kind;
        exact_[i] = best_[i] = index_->find_word(type.canonical);
      }
    }
    if (exact_[i] != 0) hit(exact_[i]).exact |= 1U << i;
  }
  std::string joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool known = exact_[i] != 0;
    if (!known || (!is_type(words[i].kind) && words[i].text.size() >= 5)) look_up_typos(i, words[i].text, known);
    if (!known && words[i].kind == WordKind::plain) look_up_long_forms(i, words[i].text);
    // A blank too many: "wood house".
    if (i + 1 == words.size() || words[i + 1].starts_piece) continue;
    joined.assign(words[i].text).append(words[i + 1].text);
    if (const auto word = index_->find_word(joined)) hit(word).typo |= 1U << i;
  }
}

void AskedAddress::look_up_typos(std::size_t position, std::string_view text, bool known) {
  if (text.size() < (known ? 5U : 3U) || text.size() > 40) return;
  const int allowed = !known && text.size() >= 8 ? 2 : 1;
  int best = 3;
  float best_rarity = 99;
  each_deletion(text, allowed, [&](std::uint32_t hash) {
    const auto from = index_->spelling_from[hash >> 16], to = index_->spelling_from[(hash >> 16) + 1];
    const auto begin = index_->spellings.begin();
    for (auto at = std::lower_bound(begin + from, begin + to, Spelling{hash, 0}); at != begin + to && at->hash == hash; ++at) {
      if (at->word == exact_[position]) continue;
      auto& found = hit(at->word);
      const auto bit = 1U << position;
      if ((found.any() & bit) != 0) continue;
      const auto spelled = index_->word_texts.at(at->word);
      const int distance = edits(text, spelled);
      if (distance > allowed) continue;
      (distance == 1 ? found.typo : found.two_typos) |= bit;
      if (text[0] != spelled[0]) found.first_letter |= bit;
      // The likeliest reading of an unknown word: fewest edits, then the commonest word.
      const float rarity = index_->words[at->word].rarity;
      if (!known && (distance < best || (distance == best && rarity < best_rarity))) {
        best = distance;
        best_rarity = rarity;
        best_[position] = at->word;
      }
    }
  });
}

/// "uper", "fisrt": the index has the short form alone.
void AskedAddress::look_up_long_forms(std::size_t position, std::string_view text) {
  constexpr std::size_t letters_min = 4;
  if (text.size() < letters_min) return;
  for (const auto& form : long_forms()) {
    if (form.text.size() + 1 < text.size() || text.size() + 1 < form.text.size() || edits(text, form.text) != 1) continue;
    const auto word = index_->find_word(form.canonical);
    if (word == 0 || word == exact_[position]) continue;
    auto& found = hit(word);
    const auto bit = 1U << position;
    if ((found.any() & bit) != 0) continue;
    found.typo |= bit;
    if (text[0] != form.text[0]) found.first_letter |= bit;
    if (best_[position] == 0) best_[position] = word;
  }
}

void AskedAddress::find_said_phrases() {
  namespace w = weights;
  const auto size = tokens.words.size();
  for (std::size_t from = 0; from < size; ++from)
    for (std::size_t to = std::min(size, from + phrase_words_max); to > from; --to) {
      const auto length = to - from;
      const bool known = std::all_of(exact_.begin() + static_cast<std::ptrdiff_t>(from), exact_.begin() + static_cast<std::ptrdiff_t>(to), [](WordId id) { return id != 0; });
      if (std::any_of(best_.begin() + static_cast<std::ptrdiff_t>(from), best_.begin() + static_cast<std::ptrdiff_t>(to), [](WordId id) { return id == 0; })) continue;
      const auto phrase = index_->find_phrase(std::span{best_}.subspan(from, length));
      if (phrase == 0) continue;
      const auto& p = index_->phrases[phrase];
      if (p.as_street + p.as_name > 0) touch(phrase);
      if (!known || (length == 1 && is_type(tokens.words[from].kind))) continue;
      const auto mask = (length >= 32 ? ~0U : (1U << length) - 1) << from;
      // Longer phrases come first from each start; one that is part of another says nothing of its own.
      if (std::any_of(said.begin(), said.end(), [&](const SaidPhrase& s) { return (mask & ~s.words) == 0; })) continue;
      const bool place = p.as_place > 0 && p.as_place >= p.as_street;
      if (place) place_words |= mask;
      said.push_back({mask, phrase, place ? w::other_place_said : p.as_street > 0 ? w::other_street_said : w::other_name_said});
    }
}

void AskedAddress::touch(PhraseId phrase) {
  if (touched_epoch_[phrase] == epoch_) return;
  touched_epoch_[phrase] = epoch_;
  if (evidence(phrase).present) phrases.push_back(phrase);
}

void AskedAddress::find_phrases() {
  for (std::size_t i = 0; i < hit_words_.size(); ++i) {
    const auto word = hit_words_[i];
    const auto from = index_->word_phrase_from[word], to = index_->word_phrase_from[word + 1];
    if (to - from > phrases_per_word_max || hit_if(word).any() == 0) continue;
    for (auto p = from; p < to; ++p) touch(index_->word_phrases[p]);
  }
  const auto better = [&](PhraseId a, PhraseId b) {
    const float x = phrase_evidence_[a].rank, y = phrase_evidence_[b].rank;
    return x != y ? x > y : a < b;
  };
  const auto keep = std::min(phrases.size(), phrases_max);
  std::partial_sort(phrases.begin(), phrases.begin() + static_cast<std::ptrdiff_t>(keep), phrases.end(), better);
  phrases.resize(keep);
  // What is this much weaker than the best phrase leads to no answer.
  while (phrases.size() > 3 && phrase_evidence_[phrases.back()].rank < phrase_evidence_[phrases.front()].rank - rank_within) phrases.pop_back();
}

const PhraseEvidence& AskedAddress::evidence(PhraseId phrase) {
  if (phrase_epoch_[phrase] != epoch_) {
    phrase_epoch_[phrase] = epoch_;
    phrase_evidence_[phrase] = compare(phrase);
  }
  return phrase_evidence_[phrase];
}

bool AskedAddress::stands_after_word(std::size_t at) const {
  if (at == 0 || at >= tokens.words.size() || tokens.words[at].starts_piece || tokens.words[at - 1].kind == WordKind::aside) return false;
  return std::none_of(tokens.codes.begin(), tokens.codes.end(), [&](const AddressCode& c) { return c.words_before == at; });
}

/// Words from here on are a locality or a town, and no more often a street: "33 Bank Crescent Millholme", written without commas.
bool AskedAddress::is_locality(std::size_t at) const {
  for (std::size_t length = std::min(tokens.words.size() - at, phrase_words_max); length > 0; --length) {
    const auto words = std::span{exact_}.subspan(at, length);
    if (std::ranges::find(words, WordId{0}) != words.end()) continue;
    const auto& phrase = index_->phrases[index_->find_phrase(words)];  // the first of all is none, and no place
    if (phrase.as_place > 0) return phrase.as_place >= phrase.as_street;
  }
  return false;
}

bool AskedAddress::only_types(PhraseId phrase) const {
  const auto words = index_->words_of(phrase).first(index_->phrases[phrase].core);
  return std::all_of(words.begin(), words.end(), [&](WordId w) { return is_type(index_->words[w].kind); });
}

PhraseEvidence AskedAddress::compare(PhraseId id) const {
  namespace w = weights;
  const auto& phrase = index_->phrases[id];
  const auto words = index_->words_of(id);
  PhraseEvidence e;
  std::array<const WordHit*, 16> found;  // filled as far as it is read
  std::uint32_t run = ~0U;
  float matched = 0, missing = 0;
  bool any_word = false;
  for (std::size_t k = 0; k < words.size(); ++k) {
    found[k] = &hit_if(words[k]);
    if (k >= phrase.core) continue;
    const auto any = found[k]->any();
    (any != 0 ? matched : missing) += index_->words[words[k]].rarity;
    any_word |= any != 0;
    if (any != 0) run &= any >> k;
  }
  if (missing > matched || !any_word) return e;
  const auto hit_of = [&](std::size_t k) -> const WordHit& { return *found[k]; };
  e.present = true;
  e.agreement = Agreement::equal;
  // The place where its words stand together; the one with the fewest typing errors when there are several.
  double penalty = 0;
  int start = -1;
  double least = 0, least_with_type = 1e9;
  const auto cost = [&](const WordHit& h, std::uint32_t bit) {
    if ((h.exact & bit) != 0 || h.any() == 0) return 0.0;
    const double first = (h.first_letter & bit) != 0 ? w::word_typo_first_letter : 0.0;
    return -((h.typo & bit) != 0 ? w::word_typo : w::word_two_typos) - first;
  };
  const auto type_cost = [&](int after) {
    if (phrase.core == words.size()) return 0.0;
    const auto bit = after < 32 ? 1U << after : 0U;
    if ((hit_of(phrase.core).any() & bit) != 0) return cost(hit_of(phrase.core), bit);
    return static_cast<double>(phrase.rarity - phrase.core_rarity) - w::street_type_missing;
  };
  for (auto rest = run; rest != 0; rest &= rest - 1) {
    const int at = std::countr_zero(rest);
    double sum = 0;
    for (std::size_t k = 0; k < phrase.core; ++k) sum += cost(hit_of(k), 1U << (at + static_cast<int>(k)));
    const double with_type = sum + type_cost(at + phrase.core);
    if (with_type < least_with_type) least_with_type = with_type, least = sum, start = at;
  }
  if (start >= 0) {
    penalty -= least;
    for (std::size_t k = 0; k < phrase.core; ++k)
      if (hit_of(k).any() != 0) e.words |= 1U << (start + static_cast<int>(k));
  } else {
    e.agreement = Agreement::moved;
    penalty += w::words_apart;
    for (std::size_t k = 0; k < phrase.core; ++k) {
      const auto pick = hit_of(k).exact != 0 ? hit_of(k).exact : hit_of(k).any();
      if (pick == 0) continue;
      const auto bit = pick & (0U - pick);
      e.words |= bit;
      penalty -= cost(hit_of(k), bit);
    }
  }
  if (penalty < 0 && e.agreement == Agreement::equal) e.agreement = Agreement::typo;
  double base = phrase.rarity;
  if (phrase.core < words.size()) {
    const auto& last = hit_of(phrase.core);
    const auto after = start >= 0 ? start + phrase.core : 32;
    const auto bit = after < 32 ? 1U << after : 0U;
    if ((last.any() & bit) != 0) {
      e.words |= bit;
      penalty -= cost(last, bit);
      if (cost(last, bit) > 0) e.agreement = Agreement::typo;
    } else {
      const bool other = after < static_cast<int>(tokens.words.size()) && is_type(tokens.words[static_cast<std::size_t>(after)].kind) &&
                         !tokens.words[static_cast<std::size_t>(after)].starts_piece;
      base = phrase.core_rarity;
      penalty += other ? w::street_type_differs : w::street_type_missing;
      if (e.agreement == Agreement::equal) e.agreement = Agreement::equivalent;
    }
  }
  if (missing > 0) {
    base = std::min<double>(base, matched);
    penalty -= w::word_missing_share * static_cast<double>(missing);
    e.agreement = Agreement::typo;
    e.part = true;
  }
  if (start >= 0 && only_types(id)) {
    const auto from = static_cast<std::size_t>(start), behind = from + words.size();
    if (stands_after_word(from) || (stands_after_word(behind) && !is_locality(behind))) penalty += w::type_alone_after_word;
  }
  e.bits = static_cast<float>(base + penalty);
  // Else a rare name with two typing errors would stand before a common street that is said rightly.
  e.rank = static_cast<float>(std::min<double>(base, rank_rarity_max) + penalty);
  e.whole = e.agreement == Agreement::equal && missing == 0;
  e.repeats = e.words;
  for (auto rest = run; e.whole && rest != 0; rest &= rest - 1) {
    const int at = std::countr_zero(rest);
    for (std::size_t k = 0; k < words.size(); ++k)
      if (at + static_cast<int>(k) < 32) e.repeats |= hit_of(k).exact & (1U << (at + static_cast<int>(k)));
  }
  return e;
}

}  // namespace hearth::place
