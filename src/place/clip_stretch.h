// clip_stretch.h: the part of a straight stretch that lies in a box. Units are the caller's.
#pragma once

#include <optional>

namespace hearth::place {

struct PlanePoint {
  double x, y;
};
struct PlaneBox {
  double left, low, right, high;
};
/// Shares of the way from `a` to `b`: 0 to 1.
struct PartOfStretch {
  double from{0}, to{1};
};
/// Edges are in the box; nothing when no point of the stretch is. Source: Liang and Barsky 1984, A new concept and method for line clipping.
[[nodiscard]] std::optional<PartOfStretch> part_in_box(PlanePoint a, PlanePoint b, const PlaneBox& box) noexcept;

}  // namespace hearth::place
