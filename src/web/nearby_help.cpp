#include "web/nearby_help.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "base/text.h"
#include "help/hours_words.h"
#include "help/kind_words.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using help::Service;

double metres_to(const Service& service, GridPoint from) {
  if (!service.point) return std::numeric_limits<double>::max();
  return std::hypot(service.point->easting - from.easting, service.point->northing - from.northing);
}

HelpTold told(const Service& service, std::string_view kind, GridPoint from, Instant now) {
  HelpTold out{.kind = help::kind_words(kind), .name = service.name, .address = service.address, .phone = service.phone,
               .hours = help::hours_words(service, now), .distance = {}, .is_open = service.open_at(now)};
  if (service.postcode) out.address += (out.address.empty() ? "" : " ") + service.postcode->text();
  if (service.point) out.distance = with_commas(static_cast<std::uint64_t>(std::lround(metres_to(service, from) / 10)) * 10) + " m away in a straight line";
  return out;
}

bool lies_in(const Service& service, const place::Shape* asked) { return asked != nullptr && service.point && asked->contains(*service.point); }

/// Open, to be rung first, closed.
int rank_of(const Service& service, Instant now) { return service.open_at(now) ? 0 : service.hours_known() ? 2 : 1; }

const std::string* rest_centre_kind(const Service& service) {
  const auto kind = std::ranges::find_if(service.kinds, [](const std::string& one) { return help::is_rest_centre(one); });
  return kind == service.kinds.end() ? nullptr : &*kind;
}

}  // namespace

std::string HelpTold::one_line() const {
  return name + (address.empty() ? "" : ", " + address) + " (" + hours + (is_open || phone.empty() ? "" : ", " + phone) + ")";
}

NearbyHelp nearby_help(const help::ServiceDirectory& services, GridPoint from, const place::Shape* asked, Instant now) {
  NearbyHelp out;
  std::vector<const Service*> centres;
  for (const auto& service : services.services())
    if (rest_centre_kind(service) != nullptr && !lies_in(service, asked)) centres.push_back(&service);
  std::ranges::sort(centres, {}, [&](const Service* one) { return std::tuple{rank_of(*one, now), metres_to(*one, from), one->id, one->location_id}; });
  if (centres.size() > rest_centres_told_max) centres.resize(rest_centres_told_max);
  for (const auto* service : centres) out.rest_centres.push_back(told(*service, *rest_centre_kind(*service), from, now));

  constexpr std::size_t looked_at = 20;  // of a kind, for one outside of the area
  std::vector<std::pair<double, HelpTold>> others;
  for (const auto& kind : services.kinds()) {
    if (help::is_rest_centre(kind)) continue;
    const auto near = services.nearest_open(kind, from, now, looked_at);
    const auto first = std::ranges::find_if(near, [&](const help::NearService& one) { return !lies_in(*one.service, asked); });
    if (first != near.end()) others.emplace_back(first->distance.value(), told(*first->service, kind, from, now));
  }
  std::ranges::stable_sort(others, {}, [](const auto& one) { return one.first; });
  for (auto& one : others)
    if (out.open_now.size() < open_now_told_max) out.open_now.push_back(std::move(one.second));
  return out;
}

}  // namespace hearth::web
