#include "spine/coverage.h"

#include <algorithm>

namespace hearth::spine {
namespace {

std::vector<std::size_t> organisation_of_feeds(const Snapshot& snapshot, Coverage& out) {
  std::vector<std::size_t> of_feed;
  for (const auto& feed : snapshot.place.feeds) {
    const auto& name = feed.organisation.text();
    const auto found = std::ranges::find(out.organisations, name);
    of_feed.push_back(static_cast<std::size_t>(found - out.organisations.begin()));
    if (found == out.organisations.end()) out.organisations.push_back(name);
  }
  return of_feed;
}

void tell_ages(const Snapshot& snapshot, const std::vector<std::size_t>& of_feed, const Date& today, Coverage& out) {
  out.days_old.assign(out.organisations.size(), -1);
  for (std::size_t i = 0; i < snapshot.feeds.size() && i < of_feed.size(); ++i)
    if (const auto received = Date::parse_iso(snapshot.feeds[i].received)) out.days_old[of_feed[i]] = std::max(out.days_old[of_feed[i]], today.days() - received->days());
}

using ByFact = std::vector<std::vector<FactTold>>;

void count_told(const Snapshot& snapshot, const std::vector<std::size_t>& of_feed, ByFact& all) {
  for (const auto& record : snapshot.records) {
    std::string_view last;
    const auto view = record.view();
    for (const auto& claim : view.claims()) {
      if (claim.factor == last || claim.value == "false") continue;  // claims are in the order of their factors
      last = claim.factor;
      if (const auto fact = snapshot.vocabulary->find(claim.factor)) ++all[*fact][of_feed[record.feed]].records;
    }
  }
}

void mark_agreed(const Snapshot& snapshot, const trust::Policy& policy, const std::vector<std::size_t>& of_feed, Instant now, ByFact& all) {
  for (std::size_t i = 0; i < snapshot.place.feeds.size(); ++i) {
    const auto& feed = snapshot.place.feeds[i];
    const auto* agreement = feed.agreement.empty() ? nullptr : policy.find(feed.agreement);
    if (agreement == nullptr || !trust::is_live(*agreement, now)) continue;
    for (const auto& factor : agreement->factors)
      if (const auto fact = snapshot.vocabulary->find(factor.text())) all[*fact][of_feed[i]].agreed = true;
  }
}

void count_homes(const Snapshot& snapshot, Coverage& out) {
  const auto& around = *snapshot.surroundings;
  if (around.layers.empty()) return;
  const auto fewest = static_cast<std::size_t>(std::ranges::min_element(around.layers, {}, &place::AreaLayer::size) - around.layers.begin());
  const auto& layer = around.layers[fewest];
  out.layer = layer.key();
  for (std::size_t i = 0; i < layer.size(); ++i) out.areas.push_back({std::string{layer.name(place::AreaIndex{i})}});
  const auto& properties = snapshot.properties();
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const auto area = around.area_of[fewest][i];
    if (area == Surroundings::no_area || !properties.is_home(place::PropertyIndex{i})) continue;
    ++out.areas[area].homes;
    if (!snapshot.records_at_property.of(static_cast<std::uint32_t>(i)).empty()) ++out.areas[area].held;
  }
  std::ranges::sort(out.areas, {}, &Coverage::Area::name);
}

}  // namespace

Coverage coverage_of(const Snapshot& snapshot, const trust::Policy& policy, Instant now) {
  Coverage out;
  const auto of_feed = organisation_of_feeds(snapshot, out);
  tell_ages(snapshot, of_feed, now.date(), out);
  ByFact all(snapshot.vocabulary->size(), std::vector<FactTold>(out.organisations.size()));
  count_told(snapshot, of_feed, all);
  mark_agreed(snapshot, policy, of_feed, now, all);
  for (std::size_t fact = 0; fact < all.size(); ++fact) {
    if ((*snapshot.vocabulary)[static_cast<need::FactorIndex>(fact)].derived) continue;  // worked out, told by nobody
    if (std::ranges::none_of(all[fact], [](const FactTold& told) { return told.agreed || told.records > 0; })) continue;
    out.facts.push_back((*snapshot.vocabulary)[static_cast<need::FactorIndex>(fact)].words);
    out.told.push_back(std::move(all[fact]));
  }
  count_homes(snapshot, out);
  return out;
}

}  // namespace hearth::spine
