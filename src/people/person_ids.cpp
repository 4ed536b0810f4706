#include "people/person_ids.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/assertion.h"

namespace hearth::people {

std::string_view name_of(PersonEvent::Kind kind) noexcept {
  constexpr std::array<std::string_view, 3> names{"merged", "split", "ended"};
  return names[static_cast<std::size_t>(kind)];
}

namespace {

/// Records that an old person and a new cluster share.
struct Overlap {
  std::uint64_t person;
  std::uint32_t cluster;
  std::uint64_t records{0};
  std::uint64_t own{0};     ///< of these, how many did not come from another person
  std::uint64_t oldest{0};  ///< lowest record id
  /// The part that keeps the id comes first.
  [[nodiscard]] bool before(const Overlap& other) const {
    return std::tuple{other.own, other.records, oldest} < std::tuple{own, records, other.oldest};
  }
};

/// By record: whose it was.
using PersonOf = std::unordered_map<std::uint64_t, std::uint64_t>;

/// By person, cluster; each pair of them once.
std::vector<Overlap> summed(std::vector<Overlap> all) {
  std::ranges::sort(all, [](const Overlap& a, const Overlap& b) {
    return std::tuple{a.person, a.cluster, a.oldest} < std::tuple{b.person, b.cluster, b.oldest};
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (kept > 0 && all[kept - 1].person == all[i].person && all[kept - 1].cluster == all[i].cluster) {
      all[kept - 1].records += all[i].records;
      all[kept - 1].own += all[i].own;
    } else {
      all[kept++] = all[i];
    }
  }
  all.resize(kept);
  return all;
}

std::vector<Overlap> overlaps_of(std::span<const Membership> previous, const std::unordered_set<std::uint64_t>& came_over,
                                 std::span<const RecordId> records, std::span<const std::uint32_t> cluster_of_row) {
  PersonOf person_of;
  person_of.reserve(previous.size() * 2);
  for (const auto& one : previous) person_of[one.record.number()] = one.person.number();
  std::vector<Overlap> out;
  for (std::size_t row = 0; row < records.size(); ++row)
    if (const auto at = person_of.find(records[row].number()); at != person_of.end())
      out.push_back({at->second, cluster_of_row[row], 1, came_over.contains(records[row].number()) ? 0U : 1U, records[row].number()});
  return summed(std::move(out));
}

/// The part of each person that keeps the id.
std::unordered_map<std::uint64_t, std::uint32_t> homes_of(const std::vector<Overlap>& overlaps) {
  std::unordered_map<std::uint64_t, std::uint32_t> out;
  for (std::size_t i = 0; i < overlaps.size();) {
    std::size_t j = i, best = i;
    for (; j < overlaps.size() && overlaps[j].person == overlaps[i].person; ++j)
      if (overlaps[j].before(overlaps[best])) best = j;
    out[overlaps[i].person] = overlaps[best].cluster;
    i = j;
  }
  return out;
}

/// Gives clusters an id that is nobody's now and that their records bore before, if most of its records are there. Where people met,
/// an older one stands for all if most of the records bore it.
/// @param people  how many old people came to each cluster
void name_who_is_back(std::span<const Membership> merged_away, std::span<const RecordId> records, std::span<const std::uint32_t> cluster_of_row,
                      const std::vector<std::uint32_t>& people, std::vector<std::uint64_t>& name) {
  if (merged_away.empty()) return;
  std::unordered_map<std::uint64_t, std::uint32_t> cluster_of;
  std::vector<std::uint64_t> size(name.size());
  for (std::size_t row = 0; row < records.size(); ++row) {
    cluster_of[records[row].number()] = cluster_of_row[row];
    ++size[cluster_of_row[row]];
  }
  std::vector<Overlap> overlaps;
  for (const auto& one : merged_away)
    if (const auto at = cluster_of.find(one.record.number()); at != cluster_of.end())
      overlaps.push_back({one.person.number(), at->second, 1, 1, one.record.number()});
  overlaps = summed(std::move(overlaps));
  const auto homes = homes_of(overlaps);
  std::ranges::sort(overlaps, [](const Overlap& a, const Overlap& b) { return std::tuple{b.records, a.person} < std::tuple{a.records, b.person}; });
  std::unordered_set<std::uint32_t> looked_at;
  for (const auto& overlap : overlaps) {
    if (homes.at(overlap.person) != overlap.cluster || !looked_at.insert(overlap.cluster).second) continue;
    auto& id = name[overlap.cluster];
    const bool is_older = overlap.person < id && people[overlap.cluster] > 1 && 2 * overlap.records > size[overlap.cluster];
    if (id == 0 || is_older) id = overlap.person;
  }
}

/// The ids that records bore before they came to somebody who was there already, or before that id was merged. Whoever is parted from a
/// person who stays is somebody new, and came from nobody; whoever is back leaves no trace of where they were meanwhile.
/// @param now      by record
/// @param new_from ids from here on are of this run
std::vector<Membership> former_after(std::span<const Membership> former, std::span<const Membership> previous, const std::vector<Membership>& now,
                                     std::uint64_t new_from) {
  const auto person_now = [&](RecordId record) {
    const auto at = std::ranges::lower_bound(now, record, {}, &Membership::record);
    return at != now.end() && at->record == record ? std::optional{at->person} : std::nullopt;
  };
  std::unordered_set<std::uint64_t> back, alive;  // records; people
  for (const auto& one : now) alive.insert(one.person.number());
  std::vector<Membership> out;
  for (const auto& one : former) {
    const auto person = person_now(one.record);
    if (person == one.person) back.insert(one.record.number());
    else if (person) out.push_back(one);
  }
  for (const auto& one : previous) {
    const auto person = person_now(one.record);
    if (person && person != one.person && (person->number() < new_from || !alive.contains(one.person.number())) && !back.contains(one.record.number())) out.push_back(one);
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

PersonIds assign_person_ids(std::span<const Membership> previous, std::span<const RecordId> records,
                            std::span<const std::uint32_t> cluster_of_row, std::uint64_t next_id, std::span<const Membership> former) {
  HEARTH_ASSERT(records.size() == cluster_of_row.size());
  std::uint32_t clusters = 0;
  for (const auto cluster : cluster_of_row) clusters = std::max(clusters, cluster + 1);
  std::unordered_set<std::uint64_t> alive, came_over;
  for (const auto& one : previous) alive.insert(one.person.number());
  for (const auto& one : former) came_over.insert(one.record.number());
  std::vector<Membership> merged_away;
  for (const auto& one : former)
    if (!alive.contains(one.person.number())) merged_away.push_back(one);
  const auto overlaps = overlaps_of(previous, came_over, records, cluster_of_row);

  // Each old person goes with the cluster that holds most of it; each cluster is then named by the oldest of the people that came to it.
  const auto home_of = homes_of(overlaps);
  std::vector<std::uint64_t> name(clusters);
  for (const auto& overlap : overlaps)  // by person, ascending: the oldest comes first
    if (home_of.at(overlap.person) == overlap.cluster && name[overlap.cluster] == 0) name[overlap.cluster] = overlap.person;

  std::vector<std::uint32_t> people(clusters);
  for (const auto& overlap : overlaps) ++people[overlap.cluster];
  name_who_is_back(merged_away, records, cluster_of_row, people, name);

  PersonIds out;
  const auto new_from = out.next_id = std::max<std::uint64_t>(next_id, 1);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> unnamed;  // first record, cluster
  std::vector<std::uint64_t> first(clusters, ~std::uint64_t{0});
  for (std::size_t row = 0; row < records.size(); ++row) first[cluster_of_row[row]] = std::min(first[cluster_of_row[row]], records[row].number());
  for (std::uint32_t cluster = 0; cluster < clusters; ++cluster)
    if (name[cluster] == 0 && first[cluster] != ~std::uint64_t{0}) unnamed.emplace_back(first[cluster], cluster);
  std::ranges::sort(unnamed);
  for (const auto& entry : unnamed) name[entry.second] = out.next_id++;

  for (const auto& overlap : overlaps) {
    const bool home = home_of.at(overlap.person) == overlap.cluster;
    if (home && name[overlap.cluster] != overlap.person)
      out.events.push_back({PersonEvent::Kind::merged, PersonId{overlap.person}, PersonId{name[overlap.cluster]}});
    if (!home) out.events.push_back({PersonEvent::Kind::split, PersonId{overlap.person}, PersonId{name[overlap.cluster]}});
  }
  std::vector<std::uint64_t> before;
  for (const auto& one : previous) before.push_back(one.person.number());
  std::ranges::sort(before);
  before.erase(std::unique(before.begin(), before.end()), before.end());
  for (const auto person : before)
    if (!home_of.contains(person)) out.events.push_back({PersonEvent::Kind::ended, PersonId{person}, PersonId{}});
  std::ranges::sort(out.events);
  out.memberships.reserve(records.size());
  for (std::size_t row = 0; row < records.size(); ++row) out.memberships.push_back({records[row], PersonId{name[cluster_of_row[row]]}});
  std::ranges::sort(out.memberships);
  out.former = former_after(former, previous, out.memberships, new_from);
  return out;
}

}  // namespace hearth::people
