#include "place/successor.h"

#include <algorithm>
#include <set>

#include "place/address_standing.h"

namespace hearth::place {

bool is_gone(const Gazetteer& gazetteer, PropertyIndex property) {
  const auto standing = standing_of(gazetteer.at(property).shown.status);
  return standing == Standing::historic || standing == Standing::rejected;
}

std::vector<Uprn> live_successors(const Gazetteer& gazetteer, Uprn gone) {
  std::set<Uprn> seen{gone};
  std::vector<Uprn> open{gone}, live;
  while (!open.empty()) {
    const auto from = open.back();
    open.pop_back();
    for (const auto next : gazetteer.successors(from)) {
      if (!seen.insert(next).second) continue;
      const auto property = gazetteer.find(next);
      if (property && !is_gone(gazetteer, *property)) live.push_back(next);
      else open.push_back(next);
    }
  }
  std::ranges::sort(live);
  return live;
}

Placement follow_successors(const Gazetteer& gazetteer, Placement placement) {
  if ((placement.band != Band::exact && placement.band != Band::likely) || !placement.uprn) return placement;
  const auto property = gazetteer.find(*placement.uprn);
  if (!property || !is_gone(gazetteer, *property)) return placement;
  const auto live = live_successors(gazetteer, *placement.uprn);
  if (live.empty()) return placement;
  if (live.size() == 1) {
    placement.uprn = live.front();
    placement.band = Band::likely;
    placement.reason = "successor";
    return placement;
  }
  placement.uprn.reset();
  placement.band = Band::ambiguous;
  placement.candidates = live;
  placement.reason = "several_successors";
  return placement;
}

}  // namespace hearth::place
