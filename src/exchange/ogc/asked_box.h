// asked_box.h: the bbox of a question, in degrees or on the national grid: what lies in it, exactly, without projecting all that does not.
//
// Edges of a box of degrees are curves on the grid. Two boxes of metres are made of it once, one that surely lies inside and one that
// surely lies around; only what is between them is projected and compared in degrees.
// Source: OGC 17-069r4 (Features part 1), 7.15.3; OGC 18-058r1 (part 2), bbox-crs.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/point.h"
#include "place/edge_bands.h"

namespace hearth::exchange::ogc {

enum class Crs : std::uint8_t { crs84, national_grid };
[[nodiscard]] std::string_view uri_of(Crs crs) noexcept;
/// The URI, or its safe CURIE in square brackets. Nothing of another system.
[[nodiscard]] std::optional<Crs> parse_crs(std::string_view text);

class AskedBox {
 public:
  /// Four numbers, or six with heights, which are passed over: west, south, east, north, or least easting, least northing and so on.
  /// In degrees west may be more than east: the box goes across the date line.
  /// @error ogc.bbox: not so many numbers, not numbers, south above north, or beyond the earth
  [[nodiscard]] static Result<AskedBox> parse(std::string_view text, Crs crs);

  /// Edges are inside.
  [[nodiscard]] bool holds(GridPoint point) const;
  /// Some point of the polygons, edges included, is in the box.
  [[nodiscard]] bool meets(const std::vector<place::GridPolygon>& polygons) const;
  /// Surely around everything of Great Britain that the box holds; its sides are exchanged where there is nothing.
  [[nodiscard]] const place::GridBox& around() const noexcept { return outer_; }

 private:
  struct Degrees {
    double west, south, east, north;
  };
  AskedBox(place::GridBox outer, place::GridBox inner, std::optional<Degrees> degrees) : outer_{outer}, inner_{inner}, degrees_{degrees} {}
  [[nodiscard]] static AskedBox of_degrees(Degrees asked);

  place::GridBox outer_, inner_;
  std::optional<Degrees> degrees_;
};

}  // namespace hearth::exchange::ogc
