// made_osm.h: a small OpenStreetMap extract in the form .osm.pbf, for tests.
#pragma once

#include <zlib.h>

#include <protozero/pbf_writer.hpp>
#include <string>
#include <utility>
#include <vector>

namespace hearth::tests {

struct OsmNode {
  std::int64_t id;
  double longitude, latitude;
};
struct OsmWay {
  std::vector<std::int64_t> nodes;
  std::vector<std::pair<std::string, std::string>> tags;
};

inline std::string osm_blob(const std::string& type, const std::string& content, bool zlib) {
  std::string blob;
  protozero::pbf_writer writer{blob};
  if (zlib) {
    std::string packed(compressBound(static_cast<uLong>(content.size())), '\0');
    auto size = static_cast<uLongf>(packed.size());
    compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(content.data()), static_cast<uLong>(content.size()));
    writer.add_int32(2, static_cast<std::int32_t>(content.size()));
    writer.add_bytes(3, packed.data(), size);
  } else {
    writer.add_bytes(1, content);
  }
  std::string heading;
  protozero::pbf_writer head{heading};
  head.add_string(1, type);
  head.add_int32(3, static_cast<std::int32_t>(blob.size()));
  const auto size = static_cast<std::uint32_t>(heading.size());
  std::string out;
  for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(size >> shift & 0xFFU);
  return out + heading + blob;
}

inline std::string osm_heading(const std::string& feature = "DenseNodes", bool zlib = true) {
  std::string content;
  protozero::pbf_writer writer{content};
  writer.add_string(4, "OsmSchema-V0.6");
  writer.add_string(4, feature);
  return osm_blob("OSMHeader", content, zlib);
}

inline std::string osm_data(const std::vector<OsmNode>& nodes, const std::vector<OsmWay>& ways, bool dense = true, bool zlib = true) {
  std::vector<std::string> words{""};
  const auto word = [&](const std::string& text) {
    words.push_back(text);
    return static_cast<std::uint32_t>(words.size() - 1);
  };
  const auto units = [](double degrees) { return static_cast<std::int64_t>(degrees * 1e7 + (degrees < 0 ? -0.5 : 0.5)); };
  std::string group;
  protozero::pbf_writer writer{group};
  if (dense && !nodes.empty()) {
    protozero::pbf_writer message{writer, 2};
    std::vector<std::int64_t> ids, latitudes, longitudes;
    OsmNode last{0, 0, 0};
    for (const auto& node : nodes) {
      ids.push_back(node.id - last.id);
      latitudes.push_back(units(node.latitude) - units(last.latitude));
      longitudes.push_back(units(node.longitude) - units(last.longitude));
      last = node;
    }
    message.add_packed_sint64(1, ids.begin(), ids.end());
    message.add_packed_sint64(8, latitudes.begin(), latitudes.end());
    message.add_packed_sint64(9, longitudes.begin(), longitudes.end());
  } else {
    for (const auto& node : nodes) {
      protozero::pbf_writer message{writer, 1};
      message.add_sint64(1, node.id);
      message.add_sint64(8, units(node.latitude));
      message.add_sint64(9, units(node.longitude));
    }
  }
  for (const auto& way : ways) {
    protozero::pbf_writer message{writer, 3};
    message.add_int64(1, 7);
    std::vector<std::uint32_t> keys, values;
    for (const auto& [key, value] : way.tags) keys.push_back(word(key)), values.push_back(word(value));
    message.add_packed_uint32(2, keys.begin(), keys.end());
    message.add_packed_uint32(3, values.begin(), values.end());
    std::vector<std::int64_t> steps;
    std::int64_t last = 0;
    for (const auto node : way.nodes) steps.push_back(node - last), last = node;
    message.add_packed_sint64(8, steps.begin(), steps.end());
  }
  std::string block;
  protozero::pbf_writer all{block};
  {
    protozero::pbf_writer table{all, 1};
    for (const auto& text : words) table.add_bytes(1, text);
  }
  all.add_message(2, group);
  return osm_blob("OSMData", block, zlib);
}

}  // namespace hearth::tests
