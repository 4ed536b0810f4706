// Vector tiles: the bytes of the specification's own example, and every feature read back by another program's reader.
#include "formats/vector_tile.h"

#include <doctest/doctest.h>

#include "read_tile.h"

using namespace hearth::formats;
using hearth::tests::read_tile;

TEST_CASE("The specification's example of two lines is written with its commands") {
  // 4.3.5.4: MoveTo(+2,+2), LineTo(+0,+8), LineTo(+8,+0), MoveTo(-9,-9), LineTo(+2,+4)
  const TileFeature lines{TileShape::lines, {{{2, 2}, {2, 10}, {10, 10}}, {{1, 1}, {3, 5}}}, {}};
  const auto bytes = encode_tile({{"roads", {lines}}});
  const std::string geometry{"\x22\x0e\x09\x04\x04\x12\x00\x10\x10\x00\x09\x11\x11\x0a\x04\x08", 16};
  CHECK(bytes.find(geometry) != std::string::npos);
  // Version 2, name, the feature, extent 4096.
  CHECK(bytes.substr(0, 11) == std::string{"\x1a\x20\x78\x02\x0a\x05roads", 11});
  CHECK(bytes.substr(bytes.size() - 3) == "\x28\x80\x20");
}

TEST_CASE("What is written is read back: layers, points, lines beyond the edge, texts and numbers") {
  const std::vector<TileLayer> layers{
      {"homes", {{TileShape::points, {{{0, 0}, {4095, 4095}, {12, 4}}}, {{"homes", std::uint64_t{1}}}},
                 {TileShape::points, {{{7, 7}}}, {{"homes", std::uint64_t{300}}}}}},
      {"areas", {{TileShape::lines, {{{-128, 5}, {4224, 5}}, {{1, 1}, {2, 2}, {3, 1}}}, {{"name", std::string{"St Mary's"}}, {"homes", std::uint64_t{300}}}}}}};
  const auto read = read_tile(encode_tile(layers));
  REQUIRE(read.size() == 2);
  CHECK(read[0].name == "homes");
  CHECK(read[0].version == 2);
  CHECK(read[0].extent == 4096);
  REQUIRE(read[0].features.size() == 2);
  CHECK(read[0].features[0].parts == layers[0].features[0].parts);
  CHECK(read[0].features[1].attributes.at("homes") == "300");
  REQUIRE(read[1].features.size() == 1);
  CHECK(read[1].features[0].parts == layers[1].features[0].parts);
  CHECK(read[1].features[0].attributes.at("name") == "St Mary's");
  CHECK(read[1].features[0].attributes.at("homes") == "300");
}

TEST_CASE("Nothing to show is no byte") {
  CHECK(encode_tile({}).empty());
  CHECK(encode_tile({{"homes", {}}, {"areas", {{TileShape::lines, {{{1, 1}}}, {}}, {TileShape::points, {}, {}}}}}).empty());
}
