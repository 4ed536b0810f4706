#include "place/place_tiles.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>

#include "place/clip_stretch.h"
#include "place/projection.h"
#include "place/street_names.h"

namespace hearth::place {
namespace {

using formats::tile_extent;
using formats::TilePoint;

constexpr int way_of_making = 1;              // raise it when equal content gives other tiles: browsers keep the old ones else
constexpr std::uint32_t world_bits = 32, extent_bits = 12;
constexpr std::int32_t margin = 128;          // beyond a tile's edge, so that lines and their ends meet the neighbour's
constexpr std::int32_t corners_apart = 6;     // units: less than a pixel
constexpr std::uint32_t streets_from = 13;
constexpr std::uint64_t homes_for_a_name_far_out = 25;
static_assert(TileAddress::zoom_max + extent_bits <= world_bits);

/// How finely homes are gathered: 2^bits cells along a tile's edge.
std::uint32_t cell_bits(std::uint32_t zoom) noexcept {
  if (zoom >= PlaceTiles::detail_zoom) return extent_bits;
  return zoom >= 13 ? 8 : zoom >= 11 ? 7 : 6;
}

std::uint64_t spread(std::uint32_t bits) noexcept {
  std::uint64_t out = bits;
  out = (out | out << 16) & 0x0000FFFF0000FFFFULL;
  out = (out | out << 8) & 0x00FF00FF00FF00FFULL;
  out = (out | out << 4) & 0x0F0F0F0F0F0F0F0FULL;
  out = (out | out << 2) & 0x3333333333333333ULL;
  return (out | out << 1) & 0x5555555555555555ULL;
}

std::uint32_t on_world(double share) noexcept {
  constexpr double size = 4294967296.0;
  return static_cast<std::uint32_t>(std::clamp(share * size, 0.0, size - 1));
}

struct Tile {
  std::uint32_t left, top, shift;
  explicit Tile(const TileAddress& address)
      : left{address.column << (world_bits - address.zoom)}, top{address.row << (world_bits - address.zoom)}, shift{world_bits - address.zoom - extent_bits} {}
  [[nodiscard]] TilePoint operator()(WorldPoint p) const noexcept { return {along(p.x, left), along(p.y, top)}; }

 private:
  [[nodiscard]] std::int32_t along(std::uint32_t value, std::uint32_t from) const noexcept {
    return static_cast<std::int32_t>((static_cast<std::int64_t>(value) - static_cast<std::int64_t>(from)) >> shift);
  }
};

/// The keys of a tile: from the first up to, and without, the last.
std::pair<std::uint64_t, std::uint64_t> keys_of(const TileAddress& address) noexcept {
  const auto from = quadtree_key({address.column << (world_bits - address.zoom), address.row << (world_bits - address.zoom)});
  return {from, from + ((std::uint64_t{1} << (2 * (world_bits - address.zoom))) - 1)};
}

template <class Item>
std::span<const Item> run_of(const std::vector<Item>& items, std::uint64_t first, std::uint64_t last) {
  const auto from = std::ranges::lower_bound(items, first, {}, &Item::key);
  const auto to = std::ranges::upper_bound(from, items.end(), last, {}, &Item::key);
  return {from, to};
}

/// The part of a stretch inside the tile and its margin.
bool clip(TilePoint& a, TilePoint& b) {
  constexpr double least = -margin, most = tile_extent + margin;
  const auto part = part_in_box({static_cast<double>(a.x), static_cast<double>(a.y)}, {static_cast<double>(b.x), static_cast<double>(b.y)}, {least, least, most, most});
  if (!part) return false;
  const double dx = b.x - a.x, dy = b.y - a.y;
  const auto at = [&](double t) { return TilePoint{static_cast<std::int32_t>(std::lround(a.x + t * dx)), static_cast<std::int32_t>(std::lround(a.y + t * dy))}; };
  const auto start = at(part->from), end = at(part->to);
  a = start;
  b = end;
  return true;
}

void add_lines(const std::vector<WorldPoint>& ring, const Tile& tile, std::vector<std::vector<TilePoint>>& lines) {
  std::vector<TilePoint> line;
  const auto end_line = [&] {
    if (line.size() >= 2) lines.push_back(std::move(line));
    line.clear();
  };
  auto last = tile(ring.front());
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const auto next = tile(ring[i]);
    const bool is_end = i + 1 == ring.size();
    if (!is_end && std::abs(next.x - last.x) + std::abs(next.y - last.y) < corners_apart) continue;
    auto a = last, b = next;
    last = next;
    if (!clip(a, b)) {
      end_line();
      continue;
    }
    if (line.empty() || line.back() != a) {
      end_line();
      line.push_back(a);
    }
    if (b != a) line.push_back(b);
    if (b != next) end_line();
  }
  end_line();
}

/// Many small areas are drawn only where there is room for them.
std::uint32_t zoom_for(std::size_t areas) noexcept { return areas <= 120 ? TileAddress::zoom_min : areas <= 1000 ? 11 : 13; }

}  // namespace

Result<TileAddress> TileAddress::parse(std::string_view zoom, std::string_view column, std::string_view row) {
  TileAddress out;
  const auto read = [](std::string_view text, std::uint32_t& into) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), into);
    return fault == std::errc{} && end == text.data() + text.size();
  };
  if (!read(zoom, out.zoom) || out.zoom < zoom_min || out.zoom > zoom_max)
    return fail("tile.no_such_zoom", "there are tiles of zoom " + std::to_string(zoom_min) + " to " + std::to_string(zoom_max) + ", as /tiles/14/8110/5210.mvt.");
  if (!read(column, out.column) || !read(row, out.row) || out.column >> out.zoom != 0 || out.row >> out.zoom != 0)
    return fail("tile.no_such_place", "at zoom " + std::to_string(out.zoom) + " columns and rows go from 0 to " + std::to_string((1U << out.zoom) - 1) + ".");
  return out;
}

WorldPoint world_point(LonLat point) noexcept {
  const double sine = std::clamp(std::sin(point.latitude * std::numbers::pi / 180), -0.99999, 0.99999);
  return {on_world(point.longitude / 360 + 0.5), on_world(0.5 - std::log((1 + sine) / (1 - sine)) / (4 * std::numbers::pi))};
}

std::uint64_t quadtree_key(WorldPoint point) noexcept { return spread(point.x) << 1 | spread(point.y); }

TileAddress tile_at(LonLat point, std::uint32_t zoom) noexcept {
  const auto p = world_point(point);
  return {zoom, p.x >> (world_bits - zoom), p.y >> (world_bits - zoom)};
}

std::string PlaceTiles::version_of(const Gazetteer& gazetteer, std::span<const AreaLayer> layers) {
  std::string out = std::to_string(way_of_making) + "-" + gazetteer.version();
  for (const auto& layer : layers) out += "-" + layer.version();
  return out;
}

PlaceTiles::PlaceTiles(const Gazetteer& gazetteer, std::span<const AreaLayer> layers) : version_{version_of(gazetteer, layers)} {
  std::vector<PropertyIndex> homes;
  std::vector<GridPoint> points;
  for (std::size_t i = 0; i < gazetteer.size(); ++i) {
    const PropertyIndex property{i};
    const auto point = gazetteer.point(property);
    if (!point || !gazetteer.is_home(property)) continue;
    homes.push_back(property);
    points.push_back(*point);
  }
  const auto placed = to_lon_lat(std::span<const GridPoint>{points});
  homes_.reserve(points.size());
  for (const auto& at : placed) {
    if (!at) continue;
    const auto p = world_point(*at);
    homes_.push_back({quadtree_key(p), p});
  }
  std::ranges::sort(homes_, {}, &Home::key);
  add_streets(gazetteer, homes);
  for (const auto& layer : layers) add_layer(layer);
}

void PlaceTiles::add_streets(const Gazetteer& gazetteer, std::span<const PropertyIndex> homes) {
  for (auto& street : street_names(gazetteer, homes))
    if (const auto at = to_lon_lat(street.point)) {
      const auto p = world_point(*at);
      streets_.push_back({quadtree_key(p), p, std::move(street.name), street.homes});
    }
  std::ranges::sort(streets_, {}, &Street::key);
}

void PlaceTiles::add_layer(const AreaLayer& layer) {
  Layer out{layer.key(), zoom_for(layer.size()), {}};
  for (std::size_t i = 0; i < layer.size(); ++i)
    for (const auto& polygon : layer.polygons(AreaIndex{i}))
      for (const auto& ring : polygon.rings) {
        Edge edge{{~0U, ~0U}, {0, 0}, {}, std::string{layer.name(AreaIndex{i})}};
        for (const auto& at : to_lon_lat(std::span<const GridPoint>{ring})) {
          if (!at) continue;
          const auto p = world_point(*at);
          edge.least = {std::min(edge.least.x, p.x), std::min(edge.least.y, p.y)};
          edge.most = {std::max(edge.most.x, p.x), std::max(edge.most.y, p.y)};
          edge.ring.push_back(p);
        }
        if (edge.ring.size() >= 2) out.edges.push_back(std::move(edge));
      }
  layers_.push_back(std::move(out));
}

formats::TileLayer PlaceTiles::homes_in(const TileAddress& address) const {
  const auto [first, last] = keys_of(address);
  const auto run = run_of(homes_, first, last);
  const Tile tile{address};
  const auto shift = 2 * (world_bits - address.zoom - cell_bits(address.zoom));
  std::map<std::uint64_t, std::vector<TilePoint>> by_number;
  for (auto from = run.begin(); from != run.end();) {
    // The run of one cell; short ones are the usual, long ones are leapt over.
    const auto cell = from->key >> shift;
    const auto end = std::ranges::upper_bound(from, run.end(), cell, {}, [shift](const Home& home) { return home.key >> shift; });
    const auto middle = from + (end - from) / 2;
    by_number[static_cast<std::uint64_t>(end - from)].push_back(tile(middle->at));
    from = end;
  }
  formats::TileLayer out{"homes", {}};
  for (auto& [number, points] : by_number) out.features.push_back({formats::TileShape::points, {std::move(points)}, {{"homes", number}}});
  return out;
}

formats::TileLayer PlaceTiles::streets_in(const TileAddress& address) const {
  formats::TileLayer out{"streets", {}};
  if (address.zoom < streets_from) return out;
  const auto [first, last] = keys_of(address);
  const Tile tile{address};
  for (const auto& street : run_of(streets_, first, last))
    if (address.zoom > streets_from || street.homes >= homes_for_a_name_far_out)
      out.features.push_back({formats::TileShape::points, {{tile(street.at)}}, {{"name", street.name}, {"homes", street.homes}}});
  return out;
}

formats::TileLayer PlaceTiles::areas_in(const TileAddress& address) const {
  formats::TileLayer out{"areas", {}};
  const Tile tile{address};
  for (const auto& layer : layers_) {
    if (address.zoom < layer.zoom_from) continue;
    for (const auto& edge : layer.edges) {
      const auto least = tile(edge.least), most = tile(edge.most);
      if (most.x < -margin || most.y < -margin || least.x > tile_extent + margin || least.y > tile_extent + margin) continue;
      formats::TileFeature feature{formats::TileShape::lines, {}, {{"layer", layer.key}, {"name", edge.name}}};
      add_lines(edge.ring, tile, feature.parts);
      if (!feature.parts.empty()) out.features.push_back(std::move(feature));
    }
  }
  return out;
}

std::string PlaceTiles::tile(const TileAddress& address) const {
  return formats::encode_tile({areas_in(address), homes_in(address), streets_in(address)});
}

}  // namespace hearth::place
