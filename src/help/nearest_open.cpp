#include "help/nearest_open.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace hearth::help {
namespace {

/// Services of the kind that have a point, nearest first.
std::vector<NearService> by_distance(const std::vector<Service>& services, std::string_view kind, GridPoint from) {
  std::vector<NearService> out;
  for (const auto& service : services)
    if (service.point && service.is(kind))
      out.push_back({&service, Metres{std::hypot(service.point->easting - from.easting, service.point->northing - from.northing)}, std::nullopt});
  std::ranges::sort(out, [](const NearService& a, const NearService& b) {
    return std::tie(a.distance, a.service->id, a.service->location_id) < std::tie(b.distance, b.service->id, b.service->location_id);
  });
  return out;
}

}  // namespace

std::vector<NearService> ServiceDirectory::nearest_open(std::string_view kind, GridPoint from, Instant at, std::size_t k) const {
  std::vector<NearService> out;
  for (auto& near : by_distance(services_, kind, from)) {
    if (out.size() == k) break;
    near.closes = near.service->closes_after(at);
    if (near.closes) out.push_back(near);
  }
  return out;
}

std::vector<NearService> ServiceDirectory::hours_not_known(std::string_view kind, GridPoint from, std::size_t k) const {
  auto out = by_distance(services_, kind, from);
  std::erase_if(out, [](const NearService& near) { return near.service->hours_known(); });
  if (out.size() > k) out.erase(out.begin() + static_cast<std::ptrdiff_t>(k), out.end());
  return out;
}

std::vector<std::string> ServiceDirectory::kinds() const {
  std::vector<std::string> out;
  for (const auto& service : services_) out.insert(out.end(), service.kinds.begin(), service.kinds.end());
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace hearth::help
