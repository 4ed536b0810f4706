// on_foot.h: which homes are within a walk, and how far a walk is: by roads and paths where they are known, else a straight line times 1.3.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "place/walking_network.h"
#include "spine/snapshot.h"

namespace hearth::spine {

struct OnFoot {
  static constexpr double minutes_max = 60;
  GridPoint from;
  double minutes{0};
};

/// A place, and where somebody steps onto the roads there: found once, asked often.
struct FootPlace {
  GridPoint point;
  std::optional<place::WalkingNetwork::StepOn> on;
};
[[nodiscard]] FootPlace foot_place(const Snapshot& snapshot, GridPoint point);

/// Walks from some places, each to the nearest of them, and how they were measured.
class FootWalks {
 public:
  /// The snapshot must outlive it.
  FootWalks(const Snapshot& snapshot, std::vector<GridPoint> starts, double minutes);
  struct Walk {
    double minutes{0};
    std::uint32_t start{0};  ///< which of the starts is nearest
    bool by_road{false};
  };
  /// Nothing when it is farther. Where no road is near the place, or near any start, in a straight line.
  [[nodiscard]] std::optional<Walk> to(const FootPlace& place) const;

 private:
  [[nodiscard]] std::optional<Walk> straight(GridPoint place, std::span<const std::uint32_t> starts) const;
  std::vector<GridPoint> starts_;
  std::vector<std::uint32_t> off_road_, all_;  ///< starts that no road is near; all of them
  double minutes_;
  std::optional<place::Walks> walks_;
};

/// In order of PropertyIndex. Cost: some microseconds for each home of the circle.
[[nodiscard]] std::vector<place::PropertyIndex> within_walk(const Snapshot& snapshot, const OnFoot& asked);
/// "homes within 10 minutes on foot, by roads and paths": says how it is measured, and nothing of where.
[[nodiscard]] std::string words_of(const Snapshot& snapshot, const OnFoot& asked);

}  // namespace hearth::spine
