#include "spine/surroundings.h"

#include <algorithm>
#include <unordered_map>

#include "base/hash.h"
#include "base/limits.h"
#include "base/postcode.h"
#include "base/text.h"
#include "base/try.h"
#include "help/read_services.h"
#include "place/projection.h"

namespace hearth::spine {
namespace {

using place::PropertyIndex;

std::vector<std::uint32_t> areas_of_properties(const place::AreaLayer& layer, const place::Gazetteer& properties, Threads threads) {
  std::vector<std::uint32_t> out(properties.size(), Surroundings::no_area);
  parallel_ranges(properties.size(), 1U << 14, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i)
      if (const auto point = properties.point(PropertyIndex{i}))
        if (const auto area = layer.area_of(*point)) out[i] = area->number();
  });
  return out;
}

/// The middle of the homes of a postcode stands for a service that tells no better place.
std::unordered_map<std::string, GridPoint> middles_of_postcodes(const place::Gazetteer& properties) {
  struct Sum {
    double x{0}, y{0}, homes{0};
  };
  std::unordered_map<std::string, Sum> sums;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const auto point = properties.point(PropertyIndex{i});
    const auto postcode = Postcode::parse(properties.at(PropertyIndex{i}).shown.postcode);
    if (!point || !postcode) continue;
    auto& sum = sums[postcode->text()];
    sum.x += point->easting, sum.y += point->northing, sum.homes += 1;
  }
  std::unordered_map<std::string, GridPoint> out;
  for (const auto& [postcode, sum] : sums) out.emplace(postcode, GridPoint{sum.x / sum.homes, sum.y / sum.homes});
  return out;
}

Result<Done> read_services(Files& files, const PlaceFile& place, const place::Gazetteer& properties, Surroundings& out) {
  if (place.services.empty()) return Done{};
  const auto middles = middles_of_postcodes(properties);
  const help::PointLookup lookup{
      .of_uprn = [&](const Uprn& uprn) -> std::optional<GridPoint> {
        const auto property = properties.find(uprn);
        return property ? properties.point(*property) : std::nullopt;
      },
      .of_lon_lat = [](const LonLat& point) -> std::optional<GridPoint> {
        const auto grid = place::to_grid(point);
        return grid ? std::optional{*grid} : std::nullopt;
      },
      .of_postcode = [&](const Postcode& postcode) -> std::optional<GridPoint> {
        const auto found = middles.find(postcode.text());
        return found == middles.end() ? std::nullopt : std::optional{found->second};
      }};
  std::vector<help::Service> services;
  for (const auto& path : place.services) {
    HEARTH_TRY(text, files.read_all(path, limits::json_bytes_max));
    out.version += ContentHash::of(text).text();
    HEARTH_TRY(loaded, help::read_services(files, path, lookup));
    std::ranges::move(loaded.services, std::back_inserter(services));
    for (auto* faults : {&loaded.refused, &loaded.put_aside}) std::ranges::move(*faults, std::back_inserter(out.faults));
  }
  out.services = help::ServiceDirectory{std::move(services)};
  return Done{};
}

Result<Done> read_values(Files& files, const PlaceFile& place, Surroundings& out) {
  for (const auto& source : place.area_values) {
    HEARTH_TRY(values, place::AreaValues::load(files, source));
    const bool known = std::ranges::any_of(out.layers, [&](const place::AreaLayer& layer) {
      for (std::size_t i = 0; i < layer.size(); ++i)
        if (values.text(layer.code(place::AreaIndex{i}))) return true;
      return false;
    });
    if (!known)
      return wrong_use("area_values.no_layer", "no area of PLACE.toml's areas has a code of the column " + source.code + ". Expected codes of one of its layers; is the vintage another?",
                       {.file = source.file.filename().string(), .column = source.code});
    out.version += values.version();
    out.values.push_back(std::move(values));
  }
  return Done{};
}

/// All properties, and what is walked to from their edge.
place::GridBox box_of(const place::Gazetteer& properties) {
  constexpr double around = 10'000;
  std::optional<place::GridBox> box;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const auto p = properties.point(PropertyIndex{i});
    if (!p) continue;
    if (!box) box = place::GridBox{*p, *p};
    box->least = {std::min(box->least.easting, p->easting), std::min(box->least.northing, p->northing)};
    box->most = {std::max(box->most.easting, p->easting), std::max(box->most.northing, p->northing)};
  }
  if (!box) return {};
  return {{box->least.easting - around, box->least.northing - around}, {box->most.easting + around, box->most.northing + around}};
}

/// The roads around the properties. Pieces that lead nowhere are no way: a car park's aisle that shares no corner with the road before it.
void read_network(Files& files, const PlaceFile& place, const place::Gazetteer& properties, Surroundings& out) {
  constexpr double island_metres = 1'000;
  if (place.roads.empty()) return;
  auto roads = place::read_roads(files, place.roads);
  // A place without roads has straight lines: better than no place.
  if (!roads) {
    out.version += to_string(roads.error());
    out.faults.push_back(roads.error());
    return;
  }
  out.version += roads->version;
  std::ranges::move(roads->faults, std::back_inserter(out.faults));
  const auto near = place::lines_near(std::move(roads->lines), box_of(properties));
  const auto joined = place::without_islands(near, Metres{island_metres});
  if (!joined.empty()) out.roads = std::make_shared<const place::WalkingNetwork>(joined);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return with_commas(count) + " " + std::string{count == 1 ? one : many};
}

}  // namespace

Result<Surroundings> Surroundings::read(Files& files, const PlaceFile& place, const place::Gazetteer& properties, Threads threads) {
  Surroundings out;
  for (const auto& source : place.areas) {
    HEARTH_TRY(layer, place::AreaLayer::load(files, source));
    out.version += layer.version();
    out.area_of.push_back(areas_of_properties(layer, properties, threads));
    out.layers.push_back(std::move(layer));
  }
  for (const auto& path : place.water) {
    const auto shape = place::Shape::load(files, path);
    // Decoration: a map without a river is better than none.
    if (!shape) {
      out.version += to_string(shape.error());  // a new fault is news, and told
      out.faults.push_back(shape.error());
      continue;
    }
    out.version += shape->version();
    out.water.insert(out.water.end(), shape->polygons().begin(), shape->polygons().end());
  }
  HEARTH_CHECK(read_values(files, place, out));
  read_network(files, place, properties, out);
  HEARTH_CHECK(read_services(files, place, properties, out));
  return out;
}

std::optional<std::size_t> Surroundings::largest_layer() const noexcept {
  std::optional<std::size_t> out;
  const auto rank = [this](std::size_t i) { return std::pair{layers[i].size() == 1, layers[i].size()}; };
  for (std::size_t i = 0; i < layers.size(); ++i)
    if (layers[i].size() > 0 && (!out || rank(i) < rank(*out))) out = i;
  return out;
}

std::string Surroundings::words() const {
  std::string out;
  const auto add = [&out](std::string text) { out += (out.empty() ? "" : ", ") + std::move(text); };
  if (!layers.empty()) add(counted(layers.size(), "area layer", "area layers"));
  if (!values.empty()) add(counted(values.size(), "table of area values", "tables of area values"));
  if (roads) add(with_commas(static_cast<std::uint64_t>(roads->metres() / 1000)) + " km of roads and paths");
  if (!services.services().empty()) add(counted(services.services().size(), "service", "services"));
  return out;
}

}  // namespace hearth::spine
