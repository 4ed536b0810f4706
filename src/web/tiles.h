// tiles.h: the map's tiles of the place as it is published, made once for each version of its address list and areas.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>

#include "place/place_tiles.h"
#include "spine/snapshot.h"

namespace hearth::web {

/// Where a map asks for its tiles; MapLibre fills in zoom, column and row.
inline constexpr std::string_view tiles_path = "/tiles/{z}/{x}/{y}.mvt";

class TileStore {
 public:
  /// Made at the first call, and anew when the address list or the areas are others; meanwhile others wait. Thread-safe.
  [[nodiscard]] std::shared_ptr<const place::PlaceTiles> of(const spine::Snapshot& snapshot);

 private:
  std::mutex mutex_;
  std::shared_ptr<const place::PlaceTiles> made_;
};

}  // namespace hearth::web
