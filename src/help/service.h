// service.h: one service at one place, as Open Referral UK tells it, with what is needed to send somebody there.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/point.h"
#include "base/postcode.h"
#include "base/uprn.h"
#include "help/schedule.h"

namespace hearth::help {

/// A service at several locations is several Services with one id.
struct Service {
  std::string id;                       ///< the source's own, stable
  std::string location_id;
  std::string name;
  std::vector<std::string> kinds;       ///< taxonomy terms: "public-library", "warm-space"
  std::string organisation;
  std::string phone, url, email;
  std::string address;                  ///< one line, without the postcode
  std::optional<Postcode> postcode{};
  std::optional<Uprn> uprn{};
  std::optional<LonLat> lon_lat{};
  std::optional<GridPoint> point{};     ///< British National Grid; empty: not known where
  std::vector<Schedule> schedules;      ///< empty: hours not known, which is not "closed"

  [[nodiscard]] bool is(std::string_view kind) const;
  [[nodiscard]] bool hours_known() const noexcept { return !schedules.empty(); }
  [[nodiscard]] bool open_at(Instant at) const;
  [[nodiscard]] std::optional<Instant> closes_after(Instant at) const;  ///< the latest closing of the hours that hold `at`
  [[nodiscard]] std::optional<Instant> next_opening(Instant at) const;
};

/// How help/ learns where something is, without knowing the gazetteer. A function may be empty.
struct PointLookup {
  std::function<std::optional<GridPoint>(const Uprn&)> of_uprn{};
  std::function<std::optional<GridPoint>(const LonLat&)> of_lon_lat{};
  std::function<std::optional<GridPoint>(const Postcode&)> of_postcode{};
};
/// The best point that can be had: the property's, then the coordinates', then the postcode's.
void find_point(Service& service, const PointLookup& lookup);

}  // namespace hearth::help
