// fuzz_geojson.cpp: bytes as GeoJSON. Rings that come out are closed, have four points and none twice in a row.
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "base/assertion.h"
#include "formats/geojson.h"

using namespace hearth;
using namespace hearth::formats;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto set = parse_geojson({reinterpret_cast<const char*>(data), size}, "fuzz.geojson");
  if (!set) return 0;
  std::size_t shapes = 0;
  for (const auto& feature : set->features) {
    shapes += feature.points.size() + feature.polygons.size();
    for (const auto& polygon : feature.polygons)
      for (const auto& ring : polygon.rings) {
        HEARTH_ASSERT(ring.size() >= 4 && ring.front() == ring.back());
        for (std::size_t i = 1; i < ring.size(); ++i) {
          HEARTH_ASSERT(ring[i] != ring[i - 1]);
          HEARTH_ASSERT(std::isfinite(ring[i].longitude) && std::isfinite(ring[i].latitude));
        }
      }
  }
  HEARTH_ASSERT(shapes > 0);
  return 0;
}
