#include "spine/sight.h"

namespace hearth::spine {

Sight::Sight(const std::vector<trust::FeedGrant>& grants, const need::Vocabulary& vocabulary) : any_(vocabulary.size(), false) {
  for (const auto& grant : grants) {
    feeds_.push_back(grant.visible);
    lapsed_.push_back(grant.lapsed);
    std::vector<bool> factors(vocabulary.size(), false);
    if (grant.visible)
      for (const auto& factor : grant.factors)
        if (const auto index = vocabulary.find(factor.text())) factors[*index] = any_[*index] = true;
    factors_.push_back(std::move(factors));
  }
  may_see_ = [this](std::uint16_t feed, need::FactorIndex factor) { return this->factor(feed, factor); };
}

std::vector<trust::Source> sources_of(const PlaceFile& place) {
  std::vector<trust::Source> out;
  for (const auto& feed : place.feeds) out.push_back({feed.name, feed.organisation, feed.agreement});
  return out;
}

std::vector<trust::FeedGrant> grants_of_purpose(const trust::Policy& policy, const std::vector<trust::Source>& sources,
                                                const PurposeId& purpose, Instant now) {
  std::vector<trust::FeedGrant> out;
  for (const auto& source : sources) {
    trust::FeedGrant grant;
    const auto* agreement = source.agreement.empty() ? nullptr : policy.find(source.agreement);
    if (agreement != nullptr && trust::is_live(*agreement, now) && agreement->may.query && agreement->has_purpose(purpose) &&
        agreement->has_party(source.organisation)) {
      grant.visible = true;
      grant.reason = trust::Reason::allowed;
      grant.factors = agreement->factors;
    }
    out.push_back(std::move(grant));
  }
  return out;
}

}  // namespace hearth::spine
