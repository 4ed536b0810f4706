// Do two edges of a polygon cross? Edges are put into the cells of a square grid that they pass through; only edges that share a cell
// are compared.
#include <algorithm>
#include <cmath>

#include "place/shape.h"

namespace hearth::place {
namespace {

struct Segment {
  GridPoint a, b;
};

double turn(GridPoint o, GridPoint a, GridPoint b) {
  return (a.easting - o.easting) * (b.northing - o.northing) - (b.easting - o.easting) * (a.northing - o.northing);
}

/// A proper crossing: each segment has its ends strictly on both sides of the other.
std::optional<GridPoint> crossing(const Segment& s, const Segment& t) {
  const double a = turn(s.a, s.b, t.a), b = turn(s.a, s.b, t.b);
  if (!((a > 0 && b < 0) || (a < 0 && b > 0))) return std::nullopt;
  const double c = turn(t.a, t.b, s.a), d = turn(t.a, t.b, s.b);
  if (!((c > 0 && d < 0) || (c < 0 && d > 0))) return std::nullopt;
  const double along = c / (c - d);
  return GridPoint{s.a.easting + along * (s.b.easting - s.a.easting), s.a.northing + along * (s.b.northing - s.a.northing)};
}

class CrossingGrid {
 public:
  explicit CrossingGrid(const std::vector<Segment>& segments, const GridBox& box)
      : segments_{segments}, box_{box}, side_{static_cast<std::size_t>(std::sqrt(static_cast<double>(segments.size()))) + 1} {
    width_ = std::max(box.most.easting - box.least.easting, 1e-6) / static_cast<double>(side_);
    height_ = std::max(box.most.northing - box.least.northing, 1e-6) / static_cast<double>(side_);
    cells_.resize(side_ * side_);
    for (std::size_t i = 0; i < segments.size(); ++i) enter(static_cast<std::uint32_t>(i));
  }

  [[nodiscard]] std::optional<GridPoint> first() const {
    for (const auto& cell : cells_)
      for (std::size_t i = 0; i < cell.size(); ++i)
        for (std::size_t j = i + 1; j < cell.size(); ++j)
          if (const auto at = crossing(segments_[cell[i]], segments_[cell[j]])) return at;
    return std::nullopt;
  }

 private:
  std::size_t index(double value, double least, double size) const {
    const double cell = std::floor((value - least) / size);
    return static_cast<std::size_t>(std::clamp(cell, 0.0, static_cast<double>(side_ - 1)));
  }

  /// Into every cell that the segment passes, row by row; a cell too many costs time only.
  void enter(std::uint32_t number) {
    GridPoint a = segments_[number].a, b = segments_[number].b;
    if (a.northing > b.northing) std::swap(a, b);
    const auto low = index(a.northing, box_.least.northing, height_), high = index(b.northing, box_.least.northing, height_);
    const double rise = b.northing - a.northing;
    for (auto row = low; row <= high; ++row) {
      const double from = box_.least.northing + static_cast<double>(row) * height_;
      const auto east_at = [&](double northing) {
        const double along = rise > 0 ? std::clamp((northing - a.northing) / rise, 0.0, 1.0) : 0.0;
        return a.easting + along * (b.easting - a.easting);
      };
      double left = rise > 0 ? east_at(from) : a.easting, right = rise > 0 ? east_at(from + height_) : b.easting;
      if (left > right) std::swap(left, right);
      const double slack = width_ * 1e-6;
      const auto first = index(left - slack, box_.least.easting, width_), last = index(right + slack, box_.least.easting, width_);
      for (auto column = first; column <= last; ++column) cells_[row * side_ + column].push_back(number);
    }
  }

  const std::vector<Segment>& segments_;
  GridBox box_;
  std::size_t side_;
  double width_, height_;
  std::vector<std::vector<std::uint32_t>> cells_;
};

}  // namespace

std::optional<GridPoint> self_crossing(const GridPolygon& polygon) {
  std::vector<Segment> segments;
  for (const auto& ring : polygon.rings)
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) segments.push_back({ring[i], ring[i + 1]});
  if (segments.empty()) return std::nullopt;
  return CrossingGrid{segments, box_of_polygons({polygon})}.first();
}

}  // namespace hearth::place
