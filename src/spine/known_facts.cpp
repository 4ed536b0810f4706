#include "spine/known_facts.h"

#include <algorithm>
#include <map>

#include "record/field.h"
#include "spine/sight.h"

namespace hearth::spine {
namespace {

KnownFacts count(const Snapshot& snapshot, Threads threads) {
  const auto& vocabulary = *snapshot.vocabulary;
  const auto age = vocabulary.find("age");
  const std::size_t feeds = snapshot.place.feeds.size(), factors = vocabulary.size();
  KnownFacts out;
  out.records.assign(feeds, std::vector<std::uint64_t>(factors, 0));
  std::mutex adding;
  parallel_ranges(snapshot.records.size(), 16384, threads, [&](std::size_t from, std::size_t to) {
    std::vector<std::uint64_t> counted(feeds * factors, 0);
    std::vector<need::FactorIndex> told;
    for (std::size_t i = from; i < to; ++i) {
      const auto& record = snapshot.records[i];
      told.clear();
      for (const auto& claim : record.view().claims())
        if (const auto factor = vocabulary.find(claim.factor)) told.push_back(*factor);
      if (age && !record.view().get(record::Field::birth_date).empty()) told.push_back(*age);  // whoever tells the birthday tells the age
      std::ranges::sort(told);
      told.erase(std::unique(told.begin(), told.end()), told.end());
      for (const auto factor : told) ++counted[record.feed * factors + factor];
    }
    const std::lock_guard lock{adding};
    for (std::size_t feed = 0; feed < feeds; ++feed)
      for (std::size_t factor = 0; factor < factors; ++factor) out.records[feed][factor] += counted[feed * factors + factor];
  });
  return out;
}

void add_once(std::vector<std::string>& all, const std::string& one) {
  if (std::ranges::find(all, one) == all.end()) all.push_back(one);
}

/// The facts that some programme may use, ascending; what is worked out from others is sent by nobody, but for the age, which a birthday tells.
std::vector<need::FactorIndex> used_facts(const Snapshot& snapshot) {
  std::vector<need::FactorIndex> out;
  for (const auto& programme : snapshot.programmes) out.insert(out.end(), programme.factors.begin(), programme.factors.end());
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  const auto age = snapshot.vocabulary->find("age");
  std::erase_if(out, [&](need::FactorIndex factor) { return (*snapshot.vocabulary)[factor].derived && factor != age; });
  return out;
}

/// Adds what one feed gives of one fact to what its organisation has.
void add_feed(const Snapshot& snapshot, const trust::Policy& policy, Instant now, std::size_t feed, std::uint64_t records, const FactorId& factor, bool& is_old, FactHeld& out) {
  const auto& declared = snapshot.place.feeds[feed];
  const auto* agreement = declared.agreement.empty() ? nullptr : policy.find(declared.agreement);
  if (agreement != nullptr && trust::is_live(*agreement, now) && agreement->may.query && agreement->has_party(declared.organisation) && agreement->has_factor(factor))
    for (const auto& purpose : agreement->purposes) add_once(out.purposes, purpose.text());
  if (records == 0) return;
  out.records += records;
  const auto& received = snapshot.feeds[feed].received;
  const auto day = Date::parse_iso(received);
  if (!day || now.date().days() - day->days() <= declared.expected_every_days) is_old = false;
  out.received = std::max(out.received, received);
}

FactState state_of(const FactHeld& held, bool is_old) {
  if (held.records == 0) return held.purposes.empty() ? FactState::none : FactState::missing;
  if (held.purposes.empty()) return FactState::not_agreed;
  return is_old ? FactState::stale : FactState::shared;
}

}  // namespace

const KnownFacts& known_facts(const Snapshot& snapshot, Threads threads) {
  std::call_once(snapshot.counted, [&] { snapshot.known = std::make_shared<const KnownFacts>(count(snapshot, threads)); });
  return *snapshot.known;
}

PlaceKnowledge place_knowledge(const Snapshot& snapshot, const trust::Policy& policy, Instant now, Threads threads) {
  PlaceKnowledge out;
  for (const auto& feed : snapshot.place.feeds) add_once(out.organisations, feed.organisation.text());
  const auto& known = known_facts(snapshot, threads);
  for (const auto factor : used_facts(snapshot)) {
    FactLine line{factor, std::vector<FactHeld>(out.organisations.size())};
    for (std::size_t o = 0; o < out.organisations.size(); ++o) {
      bool is_old = true;
      for (std::size_t feed = 0; feed < snapshot.place.feeds.size(); ++feed)
        if (snapshot.place.feeds[feed].organisation.text() == out.organisations[o])
          add_feed(snapshot, policy, now, feed, known.records[feed][factor], (*snapshot.vocabulary)[factor].id, is_old, line.by_organisation[o]);
      line.by_organisation[o].state = state_of(line.by_organisation[o], is_old);
    }
    out.lines.push_back(std::move(line));
  }
  return out;
}

std::vector<AreaCovered> homes_covered(const Snapshot& snapshot) {
  const auto& around = *snapshot.surroundings;
  const auto layer = around.largest_layer();
  if (!layer) return {};
  std::vector<AreaCovered> out(around.layers[*layer].size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i].name = around.layers[*layer].name(place::AreaIndex{i});
  const auto& area_of = around.area_of[*layer];
  for (std::uint32_t property = 0; property < area_of.size(); ++property) {
    if (area_of[property] == Surroundings::no_area || !snapshot.properties().is_home(place::PropertyIndex{property})) continue;
    ++out[area_of[property]].homes;
    // A protected home reads like one on which nothing is held.
    if (!snapshot.records_at_property.of(property).empty() && !snapshot.protected_property.contains(property)) ++out[area_of[property]].held;
  }
  std::ranges::stable_sort(out, {}, &AreaCovered::name);
  return out;
}

}  // namespace hearth::spine
