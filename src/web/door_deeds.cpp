#include "web/door_deeds.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "formats/plain_text.h"

namespace hearth::web {
namespace {

using spine::DoorRow;

/// "phone", "ring first": a programme words its categories itself.
bool says_to_ring(std::string_view category) {
  constexpr std::array<std::string_view, 4> verbs{"phone", "ring", "telephone", "call"};
  const auto folded = fold(category);
  const auto all = words(folded);
  return std::ranges::any_of(all, [&](std::string_view word) { return std::ranges::find(verbs, word) != verbs.end(); });
}

}  // namespace

std::size_t doors_of(DoorRows rows) {
  std::size_t out = 0;
  each_group(rows, spine::at_one_door, [&out](DoorRows) { ++out; });
  return out;
}

std::size_t people_of_rank(DoorRows rows, std::size_t rank) {
  return static_cast<std::size_t>(std::ranges::count(rows, rank, &DoorRow::category_rank));
}

std::vector<Deed> deeds_of(DoorRows door) {
  std::vector<Deed> out;
  for (const auto& row : door)
    for (const auto& told : row.crew) {
      auto at = std::ranges::find(out, told.words, &Deed::words);
      if (at == out.end()) at = out.insert(out.end(), {told.words, {}, told.order, told.of_home});
      at->names.push_back(row.name);
      at->of_several = at->of_several && told.of_several;
    }
  std::ranges::stable_sort(out, {}, &Deed::order);
  return out;
}

std::string for_whom(const Deed& deed, std::size_t people) {
  if (deed.of_home) return {};
  if (deed.of_several)
    return people > 1 && people <= people_named_max ? " (one of them, not known which: " + joined(deed.names, ", ") + ")" : " (this person or another here: not known which)";
  if (people == 1) return {};
  const auto count = deed.names.size();
  const auto people_told = formats::counted(count, "person");
  if (people > people_named_max) return " (" + people_told + ")";
  const auto names = joined(deed.names, ", ");
  if (names.empty()) return " (" + people_told + ")";
  return count == 1 ? " (" + names + ")" : " (" + people_told + ": " + names + ")";
}

std::string phone_words(const DoorRow& row, DoorRows door) {
  if (!row.phone.empty()) return "tel. " + row.phone;
  if (!says_to_ring(row.category) && row.part != spine::Part::postcode) return {};
  const bool another_has_one = std::ranges::any_of(door, [](const DoorRow& one) { return !one.phone.empty(); });
  return another_has_one ? "no number held" : "no number held: visit";
}

}  // namespace hearth::web
