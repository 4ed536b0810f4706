#include "spine/snapshot.h"

#include <algorithm>

namespace hearth::spine {
namespace {

template <class Items, class Key, class Of>
std::optional<std::uint32_t> find_sorted(const Items& items, Key key, Of&& of) {
  const auto found = std::ranges::lower_bound(items, key, {}, of);
  if (found == items.end() || of(*found) != key) return std::nullopt;
  return static_cast<std::uint32_t>(found - items.begin());
}

}  // namespace

std::optional<std::uint32_t> Snapshot::find_record(RecordId id) const noexcept {
  return find_sorted(records, id, [](const record::Record& r) { return r.id; });
}

std::optional<std::uint32_t> Snapshot::find_person(PersonId id) const noexcept {
  return find_sorted(persons, id, [](PersonId p) { return p; });
}

std::string Snapshot::contact_of(const need::Programme& programme) const {
  if (const auto own = place.contacts.find(programme.id.text()); own != place.contacts.end()) return own->second;
  const auto lead = organisations.find(programme.lead.text());
  return lead == organisations.end() ? std::string{} : lead->second.contact;
}

std::uint32_t Snapshot::first_place_of(std::uint32_t person) const {
  const auto records = records_of_person.of(person);
  return records.empty() ? nowhere : placed[records.front()].property;
}

}  // namespace hearth::spine
