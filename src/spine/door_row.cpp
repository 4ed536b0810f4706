#include "spine/door_row.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace hearth::spine {

std::string AreaHead::transport_sentence() const {
  if (!transport) return {};
  const auto counted = [](std::size_t count, const char* one, const char* many) { return with_commas(count) + (count == 1 ? one : many); };
  return "Likely transport: " + counted(transport->seats, " seat", " seats") + " and, besides those, " + counted(transport->wheelchairs, " place", " places") + " for a wheelchair; who brings somebody along needs another.";
}

std::string AreaHead::sentence() const {
  return with_commas(homes) + (homes == 1 ? " home" : " homes") + " in this area; we hold nothing on " + with_commas(homes_nothing_held) +
         " of them. " + (money ? "Not on this list does not mean nothing owed." : "Not on this list does not mean safe.");
}

std::string AreaHead::protected_sentence() const {
  return "People whose address is protected, or may be, are on no list. " +
         (protected_contact.empty() ? "Ask whoever keeps such addresses who must be reached here." : "Who must be reached here knows: " + protected_contact + ".");
}

std::string_view name_of(Part part) noexcept {
  switch (part) {
    case Part::door: return "door";
    case Part::building: return "building";
    case Part::moved: return "moved";
    case Part::postcode: return "postcode";
  }
  return {};
}

std::string_view words_of(Part part) noexcept {
  switch (part) {
    case Part::door: return "Doors";
    case Part::building: return "Right building, flat unknown";
    case Part::moved: return "May have moved";
    case Part::postcode: return "In these postcodes or streets, not placed";
  }
  return {};
}

std::vector<std::string> usual_questions(const std::vector<DoorRow>& rows) {
  constexpr std::size_t long_list = 3, many_rows = 3;
  std::map<std::vector<std::string>, std::size_t> counts;
  for (const auto& row : rows)
    if (row.not_known.size() >= long_list) ++counts[row.not_known];
  const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
  return most != counts.end() && most->second >= many_rows ? most->first : std::vector<std::string>{};
}

bool at_one_door(const DoorRow& a, const DoorRow& b) noexcept {
  if (a.part != b.part) return false;
  if (!a.establishment.empty() || !b.establishment.empty()) return a.establishment == b.establishment;
  return a.address == b.address && a.uprn == b.uprn && !a.address.empty();
}

const std::string& door_address(const DoorRow& row) noexcept { return row.establishment.empty() ? row.address : row.establishment; }

}  // namespace hearth::spine
