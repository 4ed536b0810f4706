#include "place/property_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hearth::place {
namespace {
constexpr double points_per_cell = 8;
constexpr std::size_t cells_max = 4'000'000;
}  // namespace

PropertyGrid::PropertyGrid(const Gazetteer& gazetteer) {
  std::vector<Placed> all;
  for (std::size_t i = 0; i < gazetteer.size(); ++i)
    if (const auto point = gazetteer.point(PropertyIndex{i})) all.push_back({*point, PropertyIndex{i}});
  if (all.empty()) return;
  box_ = {.least = all.front().point, .most = all.front().point};
  for (const auto& p : all) {
    box_.least = {std::min(box_.least.easting, p.point.easting), std::min(box_.least.northing, p.point.northing)};
    box_.most = {std::max(box_.most.easting, p.point.easting), std::max(box_.most.northing, p.point.northing)};
  }
  const double width = box_.most.easting - box_.least.easting, height = box_.most.northing - box_.least.northing;
  const double wanted = std::max(1.0, static_cast<double>(all.size()) / points_per_cell);
  cell_ = std::max(1.0, std::sqrt(std::max(width, 1.0) * std::max(height, 1.0) / wanted));
  while ((width / cell_ + 1) * (height / cell_ + 1) > static_cast<double>(cells_max)) cell_ *= 2;
  columns_ = static_cast<std::size_t>(width / cell_) + 1;
  rows_ = static_cast<std::size_t>(height / cell_) + 1;
  cell_from_.assign(columns_ * rows_ + 1, 0);
  const auto cell_of = [&](const Placed& p) { return row_of(p.point.northing) * columns_ + column_of(p.point.easting); };
  for (const auto& p : all) ++cell_from_[cell_of(p) + 1];
  for (std::size_t c = 0; c + 1 < cell_from_.size(); ++c) cell_from_[c + 1] += cell_from_[c];
  points_.resize(all.size());
  auto next = cell_from_;
  for (const auto& p : all) points_[next[cell_of(p)]++] = p;
}

std::size_t PropertyGrid::column_of(double easting) const noexcept {
  const double column = std::floor((easting - box_.least.easting) / cell_);
  return static_cast<std::size_t>(std::clamp(column, 0.0, static_cast<double>(columns_ - 1)));
}

std::size_t PropertyGrid::row_of(double northing) const noexcept {
  const double row = std::floor((northing - box_.least.northing) / cell_);
  return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(rows_ - 1)));
}

template <class Inside>
std::vector<PropertyIndex> PropertyGrid::those_in(const GridBox& box, Inside is_inside) const {
  std::vector<PropertyIndex> found;
  if (points_.empty()) return found;
  if (box.most.easting < box.least.easting || box.most.northing < box.least.northing || box.most.easting < box_.least.easting || box.least.easting > box_.most.easting || box.most.northing < box_.least.northing ||
      box.least.northing > box_.most.northing)
    return found;
  const auto first = column_of(box.least.easting), last = column_of(box.most.easting);
  for (auto row = row_of(box.least.northing); row <= row_of(box.most.northing); ++row) {
    const auto from = cell_from_[row * columns_ + first], to = cell_from_[row * columns_ + last + 1];
    for (auto p = from; p < to; ++p)
      if (is_inside(points_[p].point)) found.push_back(points_[p].property);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<PropertyIndex> PropertyGrid::within(const Shape& shape) const {
  return those_in(shape.bounds(), [&](GridPoint point) { return shape.contains(point); });
}

std::vector<PropertyIndex> PropertyGrid::within(const GridBox& box) const {
  return those_in(box, [&](GridPoint point) { return box.holds(point); });
}

std::vector<PropertyGrid::Near> PropertyGrid::nearest(GridPoint point, std::size_t count) const {
  std::vector<Near> best;  // a heap, the farthest on top
  if (points_.empty() || count == 0) return best;
  const auto nearer = [](const Near& a, const Near& b) {
    return a.metres != b.metres ? a.metres < b.metres : a.property < b.property;
  };
  const auto visit = [&](std::size_t row, std::size_t column) {
    const auto cell = row * columns_ + column;
    for (auto p = cell_from_[cell]; p < cell_from_[cell + 1]; ++p) {
      const Near here{points_[p].property, std::hypot(points_[p].point.easting - point.easting, points_[p].point.northing - point.northing)};
      if (best.size() == count && !nearer(here, best.front())) continue;
      if (best.size() == count) std::pop_heap(best.begin(), best.end(), nearer), best.pop_back();
      best.push_back(here);
      std::push_heap(best.begin(), best.end(), nearer);
    }
  };
  // Square rings of cells around the point's own cell (or the nearest one), until the next ring cannot hold a nearer point.
  const auto row = static_cast<std::ptrdiff_t>(row_of(point.northing));
  const auto column = static_cast<std::ptrdiff_t>(column_of(point.easting));
  const auto rows = static_cast<std::ptrdiff_t>(rows_), columns = static_cast<std::ptrdiff_t>(columns_);
  for (std::ptrdiff_t ring = 0; ring <= std::max(rows, columns); ++ring) {
    if (best.size() == count && best.front().metres < static_cast<double>(ring - 1) * cell_) break;
    for (auto r = std::max<std::ptrdiff_t>(0, row - ring); r <= std::min(rows - 1, row + ring); ++r) {
      const bool whole = r == row - ring || r == row + ring;
      for (auto c = column - ring; c <= column + ring; c += whole || ring == 0 ? 1 : 2 * ring)
        if (c >= 0 && c < columns) visit(static_cast<std::size_t>(r), static_cast<std::size_t>(c));
    }
  }
  std::sort(best.begin(), best.end(), nearer);
  return best;
}

}  // namespace hearth::place
