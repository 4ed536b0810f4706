#include "formats/osm_lines.h"

#include <zlib.h>

#include <algorithm>
#include <protozero/pbf_reader.hpp>

#include "base/limits.h"
#include "base/try.h"

namespace hearth::formats {
namespace {

using protozero::pbf_wire_type, protozero::tag_and_type;  // a field of another kind is passed over: reading it as this one would end the process

constexpr std::size_t heading_bytes_max = 64U << 10, blob_bytes_max = 32U << 20;  // of the format itself

struct Blob {
  std::string_view type;
  protozero::data_view content;
};

tl::unexpected<Error> malformed(const std::string& file, std::uint64_t blob, const std::string& what) {
  return fail("osm.malformed", "blob " + std::to_string(blob) + ": " + what + " Expected an extract in the form .osm.pbf; fetch it again.", {.file = file});
}
tl::unexpected<Error> not_readable(const std::string& file, const std::string& what) { return fail("osm.not_readable", what, {.file = file}); }

/// The blobs of a file, one after another, unpacked.
class Blobs {
 public:
  Blobs(std::string_view bytes, const std::string& file) : left_{bytes}, file_{file} {}
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

  /// False at the end. What it gives is valid until the next call.
  Result<bool> next(Blob& out) {
    if (left_.empty()) return false;
    ++number_;
    if (left_.size() < 4) return malformed(file_, number_, "it is cut off.");
    const auto byte = [this](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(left_[i])); };
    const std::size_t heading_size = byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
    left_.remove_prefix(4);
    if (heading_size > heading_bytes_max || heading_size > left_.size()) return malformed(file_, number_, "its heading is cut off or too long.");
    std::size_t size = 0;
    protozero::pbf_reader heading{left_.data(), heading_size};
    while (heading.next()) switch (heading.tag_and_type()) {
        case tag_and_type(1, pbf_wire_type::length_delimited): type_ = heading.get_string(); break;
        case tag_and_type(3, pbf_wire_type::varint): size = static_cast<std::size_t>(std::max(0, heading.get_int32())); break;
        default: heading.skip();
      }
    left_.remove_prefix(heading_size);
    if (size > blob_bytes_max || size > left_.size()) return malformed(file_, number_, "it is cut off or too long.");
    const auto packed = left_.substr(0, size);
    left_.remove_prefix(size);
    HEARTH_TRY(content, unpacked(packed));
    out = {type_, content};
    return true;
  }

 private:
  Result<protozero::data_view> unpacked(std::string_view packed) {
    protozero::pbf_reader blob{packed.data(), packed.size()};
    std::size_t raw_size = 0;
    protozero::data_view raw, deflated;
    bool is_other = false;
    while (blob.next()) switch (blob.tag_and_type()) {
        case tag_and_type(1, pbf_wire_type::length_delimited): raw = blob.get_view(); break;
        case tag_and_type(2, pbf_wire_type::varint): raw_size = static_cast<std::size_t>(std::max(0, blob.get_int32())); break;
        case tag_and_type(3, pbf_wire_type::length_delimited): deflated = blob.get_view(); break;
        default: is_other = true, blob.skip();
      }
    if (deflated.empty() && raw.empty() && is_other) return not_readable(file_, "its blobs are packed in a way that is not read. Expected zlib, as Geofabrik's extracts are.");
    if (deflated.empty()) return raw;
    if (raw_size > blob_bytes_max) return malformed(file_, number_, "it is too long when unpacked.");
    plain_.resize(raw_size);
    auto length = static_cast<uLongf>(raw_size);
    const int done = ::uncompress(reinterpret_cast<Bytef*>(plain_.data()), &length, reinterpret_cast<const Bytef*>(deflated.data()), static_cast<uLong>(deflated.size()));
    if (done != Z_OK || length != raw_size) return malformed(file_, number_, "it does not unpack to the length that it says.");
    return protozero::data_view{plain_.data(), plain_.size()};
  }

  std::string_view left_;
  std::string file_, type_, plain_;
  std::uint64_t number_{0};
};

/// One block of nodes or ways, with what its numbers mean.
struct Block {
  std::vector<protozero::data_view> words, groups;
  std::int64_t granularity{100}, latitude_from{0}, longitude_from{0};

  explicit Block(protozero::data_view content) {
    protozero::pbf_reader block{content};
    while (block.next()) switch (block.tag_and_type()) {
        case tag_and_type(1, pbf_wire_type::length_delimited): {
          auto table = block.get_message();
          while (table.next(1, pbf_wire_type::length_delimited)) words.push_back(table.get_view());
          break;
        }
        case tag_and_type(2, pbf_wire_type::length_delimited): groups.push_back(block.get_view()); break;
        case tag_and_type(17, pbf_wire_type::varint): granularity = block.get_int32(); break;
        case tag_and_type(19, pbf_wire_type::varint): latitude_from = block.get_int64(); break;
        case tag_and_type(20, pbf_wire_type::varint): longitude_from = block.get_int64(); break;
        default: block.skip();
      }
  }
  [[nodiscard]] std::string_view word(std::uint32_t number) const { return number < words.size() ? std::string_view{words[number].data(), words[number].size()} : std::string_view{}; }
  [[nodiscard]] LonLat at(std::int64_t latitude, std::int64_t longitude) const {
    const auto degrees = [this](std::int64_t from, std::int64_t value) { return 1e-9 * (static_cast<double>(from) + static_cast<double>(granularity) * static_cast<double>(value)); };
    return {degrees(longitude_from, longitude), degrees(latitude_from, latitude)};
  }
};

/// Numbers told as differences, added up: of what a file says, so that they wrap around rather than overflow.
class Sum {
 public:
  std::int64_t operator()(std::int64_t step) noexcept { return static_cast<std::int64_t>(sum_ += static_cast<std::uint64_t>(step)); }

 private:
  std::uint64_t sum_{0};
};

using NodeNumbers = std::vector<std::int64_t>;

void take_ways(const Block& block, protozero::data_view group, const std::function<bool(const OsmTags&)>& wanted, std::vector<NodeNumbers>& out) {
  protozero::pbf_reader reader{group};
  while (reader.next(3, pbf_wire_type::length_delimited)) {
    auto way = reader.get_message();
    std::vector<std::uint32_t> keys, values;
    NodeNumbers nodes;
    while (way.next()) switch (way.tag_and_type()) {
        case tag_and_type(2, pbf_wire_type::length_delimited):
          for (const auto key : way.get_packed_uint32()) keys.push_back(key);
          break;
        case tag_and_type(3, pbf_wire_type::length_delimited):
          for (const auto value : way.get_packed_uint32()) values.push_back(value);
          break;
        case tag_and_type(8, pbf_wire_type::length_delimited): {
          Sum number;
          for (const auto step : way.get_packed_sint64()) nodes.push_back(number(step));
          break;
        }
        default: way.skip();
      }
    OsmTags tags;
    for (std::size_t i = 0; i < std::min(keys.size(), values.size()); ++i) tags.emplace_back(block.word(keys[i]), block.word(values[i]));
    if (nodes.size() >= 2 && wanted(tags)) out.push_back(std::move(nodes));
  }
}

/// Where the wanted nodes are; of those that the file does not have, nothing.
class Places {
 public:
  explicit Places(const std::vector<NodeNumbers>& ways) {
    for (const auto& way : ways) numbers_.insert(numbers_.end(), way.begin(), way.end());
    std::ranges::sort(numbers_);
    numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
    at_.resize(numbers_.size());
    is_known_.resize(numbers_.size());
  }
  void put(std::int64_t number, LonLat at) {
    const auto found = std::ranges::lower_bound(numbers_, number);
    if (found == numbers_.end() || *found != number) return;
    const auto i = static_cast<std::size_t>(found - numbers_.begin());
    at_[i] = at;
    is_known_[i] = true;
  }
  [[nodiscard]] const LonLat* find(std::int64_t number) const {
    const auto i = static_cast<std::size_t>(std::ranges::lower_bound(numbers_, number) - numbers_.begin());
    return is_known_[i] ? &at_[i] : nullptr;
  }

 private:
  NodeNumbers numbers_;
  std::vector<LonLat> at_;
  std::vector<bool> is_known_;
};

void take_dense(const Block& block, protozero::data_view dense, Places& places) {
  protozero::pbf_reader reader{dense};
  NodeNumbers numbers, latitudes, longitudes;
  while (reader.next()) {
    auto* into = reader.wire_type() != pbf_wire_type::length_delimited ? nullptr : reader.tag() == 1 ? &numbers : reader.tag() == 8 ? &latitudes : reader.tag() == 9 ? &longitudes : nullptr;
    if (into == nullptr) {
      reader.skip();
      continue;
    }
    for (const auto step : reader.get_packed_sint64()) into->push_back(step);
  }
  Sum number, latitude, longitude;
  for (std::size_t i = 0; i < std::min({numbers.size(), latitudes.size(), longitudes.size()}); ++i) {
    const auto id = number(numbers[i]);
    const auto north = latitude(latitudes[i]), east = longitude(longitudes[i]);
    places.put(id, block.at(north, east));
  }
}

void take_nodes(const Block& block, protozero::data_view group, Places& places) {
  protozero::pbf_reader reader{group};
  while (reader.next()) {
    if (reader.tag_and_type() == tag_and_type(2, pbf_wire_type::length_delimited)) {
      take_dense(block, reader.get_view(), places);
    } else if (reader.tag_and_type() == tag_and_type(1, pbf_wire_type::length_delimited)) {
      auto node = reader.get_message();
      std::int64_t id = 0, latitude = 0, longitude = 0;
      while (node.next()) switch (node.tag_and_type()) {
          case tag_and_type(1, pbf_wire_type::varint): id = node.get_sint64(); break;
          case tag_and_type(8, pbf_wire_type::varint): latitude = node.get_sint64(); break;
          case tag_and_type(9, pbf_wire_type::varint): longitude = node.get_sint64(); break;
          default: node.skip();
        }
      places.put(id, block.at(latitude, longitude));
    } else {
      reader.skip();
    }
  }
}

Result<Done> check_features(protozero::data_view content, const std::string& file) {
  protozero::pbf_reader heading{content};
  while (heading.next(4, pbf_wire_type::length_delimited)) {
    const auto feature = heading.get_string();
    if (feature != "OsmSchema-V0.6" && feature != "DenseNodes") return not_readable(file, "it needs something of its reader that is not known here (a history of edits?). Expected a plain extract.");
  }
  return Done{};
}

/// Each block of data to `take`, in the order of the file.
template <class Take>
Result<Done> each_block(std::string_view bytes, const std::string& file, Take take) {
  Blobs blobs{bytes, file};
  Blob blob;
  try {
    for (;;) {
      HEARTH_TRY(more, blobs.next(blob));
      if (!more) return Done{};
      if (blobs.number() == 1 && blob.type != "OSMHeader") return malformed(file, 1, "it is not the heading of an extract.");
      if (blob.type == "OSMHeader") HEARTH_CHECK(check_features(blob.content, file));
      if (blob.type != "OSMData") continue;
      const Block block{blob.content};
      for (const auto& group : block.groups) HEARTH_CHECK(take(block, group));
    }
  } catch (const protozero::exception&) {
    return malformed(file, blobs.number(), "its fields cannot be read.");
  }
}

bool is_on_earth(LonLat p) noexcept { return p.longitude >= -180 && p.longitude <= 180 && p.latitude >= -90 && p.latitude <= 90; }

}  // namespace

std::string_view osm_tag(const OsmTags& tags, std::string_view key) noexcept {
  const auto found = std::ranges::find(tags, key, &OsmTags::value_type::first);
  return found == tags.end() ? std::string_view{} : found->second;
}

Result<std::vector<std::vector<LonLat>>> read_osm_lines(std::string_view bytes, const std::string& file, const std::function<bool(const OsmTags&)>& wanted) {
  std::vector<NodeNumbers> ways;
  std::size_t points = 0, counted = 0;
  HEARTH_CHECK(each_block(bytes, file, [&](const Block& block, protozero::data_view group) -> Result<Done> {
    take_ways(block, group, wanted, ways);
    for (; counted < ways.size(); ++counted) points += ways[counted].size();
    if (points > limits::road_points_max) return fail("osm.too_large", "its roads have more than " + std::to_string(limits::road_points_max) + " points. Expected an extract of the place.", {.file = file});
    return Done{};
  }));
  Places places{ways};
  HEARTH_CHECK(each_block(bytes, file, [&](const Block& block, protozero::data_view group) -> Result<Done> {
    take_nodes(block, group, places);
    return Done{};
  }));
  std::vector<std::vector<LonLat>> lines;
  for (const auto& way : ways) {
    std::vector<LonLat> line;
    const auto end_line = [&] {
      if (line.size() >= 2) lines.push_back(std::move(line));
      line.clear();
    };
    for (const auto node : way) {
      const auto* at = places.find(node);
      if (at != nullptr && is_on_earth(*at)) line.push_back(*at);
      else end_line();
    }
    end_line();
  }
  return lines;
}

}  // namespace hearth::formats
