// Puts the matcher's index together from a gazetteer.
#include <algorithm>
#include <bit>
#include <cmath>
#include <deque>
#include <unordered_map>

#include "base/assertion.h"
#include "place/address_index.h"
#include "place/address_standing.h"
#include "place/address_weights.h"

namespace hearth::place {
namespace {

/// A piece of an address in words, with its codes; the roles are known, or guessed from one line.
struct AddressWords {
  std::vector<std::vector<std::string_view>> names, places;
  std::vector<std::string_view> street;
  std::vector<AddressCode> codes;
  std::uint8_t house{IndexedAddress::no_house};
  std::uint8_t designator{0};
  bool adjunct{false};
  PackedPostcode postcode;
};

void take_words(const AddressTokens& tokens, std::size_t from, std::size_t to, std::vector<std::string_view>& into) {
  for (auto i = from; i < to; ++i) into.push_back(tokens.words[i].text);
}

/// Parts of an address in its own buffers: the views of an AddressWords point into them.
class AddressReader {
 public:
  const AddressWords& read(const AddressParts& parts) {
    words_ = {};
    if (parts.address.empty()) read_parts(parts);
    else read_line(parts);
    if (!parts.postcode.empty()) words_.postcode = read_postcode(parts.postcode);
    if (words_.postcode.outward == 0 && !parts.outcode.empty()) words_.postcode = read_postcode(parts.outcode);
    return words_;
  }
  [[nodiscard]] bool line() const { return line_; }

 private:
  void read_parts(const AddressParts& parts) {
    line_ = false;
    if (!parts.organisation.empty() && organisation_.read(parts.organisation) && !organisation_.words.empty())
      take_words(organisation_, 0, organisation_.words.size(), words_.names.emplace_back());
    if (!parts.unit.empty() && unit_.read(parts.unit)) {
      for (auto code : unit_.codes) code.optional = false, words_.codes.push_back(code);
      if (!unit_.words.empty()) take_words(unit_, 0, unit_.words.size(), words_.names.emplace_back());
      words_.designator = designator_number(unit_.designator);
      words_.adjunct = unit_.adjunct;
      // "Flat 2, 62" ends in the house number; "3 North Hill Court" does not: its number is the building's.
      if (!unit_.codes.empty() && unit_.codes.back().words_before == unit_.words.size() &&
          unit_.codes.back().kind == CodeKind::number && !(unit_.codes.size() == 1 && unit_.codes.back().said_flat && !unit_.words.empty()))
        words_.house = static_cast<std::uint8_t>(words_.codes.size() - 1);
    }
    if (!parts.street.empty() && street_.read(parts.street)) {
      take_words(street_, 0, street_.words.size(), words_.street);
      for (auto code : street_.codes)
        if (code.words_before == 0 && code.kind == CodeKind::number && words_.codes.size() < AddressTokens::codes_max) {
          words_.codes.push_back(code);
          words_.house = static_cast<std::uint8_t>(words_.codes.size() - 1);
        }
    }
    for (auto [text, tokens] : {std::pair{parts.locality, &locality_}, std::pair{parts.town, &town_}})
      if (!text.empty() && tokens->read(text) && !tokens->words.empty())
        take_words(*tokens, 0, tokens->words.size(), words_.places.emplace_back());
  }

  /// Phrases end at commas, at numbers, and after a street type. The first phrase after the last number that ends in a street type is
  /// the street (or, without a number, the first that does); what stands before is names, what follows places.
  void read_line(const AddressParts& parts) {
    line_ = true;
    if (!unit_.read(parts.address)) return;
    if (unit_.postcode.outward != 0) words_.postcode = unit_.postcode;
    for (auto code : unit_.codes) {
      if (code.kind == CodeKind::letter && code.optional) continue;
      words_.codes.push_back(code);
    }
    words_.designator = designator_number(unit_.designator);
    words_.adjunct = unit_.adjunct;
    struct Span {
      std::size_t from, to;
      bool typed;
    };
    std::vector<Span> spans;
    std::size_t from = 0;
    const auto cut = [&](std::size_t to, bool typed) {
      if (to > from) spans.push_back({from, to, typed});
      from = to;
    };
    const auto code_before = [&](std::size_t word) {
      return std::any_of(unit_.codes.begin(), unit_.codes.end(), [&](const AddressCode& c) { return c.words_before == word; });
    };
    for (std::size_t i = 0; i < unit_.words.size(); ++i) {
      if (i > from && (unit_.words[i].starts_piece || code_before(i))) cut(i, unit_.words[i - 1].kind == WordKind::street_type);
      const bool next_typed = i + 1 < unit_.words.size() && unit_.words[i + 1].kind == WordKind::street_type && !unit_.words[i + 1].starts_piece;
      if (unit_.words[i].kind == WordKind::street_type && i > from && !next_typed) cut(i + 1, true);
    }
    cut(unit_.words.size(), !unit_.words.empty() && unit_.words.back().kind == WordKind::street_type);
    const std::size_t after_number = words_.codes.empty() ? 0 : words_.codes.back().words_before;
    std::size_t street = spans.size();
    for (std::size_t s = 0; s < spans.size() && street == spans.size(); ++s)
      if (spans[s].from >= after_number && spans[s].typed) street = s;
    for (std::size_t s = 0; s < spans.size() && street == spans.size(); ++s)
      if (spans[s].from >= after_number && !words_.codes.empty()) street = s;
    for (std::size_t s = 0; s < spans.size() && street == spans.size(); ++s)
      if (spans[s].typed) street = s;
    if (street == spans.size() && spans.size() > 1) street = 1;
    for (std::size_t s = 0; s < spans.size(); ++s) {
      auto& into = s == street ? words_.street : s < street ? words_.names.emplace_back() : words_.places.emplace_back();
      take_words(unit_, spans[s].from, spans[s].to, into);
    }
    if (!words_.codes.empty() && words_.codes.back().kind == CodeKind::number && street < spans.size() &&
        spans[street].from == words_.codes.back().words_before)
      words_.house = static_cast<std::uint8_t>(words_.codes.size() - 1);
  }

  AddressTokens organisation_, unit_, street_, locality_, town_;
  AddressWords words_;
  bool line_{false};
};

/// Words and phrases get their numbers here.
class Vocabulary {
 public:
  explicit Vocabulary(AddressIndex::State& state) : state_{state} {
    state_.words.push_back({});
    state_.phrases.push_back({});
    phrase_hashes_.reserve(1U << 16);
  }

  WordId word(std::string_view text) {
    const auto found = words_.find(hash64(text));
    if (found != words_.end()) return found->second;
    const auto id = state_.word_texts.append(text);
    HEARTH_ASSERT(id == state_.words.size());
    state_.words.push_back({.rarity = 0, .kind = known_word(text).kind, .length = static_cast<std::uint8_t>(std::min<std::size_t>(text.size(), 255)), .unused = 0});
    words_.emplace(hash64(text), id);
    return id;
  }

  PhraseId phrase(const std::vector<std::string_view>& texts) {
    if (texts.empty()) return 0;
    ids_.clear();
    for (const auto text : texts)
      if (ids_.size() < 16) ids_.push_back(word(text));
    const auto [at, added] = phrase_hashes_.emplace(hash_of_words(ids_), static_cast<PhraseId>(state_.phrases.size()));
    if (!added) return at->second;
    IndexedPhrase made{};
    made.word_from = static_cast<std::uint32_t>(state_.phrase_words.size());
    made.words = static_cast<std::uint8_t>(ids_.size());
    const auto kind = state_.words[ids_.back()].kind;
    made.core = static_cast<std::uint8_t>(ids_.size() - (ids_.size() > 1 && (kind == WordKind::street_type || kind == WordKind::place_type) ? 1 : 0));
    state_.phrase_words.append(ids_.begin(), ids_.end());
    state_.phrases.push_back(made);
    return at->second;
  }

 private:
  AddressIndex::State& state_;
  std::unordered_map<std::uint64_t, WordId> words_;
  std::unordered_map<std::uint64_t, PhraseId> phrase_hashes_;
  std::vector<WordId> ids_;
};

std::uint8_t mark_of(Standing standing) {
  return standing >= Standing::historic ? IndexedAddress::gone : standing >= Standing::provisional ? IndexedAddress::second : 0;
}

void add_address(AddressIndex::State& state, Vocabulary& vocabulary, const AddressWords& words, bool line, std::uint8_t standing, std::uint32_t property) {
  IndexedAddress made{};
  made.property = property;
  made.street = vocabulary.phrase(words.street);
  // The last names stand nearest to the number and say most.
  const auto skip = words.names.size() > IndexedAddress::names_max ? words.names.size() - IndexedAddress::names_max : 0;
  for (std::size_t i = skip; i < words.names.size(); ++i) made.names[i - skip] = vocabulary.phrase(words.names[i]);
  for (std::size_t i = 0; i < words.places.size() && i < IndexedAddress::places_max; ++i) made.places[i] = vocabulary.phrase(words.places[i]);
  if (made.places[1] == made.places[0]) made.places[1] = 0;
  made.code_from = static_cast<std::uint32_t>(state.codes.size());
  made.codes = static_cast<std::uint8_t>(words.codes.size());
  state.codes.append(words.codes.begin(), words.codes.end());
  made.house = words.house;
  made.designator = words.designator;
  made.marks = static_cast<std::uint8_t>((line ? IndexedAddress::from_line : 0) | (words.adjunct ? IndexedAddress::adjunct : 0) | standing);
  made.outward = words.postcode.outward;
  made.inward = words.postcode.inward;
  state.addresses.push_back(made);
}

void add_postings(const AddressIndex::State& state, std::uint32_t number, std::vector<Posting>& postings) {
  const auto& a = state.addresses[number];
  const auto add = [&](std::uint64_t key) { postings.push_back({key, number}); };
  const auto codes = state.codes_of(a);
  const auto add_phrase = [&](PhraseId phrase) {
    if (phrase == 0) return;
    add(key_of(KeyKind::phrase, phrase));
    for (const auto& code : codes) add(key_of(KeyKind::phrase_number, phrase, key_number(code)));
  };
  add_phrase(a.street);
  for (const auto name : a.names) {
    add_phrase(name);
    // "The Croft, Dewsbury Road": both lists are long, both together lead to one door.
    if (name != 0 && a.street != 0) add(key_of(KeyKind::name_street, name, a.street));
  }
  if (a.outward == 0 || a.inward == 0) return;
  const auto whole = std::uint64_t{a.outward} << 16 | a.inward;
  add(key_of(KeyKind::postcode, whole));
  for (const auto& code : codes) add(key_of(KeyKind::postcode_number, whole, key_number(code)));
}

/// The postings of which the keys lie in one part of all keys, sorted.
std::vector<Posting> postings_of(const AddressIndex::State& state, std::uint64_t part, std::uint64_t parts, Threads threads) {
  constexpr std::size_t grain = 1U << 16;
  const auto is_in_part = [&](const Posting& posting) { return parts == 1 || ((posting.key >> 32) * parts) >> 32 == part; };
  std::vector<std::vector<Posting>> ranges((state.addresses.size() + grain - 1) / grain);
  parallel_ranges(state.addresses.size(), grain, threads, [&](std::size_t from, std::size_t to) {
    auto& range = ranges[from / grain];
    std::vector<Posting> of_one;
    for (auto i = from; i < to; ++i) {
      of_one.clear();
      add_postings(state, static_cast<std::uint32_t>(i), of_one);
      std::ranges::copy_if(of_one, std::back_inserter(range), is_in_part);
    }
    std::sort(range.begin(), range.end());
    range.erase(std::unique(range.begin(), range.end()), range.end());
  });
  while (ranges.size() > 1) {
    std::vector<std::vector<Posting>> merged((ranges.size() + 1) / 2);
    parallel_ranges(merged.size(), 1, threads, [&](std::size_t i, std::size_t) {
      if (2 * i + 1 == ranges.size()) {
        merged[i] = std::move(ranges[2 * i]);
        return;
      }
      auto &a = ranges[2 * i], &b = ranges[2 * i + 1];
      merged[i].reserve(a.size() + b.size());
      std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(merged[i]));
      a = {}, b = {};
    });
    ranges = std::move(merged);
  }
  return ranges.empty() ? std::vector<Posting>{} : std::move(ranges.front());
}

/// Built part by part of the keys, so that the postings of a country need not be in memory at once; in ranges by several threads, then sorted
/// as one: the same for any number of parts and threads.
void make_keys(AddressIndex::State& state, Threads threads) {
  constexpr std::size_t addresses_of_a_part = 2'000'000;
  const auto parts = state.addresses.size() / addresses_of_a_part + 1;
  constexpr std::size_t postings_each = 10;  // more than there are: what is not written to takes no memory, and nothing is moved
  state.postings.reserve(state.addresses.size() * postings_each);
  std::deque<std::uint64_t> keys;      // ascending
  std::deque<std::uint32_t> counts;    // postings of each
  for (std::uint64_t part = 0; part < parts; ++part)
    for (const auto& posting : postings_of(state, part, parts, threads)) {
      if (keys.empty() || keys.back() != posting.key) keys.push_back(posting.key), counts.push_back(0);
      ++counts.back();
      state.postings.push_back(posting.address);
    }
  const auto slots = std::bit_ceil(keys.size() * 3 / 2 + 2);
  state.key_slots.assign(slots, 0);
  state.key_from.assign(slots, 0);
  state.key_count.assign(slots, 0);
  const auto key_slots = state.key_slots.writable();
  const auto key_from = state.key_from.writable(), key_count = state.key_count.writable();
  std::uint32_t from = 0;
  for (; !keys.empty(); keys.pop_front(), counts.pop_front()) {
    auto slot = keys.front() & (slots - 1);
    while (key_slots[slot] != 0) slot = (slot + 1) & (slots - 1);
    key_slots[slot] = keys.front();
    key_from[slot] = from;
    key_count[slot] = counts.front();
    from += counts.front();
  }
}

float rarity_of(std::size_t all, std::size_t having) {
  return static_cast<float>(std::log2(static_cast<double>(std::max<std::size_t>(all, 1)) / static_cast<double>(std::max<std::size_t>(having, 1))));
}

/// A name that one building alone has says its street and number, too. Where one of a building's addresses leaves the number or the
/// postcode out it is the same building all the same.
void count_buildings(AddressIndex::State& state) {
  struct Where {
    PhraseId street;
    std::uint32_t number, outward;
  };
  std::vector<Where> first(state.phrases.size());
  const auto phrases = state.phrases.writable();
  const auto same = [](std::uint32_t& a, std::uint32_t b) {
    if (a == 0) a = b;
    return b == 0 || a == b;
  };
  for (const auto& a : state.addresses) {
    const auto number = a.house == IndexedAddress::no_house ? 0U : state.codes[a.code_from + a.house].value;
    for (const auto name : a.names) {
      if (name == 0) continue;
      auto& buildings = phrases[name].buildings;
      auto& where = first[name];
      if (buildings == 0) where = {a.street, number, a.outward};
      const bool again = where.street == a.street && same(where.number, number) && same(where.outward, a.outward);
      buildings = buildings == 2 || !again ? 2 : 1;
    }
  }
}

/// How rare words and phrases are, from how many addresses have them.
void count_rarities(AddressIndex::State& state) {
  const auto phrases = state.phrases.writable();
  const auto words = state.words.writable();
  std::vector<std::uint32_t> word_count(state.words.size()), phrase_count(state.phrases.size()), seen(state.words.size(), ~0U);
  const auto count = [&](PhraseId phrase, std::uint32_t address, std::uint16_t IndexedPhrase::*role) {
    if (phrase == 0) return;
    ++phrase_count[phrase];
    auto& as = phrases[phrase].*role;
    if (as < 65'535) ++as;
    for (const auto word : state.words_of(phrase))
      if (seen[word] != address) seen[word] = address, ++word_count[word];
  };
  for (std::uint32_t i = 0; i < state.addresses.size(); ++i) {
    const auto& a = state.addresses[i];
    count(a.street, i, &IndexedPhrase::as_street);
    for (const auto name : a.names) count(name, i, &IndexedPhrase::as_name);
    for (const auto place : a.places) count(place, i, &IndexedPhrase::as_place);
  }
  count_buildings(state);
  const auto all = state.addresses.size();
  for (std::size_t w = 1; w < state.words.size(); ++w) words[w].rarity = rarity_of(all, word_count[w]);
  std::unordered_map<std::uint64_t, std::uint32_t> cores;
  const auto core_hash = [&](std::size_t p) { return hash_of_words(state.words_of(static_cast<PhraseId>(p)).first(state.phrases[p].core)); };
  for (std::size_t p = 1; p < state.phrases.size(); ++p) cores[core_hash(p)] += phrase_count[p];
  for (std::size_t p = 1; p < state.phrases.size(); ++p) {
    phrases[p].rarity = rarity_of(all, phrase_count[p]);
    phrases[p].core_rarity = rarity_of(all, cores[core_hash(p)]);
  }
}

void count_outcodes(AddressIndex::State& state) {
  std::vector<std::uint32_t> all;
  for (const auto& address : state.addresses)
    if (address.outward != 0) all.push_back(address.outward);
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i < all.size();) {
    auto end = i;
    while (end < all.size() && all[end] == all[i]) ++end;
    state.outcodes.push_back({all[i], rarity_of(state.addresses.size(), end - i)});
    i = end;
  }
}

void make_look_ups(AddressIndex::State& state) {
  const auto slots = std::bit_ceil(state.words.size() * 2 + 2);
  state.word_slots.assign(slots, 0);
  const auto word_slots = state.word_slots.writable();
  for (WordId w = 1; w < state.words.size(); ++w) {
    auto slot = hash64(state.word_texts.at(w)) & (slots - 1);
    while (word_slots[slot] != 0) slot = (slot + 1) & (slots - 1);
    word_slots[slot] = w;
  }
  const auto phrase_count = std::bit_ceil(state.phrases.size() * 2 + 2);
  state.phrase_slots.assign(phrase_count, 0);
  const auto phrase_slots = state.phrase_slots.writable();
  std::vector<std::pair<WordId, PhraseId>> pairs;
  for (PhraseId p = 1; p < state.phrases.size(); ++p) {
    auto slot = hash_of_words(state.words_of(p)) & (phrase_count - 1);
    while (phrase_slots[slot] != 0) slot = (slot + 1) & (phrase_count - 1);
    phrase_slots[slot] = p;
    // A phrase that is only ever a locality leads to no candidate.
    if (state.phrases[p].as_street + state.phrases[p].as_name == 0) continue;
    for (const auto word : state.words_of(p)) pairs.emplace_back(word, p);
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  std::vector<std::uint32_t> from(state.words.size() + 1, 0);
  for (const auto& [word, phrase] : pairs) {
    ++from[word + 1];
    state.word_phrases.push_back(phrase);
  }
  for (std::size_t w = 0; w < state.words.size(); ++w) from[w + 1] += from[w];
  state.word_phrase_from = std::move(from);
  std::vector<Spelling> spellings;
  for (WordId w = 1; w < state.words.size(); ++w) {
    const auto text = state.word_texts.at(w);
    if (text.size() < 4) continue;
    each_deletion(text, text.size() >= 8 ? 2 : 1, [&](std::uint32_t hash) { spellings.push_back({hash, w}); });
  }
  std::sort(spellings.begin(), spellings.end());
  spellings.erase(std::unique(spellings.begin(), spellings.end()), spellings.end());
  std::vector<std::uint32_t> spelling_from((1U << 16) + 1, 0);
  for (const auto& spelling : spellings) ++spelling_from[(spelling.hash >> 16) + 1];
  for (std::size_t i = 0; i < 1U << 16; ++i) spelling_from[i + 1] += spelling_from[i];
  state.spellings = std::move(spellings);
  state.spelling_from = std::move(spelling_from);
}

}  // namespace

AddressIndex AddressIndex::build(const Gazetteer& gazetteer, Threads threads) {
  auto state = std::make_unique<State>();
  state->gazetteer_version = gazetteer.version();
  const auto& decisions = GazetteerFile::state(gazetteer).decisions;
  state->decided = decisions_today(gazetteer, {decisions.begin(), decisions.end()});
  state->addresses.reserve(gazetteer.address_count());
  state->uprns.reserve(gazetteer.size());
  state->parents.reserve(gazetteer.size());
  Vocabulary vocabulary{*state};
  AddressReader reader;
  for (std::size_t p = 0; p < gazetteer.size(); ++p) {
    const PropertyIndex property{p};
    state->uprns.push_back(gazetteer.uprn(property).number());
    const auto parent = gazetteer.at(property).parent;
    state->parents.push_back(parent ? parent->number() : 0);
    for (const auto& parts : gazetteer.addresses(property)) {
      const auto& words = reader.read(parts);
      add_address(*state, vocabulary, words, reader.line(), mark_of(standing_of(parts.status)), static_cast<std::uint32_t>(p));
    }
  }
  count_rarities(*state);
  count_outcodes(*state);
  make_look_ups(*state);
  make_keys(*state, threads);
  state->prior = weights::prior_relief - std::log2(static_cast<double>(std::max<std::size_t>(state->addresses.size(), 1)));
  return AddressIndex{std::move(state)};
}

}  // namespace hearth::place
