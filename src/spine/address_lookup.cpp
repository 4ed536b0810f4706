#include "spine/address_lookup.h"

#include <algorithm>

#include "base/text.h"
#include "place/match_address.h"
#include "place/street_names.h"
#include "place/successor.h"
#include "spine/search_text.h"

namespace hearth::spine {
namespace {

constexpr std::size_t streets_most = 10;

/// A number, and a street that is not typed to its end: "12 wei" is 12 Weir Lane, and 12 of every other street that begins so.
void take_beginning(const Snapshot& snapshot, const SearchIndex& index, const SearchText& asked, PlaceMeant& meant) {
  const auto& words = asked.words;
  const auto named_from = static_cast<std::size_t>(std::ranges::find_if(words, [](const std::string& word) { return word.size() > 1 && (word[0] < '0' || word[0] > '9'); }) - words.begin());
  if (named_from == words.size() || named_from > 2) return;
  const auto part = [&](std::size_t from, std::size_t to) { return joined({words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to)}, " "); };
  const auto number = part(0, named_from);
  const auto [first, last] = index.streets().beginning_with(place::street_key(part(named_from, words.size())));
  for (auto street = first; street < last && meant.streets.size() < streets_most; ++street) {
    const auto homes = index.properties_of_street(street);
    if (homes.empty()) continue;
    meant.streets.push_back(street);
    if (number.empty()) continue;
    const auto line = snapshot.properties().street_line(place::PropertyIndex{homes.front()});
    const auto placed = place::follow_successors(snapshot.properties(), place::match_address(snapshot.gazetteer->index, {}, {.text = number + " " + line, .postcode = {}}));
    const auto add = [&](Uprn uprn) {
      if (const auto home = snapshot.properties().find(uprn); home && std::ranges::find(meant.homes, *home) == meant.homes.end()) meant.homes.push_back(*home);
    };
    if (placed.uprn) add(*placed.uprn);
    for (const auto candidate : placed.candidates) add(candidate);
  }
  meant.is_exact = !number.empty();
  if (!meant.homes.empty()) meant.no_such_number = false;
}

}  // namespace

AddressesFound addresses_of(const Snapshot& snapshot, const SearchIndex& index, const PlaceMeant& meant, bool has_postcode, std::size_t most) {
  AddressesFound out;
  const auto& properties = snapshot.properties();
  auto homes = meant.homes;
  if (homes.empty() && meant.streets.size() == 1 && !meant.only_offered)
    for (const auto property : index.properties_of_street(meant.streets.front())) homes.emplace_back(property);
  out.homes_in_all = homes.size();
  std::vector<std::pair<std::string, place::PropertyIndex>> in_order;
  for (const auto home : homes) in_order.emplace_back(properties.door_key(home), home);
  std::ranges::sort(in_order);
  for (const auto& [key, home] : in_order)
    if (out.homes.size() < most) out.homes.push_back({properties.uprn(home), one_line(properties.address_line(home))});
  for (const auto street : meant.streets) {
    const auto all = index.properties_of_street(street);
    if (!all.empty()) out.streets.push_back({properties.street_line(place::PropertyIndex{all.front()}), all.size()});
  }
  out.may_be_any = meant.is_exact && !has_postcode && homes.size() > 1;
  out.no_such_number = meant.no_such_number;
  out.spelt_nearly = meant.spelt_nearly;
  return out;
}

AddressesFound find_addresses(const Snapshot& snapshot, std::string_view typed, std::size_t most, Instant now) {
  const auto asked = read_search(typed, now.date());
  const auto& index = search_index(snapshot);
  auto meant = place_meant(snapshot, index, asked);
  if (meant.empty()) take_beginning(snapshot, index, asked, meant);
  meant.only_offered |= meant.is_exact;  // of a number that the street does not have no other number is offered
  return addresses_of(snapshot, index, meant, asked.postcode.has_value(), most);
}

}  // namespace hearth::spine
