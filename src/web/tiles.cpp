#include "web/tiles.h"

namespace hearth::web {

std::shared_ptr<const place::PlaceTiles> TileStore::of(const spine::Snapshot& snapshot) {
  const auto& layers = snapshot.surroundings->layers;
  const std::lock_guard lock{mutex_};
  if (!made_ || made_->version() != place::PlaceTiles::version_of(snapshot.properties(), layers))
    made_ = std::make_shared<const place::PlaceTiles>(snapshot.properties(), layers);
  return made_;
}

}  // namespace hearth::web
