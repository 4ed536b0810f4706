// sight.h: which feeds, and which factors of each, one asker may use; looked up a million times in a run.
#pragma once

#include <vector>

#include "need/gather.h"
#include "spine/snapshot.h"
#include "trust/decide.h"

namespace hearth::spine {

class Sight {
 public:
  Sight(const std::vector<trust::FeedGrant>& grants, const need::Vocabulary& vocabulary);

  [[nodiscard]] bool feed(std::uint32_t feed) const noexcept { return feed < feeds_.size() && feeds_[feed]; }
  [[nodiscard]] bool factor(std::uint32_t feed, need::FactorIndex factor) const noexcept {
    return this->feed(feed) && factors_[feed][factor];
  }
  /// The asker would see the feed, were its agreement in force today.
  [[nodiscard]] bool lapsed(std::uint32_t feed) const noexcept { return feed < lapsed_.size() && lapsed_[feed]; }
  /// Some visible feed gives this factor: needed for facts that follow from several records (living alone).
  [[nodiscard]] bool any(need::FactorIndex factor) const noexcept { return any_[factor]; }
  /// For need::Gather; lives as long as this.
  [[nodiscard]] const need::MaySee* may_see() const noexcept { return &may_see_; }
  Sight(const Sight&) = delete;
  Sight& operator=(const Sight&) = delete;

 private:
  std::vector<bool> feeds_, lapsed_;
  std::vector<std::vector<bool>> factors_;
  std::vector<bool> any_;
  need::MaySee may_see_;
};

/// Where each feed's data comes from, in the order of PLACE.toml.
[[nodiscard]] std::vector<trust::Source> sources_of(const PlaceFile& place);

/// What may be used to work out the cohort of a purpose, whoever asks for it later: feeds whose agreement is live, lists the
/// purpose and allows queries. A query narrows it again to its actor.
[[nodiscard]] std::vector<trust::FeedGrant> grants_of_purpose(const trust::Policy& policy, const std::vector<trust::Source>& sources,
                                                              const PurposeId& purpose, Instant now);

}  // namespace hearth::spine
