#include "place/projection.h"

#include <proj.h>

#include <cmath>
#include <memory>

#include "base/assertion.h"

namespace hearth::place {
namespace {

/// PROJ objects must not be shared between threads, so each thread has its own context and transformation.
class Projector {
 public:
  Projector() : context_{proj_context_create()} {
    HEARTH_ASSERT(context_ != nullptr);
    proj_log_level(context_, PJ_LOG_NONE);
    proj_context_set_enable_network(context_, 0);
    PJ* found = proj_create_crs_to_crs(context_, "EPSG:4326", "EPSG:27700", nullptr);
    HEARTH_ASSERT(found != nullptr);  // proj.db is part of the installation
    // Longitude first, as GeoJSON has it.
    transformation_ = proj_normalize_for_visualization(context_, found);
    proj_destroy(found);
    HEARTH_ASSERT(transformation_ != nullptr);
  }
  ~Projector() {
    proj_destroy(transformation_);
    proj_context_destroy(context_);
  }
  Projector(const Projector&) = delete;
  Projector& operator=(const Projector&) = delete;

  std::optional<PJ_COORD> apply(PJ_DIRECTION direction, double x, double y) {
    const PJ_COORD out = proj_trans(transformation_, direction, proj_coord(x, y, 0, HUGE_VAL));
    if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) {
      proj_errno_reset(transformation_);
      return std::nullopt;
    }
    return out;
  }

 private:
  PJ_CONTEXT* context_;
  PJ* transformation_{nullptr};
};

Projector& projector() {
  thread_local Projector own;
  return own;
}

}  // namespace

std::optional<GridPoint> to_grid(LonLat p) {
  if (!(p.longitude >= -180 && p.longitude <= 180 && p.latitude >= -90 && p.latitude <= 90)) return std::nullopt;
  const auto out = projector().apply(PJ_FWD, p.longitude, p.latitude);
  if (!out) return std::nullopt;
  return GridPoint{.easting = out->xy.x, .northing = out->xy.y};
}

std::optional<LonLat> to_lon_lat(GridPoint p) {
  if (!std::isfinite(p.easting) || !std::isfinite(p.northing)) return std::nullopt;
  const auto out = projector().apply(PJ_INV, p.easting, p.northing);
  if (!out) return std::nullopt;
  return LonLat{.longitude = out->xy.x, .latitude = out->xy.y};
}

std::vector<std::optional<GridPoint>> to_grid(std::span<const LonLat> points) {
  std::vector<std::optional<GridPoint>> all;
  all.reserve(points.size());
  for (const auto& point : points) all.push_back(to_grid(point));
  return all;
}

std::vector<std::optional<LonLat>> to_lon_lat(std::span<const GridPoint> points) {
  std::vector<std::optional<LonLat>> all;
  all.reserve(points.size());
  for (const auto& point : points) all.push_back(to_lon_lat(point));
  return all;
}

bool is_on_grid(GridPoint p) noexcept {
  return p.easting >= 0 && p.easting <= 700'000 && p.northing >= 0 && p.northing <= 1'300'000;
}

}  // namespace hearth::place
