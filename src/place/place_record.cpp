#include "place/place_record.h"

#include <algorithm>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"
#include "place/successor.h"

namespace hearth::place {
namespace {

bool answered(const Placement& p) { return p.band == Band::exact || p.band == Band::likely; }

/// A shell above flats: whoever lives there lives in one of them.
bool is_building(const Gazetteer& gazetteer, PropertyIndex property) {
  return !gazetteer.children(property).empty() || gazetteer.at(property).class_code.starts_with("P");
}

Placement given(Uprn uprn, Band band, std::string_view reason) {
  Placement made;
  made.band = band;
  made.uprn = uprn;
  made.probability = Probability{band == Band::exact ? 0.999 : 0.9};
  made.reason = reason;
  return made;
}

Placement contradicted(Uprn uprn, const Placement& by_address) {
  Placement made;
  made.band = Band::ambiguous;
  made.probability = Probability{0.5};
  made.runner_up = by_address.uprn;
  made.candidates = {uprn, *by_address.uprn};
  made.reason = "uprn_contradicts_address";
  return made;
}

/// Of a UPRN whose property the list says what became of: the property in its place, or all of them. The address beside it decides among
/// several.
std::optional<Placement> of_succession(const Gazetteer& gazetteer, Uprn gone, const Placement* by_address) {
  const auto live = live_successors(gazetteer, gone);
  if (live.empty()) return std::nullopt;
  if (by_address != nullptr && answered(*by_address) && by_address->uprn != gone) {
    const auto property = gazetteer.find(*by_address->uprn);
    const auto above = property ? gazetteer.parent(*property) : std::nullopt;
    const auto is_one = [&](Uprn uprn) { return std::ranges::find(live, uprn) != live.end(); };
    if (!is_one(*by_address->uprn) && !(above && is_one(gazetteer.uprn(*above)))) return contradicted(live.front(), *by_address);
    auto made = *by_address;
    made.reason = "successor_of_uprn";
    return made;
  }
  Placement made;
  made.reason = live.size() == 1 ? "successor_of_uprn" : "several_successors";
  if (live.size() > 1) {
    made.band = Band::ambiguous;
    made.probability = Probability{1.0 / static_cast<double>(live.size())};
    made.candidates = live;
    return made;
  }
  made.uprn = live.front();
  made.band = is_building(gazetteer, *gazetteer.find(live.front())) ? Band::building : Band::likely;
  made.probability = Probability{0.95};
  return made;
}

/// Of a property that is gone: the one that stands under its address today, if any.
std::optional<Placement> of_successor(const Gazetteer& gazetteer, const AddressIndex& index, const MatchSettings& settings, PropertyIndex gone, const Placement* by_address) {
  if (!is_gone(gazetteer, gone)) return std::nullopt;
  const auto other = [&](const Placement& p) { return answered(p) && p.uprn != gazetteer.uprn(gone); };
  if (auto became = of_succession(gazetteer, gazetteer.uprn(gone), by_address)) return became;
  auto found = by_address != nullptr && other(*by_address) ? *by_address
                                                           : match_address(index, settings, {.text = gazetteer.address_line(gone), .postcode = gazetteer.at(gone).shown.postcode});
  if (!other(found)) return std::nullopt;
  found.reason = "historic_uprn";
  return found;
}

Placement of_known(const Gazetteer& gazetteer, PropertyIndex property, const Placement* by_address) {
  const auto uprn = gazetteer.uprn(property);
  const bool other = by_address != nullptr && answered(*by_address) && by_address->uprn != uprn;
  if (is_building(gazetteer, property)) {
    const auto flat = other ? gazetteer.find(*by_address->uprn) : std::nullopt;
    if (flat && gazetteer.parent(*flat) == property) return *by_address;
    if (other) return contradicted(uprn, *by_address);
    auto made = given(uprn, Band::building, "uprn_is_building");
    return made;
  }
  return other ? contradicted(uprn, *by_address) : given(uprn, Band::exact, "uprn_given");
}

}  // namespace

Placement place_one(const Gazetteer& gazetteer, const AddressIndex& index, const MatchSettings& settings, const PlaceAsk& ask) {
  const bool has_address = !trim(ask.address).empty();
  const auto uprn = trim(ask.uprn).empty() ? std::nullopt : [&]() -> std::optional<Uprn> {
    const auto parsed = Uprn::parse(ask.uprn);
    return parsed ? std::optional{*parsed} : std::nullopt;
  }();
  const auto property = uprn ? gazetteer.find(*uprn) : std::nullopt;
  if (!has_address) {
    if (property)
      if (auto successor = of_successor(gazetteer, index, settings, *property, nullptr)) return std::move(*successor);
    if (property) return of_known(gazetteer, *property, nullptr);
    if (uprn)
      if (auto became = of_succession(gazetteer, *uprn, nullptr)) return std::move(*became);
    Placement none;
    none.reason = uprn ? "unknown_uprn" : "empty";
    return none;
  }
  auto by_address = follow_successors(gazetteer, match_address(index, settings, {.text = ask.address, .postcode = ask.postcode}));
  if (property)
    if (auto successor = of_successor(gazetteer, index, settings, *property, &by_address)) return std::move(*successor);
  if (property) return of_known(gazetteer, *property, &by_address);
  if (uprn)
    if (auto became = of_succession(gazetteer, *uprn, &by_address)) return std::move(*became);
  if (uprn && !by_address.reason.starts_with("decided")) by_address.reason = "address_beside_unknown_uprn";
  return by_address;
}

namespace {

struct HashOfHash {
  std::size_t operator()(const ContentHash& hash) const noexcept { return static_cast<std::size_t>(hash.low); }
};

ContentHash content_of(const PlaceAsk& ask, std::string& scratch) {
  scratch.assign(ask.uprn).append(1, '\0').append(ask.address).append(1, '\0').append(ask.postcode);
  return ContentHash::of(scratch);
}

}  // namespace

std::vector<Placement> place_all(const Gazetteer& gazetteer, const AddressIndex& index, const MatchSettings& settings,
                                 std::span<const PlaceAsk> asks, Threads threads, Progress& progress) {
  std::vector<std::uint32_t> which(asks.size());
  std::vector<const PlaceAsk*> distinct;
  {
    std::unordered_map<ContentHash, std::uint32_t, HashOfHash> known;
    known.reserve(asks.size());
    std::string scratch;
    for (std::size_t i = 0; i < asks.size(); ++i) {
      const auto [at, added] = known.emplace(content_of(asks[i], scratch), static_cast<std::uint32_t>(distinct.size()));
      if (added) distinct.push_back(&asks[i]);
      which[i] = at->second;
    }
  }
  std::vector<Placement> answers(distinct.size());
  progress.begin("finding the property of each record", distinct.size());
  parallel_ranges(distinct.size(), 512, threads, [&](std::size_t from, std::size_t to) {
    for (auto i = from; i < to; ++i) answers[i] = place_one(gazetteer, index, settings, *distinct[i]);
    progress.advance(to - from);
  });
  progress.end();
  std::vector<Placement> placed;
  placed.reserve(asks.size());
  for (const auto number : which) placed.push_back(answers[number]);
  return placed;
}

std::vector<Placement> place_all(const Gazetteer& gazetteer, const AddressIndex& index, std::span<const PlaceAsk> asks, Threads threads,
                                 Progress& progress) {
  return place_all(gazetteer, index, MatchSettings{}, asks, threads, progress);
}

}  // namespace hearth::place
