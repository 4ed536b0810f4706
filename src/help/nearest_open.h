// nearest_open.h: the nearest services of a kind that are open.
#pragma once

#include <vector>

#include "base/id.h"
#include "help/service.h"

namespace hearth::help {

struct NearService {
  const Service* service{nullptr};       ///< of the directory that answered
  Metres distance{};                     ///< as the crow flies
  std::optional<Instant> closes{};       ///< when its present hours end
};

/// Services of one place. A few thousand: each question looks at all of one kind.
class ServiceDirectory {
 public:
  explicit ServiceDirectory(std::vector<Service> services) : services_{std::move(services)} {}
  /// Open at that instant, nearest first, then by id; at most `k`. Services whose hours or place are not known are not among
  /// them: see hours_not_known. O(services)
  [[nodiscard]] std::vector<NearService> nearest_open(std::string_view kind, GridPoint from, Instant at, std::size_t k) const;
  /// The nearest of a kind of which the hours are not known: to ring before sending anybody.
  [[nodiscard]] std::vector<NearService> hours_not_known(std::string_view kind, GridPoint from, std::size_t k) const;
  [[nodiscard]] std::vector<std::string> kinds() const;  ///< by name, each once
  [[nodiscard]] const std::vector<Service>& services() const noexcept { return services_; }

 private:
  std::vector<Service> services_;
};

}  // namespace hearth::help
