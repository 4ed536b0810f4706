#include "spine/linked_records.h"

#include <cstdio>

#include "people/link_files.h"

namespace hearth::spine {

std::string bits_text(LogOdds bits) {
  char out[32];
  std::snprintf(out, sizeof out, "%+.1f bits", bits.value());
  return out;
}

people::LinkRow link_row(const Snapshot& snapshot, std::uint32_t index) {
  const auto& record = snapshot.records[index];
  const auto& placed = snapshot.placed[index];
  std::optional<Uprn> home;
  if (placed.property != nowhere && (placed.band == place::Band::exact || placed.band == place::Band::likely))
    home = snapshot.properties().uprn(place::PropertyIndex{placed.property});
  return {.record = record.id, .feed = record.feed, .key = record.key, .fields = record.view(), .home = home, .is_protected = record.is_protected};
}

std::vector<people::FeedFacts> feed_facts(const Snapshot& snapshot) {
  std::vector<people::FeedFacts> out;
  for (const auto& feed : snapshot.place.feeds) out.push_back(people::facts_of(feed));
  return out;
}

std::string reference(const Snapshot& snapshot, std::uint32_t index) {
  return snapshot.place.feeds[snapshot.records[index].feed].name.text() + "/" + snapshot.records[index].key;
}

std::string told_name(const Snapshot& snapshot, const Teller& teller, std::uint32_t index) {
  const auto feed = static_cast<trust::FeedIndex>(snapshot.records[index].feed);
  auto name = teller.name_of_feed(feed);
  return name == snapshot.place.feeds[feed].name.text() ? reference(snapshot, index) : name;
}

}  // namespace hearth::spine
