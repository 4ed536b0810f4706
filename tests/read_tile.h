// read_tile.h: reads a vector tile as a browser does, through protozero's reader; for tests.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <protozero/pbf_reader.hpp>
#include <protozero/varint.hpp>
#include <string>
#include <vector>

#include "formats/vector_tile.h"

namespace hearth::tests {

struct ReadFeature {
  std::uint32_t type{0};
  std::vector<std::vector<formats::TilePoint>> parts;  ///< all points of a feature of points are one part
  std::map<std::string, std::string> attributes;
};
struct ReadLayer {
  std::string name;
  std::uint32_t version{0}, extent{0};
  std::vector<ReadFeature> features;
};

inline std::vector<std::vector<formats::TilePoint>> read_parts(const std::vector<std::uint32_t>& words, std::uint32_t type) {
  std::vector<std::vector<formats::TilePoint>> out;
  formats::TilePoint at;
  for (std::size_t i = 0; i < words.size();) {
    const auto what = words[i] & 7U, times = words[i] >> 3;
    ++i;
    REQUIRE((what == 1 || what == 2));
    for (std::uint32_t n = 0; n < times; ++n, i += 2) {
      REQUIRE(i + 1 < words.size());
      at.x += static_cast<std::int32_t>(protozero::decode_zigzag32(words[i]));
      at.y += static_cast<std::int32_t>(protozero::decode_zigzag32(words[i + 1]));
      if (out.empty() || (what == 1 && type == 2)) out.emplace_back();
      out.back().push_back(at);
    }
  }
  return out;
}

inline ReadLayer read_layer(protozero::pbf_reader layer) {
  ReadLayer out;
  std::vector<std::string> keys, values;
  struct Raw {
    std::uint32_t type{0};
    std::vector<std::uint32_t> tags, geometry;
  };
  std::vector<Raw> raw;
  while (layer.next()) {
    switch (layer.tag()) {
      case 15: out.version = layer.get_uint32(); break;
      case 1: out.name = layer.get_string(); break;
      case 3: keys.push_back(layer.get_string()); break;
      case 5: out.extent = layer.get_uint32(); break;
      case 4: {
        auto value = layer.get_message();
        while (value.next()) values.push_back(value.tag() == 1 ? value.get_string() : std::to_string(value.get_uint64()));
        break;
      }
      case 2: {
        auto& one = raw.emplace_back();
        auto feature = layer.get_message();
        while (feature.next()) {
          if (feature.tag() == 3) {
            one.type = static_cast<std::uint32_t>(feature.get_enum());
            continue;
          }
          auto& into = feature.tag() == 2 ? one.tags : one.geometry;
          for (const auto number : feature.get_packed_uint32()) into.push_back(number);
        }
        break;
      }
      default: FAIL("a field that no layer has");
    }
  }
  for (const auto& one : raw) {
    auto& feature = out.features.emplace_back();
    feature.type = one.type;
    feature.parts = read_parts(one.geometry, one.type);
    for (std::size_t i = 0; i + 1 < one.tags.size(); i += 2) feature.attributes[keys.at(one.tags[i])] = values.at(one.tags[i + 1]);
  }
  return out;
}

inline std::vector<ReadLayer> read_tile(const std::string& bytes) {
  std::vector<ReadLayer> out;
  protozero::pbf_reader tile{bytes};
  while (tile.next(3)) out.push_back(read_layer(tile.get_message()));
  return out;
}

}  // namespace hearth::tests
