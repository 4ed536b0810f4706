// place_tiles.h: the map of a place in square tiles, as browsers ask for them: its homes, its streets' names, its areas' edges.
//
// Homes come from the address list alone; nothing of people is in a tile, and each home is alike. Far out, homes that fall into one
// cell of a grid are one dot with their number; from detail_zoom on each stands where it is.
// Points are kept in the order of a quadtree (Morton order), so that a tile, and each cell of it, is one run of them.
// Source: tiles are numbered as in OGC's WebMercatorQuad: zoom, column from the west, row from the north.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/point.h"
#include "formats/vector_tile.h"
#include "place/areas.h"
#include "place/gazetteer.h"

namespace hearth::place {

struct TileAddress {
  std::uint32_t zoom{0}, column{0}, row{0};
  static constexpr std::uint32_t zoom_min = 6, zoom_max = 16;
  /// Digits alone. @error tile.no_such_zoom, tile.no_such_place: both say what there is
  [[nodiscard]] static Result<TileAddress> parse(std::string_view zoom, std::string_view column, std::string_view row);
  bool operator==(const TileAddress&) const = default;
};

/// A place on the square world of the web's maps, 2^32 units wide, from its upper left.
struct WorldPoint {
  std::uint32_t x{0}, y{0};
  bool operator==(const WorldPoint&) const = default;
};
/// Latitudes beyond 85.05 degrees are its edge.
[[nodiscard]] WorldPoint world_point(LonLat point) noexcept;
/// Bits of x and y in turn, x first: points of one tile have the first 2 * zoom bits in common.
[[nodiscard]] std::uint64_t quadtree_key(WorldPoint point) noexcept;
[[nodiscard]] TileAddress tile_at(LonLat point, std::uint32_t zoom) noexcept;

class PlaceTiles {
 public:
  static constexpr std::uint32_t detail_zoom = 15;

  /// Cost: about a second for 400,000 properties.
  PlaceTiles(const Gazetteer& gazetteer, std::span<const AreaLayer> layers);

  /// Layers "homes" (homes: how many), "streets" (name, homes), "areas" (layer, name); no byte where there is nothing.
  [[nodiscard]] std::string tile(const TileAddress& address) const;
  /// Equal for equal content, and another when tiles are made in another way.
  [[nodiscard]] static std::string version_of(const Gazetteer& gazetteer, std::span<const AreaLayer> layers);
  [[nodiscard]] const std::string& version() const noexcept { return version_; }
  [[nodiscard]] std::size_t homes() const noexcept { return homes_.size(); }

 private:
  struct Home {
    std::uint64_t key;
    WorldPoint at;
  };
  struct Street {
    std::uint64_t key;
    WorldPoint at;
    std::string name;
    std::uint64_t homes;
  };
  struct Edge {
    WorldPoint least, most;
    std::vector<WorldPoint> ring;
    std::string name;
  };
  struct Layer {
    std::string key;
    std::uint32_t zoom_from;
    std::vector<Edge> edges;
  };
  void add_streets(const Gazetteer& gazetteer, std::span<const PropertyIndex> homes);
  void add_layer(const AreaLayer& layer);
  [[nodiscard]] formats::TileLayer homes_in(const TileAddress& address) const;
  [[nodiscard]] formats::TileLayer streets_in(const TileAddress& address) const;
  [[nodiscard]] formats::TileLayer areas_in(const TileAddress& address) const;

  std::vector<Home> homes_;      // in order of key
  std::vector<Street> streets_;  // in order of key
  std::vector<Layer> layers_;
  std::string version_;
};

}  // namespace hearth::place
