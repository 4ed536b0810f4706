#include "formats/vector_tile.h"

#include <map>
#include <protozero/pbf_writer.hpp>
#include <protozero/varint.hpp>

namespace hearth::formats {
namespace {

// Field numbers of vector_tile.proto.
constexpr protozero::pbf_tag_type tile_layer = 3;
constexpr protozero::pbf_tag_type layer_name = 1, layer_feature = 2, layer_key = 3, layer_value = 4, layer_extent = 5, layer_version = 15;
constexpr protozero::pbf_tag_type feature_tags = 2, feature_type = 3, feature_geometry = 4;
constexpr protozero::pbf_tag_type value_text = 1, value_number = 5;
constexpr std::int32_t type_point = 1, type_line = 2;
constexpr std::uint32_t move_to = 1, line_to = 2;

std::uint32_t command(std::uint32_t what, std::size_t times) { return what | static_cast<std::uint32_t>(times) << 3; }

/// Commands with the way from each point to the next, in zigzag numbers.
class Geometry {
 public:
  void points(const std::vector<TilePoint>& all) {
    words_.push_back(command(move_to, all.size()));
    for (const auto& p : all) go_to(p);
  }
  void line(const std::vector<TilePoint>& all) {
    words_.push_back(command(move_to, 1));
    go_to(all.front());
    words_.push_back(command(line_to, all.size() - 1));
    for (std::size_t i = 1; i < all.size(); ++i) go_to(all[i]);
  }
  [[nodiscard]] const std::vector<std::uint32_t>& words() const noexcept { return words_; }

 private:
  void go_to(const TilePoint& p) {
    words_.push_back(protozero::encode_zigzag32(p.x - at_.x));
    words_.push_back(protozero::encode_zigzag32(p.y - at_.y));
    at_ = p;
  }
  TilePoint at_;
  std::vector<std::uint32_t> words_;
};

Geometry geometry_of(const TileFeature& feature) {
  Geometry out;
  if (feature.shape == TileShape::points) {
    if (!feature.parts.empty() && !feature.parts.front().empty()) out.points(feature.parts.front());
  } else {
    for (const auto& part : feature.parts)
      if (part.size() >= 2) out.line(part);
  }
  return out;
}

/// Numbers of a layer's keys or values, in the order in which they were met.
template <class T>
class Numbered {
 public:
  std::uint32_t of(const T& item) {
    const auto [found, is_new] = numbers_.try_emplace(item, static_cast<std::uint32_t>(items_.size()));
    if (is_new) items_.push_back(&found->first);
    return found->second;
  }
  [[nodiscard]] const std::vector<const T*>& items() const noexcept { return items_; }

 private:
  std::map<T, std::uint32_t> numbers_;
  std::vector<const T*> items_;  // nodes of a map stay where they are
};

void write_value(protozero::pbf_writer& layer, const TileValue& value) {
  protozero::pbf_writer out{layer, layer_value};
  if (const auto* words = std::get_if<std::string>(&value)) out.add_string(value_text, *words);
  else out.add_uint64(value_number, std::get<std::uint64_t>(value));
}

/// Nothing when the layer has nothing to show.
std::string encode_layer(const TileLayer& layer) {
  std::string bytes;
  protozero::pbf_writer out{bytes};
  out.add_uint32(layer_version, 2);
  out.add_string(layer_name, layer.name);
  Numbered<std::string> keys;
  Numbered<TileValue> values;
  bool any = false;
  for (const auto& feature : layer.features) {
    const auto geometry = geometry_of(feature);
    if (geometry.words().empty()) continue;
    any = true;
    std::vector<std::uint32_t> tags;
    for (const auto& [key, value] : feature.attributes) {
      tags.push_back(keys.of(std::string{key}));
      tags.push_back(values.of(value));
    }
    protozero::pbf_writer one{out, layer_feature};
    one.add_packed_uint32(feature_tags, tags.begin(), tags.end());
    one.add_enum(feature_type, feature.shape == TileShape::points ? type_point : type_line);
    one.add_packed_uint32(feature_geometry, geometry.words().begin(), geometry.words().end());
  }
  if (!any) return {};
  for (const auto* key : keys.items()) out.add_string(layer_key, *key);
  for (const auto* value : values.items()) write_value(out, *value);
  out.add_uint32(layer_extent, static_cast<std::uint32_t>(tile_extent));
  return bytes;
}

}  // namespace

std::string encode_tile(const std::vector<TileLayer>& layers) {
  std::string bytes;
  protozero::pbf_writer out{bytes};
  for (const auto& layer : layers)
    if (const auto encoded = encode_layer(layer); !encoded.empty()) out.add_message(tile_layer, encoded);
  return bytes;
}

}  // namespace hearth::formats
