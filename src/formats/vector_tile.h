// vector_tile.h: a Mapbox Vector Tile, version 2.1: layers of points and lines on a square of 4096 units, for maps in browsers.
//
// Coordinates go from the upper left and may reach beyond the square by the layer's margin. Attributes are texts and whole numbers.
// Source: mapbox/vector-tile-spec 2.1; the bytes are protocol buffers, written by protozero.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace hearth::formats {

inline constexpr std::int32_t tile_extent = 4096;

struct TilePoint {
  std::int32_t x{0}, y{0};
  bool operator==(const TilePoint&) const = default;
};

using TileValue = std::variant<std::string, std::uint64_t>;
using TileAttributes = std::vector<std::pair<std::string_view, TileValue>>;

enum class TileShape : std::uint8_t { points, lines };

/// Points of equal attributes are one feature; so are lines.
struct TileFeature {
  TileShape shape{TileShape::points};
  std::vector<std::vector<TilePoint>> parts;  ///< lines, each of two points or more; for points only the first part
  TileAttributes attributes;
};

struct TileLayer {
  std::string name;
  std::vector<TileFeature> features;
};

/// Features without points are left out, and so are layers without features: no layer at all is no byte.
[[nodiscard]] std::string encode_tile(const std::vector<TileLayer>& layers);

}  // namespace hearth::formats
