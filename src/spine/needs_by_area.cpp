#include "spine/needs_by_area.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

namespace hearth::spine {
namespace {

using record::Field;

/// Feeds that may be counted: an agreement in force lets them be asked.
std::vector<bool> countable(const Snapshot& snapshot, const trust::Policy& policy, Instant now) {
  std::vector<bool> out;
  for (const auto& feed : snapshot.place.feeds) {
    const auto* agreement = feed.agreement.empty() ? nullptr : policy.find(feed.agreement);
    out.push_back(agreement != nullptr && trust::is_live(*agreement, now) && agreement->may.query);
  }
  return out;
}

bool is_dead(const Snapshot& snapshot, std::uint32_t person) {
  return std::ranges::any_of(snapshot.records_of_person.of(person), [&](std::uint32_t record) {
    const auto view = snapshot.records[record].view();
    return !view.get(Field::death_date).empty() || view.get(Field::deceased) == "yes";
  });
}

struct One {
  need::FactorIndex need;
  std::uint32_t area, person;
  auto operator<=>(const One&) const = default;
};

std::vector<One> people_with_needs(const Snapshot& snapshot, const std::vector<bool>& may, const std::vector<std::uint32_t>& area_of) {
  std::vector<One> out;
  for (std::uint32_t i = 0; i < snapshot.records.size(); ++i) {
    const auto property = snapshot.placed[i].property;
    const auto person = snapshot.person_of[i];
    if (!may[snapshot.records[i].feed] || property == nowhere || person == Groups::none || area_of[property] == Surroundings::no_area) continue;
    if (snapshot.protected_person[person] || snapshot.protected_property.contains(property)) continue;
    for (const auto& claim : snapshot.records[i].view().claims()) {
      if (claim.value != "true") continue;
      const auto need = snapshot.vocabulary->find(claim.factor);
      if (need && (*snapshot.vocabulary)[*need].about == need::About::person) out.push_back({*need, area_of[property], person});
    }
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::erase_if(out, [&](const One& one) { return is_dead(snapshot, one.person); });
  return out;
}

}  // namespace

PublishedCount published(std::uint64_t people) noexcept {
  if (people < PublishedCount::least_shown) return {};
  constexpr auto step = PublishedCount::rounded_to;
  return {(people + step / 2) / step * step};
}

NeedsByArea needs_by_area(const Snapshot& snapshot, const trust::Policy& policy, Instant now) {
  NeedsByArea out;
  const auto& around = *snapshot.surroundings;
  if (around.layers.empty()) return out;
  const auto fewest = static_cast<std::size_t>(std::ranges::min_element(around.layers, {}, &place::AreaLayer::size) - around.layers.begin());
  const auto& layer = around.layers[fewest];
  out.layer = layer.key();
  std::vector<std::uint32_t> order(layer.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t area) { return layer.name(place::AreaIndex{area}); });
  for (const auto area : order) out.areas.emplace_back(layer.name(place::AreaIndex{area}));
  std::vector<std::vector<std::uint64_t>> counts(snapshot.vocabulary->size(), std::vector<std::uint64_t>(layer.size()));
  for (const auto& one : people_with_needs(snapshot, countable(snapshot, policy, now), around.area_of[fewest])) ++counts[one.need][one.area];
  for (std::size_t need = 0; need < counts.size(); ++need) {
    if (std::ranges::all_of(counts[need], [](std::uint64_t people) { return people < PublishedCount::least_shown; })) continue;
    out.needs.push_back((*snapshot.vocabulary)[static_cast<need::FactorIndex>(need)].words);
    auto& row = out.people.emplace_back();
    for (const auto area : order) row.push_back(published(counts[need][area]));
  }
  return out;
}

}  // namespace hearth::spine
