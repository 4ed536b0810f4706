#include "spine/place_profile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/text.h"
#include "base/try.h"
#include "place/class_words.h"

namespace hearth::spine {
namespace {

using place::PropertyIndex;

void tell_kinds(const Snapshot& snapshot, const std::vector<PropertyIndex>& properties, PlaceProfile& out) {
  std::map<std::string_view, std::size_t> counts;
  for (const auto property : properties) ++counts[place::class_words(snapshot.properties().at(property).class_code)];
  for (const auto& [words, count] : counts) out.kinds.push_back({std::string{words}, count});
  std::ranges::stable_sort(out.kinds, std::greater<>{}, &PlaceProfile::Kind::premises);
}

/// The point that is asked about, or the middle of the asked ground.
std::optional<GridPoint> point_of(const AreaAsked& asked) {
  if (asked.on_foot) return asked.on_foot->from;
  if (!asked.shape) return std::nullopt;
  const auto& box = asked.shape->bounds();
  return GridPoint{(box.least.easting + box.most.easting) / 2, (box.least.northing + box.most.northing) / 2};
}

void tell_areas(const Snapshot& snapshot, const AreaAsked& asked, const std::vector<PropertyIndex>& homes, PlaceProfile& out) {
  const auto& around = *snapshot.surroundings;
  for (std::size_t l = 0; l < around.layers.size(); ++l) {
    const auto& layer = around.layers[l];
    std::map<std::uint32_t, std::size_t> counts;
    for (const auto home : homes)
      if (const auto area = around.area_of[l][home.number()]; area != Surroundings::no_area) ++counts[area];
    // A point in a park lies in a ward, too.
    if (const auto point = point_of(asked); point && counts.empty())
      if (const auto area = layer.area_of(*point)) counts[area->number()] = 0;
    std::vector<std::pair<std::uint32_t, std::size_t>> most{counts.begin(), counts.end()};
    std::ranges::stable_sort(most, std::greater<>{}, [](const auto& one) { return one.second; });
    if (most.size() > PlaceProfile::areas_told_max) {
      out.areas_left_out += most.size() - PlaceProfile::areas_told_max;
      most.resize(PlaceProfile::areas_told_max);
    }
    for (const auto& [number, count] : most) {
      const place::AreaIndex area{number};
      PlaceProfile::AreaHere here{layer.key(), layer.vintage(), std::string{layer.code(area)}, std::string{layer.name(area)}, count, {}};
      for (const auto& table : around.values)
        if (const auto value = table.text(layer.code(area)); value && table.key() == layer.key()) here.values.emplace_back(table.name(), *value);
      out.areas.push_back(std::move(here));
    }
  }
}

std::vector<FootPlace> foot_places(const Snapshot& snapshot, const std::vector<PropertyIndex>& homes, Threads threads) {
  std::vector<FootPlace> out(homes.size());
  parallel_ranges(homes.size(), 1024, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) out[i] = foot_place(snapshot, *snapshot.properties().point(homes[i]));
  });
  return out;
}

/// Services of a kind whose place is known.
std::vector<const help::Service*> services_of(const Snapshot& snapshot, std::string_view kind) {
  std::vector<const help::Service*> out;
  for (const auto& service : snapshot.surroundings->services.services())
    if (service.point && service.is(kind)) out.push_back(&service);
  return out;
}

std::vector<GridPoint> points_of(const std::vector<const help::Service*>& services) {
  std::vector<GridPoint> out;
  for (const auto* service : services) out.push_back(*service->point);
  return out;
}

std::string address_of(const help::Service& service) {
  return service.address + (service.postcode ? (service.address.empty() ? "" : " ") + service.postcode->text() : std::string{});
}

PlaceProfile::HelpNear help_near(const Snapshot& snapshot, const std::string& kind, const std::vector<FootPlace>& homes, GridPoint middle) {
  PlaceProfile::HelpNear out{.kind = kind, .name = {}, .address = {}};
  const auto services = services_of(snapshot, kind);
  const FootWalks walks{snapshot, points_of(services), OnFoot::minutes_max};
  if (const auto walk = walks.to(foot_place(snapshot, middle))) {
    out.name = services[walk->start]->name;
    out.address = address_of(*services[walk->start]);
    out.minutes = walk->minutes;
    out.by_road = walk->by_road;
  }
  for (const auto& home : homes) {
    const auto walk = walks.to(home);
    if (!walk || walk->minutes > help_near_minutes) continue;
    ++out.homes_near;
    out.by_road = out.by_road && walk->by_road;
  }
  return out;
}

GridPoint middle_of(const std::vector<FootPlace>& places) {
  GridPoint sum{};
  for (const auto& one : places) sum = {sum.easting + one.point.easting, sum.northing + one.point.northing};
  const auto count = static_cast<double>(places.size());
  return {sum.easting / count, sum.northing / count};
}

}  // namespace

std::string share_words(std::size_t part, std::size_t whole) {
  if (whole == 0) return "-";
  return std::to_string(static_cast<int>(std::lround(100.0 * static_cast<double>(part) / static_cast<double>(whole)))) + " %";
}

Result<PlaceProfile> profile_of(const Snapshot& snapshot, const AreaAsked& asked, Threads threads) {
  HEARTH_TRY(properties, properties_of(snapshot, asked));
  PlaceProfile out{.words = asked.words, .premises = properties.size()};
  std::vector<PropertyIndex> homes, placed;
  for (const auto property : properties) {
    if (!snapshot.properties().is_home(property)) continue;
    homes.push_back(property);
    if (snapshot.properties().point(property)) placed.push_back(property);
  }
  out.homes = homes.size();
  out.homes_placed = placed.size();
  tell_kinds(snapshot, properties, out);
  tell_areas(snapshot, asked, homes, out);
  const auto point = point_of(asked);
  if (placed.empty() && !point) return out;
  const auto places = foot_places(snapshot, placed, threads);
  const auto kinds = snapshot.surroundings->services.kinds();
  const auto middle = asked.on_foot || placed.empty() ? *point : middle_of(places);
  out.help.resize(kinds.size());
  parallel_ranges(kinds.size(), 1, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) out.help[i] = help_near(snapshot, kinds[i], places, middle);
  });
  return out;
}

Result<Catchments> catchments_of(const Snapshot& snapshot, const std::string& kind, Threads threads) {
  const auto services = services_of(snapshot, kind);
  if (services.empty()) {
    const auto kinds = snapshot.surroundings->services.kinds();
    std::string there;
    for (const auto& one : kinds) there += (there.empty() ? "" : ", ") + one;
    const auto meant = nearest(kind, kinds);
    return wrong_use("profile.no_such_kind", "no service of that kind with a place is known here. " +
                                                 (kinds.empty() ? std::string{"PLACE.toml names no services."} : (meant.empty() ? std::string{} : "Did you mean \"" + meant + "\"? ") + "There are: " + there + "."));
  }
  const auto& properties = snapshot.properties();
  Catchments out;
  std::vector<PropertyIndex> homes;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const PropertyIndex home{i};
    if (!properties.is_home(home)) continue;
    if (properties.point(home)) homes.push_back(home);
    else ++out.homes_unplaced;
  }
  const auto places = foot_places(snapshot, homes, threads);
  const FootWalks walks{snapshot, points_of(services), OnFoot::minutes_max};
  std::vector<std::vector<double>> minutes(services.size());
  for (std::size_t i = 0; i < homes.size(); ++i) {
    const auto walk = walks.to(places[i]);
    if (!walk) {
      ++out.homes_without;
      continue;
    }
    minutes[walk->start].push_back(walk->minutes);
    out.homes.push_back({homes[i], walk->start, walk->minutes, walk->by_road});
  }
  std::vector<std::uint32_t> order(services.size()), place_in_order(services.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return minutes[a].size() != minutes[b].size() ? minutes[a].size() > minutes[b].size() : std::pair{services[a]->name, a} < std::pair{services[b]->name, b};
  });
  for (const auto number : order) {
    place_in_order[number] = static_cast<std::uint32_t>(out.services.size());
    auto& all = minutes[number];
    std::ranges::sort(all);
    const auto near = std::ranges::upper_bound(all, help_near_minutes) - all.begin();
    out.services.push_back({services[number]->name, address_of(*services[number]), all.size(), static_cast<std::size_t>(near), all.empty() ? 0 : all[all.size() / 2], all.empty() ? 0 : all.back()});
  }
  for (auto& home : out.homes) home.service = place_in_order[home.service];
  return out;
}

}  // namespace hearth::spine
