#include "spine/on_foot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "formats/plain_text.h"
#include "place/shape.h"

namespace hearth::spine {

using place::straight_line_factor;
using place::walked_metres_per_minute;

namespace {

const place::WalkingNetwork* roads_of(const Snapshot& snapshot) { return snapshot.surroundings ? snapshot.surroundings->roads.get() : nullptr; }

}  // namespace

FootPlace foot_place(const Snapshot& snapshot, GridPoint point) {
  const auto* roads = roads_of(snapshot);
  return {point, roads == nullptr ? std::nullopt : roads->step_on(point)};
}

FootWalks::FootWalks(const Snapshot& snapshot, std::vector<GridPoint> starts, double minutes)
    : starts_{std::move(starts)}, all_(starts_.size()), minutes_{minutes} {
  std::iota(all_.begin(), all_.end(), 0U);
  const auto* roads = roads_of(snapshot);
  for (const auto start : all_)
    if (roads == nullptr || !roads->step_on(starts_[start])) off_road_.push_back(start);
  if (roads != nullptr) walks_.emplace(*roads, starts_, Metres{minutes * walked_metres_per_minute});
}

std::optional<FootWalks::Walk> FootWalks::straight(GridPoint place, std::span<const std::uint32_t> starts) const {
  std::optional<Walk> out;
  for (const auto start : starts) {
    const double metres = std::hypot(place.easting - starts_[start].easting, place.northing - starts_[start].northing) * straight_line_factor;
    const double minutes = metres / walked_metres_per_minute;
    if (minutes <= minutes_ && (!out || minutes < out->minutes)) out = Walk{minutes, start, false};
  }
  return out;
}

std::optional<FootWalks::Walk> FootWalks::to(const FootPlace& place) const {
  // A place that no road is near is reached across the fields, from any start.
  if (!walks_ || !place.on) return straight(place.point, all_);
  const auto across = straight(place.point, off_road_);
  const auto by_road = walks_->to(*place.on);
  if (!by_road) return across;
  const Walk walk{by_road->distance.value() / walked_metres_per_minute, by_road->start, true};
  return across && across->minutes < walk.minutes ? across : walk;
}

std::vector<place::PropertyIndex> within_walk(const Snapshot& snapshot, const OnFoot& asked) {
  const auto circle = place::Shape::near(asked.from, Metres{asked.minutes * walked_metres_per_minute});
  if (!circle) return {};
  const FootWalks walks{snapshot, {asked.from}, asked.minutes};
  auto homes = snapshot.grid->within(*circle);
  std::erase_if(homes, [&](place::PropertyIndex home) { return !walks.to(foot_place(snapshot, *snapshot.properties().point(home))); });
  return homes;
}

std::string words_of(const Snapshot& snapshot, const OnFoot& asked) {
  const auto minutes = static_cast<std::uint64_t>(std::lround(asked.minutes));
  const auto* roads = roads_of(snapshot);
  const bool by_road = roads != nullptr && roads->step_on(asked.from);
  return "homes within " + formats::counted(minutes, "minute") + " on foot, " +
         (by_road ? "by roads and paths" : roads != nullptr ? "in a straight line times 1.3: no road is near there" : "in a straight line times 1.3: no roads are known here");
}

}  // namespace hearth::spine
