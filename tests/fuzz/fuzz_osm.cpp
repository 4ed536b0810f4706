// fuzz_osm.cpp: bytes as an OpenStreetMap extract: the whole file, or the content of a block. The first byte chooses.
//
// Holds: reading ends; every line has at least two points on the earth.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assertion.h"
#include "formats/osm_lines.h"
#include "../made_osm.h"

using namespace hearth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string bytes{reinterpret_cast<const char*>(data + 1), size - 1};
  if ((data[0] & 1U) == 0) bytes = tests::osm_heading() + tests::osm_blob("OSMData", bytes, false);
  const auto lines = formats::read_osm_lines(bytes, "fuzz.osm.pbf", [](const formats::OsmTags& tags) { return tags.size() < 5; });
  if (!lines) return 0;
  for (const auto& line : *lines) {
    HEARTH_ASSERT(line.size() >= 2);
    for (const auto& point : line) HEARTH_ASSERT(point.longitude >= -180 && point.longitude <= 180 && point.latitude >= -90 && point.latitude <= 90);
  }
  return 0;
}
