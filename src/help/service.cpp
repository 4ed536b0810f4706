#include "help/service.h"

#include <algorithm>

namespace hearth::help {

bool Service::is(std::string_view kind) const { return std::ranges::find(kinds, kind) != kinds.end(); }

bool Service::open_at(Instant at) const {
  return std::ranges::any_of(schedules, [&](const Schedule& schedule) { return schedule.open_at(at); });
}

std::optional<Instant> Service::closes_after(Instant at) const {
  std::optional<Instant> latest;
  for (const auto& schedule : schedules)
    if (const auto closes = schedule.closes_after(at); closes && (!latest || *closes > *latest)) latest = closes;
  return latest;
}

std::optional<Instant> Service::next_opening(Instant at) const {
  std::optional<Instant> soonest;
  for (const auto& schedule : schedules)
    if (const auto opens = schedule.next_opening(at); opens && (!soonest || *opens < *soonest)) soonest = opens;
  return soonest;
}

void find_point(Service& service, const PointLookup& lookup) {
  if (!service.point && service.uprn && lookup.of_uprn) service.point = lookup.of_uprn(*service.uprn);
  if (!service.point && service.lon_lat && lookup.of_lon_lat) service.point = lookup.of_lon_lat(*service.lon_lat);
  if (!service.point && service.postcode && lookup.of_postcode) service.point = lookup.of_postcode(*service.postcode);
}

}  // namespace hearth::help
