#include "place/weigh_candidate.h"

#include <algorithm>
#include <bit>

#include "base/text.h"
#include "place/address_weights.h"

namespace hearth::place {
namespace {

namespace w = weights;

/// Adds up, and writes down when somebody wants to read it.
class Balance {
 public:
  Balance(const AddressIndex::State& index, AskedAddress& asked, std::vector<FieldEvidence>* evidence)
      : index_{index}, asked_{asked}, evidence_{evidence} {}

  void add(const char* field, Agreement agreement, double bits, std::string_view text, std::string_view property) {
    total += bits;
    if (evidence_ != nullptr)
      evidence_->push_back({.field = field, .agreement = agreement, .text = std::string{text}, .property = std::string{property}, .weight = LogOdds{bits}});
  }
  [[nodiscard]] bool writing() const noexcept { return evidence_ != nullptr; }
  [[nodiscard]] std::string phrase(PhraseId id) const { return writing() ? index_.phrase_text(id) : std::string{}; }
  [[nodiscard]] std::string words(std::uint32_t mask) const {
    std::string text;
    if (!writing()) return text;
    for (std::size_t i = 0; i < asked_.tokens.words.size(); ++i) {
      if ((mask >> i & 1U) == 0) continue;
      if (!text.empty()) text.push_back(' ');
      text.append(asked_.tokens.words[i].text);
    }
    return text;
  }
  [[nodiscard]] std::string codes(std::span<const AddressCode> all) const {
    std::string text;
    if (!writing()) return text;
    for (const auto& code : all) {
      if (code.optional) continue;
      if (!text.empty()) text.push_back(' ');
      text.append(code_text(code));
    }
    return text;
  }
  double total{0};

 private:
  const AddressIndex::State& index_;
  AskedAddress& asked_;
  std::vector<FieldEvidence>* evidence_;
};

struct Covered {
  std::uint32_t words{0};
  bool whole{true};      // every phrase of the property is in the text, word for word
  bool located{false};
  bool other_place{false};  // a locality is said that is not the property's
  bool named{false};     // a rare building name stands there, whole
  std::uint32_t street{0};  // the words of the street, when it stands there whole
  std::uint32_t street_words{0}, street_anywhere{0};  // whole or not: where it was found; and wherever else it stands
  std::uint32_t loose{0};   // words of phrases that do not stand there whole
  bool a_name{false};       // any name is there
  PhraseId block{0};        // the name that stands for the building's number
  bool block_alone{false};  // and for its street: no other building has it
  bool place_named{false};  // a rare name stands there, whole, and is the locality's, too
};

/// One character differs, is missing or is too many.
bool nearly_same_outcode(std::uint32_t a, std::uint32_t b) {
  const auto x = PackedPostcode{.outward = a, .inward = 0}.text(), y = PackedPostcode{.outward = b, .inward = 0}.text();
  return edit_distance(x, y) == 1;
}

double postcode_bits(const AddressIndex::State& index, const PackedPostcode& asked, const PackedPostcode& have, Agreement& agreement) {
  const double outcode = std::min<double>(w::outcode_max, index.outcode_rarity(have.outward));
  if (asked.outward != have.outward) {
    const bool near = asked.inward != 0 && asked.inward == have.inward && nearly_same_outcode(asked.outward, have.outward);
    agreement = near ? Agreement::typo : Agreement::conflict;
    return near ? w::outcode_typo : w::outcode_differs;
  }
  if (asked.inward == 0 || have.inward == 0) {
    agreement = Agreement::equivalent;
    return outcode;
  }
  if (asked.inward == have.inward) {
    agreement = Agreement::equal;
    return std::min<double>(w::postcode_max, index.postcode_rarity(have));
  }
  agreement = Agreement::typo;
  return outcode + w::inward_differs + (asked.same_sector(have) ? w::sector_more : 0.0);
}

/// Words that another piece of the property accounts for already do not say a second one.
bool has_words_of_its_own(const PhraseEvidence& e, const Covered& covered) { return (e.words & ~covered.words) != 0; }

void weigh_names(const IndexedAddress& a, AskedAddress& asked, Balance& balance, Covered& covered) {
  for (const auto name : a.names) {
    if (name == 0) continue;
    const auto& e = asked.evidence(name);
    // "Dewsbury Road, Tingley" does not say Tingley House.
    const bool only_place = !e.whole && (e.words & ~asked.place_words) == 0;
    if (e.present && has_words_of_its_own(e, covered) && !only_place) {
      covered.words |= e.words;
      covered.whole &= e.whole;
      covered.a_name = true;
      if (!e.whole) covered.loose |= e.words;
      const bool rare = e.bits >= 6 && !e.part;
      covered.located |= rare && e.agreement != Agreement::moved;
      // A library that is called by its town's name has hardly a name of its own.
      const bool own = std::find(a.places.begin(), a.places.end(), name) == a.places.end();
      (own ? covered.named : covered.place_named) |= rare && e.whole;
      const bool says_street = covered.block_alone && name == covered.block;
      covered.located |= name == covered.block;
      covered.named |= says_street;
      balance.add("names", e.agreement, std::clamp<double>(e.bits, w::name_absent, e.part ? w::name_part_max : says_street ? w::street_max : w::name_max),
                  balance.words(e.words), balance.phrase(name));
      continue;
    }
    covered.whole = false;
    // Where the number belongs to the name, the name cannot be left out.
    const bool owns_number = (a.marks & IndexedAddress::from_line) == 0 && a.codes > 0 && a.house == IndexedAddress::no_house;
    balance.add("names", Agreement::missing, owns_number ? w::name_absent_with_its_number : w::name_absent, "", balance.phrase(name));
  }
}

/// Every number of the text is a flat's: somebody says so, or it stands right before the block's name.
bool numbers_are_of_block(const AskedAddress& asked, const PhraseEvidence& name) {
  const auto at = std::countr_zero(name.words);
  return std::all_of(asked.tokens.codes.begin(), asked.tokens.codes.end(),
                     [&](const AddressCode& c) { return c.optional || c.said_flat || c.words_before == at; });
}

/// "Flat 2 Ropemakers Court" for Flat 2, Ropemakers Court, 48 Ropewalk: the name says which building. It must be one building's alone,
/// or the street or the whole postcode must stand there, too.
void find_block(const AddressIndex::State& index, const IndexedAddress& a, AskedAddress& asked, Covered& covered) {
  if (a.codes < 2 || a.house == IndexedAddress::no_house) return;
  const bool same_postcode = asked.postcode.inward != 0 && asked.postcode.inward == a.inward && asked.postcode.outward == a.outward;
  for (const auto name : a.names) {
    if (name == 0) continue;
    const auto& e = asked.evidence(name);
    if (!e.present || e.part || e.agreement == Agreement::moved || !numbers_are_of_block(asked, e)) continue;
    const auto& phrase = index.phrases[name];
    const bool alone = e.whole && phrase.buildings == 1 && phrase.as_street == 0;
    if (!alone && !same_postcode && !(a.street != 0 && asked.evidence(a.street).whole)) continue;
    covered.block = name;
    covered.block_alone = alone;
    return;
  }
}

/// The block's name stands for its number only where the number itself does not fit better.
CodeEvidence weigh_codes(const AddressIndex::State& index, const IndexedAddress& a, AskedAddress& asked, Covered& covered) {
  const auto codes = compare_codes(asked.tokens.codes, index.codes_of(a), a.house);
  if (codes.finding == CodeFinding::agree) return codes;
  find_block(index, a, asked, covered);
  if (covered.block == 0) return codes;
  const auto in_block = compare_codes_in_block(asked.tokens.codes, index.codes_of(a), a.house);
  const bool better = in_block.finding == CodeFinding::agree || (codes.finding == CodeFinding::conflict && in_block.finding != CodeFinding::number_missing);
  if (better) return in_block;
  covered.block = 0;
  covered.block_alone = false;
  return codes;
}

/// True when the street is there.
bool weigh_street(const IndexedAddress& a, AskedAddress& asked, Balance& balance, Covered& covered) {
  if (a.street == 0) return true;
  const auto& e = asked.evidence(a.street);
  if (!e.present || e.bits <= w::street_not_said || !has_words_of_its_own(e, covered)) return false;
  // "12, Horsforth" is not 12 Horsforth Road.
  if (!e.whole && (e.words & ~asked.place_words) == 0 && (e.words & asked.number_word) == 0) return false;
  covered.words |= e.words;
  covered.whole &= e.whole;
  covered.located = true;
  if (e.whole) covered.street = e.words;
  else covered.loose |= e.words;
  covered.street_words = e.words;
  covered.street_anywhere = e.repeats;
  balance.add("street", e.agreement, std::min<double>(e.bits, w::street_max), balance.words(e.words), balance.phrase(a.street));
  return true;
}

/// Whichever stands there whole takes its words first.
bool weigh_street_and_names(const IndexedAddress& a, AskedAddress& asked, Balance& balance, Covered& covered) {
  const bool name_whole = std::any_of(a.names.begin(), a.names.end(), [&](PhraseId n) { return n != 0 && asked.evidence(n).whole; });
  const bool names_first = name_whole && a.street != 0 && !asked.evidence(a.street).whole;
  if (names_first) weigh_names(a, asked, balance, covered);
  const bool street = weigh_street(a, asked, balance, covered);
  if (!names_first) weigh_names(a, asked, balance, covered);
  return street;
}

void weigh_absent_street(const IndexedAddress& a, AskedAddress& asked, Balance& balance, Covered& covered) {
  covered.whole = false;
  const auto rest = asked.all_words() & ~covered.words;
  const double beside = a.codes == 0 ? w::street_absent_beside_own_name : w::street_absent_beside_name;
  const double not_said = covered.block_alone ? w::block_alone_says_street : w::street_not_said;
  const double bits = rest == 0 ? not_said : covered.named ? beside : covered.place_named ? w::street_absent_beside_name : w::street_absent;
  balance.add("street", rest != 0 ? Agreement::conflict : Agreement::missing, bits, balance.words(rest), balance.phrase(a.street));
}

void weigh_places(const IndexedAddress& a, AskedAddress& asked, Balance& balance, Covered& covered) {
  double bits = 0;
  for (const auto place : a.places) {
    if (place == 0) continue;
    const auto& e = asked.evidence(place);
    if (e.present && e.bits > 0) {
      covered.words |= e.repeats;
      const double worth = std::min(std::clamp<double>(e.bits, 0.0, w::place_max), w::place_max - bits);
      bits += std::max(0.0, worth);
      balance.add("locality", e.agreement, std::max(0.0, worth), balance.words(e.words), balance.phrase(place));
    } else {
      // A town that every address has says nothing when it is missing; its words may stand in the text all the same.
      covered.words |= e.repeats;
      balance.add("locality", e.present ? e.agreement : Agreement::missing, e.present ? 0.0 : w::place_absent, "", balance.phrase(place));
    }
  }
}

/// Unknown words with a street type behind them ("Quillfeather Road"): the words.
std::uint32_t unknown_street(const AskedAddress& asked, std::uint32_t rest) {
  const auto& words = asked.tokens.words;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto both = 3U << (i - 1);
    if ((rest & both) == both && words[i].kind == WordKind::street_type && !words[i].starts_piece && words[i - 1].kind == WordKind::plain) return both;
  }
  return 0;
}

/// Whole streets, buildings and localities that the text names and the property does not have; then single words.
void weigh_rest(const IndexedAddress& a, AskedAddress& asked, Balance& balance, Covered& covered) {
  const bool no_codes = a.codes == 0;
  const auto all_words = asked.all_words();
  auto rest = all_words & ~covered.words;
  // A second street or name beside the property's own matters little, unless it stands at the number or holds the street's own words.
  const auto share = [&](std::uint32_t words) {
    const bool apart = (words & asked.number_word & ~covered.words) == 0 && (words & covered.street) == 0;
    return covered.street != 0 && apart ? w::beside_whole_street : !no_codes ? 1.0 : covered.named ? w::beside_own_name : covered.place_named ? w::beside_place_name : 1.0;
  };
  bool street_said = false;
  for (const auto& said : asked.said) {
    const bool is_street = said.missed == w::other_street_said, is_place = said.missed == w::other_place_said;
    const bool own_words_in_it = is_street && said.phrase != a.street && covered.street_words != 0 && (covered.street_anywhere & ~said.words) == 0;
    if ((said.words & ~covered.words) == 0 && !own_words_in_it) continue;
    // Words that the property's own phrases account for may look like another phrase, too.
    const auto firm = covered.words & ~covered.loose;
    const bool looks_like = std::popcount(said.words & firm) * 2 > std::popcount(said.words);
    if (!own_words_in_it && looks_like && (!is_street || (covered.street != 0 && (said.words & covered.street) == 0))) continue;
    rest &= ~said.words;
    (is_place ? covered.other_place : street_said) |= is_place || is_street;
    if (!is_place) covered.whole = false;
    double bits = said.missed * (is_street ? share(said.words) : 1.0);
    if (own_words_in_it) bits = said.words == covered.street_words ? w::names_another_street : w::part_of_another_street;
    const bool at_number = (said.words & asked.number_word) != 0, like_own_name = no_codes && (said.words & covered.loose) != 0;
    if (!is_place && !is_street && (at_number || like_own_name)) bits = w::other_name_at_number;
    balance.add(is_place ? "locality" : is_street ? "street" : "names", Agreement::conflict, bits, balance.words(said.words), "");
  }
  if (const auto unknown = unknown_street(asked, rest); unknown != 0 && !street_said) {
    street_said = true;
    rest &= ~unknown;
    covered.whole = false;
    balance.add("street", Agreement::conflict, w::unknown_street_said * share(unknown), balance.words(unknown), "");
  }
  if ((asked.number_word & all_words & ~covered.words) != 0 && !street_said) {
    rest &= ~asked.number_word;
    covered.whole = false;
    balance.add("street", Agreement::conflict, w::other_word_at_number, balance.words(asked.number_word), "");
  }
  double bits = 0;
  for (auto left = rest; left != 0; left &= left - 1) {
    const auto& word = asked.tokens.words[static_cast<std::size_t>(std::countr_zero(left))];
    bits += word.kind == WordKind::aside ? 0.0 : word.kind == WordKind::street_type ? w::extra_street_type : w::extra_word;
  }
  if (bits == 0) return;
  covered.whole = false;
  balance.add("words", Agreement::extra, std::max(bits, w::extra_words_least), balance.words(rest), "");
}

void write_codes(const CodeEvidence& e, std::span<const AddressCode> asked, std::span<const AddressCode> have, Balance& balance) {
  const auto said = balance.codes(asked), known = balance.codes(have);
  if (e.has_number || e.number_bits != 0) balance.add("number", e.number, e.number_bits, said, known);
  if (e.has_flat || e.flat_bits != 0) balance.add("flat", e.flat, e.flat_bits, said, known);
  if (e.has_suffix || e.suffix_bits != 0) balance.add("suffix", e.suffix, e.suffix_bits, said, known);
}

}  // namespace

Candidate weigh_candidate(const AddressIndex::State& index, AskedAddress& asked, std::uint32_t address, std::vector<FieldEvidence>* evidence) {
  const auto& a = index.addresses[address];
  Balance balance{index, asked, evidence};
  Candidate made{.address = address, .property = a.property};
  Covered covered;
  const auto codes = weigh_codes(index, a, asked, covered);
  made.finding = codes.finding;
  if (codes.finding == CodeFinding::conflict && evidence == nullptr) {
    made.weight = -1000;
    return made;
  }
  balance.add("prior", Agreement::equal, index.prior, "", "");
  write_codes(codes, asked.tokens.codes, index.codes_of(a), balance);
  const auto designator = designator_number(asked.tokens.designator);
  const bool other_designator = designator != 0 && a.designator != 0 && designator != a.designator;
  if (other_designator) balance.add("flat", Agreement::equivalent, w::designator_differs, asked.tokens.designator, "");
  const bool street = weigh_street_and_names(a, asked, balance, covered);
  weigh_places(a, asked, balance, covered);
  if (!street) weigh_absent_street(a, asked, balance, covered);
  weigh_rest(a, asked, balance, covered);
  if (asked.postcode.outward != 0 && a.outward != 0) {
    Agreement agreement{};
    const PackedPostcode have{.outward = a.outward, .inward = static_cast<std::uint16_t>(a.inward)};
    const double bits = postcode_bits(index, asked.postcode, have, agreement);
    balance.add("postcode", agreement, bits, balance.writing() ? asked.postcode.text() : "", balance.writing() ? have.text() : "");
  }
  if (const bool is_adjunct = (a.marks & IndexedAddress::adjunct) != 0; is_adjunct != asked.tokens.adjunct) {
    covered.whole = false;
    balance.add("names", is_adjunct ? Agreement::missing : Agreement::extra, is_adjunct ? w::adjunct_not_said : w::adjunct_said, "", "");
    // "Garage at 12 Weir Lane": the building is 12.
    if (made.finding == CodeFinding::agree) made.finding = is_adjunct ? CodeFinding::flat_missing : CodeFinding::flat_not_known;
  }
  // "Front flat, 84": the flat has no number, and the text says nothing of a flat.
  if (made.finding == CodeFinding::agree && a.designator != 0 && designator == 0 && a.codes == 1 && a.house == 0 && !covered.a_name)
    made.finding = CodeFinding::flat_missing;
  made.located = covered.located;
  // "Coombes Croft Library, High Road": the name says which premises, its number may be left out.
  if (made.finding == CodeFinding::number_missing && covered.named && a.codes == 1 && a.house != IndexedAddress::no_house)
    made.finding = CodeFinding::agree;
  const bool other_postcode = asked.postcode.outward != 0 && a.outward != 0 && asked.postcode.outward != a.outward;
  if (covered.block_alone && made.finding == CodeFinding::agree && !covered.other_place && !other_postcode && (asked.all_words() & ~covered.words) == 0)
    balance.add("whole", Agreement::equivalent, w::block_says_all, "", "");
  made.whole = covered.block == 0 && covered.whole && codes.finding == CodeFinding::agree && codes.exact;
  made.named = covered.a_name;
  made.other_place = covered.other_place;
  made.exact = made.whole && !covered.other_place && !other_designator;
  if (made.whole) balance.add("whole", Agreement::equal, w::same_text, "", "");
  made.weight = balance.total;
  return made;
}

}  // namespace hearth::place
