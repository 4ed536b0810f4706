#include "synth/roads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace hearth::synth {
namespace {

constexpr std::int32_t square_side = 2'000;
constexpr int neighbours = 3;  // so that there is a way on from both ends of a street

struct Corner {
  Spot spot;
  std::size_t road;
};

/// Corners by squares, so that the nearest is found without looking at all.
class Corners {
 public:
  void add(const Corner& corner) {
    squares_[square_of(corner.spot)].push_back(corner);
    const auto [column, row] = square_of(corner.spot);
    farthest_ = std::max({farthest_, std::abs(column), std::abs(row)});
  }
  /// The nearest corner of a road that is none of these.
  [[nodiscard]] std::optional<Corner> nearest(Spot spot, const std::vector<std::size_t>& but) const {
    std::optional<Corner> best;
    auto least = std::numeric_limits<std::int64_t>::max();
    const auto [column, row] = square_of(spot);
    for (std::int32_t ring = 0; ring <= 2 * farthest_ + 1; ++ring) {
      const auto sure = static_cast<std::int64_t>(ring - 1) * square_side;
      if (best && ring > 0 && least <= sure * sure) break;
      for (auto r = row - ring; r <= row + ring; ++r)
        for (auto c = column - ring; c <= column + ring; ++c) {
          if (std::max(std::abs(r - row), std::abs(c - column)) != ring) continue;
          const auto found = squares_.find({c, r});
          if (found == squares_.end()) continue;
          for (const auto& corner : found->second) {
            const std::int64_t dx = corner.spot.x - spot.x, dy = corner.spot.y - spot.y;
            const auto away = dx * dx + dy * dy;
            if (away >= least || std::ranges::find(but, corner.road) != but.end()) continue;
            least = away;
            best = corner;
          }
        }
    }
    return best;
  }

 private:
  using Square = std::pair<std::int32_t, std::int32_t>;
  static Square square_of(Spot spot) {
    const auto part = [](std::int32_t value) { return value >= 0 ? value / square_side : -((-value + square_side - 1) / square_side); };
    return {part(spot.x), part(spot.y)};
  }
  std::map<Square, std::vector<Corner>> squares_;
  std::int32_t farthest_{0};
};

}  // namespace

void join_roads(Town& town) {
  const auto streets = town.roads;
  Corners joined, all;
  for (std::size_t i = 0; i < streets.size(); ++i)
    for (const auto& spot : streets[i]) all.add({spot, i});
  const auto lead = [&](const Corners& corners, Spot from, std::vector<std::size_t> but, int times) {
    for (int i = 0; i < times; ++i) {
      const auto to = corners.nearest(from, but);
      if (!to) return;
      town.roads.push_back({from, to->spot});
      but.push_back(to->road);
    }
  };
  for (std::size_t i = 0; i < streets.size(); ++i) {
    lead(joined, streets[i].front(), {i}, 1);
    for (const auto& end : {streets[i].front(), streets[i].back()}) lead(all, end, {i}, neighbours);
    for (const auto& spot : streets[i]) joined.add({spot, i});
  }
}

std::string roads_csv(const Town& town) {
  std::string out = "kind,WKT\r\n";
  for (const auto& road : town.roads) {
    out += "Local Road,\"LINESTRING (";
    for (std::size_t i = 0; i < road.size(); ++i) out += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "" : ", ", road[i].x / 10.0, road[i].y / 10.0);
    out += ")\"\r\n";
  }
  return out;
}

}  // namespace hearth::synth
