#include "place/match_address.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/limits.h"
#include "place/address_index.h"
#include "place/asked_address.h"
#include "place/weigh_candidate.h"

namespace hearth::place {
namespace {

using State = AddressIndex::State;

double probability_of(double best, double rival) {
  // Three things can be: the best is meant, its rival is, or neither (0 bits).
  return 1.0 / (1.0 + std::exp2(std::min(60.0, rival - best)) + std::exp2(std::min(60.0, -best)));
}

const AddressCode* house_of(const State& index, const Candidate& c) {
  const auto& a = index.addresses[c.address];
  return a.house == IndexedAddress::no_house ? nullptr : &index.codes[a.code_from + a.house];
}

/// The same street (or, without a number on it, the same named building) and the same house number.
bool same_building(const State& index, const Candidate& a, const Candidate& b) {
  const auto &x = index.addresses[a.address], &y = index.addresses[b.address];
  if (x.street != y.street || x.places != y.places) return false;
  const auto *m = house_of(index, a), *n = house_of(index, b);
  if ((m == nullptr) != (n == nullptr)) return false;
  if (m == nullptr) return x.names == y.names;
  return m->value == n->value && m->suffix == n->suffix;
}

/// Finds and weighs candidates; the best of each property stays.
class Search {
 public:
  Search(const State& index, const MatchSettings& settings, AskedAddress& asked) : index_{index}, settings_{settings}, asked_{asked} {}

  /// For explanations: also what has another number, from whole streets and postcodes.
  void run_wide() {
    wide_ = true;
    by_numbers();
    by_names();
    settle();
  }

  void run() {
    asked_.candidates.clear();
    by_numbers();
    if (weighed_.empty() || !any_located()) by_names();
    settle();
    prefer_valid();
  }

  [[nodiscard]] const std::vector<Candidate>& best_first() const noexcept { return weighed_; }

 private:
  /// The best address of each property stays, the best property first.
  void settle() {
    std::sort(weighed_.begin(), weighed_.end(), [](const Candidate& a, const Candidate& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.property != b.property ? a.property < b.property : a.address < b.address;  // a property's valid address first
    });
    std::vector<Candidate> first;
    for (const auto& c : weighed_)
      if (std::none_of(first.begin(), first.end(), [&](const Candidate& f) { return f.property == c.property; })) {
        first.push_back(c);
        if (first.size() > settings_.candidates_max) break;
      }
    weighed_ = std::move(first);
  }

  /// A property stands in many lists twice, once valid and once historic or provisional, with two UPRNs: the valid one is meant. Only
  /// where none fits is it another.
  void prefer_valid() {
    if (std::none_of(weighed_.begin(), weighed_.end(), [&](const Candidate& c) { return index_.addresses[c.address].after() > 0; })) return;
    const auto all = weighed_;
    std::erase_if(weighed_, [&](const Candidate& c) {
      const auto after = index_.addresses[c.address].after();
      return after > 0 && std::any_of(all.begin(), all.end(), [&](const Candidate& d) {
        const bool fits = d.located && (d.finding == CodeFinding::agree || d.finding == c.finding);
        return fits && index_.addresses[d.address].after() < after && (same_building(index_, c, d) || c.weight - d.weight < settings_.margin_min.value());
      });
    });
  }

  /// The keys that few addresses share come first: they say most, and the long lists of a large block are cut.
  void take_all() {
    std::stable_sort(keyed_.begin(), keyed_.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    for (const auto& addresses : keyed_) take(addresses);
    keyed_.clear();
  }

  void take(std::span<const std::uint32_t> addresses) {
    constexpr std::size_t ahead = 8;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
      if (taken_ >= (wide_ ? wide_candidates_max : settings_.candidates_max)) return;
      // They lie anywhere in the index: asked for early, they are there when they are compared.
      if (i + ahead < addresses.size()) asked_.fetch_early(addresses[i + ahead]);
      const auto address = addresses[i];
      if (!asked_.first_time(address)) continue;
      ++taken_;
      auto candidate = weigh_candidate(index_, asked_, address, wide_ ? &unread_ : nullptr);
      unread_.clear();
      if (wide_ && candidate.finding == CodeFinding::conflict) candidate.weight -= other_number_bits + numbers_apart(address);
      if (wide_ || candidate.finding != CodeFinding::conflict) weighed_.push_back(candidate);
    }
  }

  void by_numbers() {
    for (const auto phrase : asked_.phrases)
      for (const auto& code : asked_.tokens.codes)
        if (!code.optional || code.said_flat) keyed_.push_back(index_.at_key(key_of(KeyKind::phrase_number, phrase, key_number(code))));
    if (asked_.postcode.inward != 0)
      for (const auto& code : asked_.tokens.codes)
        if (!code.optional) keyed_.push_back(index_.at_key(key_of(KeyKind::postcode_number, asked_.postcode.whole(), key_number(code))));
    take_all();
  }

  /// Where no number leads on: names, and streets with few addresses.
  void by_names() {
    for (const auto phrase : asked_.phrases) keyed_.push_back(index_.at_key(key_of(KeyKind::phrase, phrase)));
    for (const auto name : asked_.phrases)
      for (const auto street : asked_.phrases)
        if (name != street && index_.phrases[name].as_name > 0 && index_.phrases[street].as_street > 0)
          keyed_.push_back(index_.at_key(key_of(KeyKind::name_street, name, street)));
    if (asked_.postcode.inward != 0) keyed_.push_back(index_.at_key(key_of(KeyKind::postcode, asked_.postcode.whole())));
    for (auto& addresses : keyed_)
      if (addresses.size() > 60 && !wide_) addresses = addresses.first(60);
    take_all();
  }

  /// Less than a bit: of many with another number the next door comes first.
  [[nodiscard]] double numbers_apart(std::uint32_t address) const {
    const auto& a = index_.addresses[address];
    double least = 1;
    for (const auto& asked : asked_.tokens.codes)
      if (!asked.optional && a.house != IndexedAddress::no_house)
        least = std::min(least, std::abs(static_cast<double>(asked.value) - static_cast<double>(index_.codes[a.code_from + a.house].value)) / 1e6);
    return least;
  }

  [[nodiscard]] bool any_located() const {
    return std::any_of(weighed_.begin(), weighed_.end(), [](const Candidate& c) { return c.located && c.finding == CodeFinding::agree && c.weight > 0; });
  }

  const State& index_;
  const MatchSettings& settings_;
  AskedAddress& asked_;
  std::vector<Candidate> weighed_;
  std::vector<std::span<const std::uint32_t>> keyed_;
  std::size_t taken_{0};
  static constexpr std::size_t wide_candidates_max = 5000;
  static constexpr double other_number_bits = 10;
  bool wide_{false};
  std::vector<FieldEvidence> unread_;  // conflicts are weighed in full only when somebody reads them
};

Uprn uprn_of(const State& index, std::uint32_t property) { return Uprn::from_trusted(index.uprns[property]); }

bool is_building_finding(CodeFinding finding) {
  return finding == CodeFinding::flat_missing || finding == CodeFinding::flat_not_known || finding == CodeFinding::flat_conflict;
}

bool same_building_but_letter(const State& index, const Candidate& a, const Candidate& b) {
  const auto &x = index.addresses[a.address], &y = index.addresses[b.address];
  const auto *m = house_of(index, a), *n = house_of(index, b);
  return x.street == y.street && m != nullptr && n != nullptr && m->value == n->value;
}

class Decision {
 public:
  Decision(const State& index, const MatchSettings& settings, const AskedAddress& asked, const Search& search)
      : index_{index}, settings_{settings}, asked_{asked}, all_{search.best_first()} {}

  Placement make() {
    if (all_.empty()) return none();
    const auto& best = all_.front();
    const double rival = all_.size() > 1 ? all_[1].weight : -1000;
    made_.probability = Probability{probability_of(best.weight, rival)};
    made_.margin = LogOdds{all_.size() > 1 ? best.weight - rival : best.weight};
    if (all_.size() > 1) made_.runner_up = uprn_of(index_, all_[1].property);
    if (!best.located) return none();
    if (best.finding == CodeFinding::agree) return answered(best);
    if (is_building_finding(best.finding)) return building(best);
    if (best.finding == CodeFinding::suffix_missing && is_alone_at_number(best)) return letter_not_said(best);
    return unsure(best, best.finding == CodeFinding::number_missing ? "number_missing" : "suffix_missing");
  }

 private:
  Placement answered(const Candidate& best) {
    const bool clear = made_.margin.value() >= settings_.margin_min.value() || all_.size() == 1;
    // A lettered neighbour ("59A" beside "59"): too many lists have lost their letters to be sure that the plain number is meant. One that
    // is gone is hardly meant where the plain number stands.
    const auto is_gone = [&](const Candidate& c) { return (index_.addresses[c.address].marks & IndexedAddress::gone) != 0; };
    if (all_.size() > 1 && std::any_of(all_.begin() + 1, all_.end(), [&](const Candidate& c) {
          return c.finding == CodeFinding::suffix_missing && c.located && best.weight - c.weight < settings_.letter_lost_within.value() &&
                 same_building_but_letter(index_, best, c) && (!is_gone(c) || is_gone(best));
        }))
      return unsure(best, "suffix_missing");
    if (!clear) return unsure(best, "several_alike");
    if (stands_elsewhere(best)) return unsure(best, "elsewhere");
    if (made_.probability < settings_.likely_from) return unsure(best, "below_likely");
    made_.band = best.exact ? Band::exact : Band::likely;
    made_.uprn = uprn_of(index_, best.property);
    made_.reason = best.exact ? "same_text" : "best_by_margin";
    return made_;
  }

  /// No building of another letter, or of none, stands at this number of the street.
  [[nodiscard]] bool is_alone_at_number(const Candidate& best) const {
    const auto* house = house_of(index_, best);
    return house != nullptr && std::none_of(all_.begin() + 1, all_.end(), [&](const Candidate& c) {
             return same_building_but_letter(index_, best, c) && house_of(index_, c)->suffix != house->suffix;
           });
  }

  /// "101 Otley Road", where 101A alone stands there: ADR 0014.
  Placement letter_not_said(const Candidate& best) {
    // Two numbers may also be the other way round: another home that has both of them must be far behind.
    const auto lead = index_.addresses[best.address].codes > 1 ? settings_.letter_lost_flat_lead : settings_.margin_min;
    const bool clear = made_.margin.value() >= lead.value() || all_.size() == 1;
    const auto street = index_.addresses[best.address].street;
    const bool said_whole = street != 0 && asked_.evidence_so_far(street).whole;
    if (!clear || !said_whole || best.other_place || stands_elsewhere(best) || made_.probability < settings_.likely_from) return unsure(best, "suffix_missing");
    made_.band = Band::likely;
    made_.uprn = uprn_of(index_, best.property);
    made_.reason = "letter_not_said";
    return made_;
  }

  /// The text's postcode or locality is not the best property's, and another property that fits has it.
  [[nodiscard]] bool stands_elsewhere(const Candidate& best) const {
    const auto asked = asked_.postcode;
    const auto& home = index_.addresses[best.address];
    if (asked.inward != 0 && home.outward == asked.outward && home.inward == asked.inward) return false;
    return std::any_of(all_.begin() + 1, all_.end(), [&](const Candidate& c) {
      if (!c.located || c.finding != CodeFinding::agree) return false;
      const auto& there = index_.addresses[c.address];
      // "8 Woodlands Court, Adel": a block of that name is as good as a street of that name in another place.
      const bool block = home.street != 0 && std::find(there.names.begin(), there.names.end(), home.street) != there.names.end();
      if (best.other_place && block) return true;
      if (best.weight - c.weight >= settings_.elsewhere_within.value()) return false;
      if (asked.outward != 0 && home.outward != 0 && home.outward != asked.outward && there.outward == asked.outward) return true;
      // Neighbours have nearly the same postcode, so that it says less.
      const bool whole = asked.inward != 0 && home.inward != 0 && there.outward == asked.outward && there.inward == asked.inward;
      if (whole && home.inward != asked.inward && best.weight - c.weight < settings_.elsewhere_within.value() / 2) return true;
      return best.other_place && !c.other_place;
    });
  }

  Placement building(const Candidate& best) {
    if (probability_of(best.weight - floor_of(best.finding), -1000) < settings_.offered_from.value()) return none();
    // "100 Melville Place" is no flat of a block on that street whose name nobody said.
    if (house_of(index_, best) == nullptr && !best.named) return none();
    std::optional<std::uint64_t> parent;
    bool one_parent = true;
    for (const auto& c : all_) {
      if (c.weight < best.weight - 12 || !c.located) break;
      // A second building that is as likely: then not even the building is known.
      if (!same_building(index_, best, c)) {
        if (best.weight - c.weight < settings_.margin_min.value()) return unsure(best, "several_alike");
        continue;
      }
      const auto own = c.finding == CodeFinding::flat_not_known ? index_.uprns[c.property] : index_.parents[c.property];
      if (!parent) parent = own;
      one_parent &= *parent == own && own != 0;
      offer(c.property);
    }
    made_.band = Band::building;
    made_.probability = Probability{probability_of(best.weight - floor_of(best.finding), -1000)};
    if (one_parent && parent && *parent != 0) {
      made_.uprn = Uprn::from_trusted(*parent);
      made_.candidates.clear();
    }
    made_.reason = best.finding == CodeFinding::flat_missing ? "flat_missing" : "flat_not_known";
    return made_;
  }

  /// What the finding itself cost: the building may be sure though the flat is not.
  static double floor_of(CodeFinding finding) {
    return finding == CodeFinding::flat_missing ? -6.0 : finding == CodeFinding::flat_not_known ? -5.0 : -10.0;
  }

  Placement unsure(const Candidate& best, std::string_view reason) {
    if (probability_of(best.weight, -1000) < settings_.offered_from.value()) return none();
    for (const auto& c : all_)
      if (c.located && best.weight - c.weight < 8) offer(c.property);
    made_.band = Band::ambiguous;
    made_.reason = reason;
    return made_;
  }

  void offer(std::uint32_t property) {
    if (made_.candidates.size() < settings_.candidates_shown_max) made_.candidates.push_back(uprn_of(index_, property));
  }

  Placement none() {
    made_.band = Band::none;
    made_.uprn.reset();
    made_.candidates.clear();
    bool numbers = false;
    for (const auto& code : asked_.tokens.codes) numbers |= !code.optional;
    const auto street = said_street();
    if (!street) made_.reason = "street_unknown";
    else if (!numbers) made_.reason = "number_missing";
    else made_.reason = has_asked_number(*street) ? "too_weak" : "number_not_on_street";
    return made_;
  }

  /// The best street or building whose words are all in the text, perhaps with typing errors or without its type.
  [[nodiscard]] std::optional<PhraseId> said_street() const {
    for (const auto phrase : asked_.phrases) {
      const auto& e = asked_.evidence_so_far(phrase);
      const bool only_place = !e.whole && (e.words & ~asked_.place_words) == 0;
      const bool at_number = asked_.number_word == 0 || (e.words & asked_.number_word) != 0;
      if (e.present && !e.part && e.agreement != Agreement::moved && !only_place && (e.whole || at_number)) return phrase;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool has_asked_number(PhraseId street) const {
    return std::any_of(asked_.tokens.codes.begin(), asked_.tokens.codes.end(), [&](const AddressCode& c) {
      return !c.optional && !index_.at_key(key_of(KeyKind::phrase_number, street, key_number(c))).empty();
    });
  }

  const State& index_;
  const MatchSettings& settings_;
  const AskedAddress& asked_;
  const std::vector<Candidate>& all_;
  Placement made_;
};

Placement none_because(std::string_view reason) {
  Placement made;
  made.reason = reason;
  return made;
}

AskedAddress& scratch() {
  thread_local AskedAddress own;
  return own;
}

Placement as_decided(const AddressDecision& decision) {
  Placement made;
  made.reason = decision.uprn == 0 ? "decided_none" : "decided";
  if (decision.uprn == 0) return made;
  made.band = Band::exact;
  made.uprn = Uprn::from_trusted(decision.uprn);
  made.probability = Probability{1};
  return made;
}

/// An answer before anything is weighed.
std::optional<Placement> refused(const AskedAddress& asked, AddressText address) {
  if (asked.decided) return as_decided(*asked.decided);
  if (address.text.empty()) return none_because("empty");
  if (address.text.size() > limits::address_bytes_max) return none_because("too_long");
  if (!asked.is_text) return none_because("not_text");
  if (asked.tokens.says_no_premises()) return none_because("not_an_address");
  return std::nullopt;
}

}  // namespace

Placement match_address(const AddressIndex& index, const MatchSettings& settings, AddressText address) {
  if (address.text.size() > limits::address_bytes_max) return none_because("too_long");
  auto& asked = scratch();
  asked.read(index.state(), address);
  if (auto answer = refused(asked, address)) return *answer;
  Search search{index.state(), settings, asked};
  search.run();
  return Decision{index.state(), settings, asked, search}.make();
}

std::vector<Placement> match_all(const AddressIndex& index, const MatchSettings& settings, std::span<const AddressText> addresses,
                                 Threads threads, Progress& progress) {
  std::vector<Placement> answers(addresses.size());
  progress.begin("matching addresses", addresses.size());
  parallel_ranges(addresses.size(), 1024, threads, [&](std::size_t from, std::size_t to) {
    for (auto i = from; i < to; ++i) answers[i] = match_address(index, settings, addresses[i]);
    progress.advance(to - from);
  });
  progress.end();
  return answers;
}

std::string_view name_of(Agreement agreement) noexcept {
  constexpr std::array<std::string_view, 7> names{"equal", "equivalent", "typo", "moved", "missing", "extra", "conflict"};
  return names[static_cast<std::size_t>(agreement)];
}

std::string_view words_of(WhyNot why) noexcept {
  switch (why) {
    case WhyNot::other_number: return "its house number is another";
    case WhyNot::number_missing: return "the text has no house number";
    case WhyNot::other_flat: return "it is another flat of the building";
    case WhyNot::flat_missing: return "the text names no flat of this building";
    case WhyNot::flat_not_known: return "the text names a flat, and the gazetteer has none of that name here";
    case WhyNot::letter_missing: return "it has a letter that the text does not have";
    case WhyNot::letter_extra: return "the text has a letter that it does not have";
    case WhyNot::no_street: return "neither its street nor its building's name stands in the text";
    case WhyNot::not_alone: return "it fits, and another property fits about as well";
    case WhyNot::too_weak: return "too little of it stands in the text, or something else does";
  }
  return {};
}

namespace {

WhyNot why_not(const Candidate& c, const Placement& placement) {
  switch (c.finding) {
    case CodeFinding::conflict: return WhyNot::other_number;
    case CodeFinding::number_missing: return WhyNot::number_missing;
    case CodeFinding::flat_conflict: return WhyNot::other_flat;
    case CodeFinding::flat_missing: return WhyNot::flat_missing;
    case CodeFinding::flat_not_known: return WhyNot::flat_not_known;
    case CodeFinding::suffix_missing: return WhyNot::letter_missing;
    case CodeFinding::suffix_extra: return WhyNot::letter_extra;
    case CodeFinding::agree: break;
  }
  if (!c.located) return WhyNot::no_street;
  return placement.band == Band::ambiguous && placement.reason != "below_likely" ? WhyNot::not_alone : WhyNot::too_weak;
}

/// Nothing was answered: the properties that come nearest. What shares no street, name or postcode with the text is not near.
std::vector<NearlyFits> what_nearly_fits(const State& index, const MatchSettings& settings, AddressText address, const Placement& placement) {
  constexpr std::size_t told_max = 3;
  auto& asked = scratch();
  asked.read(index, address);
  Search search{index, settings, asked};
  search.run_wide();
  std::vector<NearlyFits> nearly;
  for (const auto& c : search.best_first()) {
    if (nearly.size() == told_max) break;
    auto& one = nearly.emplace_back(NearlyFits{.uprn = uprn_of(index, c.property), .why_not = why_not(c, placement), .evidence = {}, .weight = {}});
    one.weight = LogOdds{weigh_candidate(index, asked, c.address, &one.evidence).weight};
  }
  return nearly;
}

}  // namespace

Explanation explain_address(const AddressIndex& index, const MatchSettings& settings, AddressText address) {
  Explanation made;
  made.placement = match_address(index, settings, address);
  auto& asked = scratch();
  if (address.text.size() > limits::address_bytes_max) return made;
  asked.read(index.state(), address);
  if (refused(asked, address)) return made;
  Search search{index.state(), settings, asked};
  search.run();
  const auto& all = search.best_first();
  if (!all.empty()) {
    made.best = uprn_of(index.state(), all[0].property);
    made.weight = LogOdds{weigh_candidate(index.state(), asked, all[0].address, &made.evidence).weight};
  }
  if (all.size() > 1) {
    made.rival = uprn_of(index.state(), all[1].property);
    made.rival_weight = LogOdds{weigh_candidate(index.state(), asked, all[1].address, &made.rival_evidence).weight};
    const auto sum = [](const std::vector<FieldEvidence>& evidence, const std::string& field) {
      double bits = 0;
      for (const auto& e : evidence) bits += e.field == field ? e.weight.value() : 0.0;
      return bits;
    };
    for (const auto* side : {&made.evidence, &made.rival_evidence})
      for (const auto& e : *side)
        if (std::abs(sum(made.evidence, e.field) - sum(made.rival_evidence, e.field)) > 0.5 &&
            std::find(made.separated_by.begin(), made.separated_by.end(), e.field) == made.separated_by.end())
          made.separated_by.push_back(e.field);
  }
  if (made.placement.band != Band::exact && made.placement.band != Band::likely) made.nearly = what_nearly_fits(index.state(), settings, address, made.placement);
  return made;
}

}  // namespace hearth::place
