// Extracts of OpenStreetMap: lines of the wanted ways, and a clear word about what is none.
#include <doctest/doctest.h>

#include <cmath>

#include "formats/osm_lines.h"
#include "made_osm.h"

using namespace hearth;
using tests::osm_blob;
using tests::osm_data;
using tests::osm_heading;

namespace {

const std::vector<tests::OsmNode> nodes{{10, -1.5, 53.8}, {11, -1.49, 53.81}, {13, -1.48, 53.82}, {20, 0.1, 51.5}};
const std::vector<tests::OsmWay> ways{{{10, 11, 13}, {{"name", "Weir Lane"}, {"highway", "residential"}}}, {{11, 20}, {{"building", "yes"}}}, {{10, 12, 13, 11}, {{"highway", "footway"}}}};

bool is_highway(const formats::OsmTags& tags) { return !formats::osm_tag(tags, "highway").empty(); }

auto read(const std::string& bytes) { return formats::read_osm_lines(bytes, "x.osm.pbf", is_highway); }

}  // namespace

TEST_CASE("Wanted ways come as lines, whatever way nodes and blobs are written; a line ends where a node is missing") {
  for (const bool dense : {true, false})
    for (const bool zlib : {true, false}) {
      const auto lines = read(osm_heading("DenseNodes", zlib) + osm_data(nodes, {}, dense, zlib) + osm_data({}, ways, dense, zlib));
      REQUIRE(lines);
      REQUIRE(lines->size() == 2);
      REQUIRE((*lines)[0].size() == 3);
      CHECK(std::abs((*lines)[0][1].longitude + 1.49) < 1e-9);
      CHECK(std::abs((*lines)[0][1].latitude - 53.81) < 1e-9);
      CHECK((*lines)[1].size() == 2);  // 12 is not in the extract: 13 to 11 is left
    }
}

TEST_CASE("A damaged byte anywhere ends in an error or in other lines, never in the end of the program") {
  const auto whole = osm_heading("DenseNodes", false) + osm_data(nodes, {}, true, false) + osm_data({}, ways, false, false);
  for (std::size_t i = 0; i < whole.size(); ++i)
    for (const unsigned change : {0x01U, 0x02U, 0x05U, 0x80U, 0xFFU}) {
      auto damaged = whole;
      damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ change);
      static_cast<void>(read(damaged));
    }
  CHECK_FALSE(read(std::string{"\0\0\0\2\x08\0", 6}));  // a type that is a number
}

TEST_CASE("What is no extract, is cut off or needs more than is read here is refused by name") {
  const auto whole = osm_heading() + osm_data(nodes, ways);
  CHECK(read(whole));
  CHECK(read("").has_value());  // no bytes have no roads: who asks for roads says so
  for (std::size_t size = 1; size < whole.size(); size += 7) {
    const auto cut = read(whole.substr(0, size));
    if (size != osm_heading().size()) CHECK_FALSE(cut);
  }
  struct Case {
    std::string bytes;
    const char* code;
  };
  std::string lzma;
  protozero::pbf_writer{lzma}.add_bytes(4, "xz");
  std::string heading;
  protozero::pbf_writer head{heading};
  head.add_string(1, "OSMHeader");
  head.add_int32(3, static_cast<std::int32_t>(lzma.size()));
  const auto packed_otherwise = std::string{'\0', '\0', '\0', static_cast<char>(heading.size())} + heading + lzma;
  for (const auto& one : {Case{"<osm version=\"0.6\"></osm>", "osm.malformed"}, Case{osm_data(nodes, ways), "osm.malformed"}, Case{osm_heading("HistoricalInformation"), "osm.not_readable"},
                          Case{packed_otherwise, "osm.not_readable"}, Case{osm_heading() + osm_blob("OSMData", "\xFF\xFF\xFF", false), "osm.malformed"}}) {
    const auto refused = read(one.bytes);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == one.code);
  }
}
