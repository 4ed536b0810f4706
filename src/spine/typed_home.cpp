#include "spine/typed_home.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "base/try.h"
#include "place/match_address.h"
#include "place/successor.h"
#include "spine/address_lookup.h"
#include "spine/search_text.h"

namespace hearth::spine {
namespace {

constexpr std::size_t looked_at = 50, named = 5;

/// Commas and case do not matter; a letter behind a number does.
std::string plain(std::string_view line) {
  std::string out = fold(line);
  std::ranges::replace(out, ',', ' ');
  return one_line(out);
}

Result<Uprn> as_one_home(const place::Gazetteer& properties, Uprn uprn) {
  const auto home = properties.find(uprn);
  if (!home) return wrong_use("home.none", "The address list has no home of this UPRN");
  if (!properties.children(*home).empty() && properties.establishment(*home) != *home)
    return wrong_use("home.building", "This is a building with flats of their own: type the flat, too");
  return uprn;
}

std::string some_of(const AddressesFound& found) {
  std::vector<std::string> lines;
  for (const auto& home : found.homes)
    if (lines.size() < named && home.uprn) lines.push_back(home.address + " (UPRN " + home.uprn->text() + ")");
  return joined(lines, "; ");
}

}  // namespace

Result<Uprn> typed_home(const Snapshot& snapshot, std::string_view given, Instant now) {
  const auto typed = trim(given);
  const auto& properties = snapshot.properties();
  if (typed.empty()) return wrong_use("home.none", "Type the address, or its UPRN");
  if (typed.size() > SearchText::typed_max || !is_text(typed)) return wrong_use("home.none", "This is too long for an address");
  if (const auto digits = whole_number(typed))
    if (const auto uprn = Uprn::parse(typed)) return as_one_home(properties, *uprn);
  const auto found = find_addresses(snapshot, typed, looked_at, now);
  std::vector<Uprn> same;
  for (const auto& home : found.homes)
    if (home.uprn && plain(home.address) == plain(typed)) same.push_back(*home.uprn);
  if (same.size() == 1) return as_one_home(properties, same.front());
  const auto placed = place::follow_successors(properties, place::match_address(snapshot.gazetteer->index, {}, {.text = typed, .postcode = {}}));
  if (placed.uprn && (placed.band == place::Band::exact || placed.band == place::Band::likely)) return as_one_home(properties, *placed.uprn);
  if (placed.band == place::Band::building) return wrong_use("home.building", "The building is in the address list, and this flat of it is not: choose one that is offered, or type a UPRN");
  if (found.homes.size() > 1) return wrong_use("home.several", "Several homes could be meant: type one of them in full, or its UPRN. For example " + some_of(found));
  if (found.no_such_number) return wrong_use("home.none", "The street is known, and has no such number");
  return wrong_use("home.none", "The address list has no such home: type its number, street and postcode");
}

}  // namespace hearth::spine
