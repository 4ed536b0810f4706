#include "place/clip_stretch.h"

#include <algorithm>

namespace hearth::place {

std::optional<PartOfStretch> part_in_box(PlanePoint a, PlanePoint b, const PlaneBox& box) noexcept {
  PartOfStretch part;
  const auto cut = [&](double way, double room) {
    if (way == 0) return room >= 0;
    const double t = room / way;
    if (way < 0) part.from = std::max(part.from, t);
    else part.to = std::min(part.to, t);
    return part.from <= part.to;
  };
  const double dx = b.x - a.x, dy = b.y - a.y;
  if (!cut(-dx, a.x - box.left) || !cut(dx, box.right - a.x) || !cut(-dy, a.y - box.low) || !cut(dy, box.high - a.y)) return std::nullopt;
  return part;
}

}  // namespace hearth::place
