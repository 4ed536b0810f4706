// property_grid.h: which properties lie inside a shape, and which are nearest to a point.
//
// Points are sorted into square cells. A query visits the cells of the shape's box and tests each point. A town's polygon over
// 400,000 properties takes a few milliseconds.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/point.h"
#include "place/gazetteer.h"
#include "place/shape.h"

namespace hearth::place {

class PropertyGrid {
 public:
  /// Properties without a point are left out.
  explicit PropertyGrid(const Gazetteer& gazetteer);

  /// In order of PropertyIndex.
  [[nodiscard]] std::vector<PropertyIndex> within(const Shape& shape) const;
  /// The same of a box, its edges in it. Nothing of a box whose sides are exchanged.
  [[nodiscard]] std::vector<PropertyIndex> within(const GridBox& box) const;
  struct Near {
    PropertyIndex property;
    double metres;
  };
  /// The `count` nearest, nearest first; equal distances in order of PropertyIndex.
  [[nodiscard]] std::vector<Near> nearest(GridPoint point, std::size_t count) const;
  [[nodiscard]] std::size_t size() const noexcept { return points_.size(); }
  [[nodiscard]] const GridBox& bounds() const noexcept { return box_; }  ///< of all points; of none: nothing wide

 private:
  struct Placed {
    GridPoint point;
    PropertyIndex property;
  };
  /// The properties of the cells that the box touches and `is_inside` holds of, in order of PropertyIndex.
  template <class Inside>
  [[nodiscard]] std::vector<PropertyIndex> those_in(const GridBox& box, Inside is_inside) const;
  [[nodiscard]] std::size_t column_of(double easting) const noexcept;
  [[nodiscard]] std::size_t row_of(double northing) const noexcept;

  GridBox box_{};
  double cell_{1};
  std::size_t columns_{0}, rows_{0};
  std::vector<std::uint32_t> cell_from_;  // first point of each cell, and one past the last
  std::vector<Placed> points_;            // cell by cell
};

}  // namespace hearth::place
