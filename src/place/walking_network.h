// walking_network.h: how far it is on foot, along roads and paths.
//
// Every corner of a road's line is a node, so that a walk along the graph is a walk along the road. Somebody steps onto the nearest road and
// off it again in a straight line. Distances by Dijkstra's algorithm, stopped at the farthest that is asked: a walk of minutes looks at some
// thousand nodes. Lines meet where they have a corner in common, to 10 cm. Immutable once built; any number of threads may ask.
// Source: pace of 4.8 km an hour, as the Department for Transport's guidance has it (400 m in five minutes).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/id.h"
#include "base/point.h"
#include "place/edge_bands.h"

namespace hearth::place {

inline constexpr double walked_metres_per_minute = 80;
/// Without roads: a straight line times this. Measured on Rutland's roads: median of pairs over 500 m 1.32.
inline constexpr double straight_line_factor = 1.3;

/// The lines of which some corner is in the box.
[[nodiscard]] std::vector<std::vector<GridPoint>> lines_near(std::vector<std::vector<GridPoint>> lines, const GridBox& box);
/// Without the pieces that hang together with nothing else and are shorter than `least` in all; the longest piece stays.
[[nodiscard]] std::vector<std::vector<GridPoint>> without_islands(const std::vector<std::vector<GridPoint>>& lines, Metres least);

class WalkingNetwork {
 public:
  static constexpr double step_on_metres_max = 500;  ///< a place farther from every road is reached by none

  /// Long stretches are parted. Cost: about a second for a million corners.
  explicit WalkingNetwork(const std::vector<std::vector<GridPoint>>& lines);

  /// Where somebody at a place steps onto the roads.
  struct StepOn {
    std::uint32_t stretch{0};
    double along{0};  ///< metres from its first node
    double away{0};   ///< metres from the place to it
  };
  [[nodiscard]] std::optional<StepOn> step_on(GridPoint place) const;

  [[nodiscard]] std::size_t nodes() const noexcept { return nodes_.size(); }
  [[nodiscard]] std::size_t stretches() const noexcept { return stretches_.size(); }
  [[nodiscard]] double metres() const noexcept { return metres_; }

 private:
  friend class Walks;
  struct Stretch {
    std::uint32_t from, to;
    float length;
  };
  struct Arc {
    std::uint32_t to;
    float length;
  };
  void add_arcs();
  void add_cells();
  [[nodiscard]] std::pair<std::size_t, std::size_t> cell_at(GridPoint point) const noexcept;  // column, row
  void try_stretch(std::uint32_t number, GridPoint place, StepOn& best) const noexcept;

  std::vector<GridPoint> nodes_;
  std::vector<Stretch> stretches_;
  std::vector<std::uint32_t> arc_from_;   // first arc of each node, and one past the last
  std::vector<Arc> arcs_;
  GridPoint least_{};
  double cell_metres_{100};
  std::size_t columns_{0}, rows_{0};
  std::vector<std::uint32_t> cell_from_;  // first of cell_stretches_ of each cell, and one past the last
  std::vector<std::uint32_t> cell_stretches_;
  double metres_{0};
};

/// All walks from one place, or from several to the nearest of them, up to a distance.
class Walks {
 public:
  /// The network must outlive it. Starts that are too far from a road reach nothing.
  Walks(const WalkingNetwork& network, std::span<const GridPoint> starts, Metres farthest);

  struct Walk {
    Metres distance{};
    std::uint32_t start{0};  ///< which of the starts is nearest; the first of equal ones
  };
  /// Nothing when it is farther than asked, or too far from a road. Cost: a few microseconds.
  [[nodiscard]] std::optional<Walk> to(GridPoint place) const;
  /// The same of a place whose step onto the roads is known: some nanoseconds.
  [[nodiscard]] std::optional<Walk> to(const WalkingNetwork::StepOn& on) const;

 private:
  struct Start {
    WalkingNetwork::StepOn on;
    std::uint32_t number;
  };
  const WalkingNetwork& network_;
  double farthest_;
  std::vector<Start> starts_;           // in order of stretch
  std::vector<float> distance_;         // by node; infinite where it was not reached
  std::vector<std::uint32_t> nearest_;  // by node
};

}  // namespace hearth::place
